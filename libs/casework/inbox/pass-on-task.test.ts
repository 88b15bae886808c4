import { key, type CasePlayer } from '../../../test/support/case-player';
import { claimedIntake, intakeTask, provinceStaff, toldOf } from '../../../test/support/province-desk';
import {
  caseAt,
  carryMessages,
  decideAs,
  eventsOf,
  givePost,
  messagesOf,
  openDesk,
  refusal,
  settled,
  type Desk,
} from '../../../test/support/record';
import type { Actor } from '../../contracts/posts';
import { readCasePage } from '../../views/cases/case-page';
import { readReceivers } from '../../views/inbox/receivers';
import { readInbox } from '../../views/inbox/inbox';
import { readTask } from '../../views/inbox/task-view';
import { ReadingRoom } from '../../views/reading-room';
import { holdCase } from '../cases/hold-case';
import type { Task } from '../../persistence/cases/task-repository';
import { assignTask, replyToTask, takeBackTask } from './assign-task';
import { claimTask, releaseTask } from './claim-task';
import { handOverTask, reassignTask } from './pass-on-task';

describe('passing a task on', () => {
  let desk: Desk;
  let room: ReadingRoom;
  beforeAll(async () => {
    desk = await openDesk('passon');
    room = new ReadingRoom(desk.office.database, desk.clock.machineNow);
    // A handler who may check as well, and a preparer of the hospital who works for the province.
    await givePost(desk.office, 'henan.handler2', 'henan', 'provincial-checker');
    await givePost(desk.office, 'h41a.preparer', 'henan', 'provincial-handler');
  });
  afterAll(() => desk.office.close());

  const at = (task: Pick<Task, 'id'>) => ({ taskId: task.id, key: key() });
  const reassign = (actor: Actor, task: Task, to: Actor) =>
    reassignTask(actor, { ...at(task), personId: to.personId, reason: '出差' }, desk.office);
  const handOver = (actor: Actor, task: Task, to: Actor) =>
    handOverTask(actor, { ...at(task), personId: to.personId, reason: '出差' }, desk.office);
  const assign = (actor: Actor, task: Task, to: Actor) =>
    assignTask(actor, { ...at(task), personId: to.personId, question: '床位数是否属实？' }, desk.office);
  const reply = (actor: Actor, task: Task) => replyToTask(actor, { ...at(task), reply: '属实' }, desk.office);
  const titles = (actor: Actor, player: CasePlayer) => toldOf(room, actor, player);
  const inboxOf = async (actor: Actor, player: CasePlayer) =>
    (await readInbox(room, actor, { limit: 100 })).items.filter((one) => one.caseId === player.caseId);

  it('the manager gives it to another of the post; event, notices, the new holder decides, the old one cannot', async () => {
    const { player, task, one, two, manager } = await intakeTask(desk.office);
    await carryMessages(desk.office);
    const claimed = await claimTask(one, at(task), desk.office);
    expect((await readTask(room, manager, task.id)).allowedActions).toEqual(['reassign', 'order']);
    const answer = await reassign(manager, task, two);
    expect(answer).toMatchObject({ id: task.id, rev: claimed.rev + 1, holder: two.personId, waitsForReplyOf: null });
    expect(await player.openTask('check-completeness')).toMatchObject({ holderId: two.personId, rev: answer.rev });
    expect((await eventsOf(desk.office, player.caseId)).at(-1)).toMatchObject({
      type: 'taskReassigned',
      audience: 'body:province',
      payload: {
        actor: { person: manager.personId, role: 'provincial-manager' },
        person: two.personId,
        task: task.id,
        reason: '出差',
        to: { zh: '河南省级经办人二' },
      },
    });
    for (const actor of [one, two]) expect(await titles(actor, player)).toEqual(['Task reassigned']);
    expect(await messagesOf(desk.office, player.caseId)).toEqual([]);
    expect(await refusal(reassign(manager, task, two))).toBe('already-holds');
    expect(await refusal(decideAs(player, one, task, 'accepted', {}))).toBe('claimed-by-another');
    await decideAs(player, two, task, 'accepted', await player.form(task, 'accepted'));
  });

  it('to whom a task may be passed on is told by the rules of the verbs themselves', async () => {
    const { player, task, one, two, checker, manager, signatory } = await intakeTask(desk.office);
    const offered = async (actor: Actor) =>
      new Map<string, string[]>((await readReceivers(room, actor, task.id)).items.map((item) => [item.id, item.by]));
    expect(await offered(one)).toEqual(new Map());
    await claimTask(one, at(task), desk.office);
    expect(await offered(one)).toEqual(
      new Map<string, string[]>([
        [two.personId, ['hand-over', 'assign']],
        ...[checker, manager, signatory].map((actor) => [actor.personId, ['assign']] as [string, string[]]),
      ]),
    );
    expect(await offered(manager)).toEqual(new Map([[two.personId, ['reassign']]]));
    expect(await offered(two)).toEqual(new Map());
    expect(await refusal(readReceivers(room, await player.actor('beijing.manager'), task.id))).toBe('not-found');
    await assign(one, task, two);
    expect(await offered(one)).toEqual(new Map());
    await reassign(manager, task, two);
    expect(await offered(manager)).toEqual(new Map([[one.personId, ['reassign']]]));
  });

  it('nobody is offered who did another part of the paper, or acted for another side', async () => {
    const player = await caseAt(desk.office, 'provincial-recommendation');
    const { one, two, checker, manager } = await provinceStaff(player);
    const draft = await player.openTask('draft-recommendation');
    await decideAs(player, two, draft, 'drafted', await player.form(draft, 'drafted'));
    const check = await player.openTask('check-recommendation');
    await claimTask(checker, at(check), desk.office);
    const { items } = await readReceivers(room, checker, check.id);
    expect(items.find((item) => item.id === two.personId)).toBeUndefined();
    expect(items.find((item) => item.id === one.personId)?.by).toEqual(['assign']);
    expect(items.some((item) => item.id === checker.personId)).toBe(false);
    const preparer = await player.actor('h41a.preparer');
    expect(items.some((item) => item.id === preparer.personId)).toBe(false);
    expect((await readReceivers(room, manager, check.id)).items).toEqual([]);
  });

  it('the case page says who waits for whom, and what one may do beside the holder', async () => {
    const { player, task, one, two, checker, manager } = await claimedIntake(desk.office);
    await assign(one, task, checker);
    const waiting = async (actor: Actor) => (await readCasePage(room, actor, player.caseId)).tasks[0];
    expect(await waiting(one)).toMatchObject({ waitsForReplyOf: { id: checker.personId }, allowedActions: [] });
    expect(await waiting(checker)).toMatchObject({ allowedActions: ['reply'] });
    expect(await waiting(manager)).toMatchObject({ allowedActions: ['reassign', 'order'] });
    expect(await inboxOf(two, player)).toMatchObject([{ waitsForReplyOf: { id: checker.personId } }]);
    expect(await readTask(room, one, task.id)).toMatchObject({ waitsForReplyOf: { id: checker.personId } });
    await reply(checker, task);
    expect(await waiting(one)).toMatchObject({ waitsForReplyOf: null });
  });

  it('a task that nobody holds can be given out as well', async () => {
    const { player, task, two, manager } = await intakeTask(desk.office);
    expect(await reassign(manager, task, two)).toMatchObject({ rev: task.rev + 1 });
    expect(await player.openTask('check-completeness')).toMatchObject({ holderId: two.personId });
  });

  it('the holder hands over; nobody else does', async () => {
    const { player, task, one, two, manager } = await intakeTask(desk.office);
    expect(await refusal(handOver(one, task, two))).toBe('not-claimed');
    await claimTask(one, at(task), desk.office);
    expect((await readTask(room, one, task.id)).allowedActions).toEqual([
      'release',
      'decide',
      'hand-over',
      'assign',
      'recuse',
    ]);
    expect(await refusal(handOver(two, task, two))).toBe('claimed-by-another');
    expect(await refusal(handOver(manager, task, two))).toBe('not-entitled');
    await handOver(one, task, two);
    expect((await eventsOf(desk.office, player.caseId)).at(-1)).toMatchObject({
      type: 'taskHandedOver',
      payload: { actor: { person: one.personId }, person: two.personId },
    });
    expect(await player.openTask('check-completeness')).toMatchObject({ holderId: two.personId });
    expect(await titles(two, player)).toEqual(['Task handed over']);
    expect(await titles(one, player)).toEqual([]);
  });

  it('never to another post, to another side, or to who did another part of the paper', async () => {
    const player = await caseAt(desk.office, 'provincial-recommendation');
    const manager = await player.actor('henan.manager');
    const { one, two, checker } = await provinceStaff(player);
    const draft = await player.openTask('draft-recommendation');
    for (const name of ['henan.checker', 'beijing.handler1', 'nhc.handler1', 'expert.henan1', 'ops.system']) {
      expect([name, await refusal(reassign(manager, draft, await player.actor(name)))]).toEqual([
        name,
        'receiver-not-of-post',
      ]);
    }
    expect(await refusal(reassign(manager, draft, await player.actor('h41a.preparer')))).toBe('receiver-other-side');
    await reassign(manager, draft, two);
    await decideAs(player, two, draft, 'drafted', await player.form(draft, 'drafted'));
    const check = await player.openTask('check-recommendation');
    expect(await refusal(reassign(manager, check, two))).toBe('receiver-same-person');
    await claimTask(checker, at(check), desk.office);
    expect(await refusal(handOver(checker, check, two))).toBe('receiver-same-person');
    expect(await refusal(assign(checker, check, two))).toBe('receiver-same-person');
    expect(await refusal(handOver(checker, check, one))).toBe('receiver-not-of-post');
    expect(await player.openTask('check-recommendation')).toMatchObject({ holderId: checker.personId });
  });

  it('a reply comes back to the holder: until then nobody decides, and the colleague sees the task', async () => {
    const { player, task, one, two, checker, manager } = await claimedIntake(desk.office);
    const asked = await assign(one, task, checker);
    expect(asked).toMatchObject({
      id: task.id,
      rev: task.rev + 2,
      holder: one.personId,
      waitsForReplyOf: checker.personId,
    });
    expect(await inboxOf(checker, player)).toMatchObject([{ id: task.id, forReply: true, mine: false }]);
    expect(await inboxOf(one, player)).toMatchObject([{ forReply: false, mine: true }]);
    expect((await readTask(room, checker, task.id)).allowedActions).toEqual(['reply']);
    expect((await readTask(room, one, task.id)).allowedActions).toEqual(['take-back', 'recuse']);
    expect(await refusal(decideAs(player, one, task, 'not-accepted', await player.form(task, 'not-accepted')))).toBe(
      'awaiting-reply',
    );
    expect(await refusal(releaseTask(one, at(task), desk.office))).toBe('awaiting-reply');
    expect(await refusal(handOver(one, task, two))).toBe('awaiting-reply');
    expect(await refusal(assign(one, task, two))).toBe('awaiting-reply');
    for (const actor of [two, one, manager]) expect(await refusal(reply(actor, task))).toBe('not-entitled');
    expect(await refusal(takeBackTask(checker, at(task), desk.office))).toBe('not-entitled');
    expect(await reply(checker, task)).toMatchObject({ rev: task.rev + 3, waitsForReplyOf: null });
    expect((await eventsOf(desk.office, player.caseId)).slice(-2)).toMatchObject([
      {
        type: 'replyAsked',
        audience: 'body:province',
        payload: { text: '床位数是否属实？', person: checker.personId },
      },
      { type: 'replyGiven', payload: { actor: { person: checker.personId }, text: '属实' } },
    ]);
    expect(await inboxOf(checker, player)).toEqual([]);
    expect(await titles(checker, player)).toEqual(['Your reply is asked for']);
    expect(await titles(one, player)).toEqual(['The reply is here']);
    expect((await readTask(room, one, task.id)).replies).toMatchObject([
      { by: { id: one.personId }, to: { id: checker.personId }, reply: '属实' },
    ]);
    expect(await refusal(reply(checker, task))).toBe('nothing-assigned');
    await decideAs(player, one, task, 'accepted', await player.form(task, 'accepted'));
  });

  it('taken back, or reassigned by the manager, no reply is waited for; a colleague of the same post sees the task once', async () => {
    const { player, task, one, two, manager } = await claimedIntake(desk.office);
    await assign(one, task, two);
    expect(await inboxOf(two, player)).toMatchObject([{ forReply: true }]);
    await takeBackTask(one, at(task), desk.office);
    expect(await refusal(takeBackTask(one, at(task), desk.office))).toBe('nothing-assigned');
    expect(await inboxOf(two, player)).toMatchObject([{ forReply: false }]);
    await assign(one, task, two);
    expect(await reassign(manager, task, two)).toMatchObject({ holder: two.personId, waitsForReplyOf: null });
    expect(await player.openTask('check-completeness')).toMatchObject({ holderId: two.personId, assignedTo: null });
    expect((await readTask(room, two, task.id)).replies.map((one) => one.endedAt !== null)).toEqual([true, true]);
    await decideAs(player, two, task, 'accepted', await player.form(task, 'accepted'));
  });

  it('whoever helped with a draft does not check it', async () => {
    const player = await caseAt(desk.office, 'provincial-recommendation');
    const draft = await player.openTask('draft-recommendation');
    const { one, two, manager } = await provinceStaff(player);
    await claimTask(one, at(draft), desk.office);
    await assign(one, draft, two);
    await reply(two, draft);
    await decideAs(player, one, draft, 'drafted', await player.form(draft, 'drafted'));
    const check = await player.openTask('check-recommendation');
    expect(await refusal(claimTask(two, at(check), desk.office))).toBe('same-person');
    expect((await readTask(room, two, check.id)).allowedActions).toEqual([]);
    expect(await refusal(reassign(manager, check, two))).toBe('receiver-same-person');
    await player.decide(check);
  });

  it('only the manager of the task’s own body reassigns; a seat of the panel is passed on to nobody', async () => {
    const player = await caseAt(desk.office, 'provincial-intake');
    const task = await player.openTask('check-completeness');
    const two = await player.actor('henan.handler2');
    const expected: Record<string, string> = {
      'henan.handler1': 'not-entitled',
      'henan.signatory': 'not-entitled',
      'h41a.signatory': 'not-found',
      'beijing.manager': 'not-found',
      'nhc.manager': 'not-found',
      'expert.henan1': 'not-found',
      'ops.system': 'not-found',
    };
    for (const [name, code] of Object.entries(expected)) {
      expect([name, await refusal(reassign(await player.actor(name), task, two))]).toEqual([name, code]);
    }
    const panel = await caseAt(desk.office, 'provincial-evaluation');
    await panel.decide(await panel.openTask('form-panel'));
    const [seat] = await panel.openTasks();
    if (!seat) throw new Error('no seat');
    const [expert, other] = [await panel.actorFor(seat), await panel.actor('expert.henan4')];
    expect(await refusal(reassign(await panel.actor('henan.manager'), seat, other))).toBe('not-entitled');
    await claimTask(expert, at(seat), desk.office);
    expect(await refusal(handOver(expert, seat, other))).toBe('not-entitled');
    expect(await refusal(assign(expert, seat, other))).toBe('not-entitled');
    expect((await readTask(room, expert, seat.id)).allowedActions).toEqual(['release', 'decide']);
  });

  it('nothing is passed on while on hold or when done; nobody outside the body is asked', async () => {
    const { player, task, one, two, manager } = await claimedIntake(desk.office);
    for (const name of ['nhc.handler1', 'h41b.preparer', 'beijing.checker', 'expert.henan1', 'ops.auditor']) {
      expect([name, await refusal(assign(one, task, await player.actor(name)))]).toEqual([
        name,
        'receiver-not-of-post',
      ]);
    }
    expect(await refusal(assign(one, task, await player.actor('h41a.preparer')))).toBe('receiver-other-side');
    expect(await refusal(assign(one, task, one))).toBe('already-holds');
    const held = await caseAt(desk.office, 'provincial-intake');
    const waits = await held.openTask('check-completeness');
    await holdCase(
      await held.actor('henan.signatory'),
      { caseId: held.caseId, reason: '等待', reviewOn: '2026-12-01', key: key() },
      desk.office,
    );
    expect(await refusal(reassign(manager, waits, two))).toBe('on-hold');
    await player.decide(task, 'not-accepted');
    expect(await refusal(reassign(manager, task, two))).toBe('task-not-open');
    expect(await refusal(handOver(one, task, two))).toBe('task-not-open');
  });

  it('two at once: a task has one holder, and a reply or a taking back, not both', async () => {
    const { player, task, one, two, checker, manager } = await claimedIntake(desk.office);
    await assign(one, task, checker);
    const raced = await settled([reply(checker, task), takeBackTask(one, at(task), desk.office)]);
    expect(raced).toEqual({ kept: 1, refused: ['nothing-assigned'] });
    const both = await settled([handOver(one, task, two), reassign(manager, task, two)]);
    expect(both.kept).toBe(1);
    expect(['already-holds', 'claimed-by-another']).toContain(both.refused[0]);
    expect(await player.openTask('check-completeness')).toMatchObject({ holderId: two.personId });
    const decided = await settled([
      decideAs(player, two, task, 'not-accepted', await player.form(task, 'not-accepted')),
      reassign(manager, task, one),
    ]);
    expect(decided.kept).toBe(1);
    expect(['task-not-open', 'claimed-by-another', 'stale-revision']).toContain(decided.refused[0]);
  });
});
