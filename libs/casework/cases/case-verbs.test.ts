import type { CasePlayer } from '../../../test/support/case-player';
import { key } from '../../../test/support/case-player';
import {
  caseAt,
  eventsOf,
  givePost,
  messagesOf,
  newCase,
  carryMessages,
  openDesk,
  refusal,
  settled,
  type Desk,
} from '../../../test/support/record';
import type { Actor } from '../../contracts/posts';
import { readCasePage } from '../../views/cases/case-page';
import { readColleagues } from '../../views/cases/case-verbs';
import { readEvents } from '../../views/cases/events';
import { readNotifications } from '../../views/deadlines/notifications';
import { readCopied } from '../../views/inbox/copied';
import { ReadingRoom } from '../../views/reading-room';
import { commentOnCase, unwatchCase, watchCase } from './case-verbs';
import { copyCase } from './copy-case';
import { withdrawCase } from './withdraw-case';

describe('comment, watch, copy', () => {
  let desk: Desk;
  let room: ReadingRoom;
  beforeAll(async () => {
    desk = await openDesk('verbs');
    room = new ReadingRoom(desk.office.database, desk.clock.machineNow);
  });
  afterAll(() => desk.office.close());

  const comment = (player: CasePlayer, actor: Actor, audience: 'body' | 'all' = 'body', taskId?: string) =>
    commentOnCase(actor, { caseId: player.caseId, audience, text: '请核对床位数', taskId, key: key() }, desk.office);
  const watch = (player: CasePlayer, actor: Actor) =>
    watchCase(actor, { caseId: player.caseId, key: key() }, desk.office);
  const unwatch = (player: CasePlayer, actor: Actor) =>
    unwatchCase(actor, { caseId: player.caseId, key: key() }, desk.office);
  const copy = (
    player: CasePlayer,
    actor: Actor,
    to: { personId: string } | { role: 'provincial-signatory' | 'provincial-handler' | 'national-handler' },
  ) => copyCase(actor, { caseId: player.caseId, to, note: '请阅', key: key() }, desk.office);
  const told = async (actor: Actor, player: CasePlayer) =>
    (await readNotifications(room, actor, { limit: 100 })).items.filter((one) => one.caseId === player.caseId);
  const said = async (actor: Actor, player: CasePlayer) =>
    (await readEvents(room, actor, player.caseId, { limit: 100 })).items.filter(
      (event) => event.facts.text !== undefined,
    );

  it('a comment inside the body is read there alone, with its name and the task it is about', async () => {
    const player = await caseAt(desk.office, 'provincial-intake');
    await carryMessages(desk.office);
    const checker = await player.actor('henan.checker');
    const task = await player.openTask('check-completeness');
    const receipt = await comment(player, checker, 'body', task.id);
    expect((await eventsOf(desk.office, player.caseId)).at(-1)).toMatchObject({
      type: 'bodyCommented',
      audience: 'body:province',
      payload: {
        actor: { person: checker.personId, post: checker.posts[0]?.id },
        text: '请核对床位数',
        task: task.id,
        step: 'check-completeness',
      },
    });
    expect(receipt).toMatchObject({ caseId: player.caseId, receipt: expect.stringContaining(player.number) as string });
    expect(await said(await player.actor('henan.manager'), player)).toMatchObject([
      { step: 'check-completeness', by: { role: 'provincial-checker' }, facts: { text: '请核对床位数' } },
    ]);
    expect(await said(await player.actor('h41a.preparer'), player)).toEqual([]);
    expect(await messagesOf(desk.office, player.caseId)).toEqual([]);
    expect(await refusal(comment(player, await player.actor('h41a.preparer'), 'body', task.id))).toBe('invalid-input');
  });

  it('a comment to all parties names the body and, outside it, nobody', async () => {
    const player = await caseAt(desk.office, 'national-intake');
    await comment(player, await player.actor('nhc.handler1'), 'all');
    expect(await said(await player.actor('h41a.preparer'), player)).toMatchObject([
      { type: 'commented', by: null, facts: { body: 'nation', text: '请核对床位数' } },
    ]);
    expect(await said(await player.actor('henan.handler1'), player)).toMatchObject([{ by: null }]);
    expect(await said(await player.actor('nhc.checker'), player)).toMatchObject([{ by: { role: 'national-handler' } }]);
  });

  it('whoever watches is told of stages and of the end, once each; others are not', async () => {
    const player = await caseAt(desk.office, 'provincial-intake');
    const [preparer, manager, checker] = [
      await player.actor('h41a.preparer'),
      await player.actor('henan.manager'),
      await player.actor('henan.checker'),
    ];
    for (const actor of [preparer, manager, manager, checker])
      expect(await watch(player, actor)).toEqual({ caseId: player.caseId, watching: true });
    expect(await unwatch(player, checker)).toMatchObject({ watching: false });
    expect(await readCasePage(room, manager, player.caseId)).toMatchObject({
      watching: true,
      allowedActions: expect.arrayContaining(['unwatch', 'comment', 'copy']) as string[],
    });
    expect((await readCasePage(room, checker, player.caseId)).allowedActions).toContain('watch');
    await player.playTo('provincial-evaluation');
    for (const actor of [preparer, manager]) {
      expect(await told(actor, player)).toMatchObject([
        {
          text: {
            zh: expect.stringContaining('省级评估') as string,
            en: expect.stringContaining(player.number) as string,
          },
        },
      ]);
    }
    expect(await told(checker, player)).toEqual([]);
    await withdrawCase(
      await player.actor('h41a.signatory'),
      { caseId: player.caseId, reason: '撤回', key: key() },
      desk.office,
    );
    expect((await told(preparer, player)).map((one) => one.title.en)).toEqual([
      'The case is over',
      'The case moved on',
    ]);
    expect(await refusal(watch(player, checker))).toBe('case-closed');
    expect(await unwatch(player, manager)).toMatchObject({ watching: false });
  });

  it('a return inside the body is told inside it alone', async () => {
    const player = await caseAt(desk.office, 'provincial-recommendation');
    const [preparer, manager] = [await player.actor('h41a.preparer'), await player.actor('henan.manager')];
    await watch(player, preparer);
    await watch(player, manager);
    await player.handOver();
    await player.decide(await player.openTask('draft-recommendation'));
    await player.decide(await player.openTask('check-recommendation'), 'returned', {
      reasons: '报告有误',
      target: { stage: 'provincial-evaluation', step: 'write-report' },
    });
    await player.handOver();
    expect(await told(manager, player)).toHaveLength(1);
    expect(await told(preparer, player)).toEqual([]);
  });

  it('whoever has left the post is told no more', async () => {
    const player = await caseAt(desk.office, 'provincial-intake');
    await givePost(desk.office, 'beijing.manager', 'henan', 'provincial-manager');
    const guest = await player.actor('beijing.manager');
    await watch(player, guest);
    await copy(player, await player.actor('henan.handler1'), { personId: guest.personId });
    await desk.office.database.read((sql) =>
      sql.run(
        "UPDATE post p JOIN organisation o ON o.id = p.organisation_id JOIN account a ON a.person_id = p.person_id SET p.valid_to = '2025-12-31' WHERE o.code = 'henan' AND a.username = 'beijing.manager'",
      ),
    );
    await player.playTo('provincial-evaluation');
    expect((await told(guest, player)).map((one) => one.title.en)).toEqual(['Copied to you']);
    expect((await readCopied(room, await player.actor('beijing.manager'), { limit: 10 })).items).toEqual([]);
  });

  it('a copy is shown and told to the person, or to all who hold the post', async () => {
    const player = await caseAt(desk.office, 'provincial-intake');
    const [sender, other, signatory] = [
      await player.actor('henan.handler1'),
      await player.actor('henan.handler2'),
      await player.actor('henan.signatory'),
    ];
    const copiedTo = async (actor: Actor) =>
      (await readCopied(room, actor, { limit: 100 })).items.filter((one) => one.caseId === player.caseId);
    await copy(player, sender, { personId: signatory.personId });
    expect((await eventsOf(desk.office, player.caseId)).at(-1)).toMatchObject({
      type: 'caseCopied',
      audience: 'body:province',
      payload: { actor: { person: sender.personId }, person: signatory.personId, note: '请阅' },
    });
    expect(await copiedTo(signatory)).toMatchObject([
      {
        caseNumber: player.number,
        toRole: null,
        note: '请阅',
        by: { id: sender.personId },
        stage: 'provincial-intake',
      },
    ]);
    await copy(player, sender, { role: 'provincial-handler' });
    expect(await copiedTo(other)).toMatchObject([{ toRole: 'provincial-handler' }]);
    expect(await told(other, player)).toMatchObject([
      { title: { zh: '抄送' }, text: { zh: expect.stringContaining('抄送您') as string } },
    ]);
    expect(await told(sender, player)).toEqual([]);
    expect(await copiedTo(await player.actor('nhc.handler1'))).toEqual([]);
    const first = await readCopied(room, other, { limit: 1 });
    if (first.next)
      expect((await readCopied(room, other, { limit: 1, after: first.next })).items[0]?.id).not.toBe(
        first.items[0]?.id,
      );
    expect((await readColleagues(room, sender, player.caseId)).items.map((one) => one.role)).toEqual(
      expect.arrayContaining(['provincial-checker', 'provincial-manager']),
    );
    expect((await readColleagues(room, sender, player.caseId)).items.every((one) => one.body === 'province')).toBe(
      true,
    );
  });

  it('nobody outside the body can be copied to', async () => {
    const player = await caseAt(desk.office, 'provincial-intake');
    const sender = await player.actor('henan.handler1');
    for (const name of ['nhc.handler1', 'h41a.preparer', 'beijing.handler1', 'expert.henan1', 'ops.system']) {
      expect([name, await refusal(copy(player, sender, { personId: (await player.actor(name)).personId }))]).toEqual([
        name,
        'invalid-input',
      ]);
    }
    expect(await refusal(copy(player, sender, { role: 'national-handler' }))).toBe('invalid-input');
  });

  it('strangers, seats of a panel and those of another side may do none of it', async () => {
    const player = await newCase(desk.office);
    const to = { role: 'provincial-handler' as const };
    for (const name of ['beijing.handler1', 'h41b.preparer', 'nhc.handler1', 'expert.henan1', 'ops.auditor']) {
      const actor = await player.actor(name);
      const codes = [comment(player, actor), watch(player, actor), unwatch(player, actor), copy(player, actor, to)].map(
        refusal,
      );
      expect([name, ...(await Promise.all(codes))]).toEqual([name, 'not-found', 'not-found', 'not-found', 'not-found']);
    }
    const seated = await caseAt(desk.office, 'provincial-evaluation');
    await seated.decide(await seated.openTask('form-panel'));
    expect(await refusal(comment(seated, await seated.actor('expert.henan1')))).toBe('not-found');
    await givePost(desk.office, 'h41a.preparer', 'henan', 'provincial-checker');
    const both = await seated.actor('h41a.preparer');
    const provincial = { ...both, posts: both.posts.filter((post) => post.role === 'provincial-checker') };
    const acts = [comment(seated, provincial), watch(seated, provincial), copy(seated, provincial, to)];
    expect(await Promise.all(acts.map(refusal))).toEqual(['other-side', 'other-side', 'other-side']);
  });

  it('two at once: both comments are kept in one chain; watching twice at once is one watch', async () => {
    const player = await caseAt(desk.office, 'provincial-intake');
    const [one, two] = [await player.actor('henan.handler1'), await player.actor('henan.handler2')];
    const before = (await eventsOf(desk.office, player.caseId)).length;
    expect(await settled([comment(player, one), comment(player, two), watch(player, one), watch(player, one)])).toEqual(
      { kept: 4, refused: [] },
    );
    const after = await eventsOf(desk.office, player.caseId);
    expect(after.slice(before).map((event) => event.seq)).toEqual([before + 1, before + 2]);
    await player.playTo('provincial-evaluation');
    expect(await told(one, player)).toHaveLength(1);
  });
});
