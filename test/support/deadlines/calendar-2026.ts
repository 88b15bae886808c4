import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { LegalDate, LegalDay } from '../../../libs/contracts/deadlines';
import { HolidayNotice } from '../../../libs/contracts/reference';
import { type Calendar, makeCalendar } from '../../../libs/domain/deadlines/calendar';
import { dayNumber, legalDate } from '../../../libs/domain/deadlines/civil';

export const d = (text: string): LegalDate => text as LegalDate;

/** 2026 as the holiday notice has it; no other year is covered. */
export function calendar2026(): Calendar {
  const file = join(__dirname, '../../../config/reference/holidays-2026.json');
  const notice = HolidayNotice.parse(JSON.parse(readFileSync(file, 'utf8')));
  const rest: LegalDate[] = [];
  for (const { from, to } of notice.holidays) {
    for (let day = dayNumber(from); day <= dayNumber(to); day += 1) rest.push(legalDate(day));
  }
  return makeCalendar({ version: 1, years: [{ year: 2026, rest, makeUp: notice.makeUp.map((row) => d(row.date)) }] });
}

export const day: LegalDay = {
  zone: 'Asia/Shanghai',
  endsAt: { value: '17:30', basis: 'proposal' },
  rungAt: { value: '09:00', basis: 'proposal' },
  jitterMinutes: { value: 30, basis: 'proposal' },
};

/** An instant of Beijing time, epoch ms. */
export const beijing = (text: string): number => Date.parse(`${text}+08:00`);
