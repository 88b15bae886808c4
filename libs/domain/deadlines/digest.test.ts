import type { LegalDay } from '../../contracts/deadlines';
import { makeCalendar } from './calendar';
import { digestDue } from './digest';

const basis = { basis: 'proposal' as const };
const day = {
  zone: 'Asia/Shanghai',
  endsAt: { value: '24:00', ...basis },
  rungAt: { value: '09:00', ...basis },
  jitterMinutes: { value: 30, ...basis },
} as LegalDay;
const calendar = makeCalendar({
  version: 1,
  years: [{ year: 2026, rest: ['2026-01-01', '2026-01-02'], makeUp: ['2026-01-04'] }],
});
const at = (date: string, time: string): number => Date.parse(`${date}T${time}:00+08:00`);
const due = (first: number, now: number) => digestDue(calendar, day, { firstAt: first, nowMs: now, marginMinutes: 10 });

describe('the digest of a legal day', () => {
  it('waits until the notices of the morning have rung', () => {
    expect(due(at('2026-01-08', '09:00'), at('2026-01-08', '09:39'))).toBeNull();
    expect(due(at('2026-01-08', '09:00'), at('2026-01-08', '09:40'))).toBe('2026-01-08');
  });

  it('takes what came the evening before, and what comes later if nothing went out in the morning', () => {
    expect(due(at('2026-01-07', '23:50'), at('2026-01-08', '00:30'))).toBeNull();
    expect(due(at('2026-01-07', '23:50'), at('2026-01-08', '09:40'))).toBe('2026-01-08');
    expect(due(at('2026-01-08', '14:00'), at('2026-01-08', '14:09'))).toBeNull();
    expect(due(at('2026-01-08', '14:00'), at('2026-01-08', '14:10'))).toBe('2026-01-08');
  });

  it('goes out on working days: not on a rest day or at the weekend, but on a make-up day', () => {
    expect(due(at('2026-01-01', '08:00'), at('2026-01-02', '12:00'))).toBeNull();
    expect(due(at('2026-01-09', '23:00'), at('2026-01-10', '12:00'))).toBeNull();
    expect(due(at('2026-01-01', '08:00'), at('2026-01-04', '09:40'))).toBe('2026-01-04');
  });

  it('a year without a notice counts Monday to Friday', () => {
    expect(due(at('2031-03-07', '08:00'), at('2031-03-08', '12:00'))).toBeNull();
    expect(due(at('2031-03-07', '08:00'), at('2031-03-10', '12:00'))).toBe('2031-03-10');
  });
});
