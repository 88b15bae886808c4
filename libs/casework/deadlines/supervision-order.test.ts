import { key, type CasePlayer } from '../../../test/support/case-player';
import { claimedIntake, intakeTask, toldOf } from '../../../test/support/province-desk';
import {
  beijing,
  carryMessages,
  eventsOf,
  factsOf,
  givePost,
  messagesOf,
  openDesk,
  refusal,
  settled,
  type Desk,
} from '../../../test/support/record';
import type { Actor } from '../../contracts/posts';
import type { Task } from '../../persistence/cases/task-repository';
import { readCasePage } from '../../views/cases/case-page';
import { readSupervision } from '../../views/deadlines/supervision';
import { readTask } from '../../views/inbox/task-view';
import { ReadingRoom } from '../../views/reading-room';
import { holdCase, resumeCase } from '../cases/hold-case';
import { reassignTask } from '../inbox/pass-on-task';
import { logCall } from './log-call';
import { answerOrder, closeOrder, issueOrder, repeatOrder } from './supervision-order';

describe('supervision orders and the call log', () => {
  let desk: Desk;
  let room: ReadingRoom;
  beforeAll(async () => {
    desk = await openDesk('orders');
    room = new ReadingRoom(desk.office.database, desk.clock.machineNow);
  });
  beforeEach(() => desk.clock.moveTo(beijing('2026-01-05', '09:00')));
  afterAll(() => desk.office.close());

  const issue = (actor: Actor, task: Task, replyDue = '2026-01-08') =>
    issueOrder(actor, { taskId: task.id, demand: '说明未办结原因', replyDue, key: key() }, desk.office);
  const answer = (actor: Actor, orderId: string) =>
    answerOrder(actor, { orderId, answer: '材料待核', key: key() }, desk.office);
  const close = (actor: Actor, orderId: string) =>
    closeOrder(actor, { orderId, note: '已了解', key: key() }, desk.office);
  const repeat = (actor: Actor, orderId: string, replyDue = '2026-01-14') =>
    repeatOrder(actor, { orderId, demand: '再次说明', replyDue, key: key() }, desk.office);
  const call = (player: CasePlayer, actor: Actor, calledOn = '2026-01-05') =>
    logCall(
      actor,
      { caseId: player.caseId, calledOn, whom: '医院办公室', said: '材料明日寄出', key: key() },
      desk.office,
    );
  const ordersOf = async (actor: Actor, player: CasePlayer) =>
    (await readSupervision(room, actor, player.caseId)).orders;
  const titles = async (actor: Actor, player: CasePlayer) =>
    (await toldOf(room, actor, player)).filter((title) => title.includes('rder'));
  const counted = (number: string): number => Number(number.slice(-4));

  async function begun() {
    const { one: holder, two: other, ...rest } = await claimedIntake(desk.office);
    return { ...rest, holder, other, above: await rest.player.actor('henan.division') };
  }

  it('has a number of the body’s series, is told to the holder, answered by them, closed by the manager', async () => {
    const { player, task, holder, other, manager } = await begun();
    expect((await readTask(room, manager, task.id)).allowedActions).toContain('order');
    const order = await issue(manager, task);
    expect(order).toMatchObject({
      number: expect.stringMatching(/^SO-2026-41-\d{4}$/) as string,
      state: 'open',
      caseId: player.caseId,
    });
    expect((await eventsOf(desk.office, player.caseId)).at(-1)).toMatchObject({
      type: 'orderIssued',
      audience: 'body:province',
      payload: {
        actor: { person: manager.personId, role: 'provincial-manager' },
        number: order.number,
        dueOn: '2026-01-08',
        reached: [holder.personId],
      },
    });
    expect(await titles(holder, player)).toEqual(['Supervision order']);
    expect(await titles(other, player)).toEqual([]);
    expect(await ordersOf(holder, player)).toMatchObject([
      { number: order.number, overdue: false, toPerson: { id: holder.personId }, allowedActions: ['answer'] },
    ]);
    expect(await ordersOf(manager, player)).toMatchObject([{ allowedActions: ['close', 'repeat'] }]);
    expect(await ordersOf(await player.actor('h41a.preparer'), player)).toEqual([]);
    expect(await refusal(answer(other, order.orderId))).toBe('not-entitled');
    expect(await refusal(answer(manager, order.orderId))).toBe('not-entitled');
    expect(await answer(holder, order.orderId)).toMatchObject({ state: 'answered' });
    expect(await refusal(answer(holder, order.orderId))).toBe('order-ended');
    expect(await titles(manager, player)).toEqual(['Order answered']);
    expect(await refusal(close(holder, order.orderId))).toBe('not-entitled');
    expect(await close(manager, order.orderId)).toMatchObject({ state: 'closed' });
    expect(await refusal(close(manager, order.orderId))).toBe('order-ended');
    expect(await ordersOf(manager, player)).toMatchObject([
      {
        state: 'closed',
        answer: { text: '材料待核', by: { id: holder.personId } },
        ended: { by: { id: manager.personId }, note: '已了解' },
        allowedActions: [],
      },
    ]);
    expect((await eventsOf(desk.office, player.caseId)).slice(-2).map((event) => event.type)).toEqual([
      'orderAnswered',
      'orderClosed',
    ]);
  });

  it('goes to the whole post while nobody holds the task, and any of it answers', async () => {
    const { player, task, one, two, checker, manager } = await intakeTask(desk.office);
    const order = await issue(manager, task);
    for (const actor of [one, two]) expect(await titles(actor, player)).toEqual(['Supervision order']);
    expect(await refusal(answer(checker, order.orderId))).toBe('not-entitled');
    await answer(two, order.orderId);
  });

  it('after a reassignment the new holder answers; repeated, it goes to them under a new number that names the old', async () => {
    const { player, task, other, manager } = await begun();
    const first = await issue(manager, task);
    await reassignTask(manager, { taskId: task.id, personId: other.personId, reason: '换人', key: key() }, desk.office);
    await answer(other, first.orderId);
    const second = await repeat(manager, first.orderId);
    expect(counted(second.number)).toBe(counted(first.number) + 1);
    expect((await eventsOf(desk.office, player.caseId)).at(-1)).toMatchObject({
      type: 'orderIssued',
      payload: { number: second.number, repeats: first.number, reached: [other.personId] },
    });
    expect(await ordersOf(manager, player)).toMatchObject([
      { number: second.number, repeats: first.number, state: 'open' },
      { number: first.number, state: 'repeated', allowedActions: [] },
    ]);
    expect(await refusal(repeat(manager, first.orderId))).toBe('order-ended');
    expect(await refusal(close(manager, first.orderId))).toBe('order-ended');
  });

  it('unanswered, it is told the next in line of the addressee once, on the next working morning; the engine is woken for it', async () => {
    const { player, task, holder, manager, above } = await begun();
    await player.ring();
    await carryMessages(desk.office);
    // A Friday: the answer is overdue from Monday, and the case's own limit (the 12th) has rungs of its own.
    await issue(manager, task, '2026-01-09');
    const facts = await factsOf(desk.office, player.caseId);
    expect(facts.next_alarm_at?.getTime()).toBeLessThanOrEqual(beijing('2026-01-12', '09:00'));
    await desk.clock.moveTo(beijing('2026-01-10', '12:00'));
    await player.ring();
    expect(await titles(above, player)).toEqual([]);
    expect(await ordersOf(holder, player)).toMatchObject([{ overdue: true, rungAt: null }]);
    await desk.clock.moveTo(beijing('2026-01-12', '09:31'));
    await player.ring();
    await player.ring();
    expect(await titles(above, player)).toEqual(['Order unanswered']);
    expect((await eventsOf(desk.office, player.caseId)).filter((event) => event.type === 'orderOverdue')).toMatchObject(
      [{ audience: 'body:province', payload: { reached: [above.personId], dueOn: '2026-01-09' } }],
    );
    expect((await ordersOf(holder, player))[0]?.rungAt).not.toBeNull();
  });

  it('an order due before anything else wakes the engine earlier; answered or closed in time, nothing rings', async () => {
    const { player, task, holder, manager, signatory } = await begun();
    // Far behind every limit of the case: the alarm of the order is then the only one left.
    await desk.clock.moveTo(beijing('2026-03-02', '10:00'));
    await player.ring();
    await carryMessages(desk.office);
    const order = await issue(manager, task, '2026-03-04');
    expect(await messagesOf(desk.office, player.caseId)).toMatchObject([{ kind: 'alarm-moved' }]);
    expect((await factsOf(desk.office, player.caseId)).next_alarm_at?.getTime()).toBe(beijing('2026-03-05', '09:00'));
    await answer(holder, order.orderId);
    expect((await factsOf(desk.office, player.caseId)).next_alarm_at).toBeNull();
    await desk.clock.moveTo(beijing('2026-03-10', '10:00'));
    await player.ring();
    expect(await titles(signatory, player)).toEqual([]);
  });

  it('nothing rings on hold; after it the missing answer is told', async () => {
    const { player, task, manager, signatory, above } = await begun();
    await issue(manager, task);
    await holdCase(
      signatory,
      { caseId: player.caseId, reason: '等待', reviewOn: '2026-12-01', key: key() },
      desk.office,
    );
    await desk.clock.moveTo(beijing('2026-02-02', '10:00'));
    await player.ring();
    expect(await titles(above, player)).toEqual([]);
    expect(await refusal(issue(manager, task, '2026-03-02'))).toBe('on-hold');
    await resumeCase(signatory, { caseId: player.caseId, reason: '恢复', key: key() }, desk.office);
    await player.ring();
    expect(await titles(above, player)).toEqual(['Order unanswered']);
  });

  it('wants a later date, an open task of the body, and its manager; strangers learn nothing', async () => {
    const { player, task, manager } = await begun();
    for (const date of ['2026-01-05', '2026-01-04']) {
      await expect(issue(manager, task, date)).rejects.toMatchObject({
        code: 'invalid-input',
        details: { fields: [{ path: 'replyDue', code: 'must-be-later' }] },
      });
    }
    const order = await issue(manager, task);
    const codes: Record<string, string> = {
      'henan.handler1': 'not-entitled',
      'henan.signatory': 'not-entitled',
      'h41a.signatory': 'not-found',
      'beijing.manager': 'not-found',
      'nhc.manager': 'not-found',
      'expert.henan1': 'not-found',
      'ops.auditor': 'not-found',
    };
    for (const [name, code] of Object.entries(codes)) {
      const actor = await player.actor(name);
      expect([name, await refusal(close(actor, order.orderId)), await refusal(repeat(actor, order.orderId))]).toEqual([
        name,
        code,
        code,
      ]);
      expect([name, await refusal(issue(actor, task))]).toEqual([name, code]);
    }
    await player.decide(task, 'not-accepted');
    expect(await refusal(issue(manager, task))).toBe('task-not-open');
    expect(await refusal(repeat(manager, order.orderId))).toBe('task-not-open');
    await player.handOver();
    expect(await close(manager, order.orderId)).toMatchObject({ state: 'closed' });
  });

  it('numbers have no gaps, whatever is refused and however many ask at once', async () => {
    const [one, two] = [await begun(), await begun()];
    const { manager } = one;
    const before = counted((await issue(manager, one.task)).number);
    const orders = await Promise.allSettled([
      issue(manager, one.task),
      issue(manager, two.task),
      issue(manager, one.task, '2026-01-01'),
      issue(manager, two.task),
    ]);
    const numbers = orders.flatMap((order) => (order.status === 'fulfilled' ? [counted(order.value.number)] : []));
    expect(numbers.sort((a, b) => a - b)).toEqual([before + 1, before + 2, before + 3]);
    expect(counted((await issue(manager, one.task)).number)).toBe(before + 4);
  });

  it('two at once: an order is closed or repeated, and answered once', async () => {
    const { task, holder, manager } = await begun();
    const order = await issue(manager, task);
    expect(await settled([close(manager, order.orderId), repeat(manager, order.orderId)])).toEqual({
      kept: 1,
      refused: ['order-ended'],
    });
    const next = await issue(manager, task);
    expect(await settled([answer(holder, next.orderId), answer(holder, next.orderId)])).toEqual({
      kept: 1,
      refused: ['order-ended'],
    });
  });

  it('a call is read by the body that made it, and by nobody else', async () => {
    const { player, holder, manager } = await begun();
    expect((await readCasePage(room, holder, player.caseId)).allowedActions).toContain('log-call');
    await call(player, holder);
    expect((await eventsOf(desk.office, player.caseId)).at(-1)).toMatchObject({
      type: 'callLogged',
      audience: 'body:province',
      payload: { actor: { person: holder.personId }, whom: '医院办公室' },
    });
    expect((await readSupervision(room, manager, player.caseId)).calls).toMatchObject([
      {
        calledOn: '2026-01-05',
        whom: '医院办公室',
        said: '材料明日寄出',
        by: { id: holder.personId, role: 'provincial-handler' },
      },
    ]);
    expect((await readSupervision(room, await player.actor('h41a.preparer'), player.caseId)).calls).toEqual([]);
    await expect(call(player, holder, '2026-01-06')).rejects.toMatchObject({
      details: { fields: [{ path: 'calledOn', code: 'not-yet' }] },
    });
    expect(await refusal(call(player, await player.actor('beijing.handler1')))).toBe('not-found');
    await givePost(desk.office, 'h41a.preparer', 'henan', 'provincial-checker');
    const both = await player.actor('h41a.preparer');
    expect(
      await refusal(call(player, { ...both, posts: both.posts.filter((post) => post.role === 'provincial-checker') })),
    ).toBe('other-side');
  });
});
