import { readInbox } from '../../views/inbox/inbox';
import { readTask } from '../../views/inbox/task-view';
import { ReadingRoom } from '../../views/reading-room';
import type { Actor } from '../../contracts/posts';
import { bytesOf } from '../../persistence/bytes';
import { actorOfPerson } from '../../persistence/people/actor';
import type { Task } from '../../persistence/cases/task-repository';
import { key, type CasePlayer } from '../../../test/support/case-player';
import { eventsOf, newCase, openDesk, playToStep, refusal, settled, type Desk } from '../../../test/support/record';
import { nameDeputy } from '../people/name-deputy';
import { claimTask } from './claim-task';
import { reassignTask } from './pass-on-task';
import { recuseFromTask } from './recuse-task';

describe('stepping back from a task', () => {
  let desk: Desk;
  let room: ReadingRoom;
  beforeAll(async () => {
    desk = await openDesk('recuse');
    room = new ReadingRoom(desk.office.database, desk.clock.machineNow);
  });
  afterAll(() => desk.office.close());

  const on = async (username: string): Promise<Actor> => {
    const row = await desk.office.database.read((sql) =>
      sql.row<{ person_id: Buffer }>('SELECT person_id FROM account WHERE username = ?', [username]),
    );
    if (!row) throw new Error(`no account ${username}`);
    return desk.office.database.read((sql) => actorOfPerson(sql, row.person_id, 'test', '2026-01-05'));
  };
  const claim = (actor: Actor, task: Task) => claimTask(actor, { taskId: task.id, key: key() }, desk.office);
  const recuse = (actor: Actor, task: Task) =>
    recuseFromTask(actor, { taskId: task.id, reason: '与申报医院负责人系近亲属', key: key() }, desk.office);
  const seen = async (username: string, task: Task) =>
    (await readInbox(room, await on(username), { limit: 100 })).items.some((row) => row.id === task.id);
  const told = async (username: string, player: CasePlayer) =>
    desk.office.database
      .read(async (sql) =>
        sql.rows<{ code: string }>('SELECT code FROM notification WHERE person_id = ? AND case_id = ? ORDER BY id', [
          bytesOf((await on(username)).personId),
          bytesOf(player.caseId),
        ]),
      )
      .then((rows) => rows.map((row) => row.code));

  it('gives the task back to its post, for good, and tells the manager why', async () => {
    const player = await newCase(desk.office);
    const task = await playToStep(player, 'check-completeness');
    const [one, two] = [await on('henan.handler1'), await on('henan.handler2')];
    await claim(one, task);
    const answer = await recuse(one, task);
    expect(answer).toEqual({
      ...{ id: task.id, rev: 2, wentTo: null, unstaffed: false, caseId: player.caseId },
      ...{ receipt: expect.stringContaining(player.number) as string, at: expect.any(String) as string },
    });
    expect(await player.openTask('check-completeness')).toMatchObject({ holderId: null, rev: 2, unstaffed: false });
    expect([await seen('henan.handler1', task), await seen('henan.handler2', task)]).toEqual([false, true]);
    expect(await refusal(claim(one, task))).toBe('recused');
    expect(await refusal(recuse(one, task))).toBe('recused');
    expect((await readTask(room, one, task.id)).allowedActions).toEqual([]);
    const back = reassignTask(
      await on('henan.manager'),
      { taskId: task.id, personId: one.personId, reason: '改派', key: key() },
      desk.office,
    );
    expect(await refusal(back)).toBe('receiver-recused');
    expect(await told('henan.manager', player)).toEqual(['recused']);
    const events = (await eventsOf(desk.office, player.caseId)).filter((event) => event.type === 'taskRecused');
    expect(events).toMatchObject([{ audience: 'body:province', payload: { reason: '与申报医院负责人系近亲属' } }]);
    await claim(two, task);
    expect((await readTask(room, two, task.id)).mine).toBe(true);
  });

  it('goes to the deputy who may take it', async () => {
    const player = await newCase(desk.office);
    const task = await playToStep(player, 'check-recommendation');
    const checker = await on('henan.checker');
    await nameDeputy(
      checker,
      {
        postId: checker.posts[0]?.id ?? '',
        personId: (await on('henan.handler2')).personId,
        validFrom: '2026-01-05',
        validTo: '2026-01-09',
        scope: { kind: 'post' },
        reason: 'AB角',
        key: key(),
      },
      desk.office,
    );
    await claim(checker, task);
    const deputy = await on('henan.handler2');
    expect(await recuse(checker, task)).toMatchObject({ rev: 2, wentTo: { id: deputy.personId }, unstaffed: false });
    expect(await player.openTask('check-recommendation')).toMatchObject({ holderId: deputy.personId });
    expect(await told('henan.handler2', player)).toEqual(['recused-to-you']);
    // The deputy steps back as well: nobody is left.
    expect(await recuse(deputy, task)).toMatchObject({ wentTo: null, unstaffed: true });
    expect(await player.openTask('check-recommendation')).toMatchObject({ holderId: null, unstaffed: true });
    expect(await told('henan.manager', player)).toEqual(['recused', 'task-unstaffed']);
  });

  it('who drafted is no deputy for the check: the post is unstaffed', async () => {
    const player = await newCase(desk.office);
    const task = await playToStep(player, 'check-decision');
    const checker = await on('nhc.checker');
    await nameDeputy(
      checker,
      {
        postId: checker.posts[0]?.id ?? '',
        personId: (await on('nhc.handler1')).personId,
        validFrom: '2026-01-05',
        validTo: '2026-01-09',
        scope: { kind: 'post' },
        reason: 'AB角',
        key: key(),
      },
      desk.office,
    );
    expect(await recuse(checker, task)).toMatchObject({ wentTo: null, unstaffed: true });
  });

  it('is for officials the task waits for: not for others of the body, outsiders, a seat or a task that is over', async () => {
    const player = await newCase(desk.office);
    const task = await playToStep(player, 'check-completeness');
    expect(await refusal(recuse(await on('henan.checker'), task))).toBe('not-entitled');
    expect(await refusal(recuse(await on('henan.manager'), task))).toBe('not-entitled');
    for (const outsider of ['guangdong.handler1', 'h41a.preparer', 'nhc.handler1', 'ops.security'])
      expect(await refusal(recuse(await on(outsider), task))).toBe('not-found');
    const seat = await playToStep(player, 'declare-interests');
    expect(await refusal(recuse(await player.actorFor(seat), seat))).toBe('not-entitled');
    expect(await refusal(recuse(await on('henan.handler1'), task))).toBe('task-not-open');
  });

  it('claiming and stepping back meet: whoever comes second is judged by what the first did', async () => {
    const player = await newCase(desk.office);
    const task = await playToStep(player, 'check-completeness');
    const one = await on('henan.handler2');
    const { refused } = await settled([claim(one, task), recuse(one, task)]);
    expect(refused.filter((code) => code !== 'recused')).toEqual([]);
    expect((await player.openTask('check-completeness')).holderId).toBeNull();
  });
});
