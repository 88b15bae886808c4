import { bytesOf } from '../../persistence/bytes';
import type { LedgerRow } from '../../persistence/deadlines/ledger-repository';
import { actorNamed } from '../../../test/support/actors';
import type { CasePlayer } from '../../../test/support/case-player';
import {
  beijing,
  carryMessages,
  caseAt,
  eventsOf,
  factsOf,
  limitsOf,
  messagesOf,
  openDesk,
  type Desk,
} from '../../../test/support/record';

describe('alarms', () => {
  let desk: Desk;
  beforeAll(async () => {
    desk = await openDesk('ring');
    desk.clock.still = true;
  });
  beforeEach(() => desk.clock.moveTo(beijing('2026-01-05', '09:00')));
  afterAll(() => desk.office.close());

  const rungs = async (player: CasePlayer) =>
    (await eventsOf(desk.office, player.caseId)).filter(
      (event) => event.type === 'reminderRung' || event.type === 'escalationRung',
    );
  const limit = async (player: CasePlayer, rule: string): Promise<LedgerRow> => {
    const row = (await limitsOf(desk.office, player.caseId)).find(
      (one) => one.ruleId === rule && one.closedAt === null,
    );
    if (!row) throw new Error(`no open limit ${rule}`);
    return row;
  };
  const told = async (player: CasePlayer, code: string) => {
    const rows = await desk.office.database.read((sql) =>
      sql.rows<{ username: string }>(
        'SELECT a.username FROM notification n JOIN account a ON a.person_id = n.person_id WHERE n.case_id = ? AND n.code = ? ORDER BY a.username',
        [bytesOf(player.caseId), code],
      ),
    );
    return rows.map((row) => row.username);
  };

  it('reminder and escalation ring once each, never early, at the instant named, to whom the ladder says', async () => {
    const player = await caseAt(desk.office, 'provincial-intake');
    const standing = await player.where();
    const reminderAt = (await limit(player, 'provincial-intake')).nextRungAt ?? 0;
    // Due on Monday the 12th: two working days before it is Thursday the 8th, at nine plus the jitter of the case.
    expect(reminderAt - beijing('2026-01-08', '09:00')).toBeGreaterThanOrEqual(0);
    expect(reminderAt - beijing('2026-01-08', '09:00')).toBeLessThan(30 * 60_000);
    if (standing.at !== 'stage' || standing.wakeAt === null) throw new Error('no alarm');
    const offset = (await desk.clock.legal()) - desk.clock.machineNow();
    expect(standing.wakeAt).toBe(reminderAt - offset);

    await desk.clock.moveTo(reminderAt - 1);
    await player.ring();
    expect(await rungs(player)).toEqual([]);
    await desk.clock.moveTo(reminderAt);
    await player.ring();
    await player.ring();
    expect(
      (await rungs(player)).map((event) => [event.type, event.audience, event.payload.rung, event.payload.dueOn]),
    ).toEqual([['reminderRung', 'body:province', 'reminder-2', '2026-01-12']]);
    expect(await told(player, 'reminder')).toEqual(['henan.handler1', 'henan.handler2']);

    const escalationAt = (await limit(player, 'provincial-intake')).nextRungAt ?? 0;
    expect(escalationAt).toBeGreaterThanOrEqual(beijing('2026-01-13', '09:00'));
    await player.claim(await player.openTask('check-completeness'), await player.actor('henan.handler1'));
    await desk.clock.moveTo(escalationAt);
    await Promise.all([player.ring(), player.ring(), player.ring()]);
    expect((await rungs(player)).map((event) => event.type)).toEqual(['reminderRung', 'escalationRung']);
    // Once somebody holds the task the post is not told any more; the manager is.
    expect(await told(player, 'escalation')).toEqual(['henan.handler1', 'henan.manager']);
    expect(await player.ring()).toMatchObject({ at: 'stage', wakeAt: null });
    await player.decide(await player.openTask('check-completeness'));
    const [met] = (await limitsOf(desk.office, player.caseId)).filter((row) => row.ruleId === 'provincial-intake');
    expect(met).toMatchObject({ state: 'met', closedAt: escalationAt });
    expect(met?.closedAt).toBeGreaterThan(met?.dueAt ?? Infinity);
  });

  it('a worker that was away finds everything past: the reminder is skipped, the escalation rings', async () => {
    const player = await caseAt(desk.office, 'provincial-intake');
    await desk.clock.moveTo(beijing('2026-04-01', '12:00'));
    await player.ring();
    expect((await rungs(player)).map((event) => event.type)).toEqual(['escalationRung']);
    expect(await told(player, 'reminder')).toEqual([]);
    const row = await limit(player, 'provincial-intake');
    expect(
      await desk.office.database.read((sql) =>
        sql.rows('SELECT rung, state FROM alarm_rung WHERE deadline_id = ? ORDER BY rung', [bytesOf(row.id)]),
      ),
    ).toEqual([
      { rung: 'escalation-1', state: 'rung' },
      { rung: 'reminder-2', state: 'skipped' },
    ]);
    expect(await player.ring()).toMatchObject({ wakeAt: null });
    expect(await factsOf(desk.office, player.caseId)).toMatchObject({ armed_until: null, next_alarm_at: null });
  });

  it('a late reminder still rings while the due instant has not passed', async () => {
    const player = await caseAt(desk.office, 'provincial-intake');
    await desk.clock.moveTo(beijing('2026-01-12', '17:30'));
    await player.ring();
    expect((await rungs(player)).map((event) => event.type)).toEqual(['reminderRung']);
  });

  it('a decision rings what is overdue in its own commit, the worker being away', async () => {
    const player = await caseAt(desk.office, 'provincial-intake');
    await desk.clock.moveTo(beijing('2026-01-14', '12:00'));
    await player.decide(await player.openTask('check-completeness'));
    const types = (await eventsOf(desk.office, player.caseId)).slice(-4).map((event) => event.type);
    expect(types).toEqual(['taskClaimed', 'escalationRung', 'stepDecided', 'stageEnded']);
    await player.ring();
    expect(await rungs(player)).toHaveLength(1);
  });

  it('a public notice ends at its due instant, not a millisecond before, and once', async () => {
    const player = await caseAt(desk.office, 'public-notice');
    await player.where();
    await carryMessages(desk.office);
    await player.decide(await player.openTask('record-publication'));
    expect(await messagesOf(desk.office, player.caseId)).toMatchObject([{ kind: 'alarm-moved' }]);
    const row = await limit(player, 'public-notice');
    expect(row).toMatchObject({ startsOn: '2026-01-05', dueOn: '2026-01-12', dueAt: beijing('2026-01-12', '17:30') });
    await carryMessages(desk.office);
    await desk.clock.moveTo(beijing('2026-01-12', '17:30') - 1);
    expect(await player.ring()).toMatchObject({ at: 'stage', stage: 'public-notice' });
    await desk.clock.moveTo(beijing('2026-01-12', '17:30'));
    const standings = await Promise.all([player.ring(), player.ring()]);
    for (const standing of standings)
      expect(standing).toMatchObject({ at: 'ended', stage: 'public-notice', outcome: 'notice-over' });
    const events = (await eventsOf(desk.office, player.caseId)).slice(-2).map((event) => [event.type, event.audience]);
    expect(events).toEqual([
      ['noticePeriodEnded', 'applicant'],
      ['stageEnded', 'applicant'],
    ]);
    expect(await messagesOf(desk.office, player.caseId)).toEqual([]);
    expect(await limitsOf(desk.office, player.caseId)).toContainEqual(
      expect.objectContaining({ ruleId: 'public-notice', state: 'met' }),
    );
  });

  it('the engine hears of an earlier alarm only, and once', async () => {
    const player = await caseAt(desk.office, 'national-decision');
    await player.where();
    await carryMessages(desk.office);
    const { armed_until: armed } = await factsOf(desk.office, player.caseId);
    expect(armed).toBeInstanceOf(Date);
    await player.decide(await player.openTask('draft-decision'));
    await player.decide(await player.openTask('check-decision'));
    expect(await messagesOf(desk.office, player.caseId)).toEqual([]);
    // As if the workflow slept for longer than the record has it.
    await desk.office.database.read((sql) =>
      sql.run('UPDATE case_file SET armed_until = ? WHERE id = ?', [
        new Date((armed?.getTime() ?? 0) + 60_000),
        bytesOf(player.caseId),
      ]),
    );
    await player.claim(await player.openTask('sign-decision'), await player.actor('nhc.signatory'));
    await player.addDocument(await player.actor('nhc.handler1'));
    expect(await messagesOf(desk.office, player.caseId)).toMatchObject([{ kind: 'alarm-moved' }]);
    await player.where();
    expect((await factsOf(desk.office, player.caseId)).armed_until).toEqual(armed);
  });

  it('a commitment that rang and was paused for expert time again wakes nobody for the same rung', async () => {
    const player = await caseAt(desk.office, 'provincial-recommendation');
    await desk.clock.moveTo(beijing('2026-03-10', '12:00'));
    await player.ring();
    expect((await rungs(player)).map((event) => event.payload.rule)).toEqual(['province-commitment']);
    await player.decide(await player.openTask('draft-recommendation'));
    const target = { stage: 'provincial-evaluation', step: 'write-report' };
    await player.decide(await player.openTask('check-recommendation'), 'returned', { target, reasons: '补充' });
    await player.handOver();
    await player.decide(await player.openTask('write-report'));
    await player.handOver();
    expect(await player.ring()).toMatchObject({ at: 'stage', stage: 'provincial-recommendation', wakeAt: null });
    expect(await rungs(player)).toHaveLength(1);
  });

  it('the hospital is reminded of its window and never escalated', async () => {
    const preparer = await actorNamed(desk.office, 'h41a.preparer');
    const player = await caseAt(desk.office, 'declaration');
    await desk.clock.moveTo((await limit(player, 'declaration-window')).nextRungAt ?? 0);
    await player.ring();
    expect(await told(player, 'reminder')).toEqual(['h41a.preparer']);
    await desk.clock.moveTo(beijing('2026-05-01', '12:00'));
    await player.ring();
    expect((await rungs(player)).map((event) => [event.type, event.payload.reached])).toEqual([
      ['reminderRung', [preparer.personId]],
    ]);
    expect(await player.where()).toMatchObject({ at: 'stage', stage: 'declaration', wakeAt: null });
  });
});
