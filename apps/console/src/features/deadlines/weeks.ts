const day = 86_400_000;
const dateOf = (at: number): string => new Date(at).toISOString().slice(0, 10);

export interface Week {
  /** `2026-W47` */
  name: string;
  from: string;
  to: string;
}

/** The ISO week of a legal date, and those before it, newest first. */
export function weeksBack(today: string, count: number): Week[] {
  const at = Date.parse(`${today}T00:00:00Z`);
  const monday = at - ((new Date(at).getUTCDay() + 6) % 7) * day;
  return Array.from({ length: count }, (_, n) => weekFrom(monday - n * 7 * day));
}

/** A week belongs to the year of its Thursday. */
function weekFrom(monday: number): Week {
  const thursday = new Date(monday + 3 * day);
  const first = Date.UTC(thursday.getUTCFullYear(), 0, 1);
  const number = Math.floor((thursday.getTime() - first) / (7 * day)) + 1;
  return {
    name: `${String(thursday.getUTCFullYear())}-W${String(number).padStart(2, '0')}`,
    from: dateOf(monday),
    to: dateOf(monday + 6 * day),
  };
}
