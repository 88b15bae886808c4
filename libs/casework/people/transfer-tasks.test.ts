import { key } from '../../../test/support/case-player';
import { everyPost, hire, logOf, refusalsByPost } from '../../../test/support/people';
import { actorNamed } from '../../../test/support/actors';
import { caseAt, eventsOf, openDesk, playToStep, refusal, type Desk } from '../../../test/support/record';
import type { Id } from '../../contracts/ids';
import type { Actor } from '../../contracts/posts';
import { bytesOf, idOf, newId } from '../../persistence/bytes';
import { previewTransfer } from '../../views/people/transfer';
import { ReadingRoom } from '../../views/reading-room';
import { decideTask } from '../approval/decide-task';
import { answerOrder, issueOrder } from '../deadlines/supervision-order';
import { assignTask } from '../inbox/assign-task';
import { nameDeputy } from './name-deputy';
import { endPost } from './posts';
import { transferTasks } from './transfer-tasks';

describe('the tasks of somebody who leaves', () => {
  let desk: Desk;
  let room: ReadingRoom;
  let manager: Actor;
  let system: Actor;
  beforeAll(async () => {
    desk = await openDesk('transfer');
    room = new ReadingRoom(desk.office.database, desk.clock.machineNow);
    manager = await actorNamed(desk.office, 'henan.manager');
    system = await actorNamed(desk.office, 'ops.system');
  });
  afterAll(() => desk.office.close());

  const transfer = (by: Actor, leaver: Actor, to: Actor | null, given = key()) =>
    transferTasks(by, { personId: leaver.personId, to: to?.personId ?? null, reason: '调离', key: given }, desk.office);
  const end = async (leaver: Actor) =>
    endPost(
      await actorNamed(desk.office, 'ops.security'),
      { postId: leaver.posts[0]?.id ?? '', lastDay: '2026-01-05', key: key() },
      desk.office,
    );

  /** One leaver, two cases at intake in their hands. */
  async function leaving(name: string) {
    const leaver = await hire(desk.office, name, 'henan', 'provincial-handler');
    const players = [await caseAt(desk.office, 'provincial-intake'), await caseAt(desk.office, 'provincial-intake')];
    const tasks = [];
    for (const player of players) {
      const task = await player.openTask('check-completeness');
      await player.claim(task, leaver);
      tasks.push(task);
    }
    return { leaver, players, tasks };
  }

  it('are listed with who could take them, and go to the person named; then the post ends', async () => {
    const { leaver, players, tasks } = await leaving('henan.leaver1');
    const other = await actorNamed(desk.office, 'henan.handler1');
    await issueOrder(
      manager,
      { taskId: tasks[0]?.id ?? '', demand: '说明', replyDue: '2026-01-08', key: key() },
      desk.office,
    );
    const preview = await previewTransfer(room, manager, leaver.personId);
    expect(preview).toMatchObject({ mayName: true, orders: [{ caseNumber: players[0]?.number }] });
    expect(preview.tasks.map((task) => [task.id, task.as])).toEqual(tasks.map((task) => [task.id, 'holder']));
    expect(preview.tasks[0]?.receivers).toContainEqual({
      id: other.personId,
      name: expect.objectContaining({ en: 'Henan handler 1' }) as unknown,
      sameUnit: false,
      away: false,
      refused: null,
    });
    expect(await refusal(end(leaver))).toBe('tasks-held');
    const report = await transfer(manager, leaver, other);
    expect(report.items).toMatchObject(tasks.map((task) => ({ taskId: task.id, result: 'given', reason: null })));
    expect(report.items.map((item) => [item.caseNumber, item.step])).toEqual(
      players.map((player) => [player.number, 'check-completeness']),
    );
    for (const player of players) {
      expect((await player.openTask('check-completeness')).holderId).toBe(other.personId);
      expect((await eventsOf(desk.office, player.caseId)).at(-1)).toMatchObject({
        type: 'taskReassigned',
        audience: 'body:province',
        payload: {
          actor: { person: manager.personId, role: 'provincial-manager' },
          person: other.personId,
          reason: '调离',
        },
      });
    }
    expect((await previewTransfer(room, manager, leaver.personId)).orders).toEqual([]);
    expect((await previewTransfer(room, manager, other.personId)).orders).toHaveLength(1);
    expect((await logOf(desk.office)).slice(-2)).toMatchObject([
      { type: 'transferBegun', payload: { person: leaver.personId, to: other.personId } },
      { type: 'transferEnded', payload: { given: 2, released: 0 } },
    ]);
    expect(await end(leaver)).toMatchObject({ heldTasks: 0 });
  });

  it('go back to their post, and with them what is asked of others and of the leaver', async () => {
    const { leaver, players, tasks } = await leaving('henan.leaver2');
    const other = await actorNamed(desk.office, 'henan.handler2');
    await assignTask(
      leaver,
      { taskId: tasks[0]?.id ?? '', personId: other.personId, question: '是否属实？', key: key() },
      desk.office,
    );
    const asked = await caseAt(desk.office, 'provincial-intake');
    const question = await asked.openTask('check-completeness');
    await asked.claim(question, other);
    await assignTask(
      other,
      { taskId: question.id, personId: leaver.personId, question: '请核对', key: key() },
      desk.office,
    );
    expect((await previewTransfer(room, manager, leaver.personId)).tasks.map((task) => task.as)).toEqual([
      'holder',
      'holder',
      'reply',
    ]);
    const report = await transfer(system, leaver, null);
    expect(report.items.map((item) => item.result)).toEqual(['released', 'released', 'released']);
    for (const player of players) {
      expect(await player.openTask('check-completeness')).toMatchObject({ holderId: null, assignedTo: null });
    }
    expect((await eventsOf(desk.office, players[1]?.caseId ?? '')).at(-1)?.type).toBe('taskReleased');
    expect(await asked.openTask('check-completeness')).toMatchObject({ holderId: other.personId, assignedTo: null });
    expect((await eventsOf(desk.office, asked.caseId)).at(-1)?.type).toBe('replyTakenBack');
  });

  it('orders they must answer though the task is done go to the post, which answers', async () => {
    const { leaver, players, tasks } = await leaving('henan.leaver6');
    const [player, task] = [players[0], tasks[0]];
    if (!player || !task) throw new Error('a case at intake');
    await issueOrder(
      manager,
      { taskId: task.id, demand: '说明超期原因', replyDue: '2026-01-08', key: key() },
      desk.office,
    );
    const { rev } = await player.openTask('check-completeness');
    const form = await player.form(task, 'accepted');
    await decideTask(leaver, { taskId: task.id, rev, outcome: 'accepted', form, key: key() }, desk.office);
    const [order] = await orders(player.caseId);
    const other = await actorNamed(desk.office, 'henan.handler1');
    const answer = (by: Actor) =>
      answerOrder(by, { orderId: order?.id ?? 'order_none', answer: '已核实', key: key() }, desk.office);
    expect(await refusal(answer(other))).toBe('not-entitled');
    const preview = await previewTransfer(room, manager, leaver.personId);
    expect(preview.orders).toEqual([expect.objectContaining({ caseNumber: player.number })]);
    // Another body's manager is told of none of it.
    expect(await refusal(previewTransfer(room, await actorNamed(desk.office, 'hubei.manager'), leaver.personId))).toBe(
      'not-found',
    );
    await transfer(manager, leaver, null);
    expect((await previewTransfer(room, manager, leaver.personId)).orders).toEqual([]);
    expect((await eventsOf(desk.office, player.caseId)).at(-1)).toMatchObject({
      type: 'orderReaddressed',
      audience: 'body:province',
      payload: { actor: { person: manager.personId }, person: leaver.personId, reason: '调离' },
    });
    expect((await answer(other)).state).toBe('answered');
  });

  const orders = (caseId: Id<'case'>) =>
    desk.office.database.read(async (sql) =>
      (await sql.rows<{ id: Buffer }>('SELECT id FROM supervision_order WHERE case_id = ?', [bytesOf(caseId)])).map(
        (row) => ({ id: idOf('order', row.id) }),
      ),
    );

  it('tasks they took as a deputy go back to the post they stood in for', async () => {
    const leaver = await hire(desk.office, 'henan.leaver7', 'henan', 'provincial-checker');
    const principal = await actorNamed(desk.office, 'henan.handler2');
    await nameDeputy(
      manager,
      {
        postId: principal.posts[0]?.id ?? 'post_none',
        personId: leaver.personId,
        validFrom: '2026-01-05',
        validTo: '2026-01-30',
        scope: { kind: 'post' },
        reason: '出差',
        key: key(),
      },
      desk.office,
    );
    const player = await caseAt(desk.office, 'provincial-intake');
    const task = await player.openTask('check-completeness');
    await player.claim(task, await actorNamed(desk.office, 'henan.leaver7'));
    expect((await previewTransfer(room, manager, leaver.personId)).tasks).toMatchObject([
      { id: task.id, as: 'holder', role: 'provincial-handler' },
    ]);
    expect((await transfer(manager, leaver, principal)).items).toMatchObject([{ taskId: task.id, result: 'given' }]);
    expect((await player.openTask('check-completeness')).holderId).toBe(principal.personId);
  });

  it('separation of duties is checked again for each: what may not go to the person goes back to the post', async () => {
    const leaver = await hire(desk.office, 'henan.leaver3', 'henan', 'provincial-checker');
    const player = await caseAt(desk.office, 'provincial-recommendation');
    await playToStep(player, 'check-recommendation');
    const task = await player.openTask('check-recommendation');
    await player.claim(task, leaver);
    // Who drafted becomes a checker too: not of their own draft.
    const drafter = await actorNamed(desk.office, 'henan.handler1');
    await desk.office.database.read((sql) =>
      sql.run(
        "INSERT INTO post (id, person_id, organisation_id, role, valid_from) SELECT ?, ?, id, 'provincial-checker', '2004-01-01' FROM organisation WHERE code = 'henan'",
        [bytesOf(newId('post')), bytesOf(drafter.personId)],
      ),
    );
    const seen = (await previewTransfer(room, manager, leaver.personId)).tasks[0]?.receivers ?? [];
    expect(seen.find((one) => one.id === drafter.personId)?.refused).toMatchObject({
      code: 'same-person',
      message: { zh: expect.stringMatching(/不同人员/) as unknown },
    });
    expect(seen[0]?.refused).toBeNull();
    expect((await transfer(manager, leaver, drafter)).items).toMatchObject([
      { taskId: task.id, result: 'released', reason: { code: 'receiver-same-person' } },
    ]);
    expect((await player.openTask('check-recommendation')).holderId).toBeNull();
  });

  it('the same key goes on where it stopped and moves nothing twice, also at once', async () => {
    const { leaver, players, tasks } = await leaving('henan.leaver4');
    const given = key();
    const reports = await Promise.all([transfer(manager, leaver, null, given), transfer(manager, leaver, null, given)]);
    expect(new Set(reports.map((report) => report.id)).size).toBe(1);
    const report = await transfer(manager, leaver, null, given);
    expect(report.items).toHaveLength(2);
    for (const player of players) {
      const released = (await eventsOf(desk.office, player.caseId)).filter((event) => event.type === 'taskReleased');
      expect(released).toHaveLength(1);
    }
    // As if the process had stopped before the last case: not ended, one task still in the leaver's hands.
    const late = await caseAt(desk.office, 'provincial-intake');
    const left = await late.openTask('check-completeness');
    await late.claim(left, leaver);
    await desk.office.database.read((sql) =>
      sql.run('UPDATE task_transfer SET ended_at = NULL WHERE id = ?', [bytesOf(report.id)]),
    );
    expect((await transfer(manager, leaver, null, given)).items.map((item) => item.taskId)).toEqual([
      ...tasks.map((task) => task.id),
      left.id,
    ]);
    expect((await late.openTask('check-completeness')).holderId).toBeNull();
  });

  it('are passed on by the manager of the body, and by the system administrator to the posts alone', async () => {
    const { leaver } = await leaving('henan.leaver5');
    const other = await actorNamed(desk.office, 'henan.handler1');
    const may = ['province-manager', 'system-admin'] as const;
    const expected = { ...everyPost('not-found', ...may), 'security-admin': 'not-entitled', auditor: 'not-entitled' };
    expect(await refusalsByPost(desk.office, (actor) => transfer(actor, leaver, null), ...may)).toEqual(expected);
    expect(await refusalsByPost(desk.office, (actor) => previewTransfer(room, actor, leaver.personId), ...may)).toEqual(
      expected,
    );
    expect(await refusal(transfer(system, leaver, other))).toBe('invalid-input');
    expect(await refusal(transfer(manager, leaver, leaver))).toBe('invalid-input');
    expect(await refusal(transfer(leaver, leaver, null))).toBe('not-entitled');
  });
});
