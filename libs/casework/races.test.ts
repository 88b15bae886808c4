import type { Actor } from '../contracts/posts';
import { bytesOf } from '../persistence/bytes';
import { verifyCase } from '../persistence/events/verify';
import { decideTask } from './approval/decide-task';
import { recallAct } from './approval/recall-act';
import { holdCase } from './cases/hold-case';
import { withdrawCase } from './cases/withdraw-case';
import { claimTask } from './inbox/claim-task';
import type { Task } from '../persistence/cases/task-repository';
import { key, type CasePlayer } from '../../test/support/case-player';
import {
  beijing,
  caseAt,
  eventsOf,
  factsOf,
  limitsOf,
  newCase,
  openDesk,
  settled,
  type Desk,
} from '../../test/support/record';

describe('two at once', () => {
  let desk: Desk;
  beforeAll(async () => {
    desk = await openDesk('races');
  });
  afterAll(() => desk.office.close());

  const count = async (player: CasePlayer, type: string) =>
    (await eventsOf(desk.office, player.caseId)).filter((event) => event.type === type).length;
  const expectIntact = async (player: CasePlayer) =>
    expect(await desk.office.database.read((sql) => verifyCase(sql, player.caseId))).toMatchObject({ intact: true });
  const decisions = (player: CasePlayer, step: string) =>
    desk.office.database.read((sql) =>
      sql.rows('SELECT id FROM decision WHERE case_id = ? AND step = ?', [bytesOf(player.caseId), step]),
    );
  const claim = (actor: Actor, task: Task) => claimTask(actor, { taskId: task.id, key: key() }, desk.office);

  it('officers claim the same task: one has it', async () => {
    const player = await caseAt(desk.office, 'provincial-intake');
    const task = await player.openTask('check-completeness');
    const [one, two] = [await player.actor('henan.handler1'), await player.actor('henan.handler2')];
    expect(await settled([claim(one, task), claim(two, task)])).toEqual({ kept: 1, refused: ['claimed-by-another'] });
    expect(await count(player, 'taskClaimed')).toBe(3);
    expect((await player.openTask('check-completeness')).rev).toBe(task.rev + 1);
    await expectIntact(player);
  });

  it('the same person decides twice, differently: one outcome', async () => {
    const player = await caseAt(desk.office, 'provincial-intake');
    const task = await player.openTask('check-completeness');
    const actor = await player.actor('henan.handler1');
    const { rev } = await claim(actor, task);
    const acts = (['accepted', 'not-accepted'] as const).map((outcome) =>
      decideTask(
        actor,
        { taskId: task.id, rev, outcome, form: outcome === 'accepted' ? {} : { reasons: '理由' }, key: key() },
        desk.office,
      ),
    );
    expect(await settled(acts)).toEqual({ kept: 1, refused: ['task-not-open'] });
    expect(await decisions(player, 'check-completeness')).toHaveLength(1);
    expect(await count(player, 'stageEnded')).toBe(2);
    await expectIntact(player);
  });

  it('equal keys decide at once: one effect, one answer', async () => {
    const player = await caseAt(desk.office, 'provincial-intake');
    const task = await player.openTask('check-completeness');
    const actor = await player.actor('henan.handler1');
    const { rev } = await claim(actor, task);
    const same = key();
    const answers = await Promise.all(
      [1, 2, 3].map(() =>
        decideTask(actor, { taskId: task.id, rev, outcome: 'accepted', form: {}, key: same }, desk.office),
      ),
    );
    expect(answers[1]).toEqual(answers[0]);
    expect(answers[2]).toEqual(answers[0]);
    expect(await decisions(player, 'check-completeness')).toHaveLength(1);
    await expectIntact(player);
  });

  it('the last experts decide: the next step opens once', async () => {
    const player = await caseAt(desk.office, 'provincial-evaluation');
    await player.decide(await player.openTask('form-panel'));
    for (const task of await player.openTasks()) await player.decide(task);
    const tasks = await player.openTasks();
    expect(tasks.map((task) => task.step)).toEqual(['evaluate', 'evaluate', 'evaluate']);
    await Promise.all(tasks.map((task) => player.decide(task)));
    expect((await player.openTasks()).map((task) => task.step)).toEqual(['write-report']);
    await expectIntact(player);
  });

  it('a decision meets a withdrawal: never both, or the decision first', async () => {
    const player = await caseAt(desk.office, 'provincial-recommendation');
    const task = await player.openTask('draft-recommendation');
    const actor = await player.actorFor(task);
    const { rev } = await claim(actor, task);
    const form = await player.form(task, 'drafted');
    const head = await player.actor('h41a.signatory');
    const acts = await Promise.allSettled([
      decideTask(actor, { taskId: task.id, rev, outcome: 'drafted', form, key: key() }, desk.office),
      withdrawCase(head, { caseId: player.caseId, reason: '撤回', key: key() }, desk.office),
    ]);
    expect(acts[1].status).toBe('fulfilled');
    if (acts[0].status === 'rejected') expect(acts[0].reason).toMatchObject({ code: 'case-closed' });
    expect(await decisions(player, 'draft-recommendation')).toHaveLength(acts[0].status === 'fulfilled' ? 1 : 0);
    // Of the case itself nothing is left to do; its file goes into the archive.
    expect((await player.openTasks()).map((one) => one.step)).toEqual(['compile-file']);
    expect(await factsOf(desk.office, player.caseId)).toMatchObject({ status: 'closed', result: 'withdrawn' });
    const types = (await eventsOf(desk.office, player.caseId)).map((event) => event.type);
    expect(types.filter((type) => type === 'caseWithdrawn')).toHaveLength(1);
    expect(types.slice(types.indexOf('caseWithdrawn') + 1).every((type) => type === 'archiveOpened')).toBe(true);
    await expectIntact(player);
  });

  it('a recall meets the claim of the next step: one of them', async () => {
    for (let round = 0; round < 3; round += 1) {
      const player = await newCase(desk.office);
      const task = await player.openTask('prepare-declaration');
      await player.decide(task);
      const next = await player.openTask('sign-declaration');
      const [preparer, head] = [await player.actor('h41a.preparer'), await player.actor('h41a.signatory')];
      const { kept, refused } = await settled([
        recallAct(preparer, { taskId: task.id, reason: '有误', key: key() }, desk.office),
        claim(head, next),
      ]);
      expect(kept).toBe(1);
      expect(['cannot-recall', 'task-not-open']).toContain(refused[0]);
      const open = (await player.openTasks()).map((one) => [one.step, one.holderId]);
      expect(open).toEqual([
        refused[0] === 'cannot-recall'
          ? ['sign-declaration', head.personId]
          : ['prepare-declaration', preparer.personId],
      ]);
      await expectIntact(player);
    }
  });

  it('two holds: one; two bodies’ papers with one number: one', async () => {
    const [one, two] = [await caseAt(desk.office, 'submission'), await caseAt(desk.office, 'submission')];
    const signatory = await one.actor('henan.signatory');
    const input = () => ({ caseId: one.caseId, reason: '等待', reviewOn: '2026-12-01', key: key() });
    const number = '示卫医〔2026〕777号';
    const submit = async (player: CasePlayer) => {
      const task = await player.openTask('submit-to-nhc');
      return player.decide(task, 'submitted', { ...(await player.form(task, 'submitted')), number });
    };
    expect(await settled([submit(one), submit(two)])).toEqual({ kept: 1, refused: ['number-taken'] });
    expect(
      await desk.office.database.read((sql) => sql.rows('SELECT id FROM paper WHERE number = ?', [number])),
    ).toHaveLength(1);
    const player = (await factsOf(desk.office, one.caseId)).submitted_at ? two : one;
    expect(
      await settled([1, 2].map(() => holdCase(signatory, { ...input(), caseId: player.caseId }, desk.office))),
    ).toEqual({ kept: 1, refused: ['on-hold'] });
    expect(await count(player, 'caseHeld')).toBe(1);
    await expectIntact(one);
    await expectIntact(two);
  });

  it('alarms ring beside each other and beside a decision: each rung once', async () => {
    const player = await caseAt(desk.office, 'provincial-intake');
    const task = await player.openTask('check-completeness');
    const actor = await player.actor('henan.handler1');
    const { rev } = await claim(actor, task);
    await desk.clock.moveTo(beijing('2026-01-20', '10:00'));
    await Promise.all([
      player.ring(),
      player.ring(),
      decideTask(actor, { taskId: task.id, rev, outcome: 'accepted', form: {}, key: key() }, desk.office),
      player.ring(),
    ]);
    expect(await count(player, 'escalationRung')).toBe(1);
    const intake = (await limitsOf(desk.office, player.caseId)).find((row) => row.ruleId === 'provincial-intake');
    const rungs = await desk.office.database.read((sql) =>
      sql.rows<{ rung: string; state: string }>(
        'SELECT rung, state FROM alarm_rung WHERE deadline_id = ? ORDER BY rung',
        [bytesOf(intake?.id ?? '')],
      ),
    );
    expect(rungs).toEqual([
      { rung: 'escalation-1', state: 'rung' },
      { rung: 'reminder-2', state: 'skipped' },
    ]);
    await expectIntact(player);
    await desk.clock.moveTo(beijing('2026-01-05', '09:00'));
  });

  it('the workflow enters a stage twice over: one stage, one first task', async () => {
    const player = await newCase(desk.office);
    await player.decide(await player.openTask('prepare-declaration'));
    await player.decide(await player.openTask('sign-declaration'));
    const standings = await Promise.all([1, 2, 3].map(() => player.enter('provincial-intake')));
    expect(new Set(standings.map((standing) => JSON.stringify(standing))).size).toBe(1);
    expect((await player.openTasks()).map((task) => task.step)).toEqual(['check-completeness']);
    expect(await count(player, 'stageEntered')).toBe(2);
    await expectIntact(player);
  });
});
