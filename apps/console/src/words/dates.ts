import type { Language } from '../app/preferences';

const zone = 'Asia/Shanghai';
const formats = new Map<string, Intl.DateTimeFormat>();

function format(language: Language, name: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${language}/${name}`;
  let found = formats.get(key);
  if (!found)
    formats.set(
      key,
      (found = new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : 'zh-CN', { timeZone: zone, ...options })),
    );
  return found;
}

/** A legal date `YYYY-MM-DD` in full: 2026年1月5日, 5 January 2026. */
export function dateInFull(date: string, language: Language): string {
  const [year, month, day] = date.split('-').map(Number);
  const noon = new Date(Date.UTC(year ?? 0, (month ?? 1) - 1, day ?? 1, 4));
  return format(language, 'date', { year: 'numeric', month: 'long', day: 'numeric' }).format(noon);
}

/** A month `YYYY-MM` in full: 2026年1月, January 2026. */
export const monthInFull = (month: string, language: Language): string =>
  format(language, 'month', { year: 'numeric', month: 'long' }).format(new Date(`${month}-01T04:00:00Z`));

/** An instant as a day of the legal zone, in full. */
export const dayOfInstant = (instant: string, language: Language): string =>
  format(language, 'date', { year: 'numeric', month: 'long', day: 'numeric' }).format(new Date(instant));

/** An instant with the time of day of the legal zone: 2026年1月5日 14:03. */
export const momentInFull = (instant: string, language: Language): string =>
  `${dayOfInstant(instant, language)}${language === 'en' ? ', ' : ' '}${timeOfDay(instant, language)}`;

export const timeOfDay = (instant: string, language: Language): string =>
  format(language, 'time', { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(new Date(instant));

/** The legal date an instant falls on, `YYYY-MM-DD`. */
export function legalDateOf(instant: string | Date): string {
  const parts = new Intl.DateTimeFormat('en-CA', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit' });
  return parts.format(typeof instant === 'string' ? new Date(instant) : instant);
}

const midnight = (date: string): number => Date.parse(`${date}T00:00:00Z`);

/** Whole legal days from one instant to another; 0 on the same day. */
export const daysBetween = (from: string, to: string): number =>
  Math.round((midnight(legalDateOf(to)) - midnight(legalDateOf(from))) / 86_400_000);

/** 1,234.5: grouped, as both languages write it. */
export const figure = (value: number): string =>
  new Intl.NumberFormat('en', { maximumFractionDigits: 2 }).format(value);

const steps = ['B', 'KB', 'MB', 'GB'];
export function fileSize(bytes: number): string {
  let value = bytes;
  let unit = 0;
  while (value >= 1024 && unit < steps.length - 1) {
    value /= 1024;
    unit += 1;
  }
  return `${unit === 0 ? String(value) : value.toFixed(1)} ${steps[unit] ?? 'B'}`;
}
