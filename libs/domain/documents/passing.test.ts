import type { LegalDate } from '../../contracts/deadlines';
import type { Programme } from '../../contracts/programme';
import { makeCalendar } from '../deadlines/calendar';
import { passingDays } from './passing';

const date = (text: string): LegalDate => text as LegalDate;
/** Monday to Friday, but for one holiday. */
const calendar = makeCalendar({ version: 1, years: [{ year: 2026, rest: ['2026-03-11'], makeUp: [] }] });
const programme = {
  deadlines: [
    { subject: 'service', rule: { kind: 'working-days', days: 3 } },
    {
      subject: 'request',
      stage: 'national-intake',
      rule: { kind: 'working-days', days: 10 },
      askedDays: { min: 2, max: 15 },
    },
  ],
} as unknown as Programme;
const passed = (ownDueOn: string | null) =>
  passingDays(programme, 'national-intake', calendar, {
    today: date('2026-03-02'),
    ownDueOn: ownDueOn === null ? null : date(ownDueOn),
  });

describe('days a province may give its hospital', () => {
  it('the last safe ones leave the hospital due on the own due date, even if it never opens the notice', () => {
    // Nine working days, one of them a holiday less; three of them until the notice counts as served.
    expect(passed('2026-03-13')).toEqual({
      min: 2,
      max: 15,
      usual: 10,
      ownDueOn: '2026-03-13',
      serviceDays: 3,
      safe: { days: 5, dueOn: '2026-03-13' },
    });
  });

  it('fall on a working day where the own due date is none', () => {
    expect(passed('2026-03-15').safe).toEqual({ days: 5, dueOn: '2026-03-13' });
    expect(passed('2026-03-11').safe).toEqual({ days: 3, dueOn: '2026-03-10' });
  });

  it('are never more than the programme allows, and none where fewer are left than it allows', () => {
    expect(passed('2026-12-31').safe?.days).toBe(15);
    expect(passed('2026-03-09').safe).toEqual({ days: 2, dueOn: '2026-03-09' });
    expect(passed('2026-03-06').safe).toBeNull();
    expect(passed('2026-02-27').safe).toBeNull();
  });

  it('before the own request is served they are the usual ones', () => {
    expect(passed(null)).toMatchObject({ ownDueOn: null, safe: { days: 10 } });
  });
});
