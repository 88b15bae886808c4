import type { LimitRule } from '../../contracts/deadlines';
import { bytesOf } from '../../persistence/bytes';
import type { LedgerRow } from '../../persistence/deadlines/ledger-repository';
import { readDeadlines } from '../../views/deadlines/case-deadlines';
import { ReadingRoom } from '../../views/reading-room';
import { fictionalCall, withChange } from '../../../test/support/deadlines/fictional-programme';
import { key, type CasePlayer } from '../../../test/support/case-player';
import { beijing, eventsOf, limitsOf, newCase, openDesk, type Desk } from '../../../test/support/record';
import { holdCase, resumeCase } from '../cases/hold-case';

/** Days on which the calendar of 2026 is not what a weekday would say, with live cases and the whole ladder. */
describe('limits over the odd days of the year', () => {
  let desk: Desk;
  let room: ReadingRoom;
  beforeAll(async () => {
    desk = await openDesk('edges');
    desk.clock.still = true;
    room = new ReadingRoom(desk.office.database, desk.clock.machineNow);
  });
  beforeEach(() => desk.clock.moveTo(beijing('2026-01-05', '09:00')));
  afterAll(() => desk.office.close());

  const row = async (player: CasePlayer, rule: string): Promise<LedgerRow> => {
    const found = (await limitsOf(desk.office, player.caseId)).filter((one) => one.ruleId === rule).at(-1);
    if (!found) throw new Error(`no limit ${rule}`);
    return found;
  };
  const rungs = async (player: CasePlayer) =>
    (await eventsOf(desk.office, player.caseId))
      .filter((event) => event.type === 'reminderRung' || event.type === 'escalationRung')
      .map((event) => [event.payload.rung, dateOf(event.at.getTime())]);
  const dateOf = (at: number): string => new Date(at + 8 * 3_600_000).toISOString().slice(0, 10);
  const light = async (player: CasePlayer, rule: string) =>
    (await readDeadlines(room, await player.actor('henan.handler1'), player.caseId)).items
      .filter((one) => one.rule === rule)
      .at(-1)?.limit.light;
  const whole = (change?: { id: string; rule: LimitRule }) =>
    fictionalCall(desk.office, (programme) =>
      change ? withChange(programme, change.id, { rule: change.rule }) : programme,
    );
  /** The recommendation signed on that day: five working days for the submission begin. */
  const submitting = async (on: string): Promise<CasePlayer> => {
    const player = await newCase(desk.office, 'h41a', { call: await whole() });
    await player.playTo('provincial-recommendation');
    await player.decide(await player.openTask('draft-recommendation'));
    await player.decide(await player.openTask('check-recommendation'));
    await desk.clock.moveTo(beijing(on, '10:00'));
    await player.decide(await player.openTask('sign-recommendation'));
    await player.handOver();
    return player;
  };
  /** Rings whatever comes, at its instant, until that day is over. */
  const ringThrough = async (player: CasePlayer, rule: string, until: string): Promise<void> => {
    for (let turn = 0; turn < 20; turn += 1) {
      const { nextRungAt } = await row(player, rule);
      if (nextRungAt === null || nextRungAt > beijing(until, '23:59')) return;
      await desk.clock.moveTo(nextRungAt - 1);
      const before = await rungs(player);
      await player.ring();
      expect(await rungs(player)).toEqual(before);
      await desk.clock.moveTo(nextRungAt);
      await player.ring();
    }
    throw new Error('it rings without end');
  };

  it('a make-up Saturday is a due day: reminded in its morning, in time until its evening, escalated on Monday', async () => {
    const player = await submitting('2026-09-28');
    expect(await row(player, 'submission')).toMatchObject({
      dueOn: '2026-10-10',
      dueAt: beijing('2026-10-10', '17:30'),
    });
    await desk.clock.moveTo(beijing('2026-10-10', '09:40'));
    await player.ring();
    expect((await rungs(player)).filter(([rung]) => rung === 'reminder-0')).toEqual([['reminder-0', '2026-10-10']]);
    await desk.clock.moveTo(beijing('2026-10-10', '17:30'));
    expect(await light(player, 'submission')).toBe('due-soon');
    await desk.clock.moveTo(beijing('2026-10-10', '17:30') + 1);
    expect(await light(player, 'submission')).toBe('overdue');
    await ringThrough(player, 'submission', '2026-10-12');
    expect((await rungs(player)).at(-1)).toEqual(['escalation-1', '2026-10-12']);
  });

  it('the whole chain over the October holiday: nothing rings in it, each rung once', async () => {
    const player = await submitting('2026-09-28');
    await ringThrough(player, 'submission', '2026-10-31');
    const chain = await rungs(player);
    expect(chain.filter(([, on]) => String(on) > '2026-09-30' && String(on) < '2026-10-08')).toEqual([]);
    // Five working days before the due date had begun already when the limit did.
    expect(chain.slice(-5)).toEqual([
      ['reminder-2', '2026-10-08'],
      ['reminder-0', '2026-10-10'],
      ['escalation-1', '2026-10-12'],
      ['escalation-3', '2026-10-14'],
      ['escalation-5', '2026-10-16'],
    ]);
    const { id } = await row(player, 'submission');
    const recorded = await desk.office.database.read((sql) =>
      sql.rows<{ n: number }>('SELECT COUNT(*) AS n FROM alarm_rung WHERE deadline_id = ? GROUP BY rung, due_on', [
        bytesOf(id),
      ]),
    );
    expect(recorded.every(({ n }) => n === 1)).toBe(true);
  });

  it('a pause over the holiday gives back working days alone', async () => {
    const player = await submitting('2026-09-28');
    const signatory = await player.actor('henan.signatory');
    await desk.clock.moveTo(beijing('2026-09-29', '10:00'));
    await holdCase(
      signatory,
      { caseId: player.caseId, reason: '等待', reviewOn: '2026-12-01', key: key() },
      desk.office,
    );
    await desk.clock.moveTo(beijing('2026-10-09', '10:00'));
    await resumeCase(signatory, { caseId: player.caseId, reason: '恢复', key: key() }, desk.office);
    // The 30th of September, the 8th and the 9th of October did not count: three days after the 10th.
    expect(await row(player, 'submission')).toMatchObject({ state: 'running', dueOn: '2026-10-14' });
  });

  it.each([
    ['next', '2026-02-02'],
    ['previous', '2026-01-30'],
  ] as const)('31 January on a Saturday moves to the %s working day, with its reminders', async (roll, dueOn) => {
    const rule = { kind: 'yearly', month: 1, day: 31, yearOffset: 0, roll } as const;
    const player = await newCase(desk.office, 'h41a', { call: await whole({ id: 'declaration-window', rule }) });
    expect(await row(player, 'declaration-window')).toMatchObject({ dueOn, provisional: false });
    await ringThrough(player, 'declaration-window', '2026-02-28');
    expect((await rungs(player)).at(-1)).toEqual(['reminder-0', dueOn]);
    const explained = (await readDeadlines(room, await player.actor('h41a.preparer'), player.caseId)).items[0];
    expect(explained?.explanation.map((line) => line.en).join(' ')).toContain('31 Jan 2026 is a rest day; moved to');
  });

  it('the clock moved over a rung while the worker is down: it rings once, late, never twice', async () => {
    const player = await submitting('2026-03-02');
    const { nextRungAt, nextRung } = await row(player, 'submission');
    await desk.clock.moveTo((nextRungAt ?? 0) + 3 * 3_600_000);
    const before = (await rungs(player)).length;
    await Promise.all([player.ring(), player.ring(), player.ring()]);
    await player.ring();
    expect((await rungs(player)).slice(before).map(([rung]) => rung)).toEqual([nextRung]);
  });
});
