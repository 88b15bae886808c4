import fc from 'fast-check';
import type { Ladder, LegalDate, LegalDay } from '../../contracts/deadlines';
import type { Actor, Post, Role } from '../../contracts/posts';
import { makeCalendar } from './calendar';
import { dayNumber, legalDate } from './civil';
import { endOfDay, instantAt } from './legal-day';
import { lightOf } from './light';
import { mayDrawUp, oversightOf, soonUntil } from './overseeing';

const day: LegalDay = {
  zone: 'Asia/Shanghai',
  endsAt: { value: '17:30', basis: 'proposal' },
  rungAt: { value: '09:00', basis: 'proposal' },
  jitterMinutes: { value: 30, basis: 'proposal' },
};
const post = (role: Role, organisationKind: Post['organisationKind'], organisationId = 'org_1'): Post => ({
  id: `post_${role}`,
  role,
  organisationId,
  organisationKind,
  province: organisationKind === 'nhc' ? null : '41',
});
const actor = (...posts: Post[]): Actor => ({ personId: 'person_1', posts, requestId: 'test' });

describe('whose limits one looks over', () => {
  it('one’s own body’s, the nation’s before a province’s', () => {
    const both = actor(post('provincial-manager', 'province', 'org_p'), post('leader', 'nhc', 'org_n'));
    expect(oversightOf(both, undefined)).toEqual({
      body: 'nation',
      inside: true,
      as: 'nation',
      organisations: ['org_n'],
    });
    const province = oversightOf(both, 'province');
    expect(province).toMatchObject({ body: 'province', inside: true, organisations: ['org_p'] });
    expect([mayDrawUp(both, province), mayDrawUp(both, oversightOf(both, 'nation'))]).toEqual([true, false]);
  });

  it('another body’s from outside, and nobody’s for others', () => {
    expect(oversightOf(actor(post('national-manager', 'nhc')), 'province')).toMatchObject({
      body: 'province',
      inside: false,
      as: 'nation',
    });
    for (const one of [
      post('provincial-handler', 'province'),
      post('division-head', 'hospital'),
      post('auditor', 'nhc'),
    ])
      expect(() => oversightOf(actor(one), undefined)).toThrow('not-entitled');
  });
});

describe('up to when something is due soon', () => {
  const calendar = makeCalendar({
    version: 1,
    years: [
      {
        year: 2026,
        rest: ['01', '02', '05', '06', '07'].map((one) => `2026-10-${one}`),
        makeUp: ['2026-09-20', '2026-10-10'],
      },
    ],
    provinces: new Map(),
  });

  it('is the last date whose light says so', () => {
    const dates = fc.integer({ min: dayNumber('2026-09-01'), max: dayNumber('2026-10-20') });
    fc.assert(
      fc.property(dates, fc.integer({ min: 0, max: 30 }), fc.constantFrom(0, -2, -5), (start, ahead, offset) => {
        const today = legalDate(start);
        const dueOn: LegalDate = legalDate(start + ahead);
        const ladder: Ladder = {
          reminders: [{ id: 'r', offset, to: ['holder'], basis: 'proposal' }],
          escalations: [],
        };
        const row = {
          state: 'running' as const,
          dueOn,
          dueAt: endOfDay(dueOn, day),
          pausedSince: null,
          pausedUntil: null,
          remainingDays: null,
          provisional: false,
        };
        const light = lightOf(row, instantAt(today, '09:00', day.zone), calendar, day, ladder);
        expect(light?.light === 'due-soon').toBe(dueOn <= soonUntil(ladder, today, calendar));
      }),
    );
  });
});
