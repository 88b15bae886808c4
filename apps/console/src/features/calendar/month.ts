const day = 86_400_000;

/** A month as `YYYY-MM`. */
export type Month = `${number}-${number}`;

export const isMonth = (text: string | undefined): text is Month =>
  text !== undefined && /^\d{4}-(0[1-9]|1[0-2])$/.test(text);

export function monthAfter(month: Month, n: number): Month {
  const [year = 0, number = 1] = month.split('-').map(Number);
  return new Date(Date.UTC(year, number - 1 + n, 1)).toISOString().slice(0, 7) as Month;
}

/** Weeks from Monday to Sunday that show every day of the month, as `YYYY-MM-DD`. */
export function weeksOf(month: Month): string[][] {
  const first = Date.parse(`${month}-01T00:00:00Z`);
  const last = Date.parse(`${monthAfter(month, 1)}-01T00:00:00Z`) - day;
  const weekday = (at: number): number => (new Date(at).getUTCDay() + 6) % 7;
  const weeks: string[][] = [];
  for (let monday = first - weekday(first) * day; monday <= last; monday += 7 * day) {
    weeks.push(Array.from({ length: 7 }, (_, n) => new Date(monday + n * day).toISOString().slice(0, 10)));
  }
  return weeks;
}

/** Whether the day is one of rest: a notice says so, or the weekend without one. */
export function isOff(date: string, kind: 'rest' | 'make-up' | undefined): boolean {
  if (kind) return kind === 'rest';
  return [0, 6].includes(new Date(`${date}T00:00:00Z`).getUTCDay());
}

/** Provinces at whose commission one holds a post: their local holidays bind no hospital and no expert. */
export const provincesOf = (posts: readonly { role: string; province: string | null }[]): string[] =>
  posts.flatMap(({ role, province }) => (province === null || /^(hospital-|expert$)/.test(role) ? [] : [province]));
