import * as fc from 'fast-check';
import { type Adjustment, type ExplainLine, LimitRule, type Roll } from '../../contracts/deadlines';
import { explainWords } from '../../contracts/deadlines-words';
import { countWorkingDays, workingDayStatus } from './calendar';
import { dayNumber, legalDate } from './civil';
import { type DeadlineInput, dueOf } from './due';
import { beijing, calendar2026, d, day } from '../../../test/support/deadlines/calendar-2026';

/** Every kind of limit: what holds whatever the figures, and that its lines add up as they are read. */
const calendar = calendar2026();
const at = beijing('2026-01-05T10:00');
const due = (startsOn: string, rule: LimitRule, over: Partial<DeadlineInput> = {}) =>
  dueOf({ rule, startsOn: d(startsOn), adjustments: [], callDates, ...over }, calendar, day);
const callDates = { windowCloses: d('2026-10-03') };
const plus = (date: string, days: number) => legalDate(dayNumber(date) + days);
const apart = (from: string, to: string): number => dayNumber(to) - dayNumber(from);

const dates = fc.integer({ min: dayNumber('2026-01-01'), max: dayNumber('2026-08-31') }).map(legalDate);
const days = fc.integer({ min: 1, max: 60 });
const rolls = fc.constantFrom<Roll>('next', 'previous');
const counted: fc.Arbitrary<LimitRule> = fc.oneof(
  days.map((n): LimitRule => ({ kind: 'working-days', days: n })),
  days.map((n): LimitRule => ({ kind: 'calendar-days', days: n })),
  fc.record({ n: days, roll: rolls }).map(({ n, roll }): LimitRule => ({ kind: 'calendar-days', days: n, roll })),
);
const dated: fc.Arbitrary<LimitRule> = fc.oneof(
  fc.record({ date: dates, roll: rolls }).map((one): LimitRule => ({ kind: 'fixed-date', ...one })),
  fc
    .record({ month: fc.integer({ min: 1, max: 12 }), day: fc.integer({ min: 1, max: 28 }), roll: rolls })
    .map((one): LimitRule => ({ kind: 'yearly', yearOffset: 0, ...one })),
  rolls.map((roll): LimitRule => ({ kind: 'call-date', field: 'windowCloses', roll })),
);
const simple = fc.oneof(counted, dated);
const several = fc
  .record({ kind: fc.constantFrom('earlier-of', 'later-of'), rules: fc.array(simple, { minLength: 2, maxLength: 3 }) })
  .map(({ kind, rules }): LimitRule => ({ kind, rules }));
const pauses = fc.tuple(fc.integer({ min: 0, max: 40 }), fc.integer({ min: 0, max: 20 }));
const pausedFrom = (startsOn: string, [from, length]: [number, number]): Adjustment[] => [
  { kind: 'paused', at, on: plus(startsOn, from) },
  { kind: 'resumed', at, on: plus(startsOn, from + length) },
];
type ParamsOf<C extends ExplainLine['code']> = Extract<ExplainLine, { code: C }>['params'];
const valueOf = <C extends ExplainLine['code']>(lines: readonly ExplainLine[], code: C): ParamsOf<C>[] =>
  lines.flatMap((line) => (line.code === code ? [line.params as ParamsOf<C>] : []));

describe('every kind of limit', () => {
  it('calendar days: so many days after the start, rolled to a working day with nothing but rest between', () => {
    fc.assert(
      fc.property(dates, days, fc.option(rolls), (startsOn, n, roll) => {
        const plain = plus(startsOn, n);
        const { dueOn } = due(startsOn, { kind: 'calendar-days', days: n, ...(roll && { roll }) });
        if (roll === null) expect(dueOn).toBe(plain);
        else expectRolled(plain, dueOn, roll);
      }),
    );
  });

  it('a date, of the programme, of each year or of the call: that day, or the nearest working day on the side of the roll', () => {
    fc.assert(
      fc.property(dates, dates, rolls, (startsOn, date, roll) => {
        expectRolled(date, due(startsOn, { kind: 'fixed-date', date, roll }).dueOn, roll);
        const [, month, on] = date.split('-').map(Number);
        if (month !== undefined && on !== undefined && on <= 28)
          expectRolled(date, due(startsOn, { kind: 'yearly', month, day: on, yearOffset: 0, roll }).dueOn, roll);
        const ofCall = due(startsOn, { kind: 'call-date', field: 'x', roll }, { callDates: { x: date } });
        expectRolled(date, ofCall.dueOn, roll);
      }),
    );
  });

  it('of several the earliest or the latest, whatever their order', () => {
    fc.assert(
      fc.property(dates, fc.array(simple, { minLength: 2, maxLength: 4 }), (startsOn, rules) => {
        const ends = rules.map((rule) => due(startsOn, rule).dueOn ?? '').sort();
        for (const [kind, expected] of [
          ['earlier-of', ends[0]],
          ['later-of', ends.at(-1)],
        ] as const) {
          expect(due(startsOn, { kind, rules }).dueOn).toBe(expected);
          expect(due(startsOn, { kind, rules: [...rules].reverse() }).dueOn).toBe(expected);
        }
      }),
    );
  });

  it('a pause moves no date and never brings anything forward; an extension never either', () => {
    fc.assert(
      fc.property(dates, fc.oneof(simple, several), pauses, days, (startsOn, rule, pause, more) => {
        const plain = due(startsOn, rule).dueOn ?? '';
        const paused = due(startsOn, rule, { adjustments: pausedFrom(startsOn, pause) }).dueOn ?? '';
        expect(paused >= plain).toBe(true);
        if (['fixed-date', 'yearly', 'call-date'].includes(rule.kind)) expect(paused).toBe(plain);
        const extended = due(startsOn, rule, { adjustments: [{ kind: 'extended', at, days: more }] }).dueOn ?? '';
        expect(extended > plain || rule.kind === 'calendar-days').toBe(true);
        expect(extended >= plain).toBe(true);
      }),
    );
  });

  it('a date, and the one chosen of several, is extended by working days, and the line says so', () => {
    fc.assert(
      fc.property(dates, fc.oneof(dated, several), days, (startsOn, rule, more) => {
        const plain = due(startsOn, rule).dueOn ?? startsOn;
        const row = due(startsOn, rule, { adjustments: [{ kind: 'extended', at, days: more }] });
        expect(row.dueOn).toBe(countWorkingDays(calendar, plain, more).on);
        expect(valueOf(row.lines, 'extended')).toMatchObject([{ days: more, unit: 'working' }]);
      }),
    );
    const inDays = due(
      '2026-03-02',
      { kind: 'calendar-days', days: 5 },
      { adjustments: [{ kind: 'extended', at, days: 3 }] },
    );
    expect(inDays.dueOn).toBe('2026-03-10');
    expect(valueOf(inDays.lines, 'extended')).toMatchObject([{ days: 3, unit: 'calendar' }]);
  });

  it('its lines add up: every day from the start to the due date is counted or named, in both languages', () => {
    fc.assert(
      fc.property(dates, fc.oneof(simple, several), pauses, days, (startsOn, rule, pause, more) => {
        const adjustments: Adjustment[] = [...pausedFrom(startsOn, pause), { kind: 'extended', at, days: more }];
        const row = due(startsOn, rule, { adjustments });
        const dueOn = row.dueOn ?? startsOn;
        const [last] = valueOf(row.lines, 'due');
        expect(last).toEqual({ on: dueOn, time: '17:30' });
        expect(valueOf(row.lines, 'elapsed-calendar-days')).toEqual([{ days: Math.max(0, apart(startsOn, dueOn)) }]);
        for (const { from, to, days: named } of valueOf(row.lines, 'holiday')) expect(named).toBe(apart(from, to) + 1);
        for (const line of row.lines)
          for (const language of ['zh', 'en'] as const) {
            const words = explainWords(line, language);
            expect(words).not.toMatch(/undefined|NaN|\[object/);
            // Every figure of the line is said; a date is said in full.
            for (const value of Object.values(line.params))
              if (typeof value === 'number') expect(words).toContain(String(value));
          }
        if (rule.kind !== 'working-days') return;
        const weekends = valueOf(row.lines, 'weekends').reduce((sum, one) => sum + one.days, 0);
        const holidays = valueOf(row.lines, 'holiday').reduce((sum, one) => sum + one.days, 0);
        const paused = valueOf(row.lines, 'paused').reduce((sum, one) => sum + apart(one.from, one.to) + 1, 0);
        expect(rule.days + more + weekends + holidays + paused).toBe(apart(startsOn, dueOn));
      }),
    );
  });

  it('what a rolled date and a choice of several say leads to the date', () => {
    fc.assert(
      fc.property(dates, several, (startsOn, rule) => {
        if (rule.kind !== 'earlier-of' && rule.kind !== 'later-of') throw new Error('not several');
        const row = due(startsOn, rule);
        const ends = rule.rules.map((one) => due(startsOn, one));
        for (const { from, to } of ends.flatMap((one) => valueOf(one.lines, 'rolled'))) {
          expect(workingDayStatus(calendar, from)).not.toBe('working');
          expect(row.lines).toContainEqual({ code: 'rolled', params: { from, to } });
        }
        expect(valueOf(row.lines, rule.kind)).toEqual([{ rules: rule.rules.length, on: row.dueOn }]);
      }),
    );
  });

  function expectRolled(plain: string, dueOn: string | null, roll: Roll): void {
    const step = roll === 'next' ? 1 : -1;
    let on = d(plain);
    while (workingDayStatus(calendar, on) === 'rest') on = plus(on, step);
    // A year without a notice is Monday to Friday to the ledger.
    if (workingDayStatus(calendar, on) === 'not_covered') return;
    expect(dueOn).toBe(on);
  }
});

it('every rule that is made here is one that a programme may have', () => {
  fc.assert(fc.property(fc.oneof(simple, several), (rule) => expect(LimitRule.parse(rule)).toEqual(rule)));
});
