import type { LegalDate } from '../../contracts/deadlines';

/**
 * Civil dates as whole numbers of days since 1970-01-01 (proleptic Gregorian). Integers only: the host's time zone and
 * locale cannot reach a due date.
 */
export type DayNumber = number;

const DAYS_IN_400_YEARS = 146_097;
const DAYS_FROM_0000_03_01_TO_1970 = 719_468;

/** Day number of `YYYY-MM-DD`. Throws a RangeError for anything that is not a real date. */
export function dayNumber(date: LegalDate | string): DayNumber {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(date);
  const number = match ? fromParts(Number(match[1]), Number(match[2]), Number(match[3])) : Number.NaN;
  if (Number.isNaN(number) || legalDate(number) !== date) throw new RangeError(`not a date: ${date}`);
  return number;
}

/** Day number of year, month (1–12) and day. The parts must be a real date. */
export function fromParts(year: number, month: number, day: number): DayNumber {
  // March begins the computed year, so that the leap day is its last.
  const y = month <= 2 ? year - 1 : year;
  const era = Math.floor(y / 400);
  const yearOfEra = y - era * 400;
  const dayOfYear = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * DAYS_IN_400_YEARS + dayOfEra - DAYS_FROM_0000_03_01_TO_1970;
}

function toParts(number: DayNumber): { year: number; month: number; day: number } {
  const z = number + DAYS_FROM_0000_03_01_TO_1970;
  const era = Math.floor(z / DAYS_IN_400_YEARS);
  const dayOfEra = z - era * DAYS_IN_400_YEARS;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shifted = Math.floor((5 * dayOfYear + 2) / 153);
  const month = shifted < 10 ? shifted + 3 : shifted - 9;
  return {
    year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0),
    month,
    day: dayOfYear - Math.floor((153 * shifted + 2) / 5) + 1,
  };
}

/** `YYYY-MM-DD` of a day number. */
export function legalDate(number: DayNumber): LegalDate {
  const { year, month, day } = toParts(number);
  return `${pad(year, 4)}-${pad(month, 2)}-${pad(day, 2)}` as LegalDate;
}

export function yearOf(number: DayNumber): number {
  return toParts(number).year;
}

/** Saturday or Sunday. 1970-01-01 was a Thursday. */
export function isWeekend(number: DayNumber): boolean {
  const fromMonday = (((number + 3) % 7) + 7) % 7;
  return fromMonday >= 5;
}

function pad(value: number, width: number): string {
  return String(value).padStart(width, '0');
}
