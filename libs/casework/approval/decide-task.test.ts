import { claimTask, releaseTask } from '../inbox/claim-task';
import { holdCase } from '../cases/hold-case';
import type { Id } from '../../contracts/ids';
import type { Outcome } from '../../contracts/procedure';
import { bytesOf } from '../../persistence/bytes';
import { verifyCase } from '../../persistence/events/verify';
import { key } from '../../../test/support/case-player';
import {
  carryMessages,
  caseAt,
  decideAs,
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
import { decideTask } from './decide-task';

describe('deciding a task', () => {
  let desk: Desk;
  beforeAll(async () => {
    desk = await openDesk('decide');
  });
  afterAll(() => desk.office.close());

  const stepDecision = (taskId: Id<'task'>) =>
    desk.office.database.read((sql) =>
      sql.row<{ outcome: string; side: string; form: string; recalled_at: Date | null }>(
        'SELECT * FROM decision WHERE task_id = ?',
        [bytesOf(taskId)],
      ),
    );

  it('inside a stage writes decision, next task and event, and tells the engine nothing', async () => {
    const player = await newCase(desk.office);
    await player.where();
    await carryMessages(desk.office);
    const before = await factsOf(desk.office, player.caseId);
    const task = await player.openTask('prepare-declaration');
    const form = await player.form(task, 'submitted-for-signature');
    const actor = await player.actorFor(task);
    const receipt = await player.decide(task, 'submitted-for-signature', form);

    expect(receipt).toMatchObject({
      taskId: task.id,
      caseId: player.caseId,
      caseNumber: player.number,
      outcome: 'submitted-for-signature',
      stageEnded: false,
      recallable: true,
      opened: [{ taskId: null, step: 'sign-declaration', waitingForRole: 'hospital-signatory', mine: false }],
    });
    const row = await stepDecision(task.id);
    expect(row).toMatchObject({ outcome: 'submitted-for-signature', side: 'hospital', recalled_at: null });
    expect(JSON.parse(row?.form ?? '')).toEqual(form);
    expect((await player.tasks()).map((one) => [one.step, one.state])).toEqual([
      ['prepare-declaration', 'done'],
      ['sign-declaration', 'open'],
    ]);
    const events = (await eventsOf(desk.office, player.caseId)).slice(before.event_seq);
    expect(events.map((event) => [event.type, event.audience])).toEqual([
      ['taskClaimed', 'body:hospital'],
      ['stepDecided', 'body:hospital'],
    ]);
    expect(events[1]?.payload).toMatchObject({
      actor: { person: actor.personId, post: actor.posts[0]?.id, role: 'hospital-preparer' },
      stage: 'declaration',
      round: 1,
      step: 'prepare-declaration',
      outcome: 'submitted-for-signature',
      task: task.id,
    });
    expect(await messagesOf(desk.office, player.caseId)).toEqual([]);
    expect((await factsOf(desk.office, player.caseId)).rev).toBe(before.rev);
  });

  it('moves the task out of one inbox and into the next', async () => {
    const player = await newCase(desk.office);
    const inbox = (audience: string) =>
      desk.office.database.read((sql) =>
        sql.rows(
          'SELECT task_id FROM task_audience a JOIN task t ON t.id = a.task_id WHERE t.case_id = ? AND audience LIKE ?',
          [bytesOf(player.caseId), `${audience}@%`],
        ),
      );
    expect(await inbox('hospital-preparer')).toHaveLength(1);
    await player.decide(await player.openTask('prepare-declaration'));
    expect(await inbox('hospital-preparer')).toHaveLength(0);
    expect(await inbox('hospital-signatory')).toHaveLength(1);
  });

  it('that ends a stage ends it in the record and tells the engine once', async () => {
    const player = await newCase(desk.office);
    await player.decide(await player.openTask('prepare-declaration'));
    await player.where();
    await carryMessages(desk.office);
    const before = await factsOf(desk.office, player.caseId);
    const receipt = await player.decide(await player.openTask('sign-declaration'));
    expect(receipt).toMatchObject({ stageEnded: true, opened: [] });
    const events = (await eventsOf(desk.office, player.caseId)).slice(before.event_seq);
    expect(events.map((event) => [event.type, event.audience])).toEqual([
      ['taskClaimed', 'body:hospital'],
      ['stepDecided', 'body:hospital'],
      ['stageEnded', 'applicant'],
    ]);
    expect(await messagesOf(desk.office, player.caseId)).toEqual([
      {
        kind: 'stage-ended',
        seq: before.message_seq + 1,
        stage: 'declaration',
        part: 'main',
        round: 1,
        outcome: 'signed',
      },
    ]);
    expect((await factsOf(desk.office, player.caseId)).rev).toBe(before.rev + 1);
    expect(await player.where()).toMatchObject({ at: 'ended', stage: 'declaration', outcome: 'signed', target: null });
  });

  it('an expert decides for the panel’s eyes only', async () => {
    const player = await caseAt(desk.office, 'provincial-evaluation');
    await player.decide(await player.openTask('form-panel'));
    const task = await player.openTask('declare-interests');
    await player.decide(task);
    expect(await stepDecision(task.id)).toMatchObject({ side: 'panel' });
    const last = (await eventsOf(desk.office, player.caseId)).at(-1);
    expect(last).toMatchObject({
      type: 'panelStepDecided',
      audience: 'panel:province',
      payload: { actor: { role: 'expert' } },
    });
  });

  it('a refusal against the applicant carries its reasons to the applicant', async () => {
    const player = await caseAt(desk.office, 'provincial-intake');
    await player.decide(await player.openTask('check-completeness'), 'not-accepted');
    const reasons = (await eventsOf(desk.office, player.caseId)).find((event) => event.type === 'reasonsGiven');
    expect(reasons).toMatchObject({
      audience: 'applicant',
      payload: { outcome: 'not-accepted', reasons: '未达到设置标准第三条。' },
    });
    expect(await player.handOver()).toMatchObject({ at: 'stage', stage: 'provincial-archive' });
    expect(await factsOf(desk.office, player.caseId)).toMatchObject({
      status: 'closed',
      result: 'not-accepted',
      next_alarm_at: null,
    });
  });

  describe('is refused', () => {
    it('without a claim, on another’s claim, on a stale revision, on a done task', async () => {
      const player = await caseAt(desk.office, 'provincial-intake');
      const task = await player.openTask('check-completeness');
      const [one, two] = [await player.actor('henan.handler1'), await player.actor('henan.handler2')];
      const decide = (actor: typeof one, rev: number) =>
        decideTask(actor, { taskId: task.id, rev, outcome: 'accepted', form: {}, key: key() }, desk.office);
      expect(await refusal(decide(one, task.rev))).toBe('not-claimed');
      const claimed = await player.claim(task, one);
      expect(await refusal(decide(two, claimed.rev))).toBe('claimed-by-another');
      expect(await refusal(decide(one, task.rev))).toBe('stale-revision');
      await releaseTask(one, { taskId: task.id, key: key() }, desk.office);
      const again = await claimTask(one, { taskId: task.id, key: key() }, desk.office);
      expect(again.rev).toBe(task.rev + 3);
      await decide(one, again.rev);
      await expect(decide(one, again.rev + 1)).rejects.toMatchObject({
        code: 'task-not-open',
        details: { facts: { outcome: 'accepted', state: 'done' } },
      });
    });

    it('for an outcome the step does not offer and for a form that is not right, naming the field', async () => {
      const player = await caseAt(desk.office, 'provincial-intake');
      const task = await player.openTask('check-completeness');
      const actor = await player.actor('henan.handler1');
      const { rev } = await player.claim(task, actor);
      const decide = (outcome: Outcome, form: Record<string, unknown>) =>
        decideTask(actor, { taskId: task.id, rev, outcome, form, key: key() }, desk.office);
      expect(await refusal(decide('signed', {}))).toBe('outcome-not-offered');
      const fields = (path: string, code: string) => ({
        code: 'invalid-input',
        details: { fields: [expect.objectContaining({ path, code })] },
      });
      await expect(decide('not-accepted', {})).rejects.toMatchObject(fields('reasons', 'required'));
      await expect(decide('accepted', { extra: 1 })).rejects.toMatchObject(fields('extra', 'unknown'));
      await expect(decide('accepted', { opinion: 'a\u0000b' })).rejects.toMatchObject(fields('opinion', 'nul'));
    });

    it('while the case is on hold and after it is closed', async () => {
      const player = await caseAt(desk.office, 'provincial-intake');
      const task = await player.openTask('check-completeness');
      const actor = await player.actor('henan.handler1');
      const { rev } = await player.claim(task, actor);
      const decide = () =>
        decideTask(
          actor,
          { taskId: task.id, rev, outcome: 'not-accepted', form: { reasons: '理由' }, key: key() },
          desk.office,
        );
      await holdCase(
        await player.actor('henan.signatory'),
        { caseId: player.caseId, reason: '等待', reviewOn: '2026-02-02', key: key() },
        desk.office,
      );
      expect(await refusal(decide())).toBe('on-hold');
      expect((await player.tasks()).find((one) => one.id === task.id)?.state).toBe('open');
    });

    it('for a document of another case and a paper’s number that is registered already', async () => {
      const [player, other] = [await caseAt(desk.office, 'submission'), await caseAt(desk.office, 'submission')];
      const task = await player.openTask('submit-to-nhc');
      const actor = await player.actorFor(task);
      const good = await player.form(task, 'submitted');
      const { rev } = await player.claim(task, actor);
      const decide = (form: Record<string, unknown>) =>
        decideTask(actor, { taskId: task.id, rev, outcome: 'submitted', form, key: key() }, desk.office);
      await expect(decide({ ...good, original: other.documentId })).rejects.toMatchObject({
        details: { fields: [{ path: 'original', code: 'not-in-case' }] },
      });
      await expect(decide({ ...good, number: '示卫医〔2025〕7号' })).rejects.toMatchObject({
        details: { fields: [{ path: 'number', code: 'year-mismatch' }] },
      });
      const taken = await other.openTask('submit-to-nhc');
      await other.decide(taken, 'submitted', { ...good, original: other.documentId });
      await expect(decide(good)).rejects.toMatchObject({
        code: 'number-taken',
        details: { fields: [{ path: 'number' }] },
      });
      expect((await factsOf(desk.office, player.caseId)).submitted_at).toBeNull();
      await decide({ ...good, number: '示卫医〔2026〕99999号' });
      expect((await factsOf(desk.office, player.caseId)).submitted_at).not.toBeNull();
    });

    it('leaves no trace: no decision, no event, no key', async () => {
      const player = await caseAt(desk.office, 'provincial-intake');
      const task = await player.openTask('check-completeness');
      const before = await factsOf(desk.office, player.caseId);
      const same = key();
      const actor = await player.actor('henan.handler1');
      const input = { taskId: task.id, rev: task.rev, outcome: 'accepted' as const, form: {}, key: same };
      expect(await refusal(decideTask(actor, input, desk.office))).toBe('not-claimed');
      expect(await factsOf(desk.office, player.caseId)).toEqual(before);
      await player.claim(task, actor);
      await decideTask(actor, { ...input, rev: task.rev + 1 }, desk.office);
    });
  });

  describe('returning', () => {
    it('inside a stage opens the named step in the same round', async () => {
      const player = await caseAt(desk.office, 'provincial-recommendation');
      await player.decide(await player.openTask('draft-recommendation'));
      const check = await player.openTask('check-recommendation');
      const target = { stage: 'provincial-recommendation', step: 'draft-recommendation' };
      const receipt = await player.decide(check, 'returned', { target, reasons: '数据需核实' });
      expect(receipt).toMatchObject({
        stageEnded: false,
        opened: [{ step: 'draft-recommendation', waitingForRole: 'provincial-handler' }],
      });
      expect((await player.openTasks()).map((task) => [task.step, task.round])).toEqual([['draft-recommendation', 1]]);
    });

    it('to a step that is not earlier, or of another body, is refused', async () => {
      const player = await caseAt(desk.office, 'provincial-recommendation');
      await player.decide(await player.openTask('draft-recommendation'));
      const check = await player.openTask('check-recommendation');
      const actor = await player.actorFor(check);
      for (const target of [
        { stage: 'provincial-recommendation', step: 'sign-recommendation' },
        { stage: 'declaration', step: 'prepare-declaration' },
        { stage: 'national-decision', step: 'draft-decision' },
      ]) {
        await expect(decideAs(player, actor, check, 'returned', { target, reasons: '理由' })).rejects.toMatchObject({
          details: { fields: [{ path: 'target', code: 'target-not-allowed' }] },
        });
      }
    });

    it('to an earlier stage begins its next round; the panel stays seated and the commitment goes on', async () => {
      const player = await caseAt(desk.office, 'provincial-recommendation');
      const seats = () =>
        desk.office.database.read((sql) =>
          sql.rows('SELECT s.* FROM seat s JOIN panel p ON p.id = s.panel_id WHERE p.case_id = ?', [
            bytesOf(player.caseId),
          ]),
        );
      const seated = await seats();
      const commitment = async () =>
        (await limitsOf(desk.office, player.caseId)).filter((row) => row.ruleId === 'province-commitment');
      const [running] = await commitment();
      await player.decide(await player.openTask('draft-recommendation'));
      const target = { stage: 'provincial-evaluation', step: 'write-report' };
      const receipt = await player.decide(await player.openTask('check-recommendation'), 'returned', {
        target,
        reasons: '报告不完整',
      });
      expect(receipt.stageEnded).toBe(true);
      expect((await messagesOf(desk.office, player.caseId)).at(-1)).toMatchObject({
        kind: 'stage-ended',
        outcome: 'returned',
        target,
      });
      expect(await player.handOver()).toMatchObject({ at: 'stage', stage: 'provincial-evaluation', round: 2 });
      expect((await player.openTasks()).map((task) => [task.step, task.round])).toEqual([['write-report', 2]]);
      expect(await seats()).toEqual(seated);
      expect(await commitment()).toMatchObject([{ id: running?.id, state: 'paused', startsOn: running?.startsOn }]);
      const types = (await eventsOf(desk.office, player.caseId)).slice(-2).map((event) => [event.type, event.audience]);
      expect(types).toEqual([
        ['stageReturned', 'body:province'],
        ['stageReentered', 'body:province'],
      ]);
      await player.decide(await player.openTask('write-report'));
      expect(await player.handOver()).toMatchObject({ stage: 'provincial-recommendation', round: 2 });
    });

    it('to the intake and accepting again keeps the one commitment of the body', async () => {
      const player = await caseAt(desk.office, 'provincial-recommendation');
      await player.decide(await player.openTask('draft-recommendation'));
      const target = { stage: 'provincial-intake', step: 'check-completeness' };
      await player.decide(await player.openTask('check-recommendation'), 'returned', { target, reasons: '材料缺页' });
      expect(await player.handOver()).toMatchObject({ stage: 'provincial-intake', round: 2 });
      await player.decide(await player.openTask('check-completeness'));
      await player.handOver();
      const open = (await limitsOf(desk.office, player.caseId)).filter(
        (row) => row.ruleId === 'province-commitment' && row.closedAt === null,
      );
      expect(open).toHaveLength(1);
    });

    it('from the nation’s intake goes to the province’s draft', async () => {
      const player = await caseAt(desk.office, 'national-intake');
      const target = { stage: 'provincial-recommendation', step: 'draft-recommendation' };
      await player.decide(await player.openTask('check-submission'), 'returned', { target, reasons: '附件不全' });
      expect(await player.handOver()).toMatchObject({ stage: 'provincial-recommendation', round: 2 });
      expect((await player.openTasks()).map((task) => task.step)).toEqual(['draft-recommendation']);
      const before = (await factsOf(desk.office, player.caseId)).submitted_at;
      await playToStep(player, 'submit-to-nhc');
      await player.playTo('national-intake');
      expect(await player.where()).toMatchObject({ stage: 'national-intake', round: 2 });
      expect((await factsOf(desk.office, player.caseId)).submitted_at).toEqual(before);
      expect(await desk.office.database.read((sql) => verifyCase(sql, player.caseId))).toMatchObject({ intact: true });
    });
  });
});
