import { ReadingRoom } from '../../views/reading-room';
import { readPreReview } from '../../views/documents/pre-review';
import { key } from '../../../test/support/case-player';
import { beijing, newCase, openDesk, refusal, type Desk } from '../../../test/support/record';
import type { CasePlayer } from '../../../test/support/case-player';
import type { Actor } from '../../contracts/posts';
import { commentOnDraft, shareDraft, tickComment } from './pre-review';

describe('the pre-review of a draft declaration', () => {
  let desk: Desk;
  let room: ReadingRoom;
  let player: CasePlayer;
  let preparer: Actor;
  let handler: Actor;
  const share = (actor: Actor, shared: boolean) =>
    shareDraft(actor, { caseId: player.caseId, shared, key: key() }, desk.office);
  const comment = (actor: Actor, text: string) =>
    commentOnDraft(actor, { caseId: player.caseId, text, key: key() }, desk.office);
  const read = (actor: Actor) => readPreReview(room, actor, player.caseId);

  beforeAll(async () => {
    desk = await openDesk('prereview');
    room = new ReadingRoom(desk.office.database, desk.clock.machineNow);
    player = await newCase(desk.office, 'h41a');
    preparer = await player.actor('h41a.preparer');
    handler = await player.actor('henan.handler1');
  });
  afterAll(() => desk.office.close());

  it('begins when the hospital opens its draft, and not before', async () => {
    expect((await read(preparer)).allowedActions).toEqual(['share', 'tick']);
    expect((await read(handler)).allowedActions).toEqual([]);
    expect(await refusal(comment(handler, '早'))).toBe('draft-not-shared');
    await share(preparer, true);
    expect((await read(handler)).allowedActions).toEqual(['comment']);
  });

  it('makes a check list that the hospital ticks off; it names no person and starts no clock', async () => {
    const limits = () => desk.office.database.read((sql) => sql.rows('SELECT id FROM deadline'));
    const before = await limits();
    await comment(handler, '床位数与上年不一致');
    await comment(handler, '方案缺里程碑');
    expect(await limits()).toEqual(before);
    const [first] = (await read(preparer)).comments;
    if (!first) throw new Error('there is no remark');
    const tick = (done: boolean) =>
      tickComment(preparer, { caseId: player.caseId, commentId: first.id, done, key: key() }, desk.office);
    await tick(true);
    const ticked = await read(handler);
    expect(ticked.comments.map(({ no, text, doneAt }) => [no, text, doneAt !== null])).toEqual([
      [1, '床位数与上年不一致', true],
      [2, '方案缺里程碑', false],
    ]);
    expect(JSON.stringify(ticked)).not.toContain(handler.personId);
    await tick(false);
    expect((await read(handler)).comments[0]?.doneAt).toBeNull();
  });

  it('is between the hospital and its province alone, each with its own acts', async () => {
    expect(await refusal(share(handler, true))).toBe('not-entitled');
    expect(await refusal(comment(preparer, '自评'))).toBe('not-entitled');
    for (const stranger of ['h41b.preparer', 'guangdong.handler1', 'nhc.handler1', 'expert.henan1'])
      expect(await refusal(comment(await player.actor(stranger), '无关'))).toBe('not-found');
    expect(await refusal(read(await player.actor('nhc.handler1')))).toBe('not-found');
  });

  it('stops when the draft is closed again, and is over with the window', async () => {
    await share(preparer, false);
    expect(await refusal(comment(handler, '再'))).toBe('draft-not-shared');
    expect((await read(handler)).comments).toHaveLength(2);
    await desk.clock.moveTo(beijing('2027-01-05', '10:00'));
    expect(await refusal(share(preparer, true))).toBe('pre-review-over');
    expect((await read(preparer)).allowedActions).toEqual([]);
  });
});
