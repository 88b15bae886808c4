import { key, type CasePlayer } from '../../../test/support/case-player';
import {
  beijing,
  carryMessages,
  caseAt,
  eventsOf,
  givePost,
  messagesOf,
  newCase,
  openDesk,
  refusal,
  settled,
  type Desk,
} from '../../../test/support/record';
import type { Actor } from '../../contracts/posts';
import { readCasePage } from '../../views/cases/case-page';
import { readNotifications } from '../../views/deadlines/notifications';
import { readSupervision } from '../../views/deadlines/supervision';
import { ReadingRoom } from '../../views/reading-room';
import { holdCase } from '../cases/hold-case';
import { urgeCase } from './urge-case';

describe('urging a case', () => {
  let desk: Desk;
  let room: ReadingRoom;
  beforeAll(async () => {
    desk = await openDesk('urge');
    room = new ReadingRoom(desk.office.database, desk.clock.machineNow);
  });
  beforeEach(() => desk.clock.moveTo(beijing('2026-01-05', '09:00')));
  afterAll(() => desk.office.close());

  const urge = (player: CasePlayer, actor: Actor, note?: string) =>
    urgeCase(actor, { caseId: player.caseId, key: key(), ...(note ? { note } : {}) }, desk.office);
  const urged = async (actor: Actor, player: CasePlayer) =>
    (await readNotifications(room, actor, { limit: 100 })).items.filter(
      (one) => one.caseId === player.caseId && one.title.en === 'Urged',
    );
  const history = async (actor: Actor, player: CasePlayer) => (await readSupervision(room, actor, player.caseId)).urges;

  it('tells the holder; the event names person, post and step; nothing goes to the engine', async () => {
    const player = await caseAt(desk.office, 'provincial-intake');
    await carryMessages(desk.office);
    const [manager, holder, other] = [
      await player.actor('henan.manager'),
      await player.actor('henan.handler1'),
      await player.actor('henan.handler2'),
    ];
    await player.claim(await player.openTask('check-completeness'), holder);
    await urge(player, manager, '已到第三日');
    expect((await eventsOf(desk.office, player.caseId)).at(-1)).toMatchObject({
      type: 'caseUrged',
      audience: 'body:province',
      payload: {
        actor: { person: manager.personId, post: manager.posts[0]?.id },
        reached: [holder.personId],
        steps: ['check-completeness'],
        note: '已到第三日',
      },
    });
    expect(await urged(holder, player)).toMatchObject([
      { text: { zh: expect.stringContaining('已到第三日') as string } },
    ]);
    expect(await urged(other, player)).toEqual([]);
    expect(await messagesOf(desk.office, player.caseId)).toEqual([]);
    expect(await history(holder, player)).toMatchObject([
      {
        body: 'province',
        workingDay: '2026-01-05',
        by: { id: manager.personId, role: 'provincial-manager' },
        note: '已到第三日',
        steps: ['check-completeness'],
      },
    ]);
    expect(await history(await player.actor('h41a.preparer'), player)).toEqual([]);
  });

  it('tells the whole post while nobody holds the task', async () => {
    const player = await caseAt(desk.office, 'provincial-intake');
    await urge(player, await player.actor('henan.signatory'));
    for (const name of ['henan.handler1', 'henan.handler2'])
      expect(await urged(await player.actor(name), player)).toHaveLength(1);
    expect(await urged(await player.actor('henan.checker'), player)).toEqual([]);
  });

  it('once per task and working day, whoever urges; a weekend counts as the Monday after it', async () => {
    const player = await caseAt(desk.office, 'provincial-intake');
    const [manager, signatory] = [await player.actor('henan.manager'), await player.actor('henan.signatory')];
    await urge(player, manager);
    expect(await refusal(urge(player, signatory))).toBe('already-urged');
    await desk.clock.moveTo(beijing('2026-01-10', '10:00'));
    await urge(player, manager);
    await desk.clock.moveTo(beijing('2026-01-12', '10:00'));
    expect(await refusal(urge(player, manager))).toBe('already-urged');
    await desk.clock.moveTo(beijing('2026-01-13', '10:00'));
    await urge(player, signatory);
    expect((await history(manager, player)).map((one) => one.workingDay)).toEqual([
      '2026-01-13',
      '2026-01-12',
      '2026-01-05',
    ]);
  });

  it('a task opened since is urged on the same day, the others are not urged again', async () => {
    const player = await caseAt(desk.office, 'provincial-recommendation');
    const manager = await player.actor('henan.manager');
    await urge(player, manager);
    await player.decide(await player.openTask('draft-recommendation'));
    await urge(player, manager);
    expect(await urged(await player.actor('henan.checker'), player)).toHaveLength(1);
    expect((await history(manager, player)).map((one) => one.steps)).toEqual([
      ['check-recommendation'],
      ['draft-recommendation'],
    ]);
  });

  it('the handler of a body that waits urges the other: names and steps stay inside each', async () => {
    const player = await caseAt(desk.office, 'national-intake');
    const [waiting, national] = [await player.actor('henan.handler1'), await player.actor('nhc.handler2')];
    await urge(player, waiting, '我省已上报');
    const [sent, got] = (await eventsOf(desk.office, player.caseId)).slice(-2);
    expect(sent).toMatchObject({
      type: 'urgeSent',
      audience: 'body:province',
      payload: { actor: { person: waiting.personId } },
    });
    expect(got).toMatchObject({ type: 'caseUrged', audience: 'body:nation', payload: { body: 'province' } });
    expect(got?.payload.actor).toBeUndefined();
    expect(await urged(national, player)).toHaveLength(1);
    expect(await history(national, player)).toMatchObject([
      { body: 'province', by: null, steps: ['check-submission'] },
    ]);
    expect(await history(waiting, player)).toMatchObject([
      { body: 'province', by: { id: waiting.personId }, steps: [] },
    ]);
  });

  it('only those the rule names may: the case page offers it to the same ones', async () => {
    const own = await newCase(desk.office);
    const intake = await caseAt(desk.office, 'provincial-intake');
    const nation = await caseAt(desk.office, 'national-intake');
    const expected: [CasePlayer, string, string][] = [
      [own, 'h41a.preparer', 'not-entitled'],
      [own, 'henan.handler1', 'not-entitled'],
      [own, 'henan.manager', 'not-entitled'],
      [intake, 'henan.handler1', 'not-entitled'],
      [intake, 'henan.checker', 'not-entitled'],
      [intake, 'h41a.preparer', 'not-entitled'],
      [intake, 'h41a.signatory', 'not-entitled'],
      [intake, 'beijing.manager', 'not-found'],
      [intake, 'nhc.manager', 'not-found'],
      [intake, 'expert.henan1', 'not-found'],
      [intake, 'ops.system', 'not-found'],
      [nation, 'henan.manager', 'not-entitled'],
      [nation, 'nhc.handler1', 'not-entitled'],
      [nation, 'henan.signatory', 'not-entitled'],
    ];
    for (const [player, name, code] of expected) {
      const actor = await player.actor(name);
      expect([name, await refusal(urge(player, actor))]).toEqual([name, code]);
      if (code === 'not-entitled')
        expect([name, (await readCasePage(room, actor, player.caseId)).allowedActions.includes('urge')]).toEqual([
          name,
          false,
        ]);
    }
    for (const [player, name] of [
      [own, 'h41a.signatory'],
      [nation, 'henan.handler1'],
      [nation, 'nhc.manager'],
    ] as const) {
      const actor = await player.actor(name);
      expect([name, (await readCasePage(room, actor, player.caseId)).allowedActions.includes('urge')]).toEqual([
        name,
        true,
      ]);
      await desk.clock.moveTo((await desk.clock.legal()) + 7 * 86_400_000);
      await urge(player, actor);
    }
  });

  it('not on hold, between stages, closed, nor for another side', async () => {
    const player = await caseAt(desk.office, 'provincial-intake');
    const manager = await player.actor('henan.manager');
    await givePost(desk.office, 'h41a.preparer', 'henan', 'provincial-manager');
    const both = await player.actor('h41a.preparer');
    expect(await refusal(urge(player, both))).toBe('other-side');
    const other = await caseAt(desk.office, 'provincial-intake');
    await holdCase(
      await other.actor('henan.signatory'),
      { caseId: other.caseId, reason: '等待', reviewOn: '2026-12-01', key: key() },
      desk.office,
    );
    expect(await refusal(urge(other, manager))).toBe('on-hold');
    await player.decide(await player.openTask('check-completeness'), 'not-accepted');
    expect(await refusal(urge(player, manager))).toBe('handing-over');
    await player.handOver();
    // What is left is the file, which the province's own archive waits for.
    for (const step of ['compile-file', 'accept-file'] as const) await player.decide(await player.openTask(step));
    expect(await refusal(urge(player, manager))).toBe('case-closed');
  });

  it('two at once: one is kept, one told it was urged already', async () => {
    const player = await caseAt(desk.office, 'provincial-intake');
    const [manager, signatory] = [await player.actor('henan.manager'), await player.actor('henan.signatory')];
    expect(await settled([urge(player, manager), urge(player, signatory)])).toEqual({
      kept: 1,
      refused: ['already-urged'],
    });
    expect((await eventsOf(desk.office, player.caseId)).filter((event) => event.type === 'caseUrged')).toHaveLength(1);
    expect(await urged(await player.actor('henan.handler1'), player)).toHaveLength(1);
  });
});
