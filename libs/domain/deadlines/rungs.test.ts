import * as fc from 'fast-check';
import type { Ladder } from '../../contracts/deadlines';
import { workingDayStatus } from './calendar';
import { dayNumber, legalDate } from './civil';
import { legalDateOf } from './legal-day';
import { nextRung, type RungInstant, ringingAt, rungsOf } from './rungs';
import { beijing, calendar2026, d, day } from '../../../test/support/deadlines/calendar-2026';

const calendar = calendar2026();
const rung = (id: string, offset: number) => ({ id, offset, to: ['holder' as const], basis: 'proposal' as const });
const ladder: Ladder = {
  reminders: [rung('r5', -5), rung('r2', -2), rung('r0', 0)],
  escalations: [rung('e1', 1), rung('e3', 3), rung('e5', 5)],
};
const rungs = (dueOn: string, jitterMs = 0): RungInstant[] =>
  rungsOf({ dueOn: d(dueOn) }, ladder, calendar, day, jitterMs);
const ids = (list: readonly RungInstant[]): string[] => list.map((one) => one.id);
const dueOn = d('2026-10-10');
const dueAt = beijing('2026-10-10T17:30');
const armedAt = beijing('2026-09-20T10:00');

describe('rungsOf', () => {
  it('counts working days from the due date and rings at nine', () => {
    expect(rungs(dueOn).map((one) => [one.id, new Date(one.at + 28_800_000).toISOString().slice(0, 16)])).toEqual([
      ['r5', '2026-09-28T09:00'],
      ['r2', '2026-10-08T09:00'],
      ['r0', '2026-10-10T09:00'],
      ['e1', '2026-10-12T09:00'],
      ['e3', '2026-10-14T09:00'],
      ['e5', '2026-10-16T09:00'],
    ]);
  });

  it('spreads notices by the jitter of the case, within its bounds', () => {
    const plain = rungs(dueOn);
    expect(rungs(dueOn, 1_800_000).map((one) => one.at)).toEqual(plain.map((one) => one.at + 1_800_000));
    expect(() => rungs(dueOn, 1_800_001)).toThrow(RangeError);
    expect(() => rungs(dueOn, -1)).toThrow(RangeError);
    expect(() => rungs(dueOn, Number.NaN)).toThrow(RangeError);
  });

  it('rings on working days, reminders never after the due date', () => {
    const dates = fc.integer({ min: dayNumber('2026-02-01'), max: dayNumber('2026-12-10') }).map(legalDate);
    fc.assert(
      fc.property(dates, (date) => {
        const all = rungs(date);
        for (const one of all) {
          const on = legalDateOf(one.at, day);
          expect(workingDayStatus(calendar, on)).toBe('working');
          expect(one.kind === 'reminder' ? on <= date : on > date).toBe(true);
        }
        expect(all.map((one) => one.at)).toEqual(all.map((one) => one.at).sort((a, b) => a - b));
      }),
    );
  });
});

describe('nextRung', () => {
  it('goes up the ladder', () => {
    const seen: string[] = [];
    for (let next = nextRung(rungs(dueOn), [], armedAt); next && seen.length < 10;) {
      seen.push(next.id);
      next = nextRung(
        rungs(dueOn),
        seen.map((id) => ({ id, dueOn })),
        armedAt,
      );
    }
    expect(seen).toEqual(['r5', 'r2', 'r0', 'e1', 'e3', 'e5']);
  });

  it('never waits for a reminder that was over before the row began', () => {
    expect(nextRung(rungs(dueOn), [], beijing('2026-10-08T15:00'))?.id).toBe('r0');
  });

  it('arms future rungs again when due moves later', () => {
    const recorded = [
      { id: 'r5', dueOn },
      { id: 'r2', dueOn },
    ];
    // Extended on 9 October: the new r5 (14 October) is ahead and rings again.
    expect(nextRung(rungs('2026-10-21'), recorded, beijing('2026-10-09T15:00'))?.id).toBe('r5');
    // Extended by one day: the new r2 is already past and is not repeated.
    expect(nextRung(rungs('2026-10-12'), recorded, beijing('2026-10-09T15:00'))?.id).toBe('r0');
  });

  it('does not repeat an escalation whose new instant is past when due moves later', () => {
    const recorded = [{ id: 'e1', dueOn: d('2026-10-09') }];
    const armed = beijing('2026-10-12T15:00');
    expect(nextRung(rungs(dueOn), recorded, armed)?.id).toBe('e3');
  });

  it('repeats nothing when due moves earlier', () => {
    const recorded = [{ id: 'r5', dueOn: d('2026-10-21') }];
    expect(nextRung(rungs(dueOn), recorded, armedAt)?.id).toBe('r2');
  });
});

describe('ringingAt', () => {
  const look = (nowMs: number, recorded: { id: string; dueOn: typeof dueOn }[] = [], since = armedAt) => {
    const { ring, skipped, named } = ringingAt(rungs(dueOn), recorded, { armedAt: since, dueAt, nowMs });
    return { ring: ids(ring), skipped: ids(skipped), named: ids(named) };
  };

  it('rings at its instant and not before', () => {
    const at = beijing('2026-09-28T09:00');
    expect(look(at - 1)).toEqual({ ring: [], skipped: [], named: [] });
    expect(look(at)).toEqual({ ring: ['r5'], skipped: [], named: [] });
    expect(look(at, [{ id: 'r5', dueOn }])).toEqual({ ring: [], skipped: [], named: [] });
  });

  it('skips reminders that a later one overtook', () => {
    expect(look(beijing('2026-10-08T12:00'))).toEqual({ ring: ['r2'], skipped: ['r5'], named: [] });
  });

  it('skips reminders that were over before the row began', () => {
    const since = beijing('2026-10-08T15:00');
    expect(look(since, [], since)).toEqual({ ring: [], skipped: ['r5', 'r2'], named: [] });
  });

  it('skips every reminder after the due instant; the highest escalation names the others', () => {
    expect(look(dueAt + 1)).toEqual({ ring: [], skipped: ['r5', 'r2', 'r0'], named: [] });
    expect(look(beijing('2026-10-14T12:00'))).toEqual({ ring: ['e3'], skipped: ['r5', 'r2', 'r0'], named: ['e1'] });
  });
});
