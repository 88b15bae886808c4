import { key } from '../../../test/support/case-player';
import {
  carryMessages,
  caseAt,
  eventsOf,
  factsOf,
  messagesOf,
  openDesk,
  refusal,
  type Desk,
} from '../../../test/support/record';
import { claimTask, releaseTask } from './claim-task';

describe('claiming and releasing a task', () => {
  let desk: Desk;
  beforeAll(async () => {
    desk = await openDesk('claim');
  });
  afterAll(() => desk.office.close());

  it('records holder, event with person and post, no message; a second claim of one’s own changes nothing', async () => {
    const player = await caseAt(desk.office, 'provincial-intake');
    await carryMessages(desk.office);
    const before = await factsOf(desk.office, player.caseId);
    const task = await player.openTask('check-completeness');
    const actor = await player.actor('henan.handler1');
    const answer = await claimTask(actor, { taskId: task.id, key: key() }, desk.office);
    expect(answer).toMatchObject({ id: task.id, rev: task.rev + 1, mine: true });
    expect(await player.openTask('check-completeness')).toMatchObject({ holderId: actor.personId, rev: task.rev + 1 });
    const event = (await eventsOf(desk.office, player.caseId)).at(-1);
    expect(event).toMatchObject({
      type: 'taskClaimed',
      audience: 'body:province',
      payload: { actor: { person: actor.personId, post: actor.posts[0]?.id }, task: task.id },
    });
    expect(await claimTask(actor, { taskId: task.id, key: key() }, desk.office)).toEqual(answer);
    expect(await eventsOf(desk.office, player.caseId)).toHaveLength(event?.seq ?? 0);
    expect(await messagesOf(desk.office, player.caseId)).toEqual([]);
    expect((await factsOf(desk.office, player.caseId)).rev).toBe(before.rev);
  });

  it('another is told it is claimed, may not release it, and may claim it once released', async () => {
    const player = await caseAt(desk.office, 'provincial-intake');
    const task = await player.openTask('check-completeness');
    const [one, two] = [await player.actor('henan.handler1'), await player.actor('henan.handler2')];
    const at = () => ({ taskId: task.id, key: key() });
    expect(await refusal(releaseTask(one, at(), desk.office))).toBe('not-claimed');
    await claimTask(one, at(), desk.office);
    expect(await refusal(claimTask(two, at(), desk.office))).toBe('claimed-by-another');
    expect(await refusal(releaseTask(two, at(), desk.office))).toBe('not-claimed');
    expect(await releaseTask(one, at(), desk.office)).toMatchObject({
      rev: task.rev + 2,
      claimedAt: null,
      mine: false,
    });
    expect((await eventsOf(desk.office, player.caseId)).at(-1)).toMatchObject({
      type: 'taskReleased',
      audience: 'body:province',
    });
    await claimTask(two, at(), desk.office);
    expect(await player.openTask('check-completeness')).toMatchObject({ holderId: two.personId });
  });

  it('the same key gives the same answer and has one effect; with another request it is refused', async () => {
    const player = await caseAt(desk.office, 'provincial-intake');
    const task = await player.openTask('check-completeness');
    const actor = await player.actor('henan.handler1');
    const same = key();
    const first = await claimTask(actor, { taskId: task.id, key: same }, desk.office);
    await releaseTask(actor, { taskId: task.id, key: key() }, desk.office);
    expect(await claimTask(actor, { taskId: task.id, key: same }, desk.office)).toEqual(first);
    expect((await player.openTask('check-completeness')).holderId).toBeNull();
    expect(
      await refusal(claimTask(actor, { taskId: task.id, key: { ...same, request: 'another' } }, desk.office)),
    ).toBe('key-reused');
    // Keys are a person's own.
    await claimTask(await player.actor('henan.handler2'), { taskId: task.id, key: same }, desk.office);
  });

  it('a task that is done or cancelled, or that never was, is refused', async () => {
    const player = await caseAt(desk.office, 'provincial-intake');
    const task = await player.openTask('check-completeness');
    const actor = await player.actor('henan.handler1');
    await player.decide(task, 'not-accepted');
    expect(await refusal(claimTask(actor, { taskId: task.id, key: key() }, desk.office))).toBe('task-not-open');
    await player.handOver();
    expect(await refusal(claimTask(actor, { taskId: task.id, key: key() }, desk.office))).toBe('case-closed');
    expect(await refusal(claimTask(actor, { taskId: `task_${'0'.repeat(32)}`, key: key() }, desk.office))).toBe(
      'not-found',
    );
  });
});
