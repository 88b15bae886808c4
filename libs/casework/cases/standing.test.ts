import type { Left } from '../../contracts/messages';
import type { Stage } from '../../contracts/procedure';
import { bytesOf } from '../../persistence/bytes';
import { key } from '../../../test/support/case-player';
import {
  carryMessages,
  caseAt,
  eventsOf,
  factsOf,
  limitsOf,
  messagesOf,
  newCase,
  openDesk,
  type Desk,
} from '../../../test/support/record';
import { withdrawCase } from './withdraw-case';
import { closeCase, enterStage, ringAlarms, whereStands } from './standing';

const end = (stage: Stage): Left => ({ stage, part: 'main', round: 1 });

describe('what the workflow asks of the record', () => {
  let desk: Desk;
  beforeAll(async () => {
    desk = await openDesk('standing');
  });
  afterAll(() => desk.office.close());

  const handed = (caseId: string, seq: number, historyLength = 9) => ({ caseId, seq, historyLength });

  it('where: says the open stage and the next alarm in real time, acknowledges what was taken, writes no event', async () => {
    const player = await newCase(desk.office);
    const before = await eventsOf(desk.office, player.caseId);
    const standing = await whereStands(desk.office, handed(player.caseId, 1, 17));
    const facts = await factsOf(desk.office, player.caseId);
    expect(facts).toMatchObject({ acked_seq: 1, history_length: 17 });
    expect(facts.armed_until).toEqual(facts.next_alarm_at);
    const offset = (await desk.clock.legal()) - desk.clock.machineNow();
    if (standing.at !== 'stage' || standing.wakeAt === null) throw new Error('not in a stage');
    expect(standing).toMatchObject({ stage: 'declaration', part: 'main', round: 1 });
    expect(Math.abs(standing.wakeAt + offset - (facts.armed_until?.getTime() ?? 0))).toBeLessThan(1000);
    await whereStands(desk.office, handed(player.caseId, 0));
    expect((await factsOf(desk.office, player.caseId)).acked_seq).toBe(1);
    expect(await eventsOf(desk.office, player.caseId)).toEqual(before);
  });

  it('of a case that is not there: nothing to wait for', async () => {
    const nowhere = handed(`case_${'0'.repeat(32)}`, 1);
    expect(await whereStands(desk.office, nowhere)).toEqual({ at: 'closed' });
    expect(await ringAlarms(desk.office, nowhere)).toEqual({ at: 'closed' });
    expect(
      await enterStage(desk.office, {
        ...nowhere,
        after: end('public-notice'),
        stage: 'issue',
        part: 'main',
        target: null,
      }),
    ).toEqual({
      at: 'closed',
    });
    expect(await closeCase(desk.office, { ...nowhere, after: end('national-decision'), result: 'declined' })).toEqual({
      at: 'closed',
    });
  });

  it('enter: opens stage, first task and limits, marks the last stage as followed, sends nothing to itself', async () => {
    const player = await newCase(desk.office);
    await player.decide(await player.openTask('prepare-declaration'));
    await player.decide(await player.openTask('sign-declaration'));
    await carryMessages(desk.office);
    const before = await factsOf(desk.office, player.caseId);
    const entering = {
      ...handed(player.caseId, before.message_seq),
      after: end('declaration'),
      stage: 'provincial-intake' as const,
      part: 'main',
      target: null,
    };
    const standing = await enterStage(desk.office, entering);
    expect(standing).toMatchObject({ at: 'stage', stage: 'provincial-intake', round: 1 });
    expect(await enterStage(desk.office, entering)).toEqual(standing);
    expect(await closeCase(desk.office, { ...entering, result: 'declined' })).toEqual(standing);
    expect((await player.openTasks()).map((task) => [task.step, task.role, task.openedBy])).toEqual([
      ['check-completeness', 'provincial-handler', null],
    ]);
    expect(await limitsOf(desk.office, player.caseId)).toMatchObject([
      { ruleId: 'declaration-window', state: 'met' },
      { ruleId: 'provincial-intake', state: 'running' },
    ]);
    expect(
      (await eventsOf(desk.office, player.caseId)).slice(before.event_seq).map((event) => [event.type, event.audience]),
    ).toEqual([['stageEntered', 'applicant']]);
    expect(await messagesOf(desk.office, player.caseId)).toEqual([]);
    expect((await factsOf(desk.office, player.caseId)).rev).toBe(before.rev + 1);
    const stages = await desk.office.database.read((sql) =>
      sql.rows('SELECT stage, followed FROM case_stage WHERE case_id = ? ORDER BY id', [bytesOf(player.caseId)]),
    );
    expect(stages).toEqual([
      { stage: 'declaration', followed: 1 },
      { stage: 'provincial-intake', followed: 0 },
    ]);
  });

  it('enter and close asked for again after their answer was lost change nothing, though the stage has ended meanwhile', async () => {
    const player = await caseAt(desk.office, 'provincial-intake');
    await player.decide(await player.openTask('check-completeness'));
    await carryMessages(desk.office);
    const before = await factsOf(desk.office, player.caseId);
    const again = { ...handed(player.caseId, before.message_seq), after: end('declaration') };
    const stands = { at: 'ended', stage: 'provincial-intake', round: 1, outcome: 'accepted' };
    const entering = { ...again, stage: 'provincial-intake' as const, part: 'main', target: null };
    expect(await enterStage(desk.office, entering)).toMatchObject(stands);
    expect(await closeCase(desk.office, { ...again, result: 'declined' })).toMatchObject(stands);
    expect(await factsOf(desk.office, player.caseId)).toMatchObject({ status: 'open', event_seq: before.event_seq });
    expect(await player.openTasks()).toEqual([]);
  });

  it('close: once, with its result, nothing left open but its archive', async () => {
    const player = await caseAt(desk.office, 'provincial-intake');
    await player.decide(await player.openTask('check-completeness'), 'not-accepted');
    await carryMessages(desk.office);
    const closing = { ...handed(player.caseId, 99), after: end('provincial-intake'), result: 'not-accepted' as const };
    const filing = { at: 'stage', stage: 'provincial-archive', part: 'main', round: 1, wakeAt: null };
    expect(await closeCase(desk.office, closing)).toEqual(filing);
    const facts = await factsOf(desk.office, player.caseId);
    expect(facts).toMatchObject({ status: 'closed', result: 'not-accepted', armed_until: null, next_alarm_at: null });
    expect(facts.closed_at).toBeInstanceOf(Date);
    expect((await limitsOf(desk.office, player.caseId)).every((row) => row.closedAt !== null)).toBe(true);
    const [closed, opened] = (await eventsOf(desk.office, player.caseId)).slice(-2);
    expect(opened).toMatchObject({ type: 'archiveOpened', audience: 'body:province' });
    expect(closed).toMatchObject({
      type: 'caseClosed',
      audience: 'applicant',
      payload: { result: 'not-accepted' },
    });
    expect(await closeCase(desk.office, { ...closing, result: 'designated' })).toEqual(filing);
    expect(await factsOf(desk.office, player.caseId)).toMatchObject({
      result: 'not-accepted',
      event_seq: facts.event_seq,
    });
    expect(await messagesOf(desk.office, player.caseId)).toEqual([]);
  });

  it('after a withdrawal every question has one answer', async () => {
    const player = await newCase(desk.office);
    await withdrawCase(
      await player.actor('h41a.signatory'),
      { caseId: player.caseId, reason: '撤回', key: key() },
      desk.office,
    );
    const events = await eventsOf(desk.office, player.caseId);
    for (const standing of [
      await player.where(),
      await player.ring(),
      await player.enter('issue'),
      await player.handOver(),
    ]) {
      expect(standing).toEqual({ at: 'closed' });
    }
    expect(await eventsOf(desk.office, player.caseId)).toEqual(events);
  });
});
