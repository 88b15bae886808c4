import { bytesOf } from '../../persistence/bytes';
import { verifyCase } from '../../persistence/events/verify';
import { key, type CasePlayer } from '../../../test/support/case-player';
import {
  beijing,
  carryMessages,
  caseAt,
  eventsOf,
  factsOf,
  limitsOf,
  messagesOf,
  newCase,
  openDesk,
  playToStep,
  refusal,
  type Desk,
} from '../../../test/support/record';
import type { Actor } from '../../contracts/posts';
import type { Task } from '../../persistence/cases/task-repository';
import { holdCase, resumeCase } from '../cases/hold-case';
import { recallAct } from './recall-act';

describe('recalling one’s own act', () => {
  let desk: Desk;
  beforeAll(async () => {
    desk = await openDesk('recall');
  });
  afterAll(() => desk.office.close());

  const recall = (actor: Actor, task: Task) =>
    recallAct(actor, { taskId: task.id, reason: '数据有误', key: key() }, desk.office);
  const open = async (player: CasePlayer) => (await player.openTasks()).map((task) => task.step);
  const limits = async (player: CasePlayer, rule: string) =>
    (await limitsOf(desk.office, player.caseId)).filter((row) => row.ruleId === rule);

  it('inside a stage opens the task again in one’s hands; what it opened falls', async () => {
    const player = await caseAt(desk.office, 'provincial-recommendation');
    const draft = await player.openTask('draft-recommendation');
    const actor = await player.actorFor(draft);
    await player.decide(draft);
    await player.where();
    await carryMessages(desk.office);
    await recall(actor, draft);
    expect(await open(player)).toEqual(['draft-recommendation']);
    expect(await player.openTask('draft-recommendation')).toMatchObject({
      id: draft.id,
      holderId: actor.personId,
      outcome: null,
      decisionId: null,
    });
    expect((await player.tasks()).find((task) => task.step === 'check-recommendation')?.state).toBe('cancelled');
    const decision = await desk.office.database.read((sql) =>
      sql.row<{ recalled_at: Date }>('SELECT recalled_at FROM decision WHERE task_id = ?', [bytesOf(draft.id)]),
    );
    expect(decision?.recalled_at).toBeInstanceOf(Date);
    const last = (await eventsOf(desk.office, player.caseId)).at(-1);
    expect(last).toMatchObject({
      type: 'actRecalled',
      audience: 'body:province',
      payload: {
        actor: { person: actor.personId, role: 'provincial-handler' },
        step: 'draft-recommendation',
        reason: '数据有误',
      },
    });
    expect(await messagesOf(desk.office, player.caseId)).toEqual([]);
    await player.decide(await player.openTask('draft-recommendation'));
    expect(await open(player)).toEqual(['check-recommendation']);
    const inboxes = await desk.office.database.read((sql) =>
      sql.rows<{ step: string }>(
        'SELECT t.step FROM task_audience a JOIN task t ON t.id = a.task_id WHERE t.case_id = ?',
        [bytesOf(player.caseId)],
      ),
    );
    expect(inboxes).toEqual([{ step: 'check-recommendation' }]);
  });

  it('is refused once the next step is claimed, to anybody else, and for steps that went out', async () => {
    const player = await caseAt(desk.office, 'provincial-recommendation');
    const draft = await player.openTask('draft-recommendation');
    const actor = await player.actorFor(draft);
    expect(await refusal(recall(actor, draft))).toBe('cannot-recall');
    await player.decide(draft);
    expect(await refusal(recall(await player.actor('henan.handler2'), draft))).toBe('not-your-act');
    expect(await refusal(recall(await player.actor('beijing.handler1'), draft))).toBe('not-found');
    const check = await player.openTask('check-recommendation');
    await player.claim(check, await player.actor('henan.checker'));
    expect(await refusal(recall(actor, draft))).toBe('cannot-recall');
    await player.playTo('national-intake');
    const submitted = (await player.tasks()).find((task) => task.step === 'submit-to-nhc');
    if (!submitted) throw new Error('no submission');
    expect(await refusal(recall(actor, submitted))).toBe('cannot-recall');
  });

  it('is refused while the case is handed over', async () => {
    const player = await newCase(desk.office);
    await player.decide(await player.openTask('prepare-declaration'));
    const sign = await player.openTask('sign-declaration');
    await player.decide(sign);
    expect(await refusal(recall(await player.actor('h41a.signatory'), sign))).toBe('handing-over');
  });

  it('over a stage’s end: the next one ends recalled, the step opens again, limits go on from their start', async () => {
    const player = await caseAt(desk.office, 'provincial-recommendation');
    await player.decide(await player.openTask('draft-recommendation'));
    await player.decide(await player.openTask('check-recommendation'));
    await desk.clock.moveTo(beijing('2026-01-13', '10:00'));
    const sign = await player.openTask('sign-recommendation');
    const signatory = await player.actorFor(sign);
    await player.decide(sign);
    const [met] = await limits(player, 'province-commitment');
    expect(met).toMatchObject({ state: 'met' });
    expect(await player.handOver()).toMatchObject({ stage: 'submission' });

    await desk.clock.moveTo(beijing('2026-01-14', '10:00'));
    await recall(signatory, sign);
    expect(await player.where()).toMatchObject({
      at: 'ended',
      stage: 'submission',
      outcome: 'recalled',
      target: { stage: 'provincial-recommendation', step: 'sign-recommendation' },
    });
    expect(await open(player)).toEqual([]);
    const rows = await limits(player, 'province-commitment');
    expect(rows).toMatchObject([
      { id: met?.id, state: 'met' },
      { state: 'running', startsOn: met?.startsOn, dueOn: met?.dueOn, closedAt: null },
    ]);
    expect(await limits(player, 'submission')).toMatchObject([{ state: 'cancelled' }]);
    expect((await eventsOf(desk.office, player.caseId)).slice(-2).map((event) => event.type)).toEqual([
      'actRecalled',
      'stageReturned',
    ]);
    expect(await player.handOver()).toMatchObject({ at: 'stage', stage: 'provincial-recommendation', round: 2 });
    expect(await open(player)).toEqual(['sign-recommendation']);
    await player.decide(await player.openTask('sign-recommendation'));
    expect((await limits(player, 'province-commitment')).every((row) => row.closedAt !== null)).toBe(true);
    expect(await player.handOver()).toMatchObject({ stage: 'submission', round: 2 });
    expect(await desk.office.database.read((sql) => verifyCase(sql, player.caseId))).toMatchObject({ intact: true });
  });

  it('a recalled signature of a declaration gives the window back, and the next end meets it', async () => {
    const player = await newCase(desk.office);
    await player.decide(await player.openTask('prepare-declaration'));
    const sign = await player.openTask('sign-declaration');
    await player.decide(sign);
    await player.handOver();
    await recall(await player.actor('h41a.signatory'), sign);
    await player.handOver();
    expect(await limits(player, 'declaration-window')).toMatchObject([
      { state: 'met' },
      { state: 'running', dueOn: '2026-03-06' },
    ]);
    expect(await limits(player, 'provincial-intake')).toMatchObject([{ state: 'cancelled' }]);
    await player.decide(await player.openTask('sign-declaration'));
    expect((await limits(player, 'declaration-window')).map((row) => row.state)).toEqual(['met', 'met']);
    await player.handOver();
    expect(await limits(player, 'provincial-intake')).toMatchObject([{ state: 'cancelled' }, { state: 'running' }]);
  });

  it('a recalled acceptance takes the commitment back that it began', async () => {
    const player = await caseAt(desk.office, 'provincial-intake');
    const check = await player.openTask('check-completeness');
    await player.decide(check);
    await player.handOver();
    await recall(await player.actorFor(check), check);
    await player.handOver();
    expect(await limits(player, 'province-commitment')).toMatchObject([{ state: 'cancelled' }]);
    expect(await limits(player, 'provincial-intake')).toMatchObject([{ state: 'met' }, { state: 'running' }]);
    await player.decide(await player.openTask('check-completeness'));
    expect((await limits(player, 'province-commitment')).map((row) => row.state)).toEqual(['cancelled', 'running']);
    expect((await limits(player, 'provincial-intake')).map((row) => row.state)).toEqual(['met', 'met']);
  });

  it('what rang before is not rung again after a recall', async () => {
    const player = await caseAt(desk.office, 'provincial-intake');
    await desk.clock.moveTo((await desk.clock.legal()) + 14 * 86_400_000);
    const check = await player.openTask('check-completeness');
    await player.decide(check);
    await player.handOver();
    const rung = async () =>
      (await eventsOf(desk.office, player.caseId)).filter((event) => event.type === 'escalationRung').length;
    expect(await rung()).toBe(1);
    await recall(await player.actorFor(check), check);
    await player.handOver();
    await player.ring();
    expect(await rung()).toBe(1);
    expect(await player.where()).toMatchObject({ at: 'stage', stage: 'provincial-intake', wakeAt: null });
    // A hold counts the row anew: what it knows of its rungs must be in the record.
    const signatory = await player.actor('henan.signatory');
    await holdCase(
      signatory,
      { caseId: player.caseId, reason: '等待', reviewOn: '2026-12-01', key: key() },
      desk.office,
    );
    await resumeCase(signatory, { caseId: player.caseId, reason: '继续', key: key() }, desk.office);
    await player.ring();
    expect(await rung()).toBe(1);
  });

  it('an expert’s recall takes back the step that waited for all', async () => {
    const player = await caseAt(desk.office, 'provincial-evaluation');
    await playToStep(player, 'write-report');
    const [evaluated, other] = (await player.tasks()).filter((task) => task.step === 'evaluate');
    if (!evaluated || !other) throw new Error('no evaluations');
    await recall(await player.actorFor(evaluated), evaluated);
    expect(await open(player)).toEqual(['evaluate']);
    await player.decide(await player.openTask('evaluate'));
    expect(await open(player)).toEqual(['write-report']);
    const report = await player.openTask('write-report');
    await player.claim(report, await player.actorFor(report));
    expect(await refusal(recall(await player.actorFor(other), other))).toBe('cannot-recall');
  });

  it('over a stage’s end is refused once the next task is claimed, and to acts before the last', async () => {
    const player = await caseAt(desk.office, 'provincial-recommendation');
    const draft = await player.openTask('draft-recommendation');
    await playToStep(player, 'submit-to-nhc');
    const sign = (await player.tasks()).find((task) => task.step === 'sign-recommendation');
    if (!sign) throw new Error('not signed');
    expect(await refusal(recall(await player.actorFor(draft), draft))).toBe('cannot-recall');
    const submit = await player.openTask('submit-to-nhc');
    await player.claim(submit, await player.actorFor(submit));
    expect(await refusal(recall(await player.actorFor(sign), sign))).toBe('cannot-recall');
    expect((await factsOf(desk.office, player.caseId)).stage).toBe('submission');
  });
});
