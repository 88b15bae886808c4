import { DeadlineRule } from '../../contracts/programme';
import { bytesOf } from '../../persistence/bytes';
import type { LedgerRow } from '../../persistence/deadlines/ledger-repository';
import { fictionalCall, withChange } from '../../../test/support/deadlines/fictional-programme';
import { openRealEngine, type RealEngine } from '../../../test/support/real-engine';
import { key, type CasePlayer } from '../../../test/support/case-player';
import {
  beijing,
  caseAt,
  decideAs,
  eventsOf,
  limitsOf,
  newCase,
  openDesk,
  refusal,
  settled,
  type Desk,
} from '../../../test/support/record';
import { recallAct } from '../approval/recall-act';

describe('an intake deemed to have accepted', () => {
  let desk: Desk;
  let engine: RealEngine;
  beforeAll(async () => {
    desk = await openDesk('deemed');
    desk.clock.still = true;
    engine = await openRealEngine(desk.office);
  });
  beforeEach(() => desk.clock.moveTo(beijing('2026-01-05', '09:00')));
  afterAll(async () => {
    await engine.close();
    await desk.office.close();
  });

  /** A case whose intakes are deemed to accept, five working days after they began: on Monday the 12th. */
  const atIntake = async (stage: 'provincial-intake' | 'national-intake' = 'provincial-intake') => {
    const call = await fictionalCall(desk.office, (programme) =>
      withChange(programme, stage, { whenDue: 'deemed-accepted' }),
    );
    const player = await newCase(desk.office, 'h41a', { call });
    await player.playTo(stage);
    return player;
  };
  const due = beijing('2026-01-12', '17:30');
  const limit = async (player: CasePlayer, rule: string): Promise<LedgerRow | undefined> =>
    (await limitsOf(desk.office, player.caseId)).filter((row) => row.ruleId === rule).at(-1);
  const told = async (player: CasePlayer) => {
    const rows = await desk.office.database.read((sql) =>
      sql.rows<{ username: string }>(
        `SELECT a.username FROM notification n JOIN account a ON a.person_id = n.person_id
         WHERE n.case_id = ? AND n.code = 'deemed-accepted' ORDER BY a.username`,
        [bytesOf(player.caseId)],
      ),
    );
    return rows.map((row) => row.username);
  };

  it('is on only where the programme says so: else the limit is escalated and the check goes on', async () => {
    const player = await caseAt(desk.office, 'provincial-intake');
    await desk.clock.moveTo(due + 86_400_000);
    expect(await player.ring()).toMatchObject({ at: 'stage', stage: 'provincial-intake' });
    expect(await player.openTask('check-completeness')).toMatchObject({ state: 'open' });
  });

  it('ends the stage just after its due instant, with the check gone, and tells who is concerned', async () => {
    const player = await atIntake();
    const task = await player.openTask('check-completeness');
    await desk.clock.moveTo(due);
    expect(await player.ring()).toMatchObject({ at: 'stage', stage: 'provincial-intake' });
    await desk.clock.moveTo(due + 1);
    expect(await player.ring()).toMatchObject({ at: 'ended', stage: 'provincial-intake', outcome: 'accepted' });
    expect(await player.ring()).toMatchObject({ at: 'ended' });
    expect((await player.tasks()).find((one) => one.id === task.id)).toMatchObject({ state: 'cancelled' });
    const events = (await eventsOf(desk.office, player.caseId)).slice(-2);
    expect(events).toMatchObject([
      {
        type: 'deemedAccepted',
        audience: 'applicant',
        payload: { rule: 'provincial-intake', dueOn: '2026-01-12', basis: 'analogy' },
      },
      { type: 'stageEnded', payload: { outcome: 'accepted' } },
    ]);
    expect(await told(player)).toEqual(['h41a.preparer', 'henan.handler1', 'henan.handler2', 'henan.manager']);
    expect(await limit(player, 'provincial-intake')).toMatchObject({ state: 'missed', closedAt: due + 1 });
    await player.handOver();
    expect(await player.where()).toMatchObject({ at: 'stage', stage: 'provincial-evaluation' });
  });

  it('found late by the worker, the commitment runs from the day the limit ran out, and nothing was escalated', async () => {
    const player = await atIntake();
    await desk.clock.moveTo(beijing('2026-01-20', '10:00'));
    await player.ring();
    expect(await limit(player, 'province-commitment')).toMatchObject({ startsOn: '2026-01-12' });
    expect((await limit(player, 'provincial-intake'))?.adjustments).toEqual([{ kind: 'missed', at: due }]);
    expect((await eventsOf(desk.office, player.caseId)).map((one) => one.type)).not.toContain('escalationRung');
  });

  it('a decision after the limit is too late, whether or not the alarm has rung; at its instant it is in time', async () => {
    const [late, inTime] = [await atIntake(), await atIntake()];
    const handler = await late.actor('henan.handler1');
    const refuse = async (player: CasePlayer) => {
      const task = await player.openTask('check-completeness');
      return decideAs(player, handler, task, 'not-accepted', await player.form(task, 'not-accepted'));
    };
    await desk.clock.moveTo(due);
    await refuse(inTime);
    expect(await inTime.where()).toMatchObject({ at: 'ended', outcome: 'not-accepted' });
    await desk.clock.moveTo(due + 1);
    expect(await refusal(refuse(late))).toBe('task-not-open');
    expect(await late.ring()).toMatchObject({ at: 'ended', outcome: 'accepted' });
    expect(await inTime.ring()).toMatchObject({ at: 'ended', outcome: 'not-accepted' });
  });

  it('the hospital cannot take its signature back after the limit', async () => {
    const player = await atIntake();
    const signed = (await player.tasks()).find((one) => one.step === 'sign-declaration');
    await desk.clock.moveTo(due + 1);
    const signatory = await player.actor('h41a.signatory');
    const recall = recallAct(signatory, { taskId: signed?.id ?? '', reason: '误报', key: key() }, desk.office);
    expect(await refusal(recall)).toBe('handing-over');
  });

  it('decision and alarm at the same moment: one of them ends the stage', async () => {
    for (const at of [due, due + 1]) {
      const player = await atIntake();
      const handler = await player.actor('henan.handler1');
      const task = await player.openTask('check-completeness');
      const { rev } = await player.claim(task, handler);
      expect(rev).toBeGreaterThan(0);
      await desk.clock.moveTo(at);
      const { kept } = await settled([
        player.ring(),
        decideAs(player, handler, task, 'accepted', await player.form(task, 'accepted')),
        player.ring(),
      ]);
      expect(kept).toBe(at === due ? 3 : 2);
      const types = (await eventsOf(desk.office, player.caseId)).map((one) => one.type);
      expect(types.filter((type) => type === 'stageEnded')).toHaveLength(2);
      expect(types.filter((type) => type === 'deemedAccepted')).toHaveLength(at === due ? 0 : 1);
      await desk.clock.moveTo(beijing('2026-01-05', '09:00'));
    }
  });

  it('at the nation the province that submitted is told', async () => {
    const player = await atIntake('national-intake');
    await desk.clock.moveTo((await limit(player, 'national-intake'))?.dueAt ?? 0);
    await desk.clock.moveTo((await desk.clock.legal()) + 1);
    expect(await player.ring()).toMatchObject({ at: 'ended', stage: 'national-intake', outcome: 'accepted' });
    expect(await told(player)).toEqual(
      expect.arrayContaining(['h41a.preparer', 'henan.handler1', 'nhc.handler1', 'nhc.manager']),
    );
    expect(await limit(player, 'nation-commitment')).toMatchObject({ startsOn: '2026-01-12' });
  });

  it('the real workflow leads on: started after the worker was down, or woken from its sleep', async () => {
    const [asleep, down] = [await atIntake(), await atIntake()];
    await engine.look(asleep);
    await engine.armed(asleep);
    await desk.clock.moveTo(due + 60_000);
    for (const player of [asleep, down]) {
      await engine.look(player);
      await engine.until(player, 'provincial-evaluation');
      const types = (await eventsOf(desk.office, player.caseId)).map((one) => one.type);
      expect(types.filter((type) => type === 'deemedAccepted')).toHaveLength(1);
      expect((await player.openTasks()).map((task) => task.step)).toEqual(['form-panel']);
    }
  });

  it('no other limit may have it', () => {
    const rule = {
      id: 'issue',
      subject: 'stage',
      kind: 'internal',
      stage: 'issue',
      excludes: [],
      rule: { kind: 'working-days', days: 10 },
      ladder: null,
      whenDue: 'deemed-accepted',
      title: { zh: '印发', en: 'Issue' },
      basis: 'proposal',
    };
    expect(DeadlineRule.safeParse(rule).success).toBe(false);
    expect(DeadlineRule.safeParse({ ...rule, stage: 'national-intake' }).success).toBe(true);
  });
});
