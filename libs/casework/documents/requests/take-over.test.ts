import { key } from '../../../../test/support/case-player';
import { freeItem, present, requestsAt, type RequestPlayer } from '../../../../test/support/documents/requests';
import { beijing, openDesk, refusal, settled, type Desk } from '../../../../test/support/record';
import type { RequestView } from '../../../contracts/api/requests';
import type { Id } from '../../../contracts/ids';
import type { Actor } from '../../../contracts/posts';
import { readRequest } from '../../../views/documents/requests/request-page';
import { ReadingRoom } from '../../../views/reading-room';
import { withdrawDocument } from '../withdraw-document';
import { openRequest } from './open-request';
import { passOnItems } from './pass-on-items';
import { takeOverAnswer } from './take-over';

/** What the hospital handed in to an item that was passed on becomes the province's own answer, in one act. */
describe('taking over what the hospital handed in', () => {
  let desk: Desk;
  let player: RequestPlayer;
  let province: Actor;
  let preparer: Actor;
  let parentId: Id<'request'>;

  beforeAll(async () => {
    desk = await openDesk('take_over');
  });
  afterAll(() => desk.office.close());
  beforeEach(async () => {
    await desk.clock.moveTo(beijing('2026-01-12', '10:00'));
    player = await requestsAt(desk.office, 'national-intake');
    province = await player.player.actor('henan.handler1');
    preparer = await player.player.actor('h41a.preparer');
    const nation = await player.player.actor('nhc.handler1');
    await player.draft(nation, [freeItem('经费'), freeItem('人员'), freeItem('场地')]);
    await player.decide(nation, 'check-submission', 'supplement-requested');
    parentId = present((await player.all()).at(-1)).id;
    await openRequest(province, { requestId: parentId, key: key() }, desk.office);
    const [one, two] = await player.items(parentId);
    await passOnItems(
      province,
      { requestId: parentId, items: [present(one).id, present(two).id], key: key() },
      desk.office,
    );
  });

  const asked = async (index = 0) => present((await player.items(parentId))[index]);
  const child = async () => present((await player.all()).at(-1));
  const read = (actor: Actor, requestId = parentId): Promise<RequestView> =>
    readRequest(new ReadingRoom(desk.office.database, desk.office.machineNow), actor, requestId);
  const takeOver = async (actor: Actor, index = 0, rev?: number) => {
    const item = await asked(index);
    return takeOverAnswer(
      actor,
      { requestId: parentId, itemId: item.id, rev: rev ?? item.answerRev, key: key() },
      desk.office,
    );
  };
  /** The hospital answers with a text and a file for the first item, with a text for the second. */
  async function handIn(text = '经费已落实', document = player.player.documentId): Promise<void> {
    const [one, two] = await player.items((await child()).id);
    await player.save(preparer, present(one), { text, documents: [document] });
    if (two) await player.save(preparer, two, { text: '人员到岗' });
    await player.decide(preparer, 'answer-passed-on', 'answered');
  }

  it('has nothing to take over before the hospital has submitted, nor of what was not passed on', async () => {
    const [one] = await player.items((await child()).id);
    await player.save(preparer, present(one), { text: '还没有提交' });
    expect(await refusal(takeOver(province))).toBe('nothing-handed-in');
    const waiting = (await read(province)).items;
    expect(waiting.map((item) => [item.handedIn, item.awaited])).toEqual([
      [null, true],
      [null, true],
      [null, false],
    ]);
    await player.save(preparer, present((await player.items((await child()).id))[1]), { text: '人员到岗' });
    await player.decide(preparer, 'answer-passed-on', 'answered');
    expect(await refusal(takeOver(province, 2))).toBe('nothing-handed-in');
  });

  it('brings text and files into an ordinary saved answer, which a further saving undoes', async () => {
    await handIn();
    const before = present((await read(province)).items[0]);
    expect(before.handedIn).toMatchObject({ text: '经费已落实', taken: false, number: (await child()).number });
    expect(await takeOver(province)).toMatchObject({ rev: 1, itemsDone: 1, itemsTotal: 3 });
    const after = present((await read(province)).items[0]);
    expect(after.answer).toMatchObject({ text: '经费已落实', rev: 1 });
    expect(after.answer?.files.map((file) => file.documentId)).toEqual([player.player.documentId]);
    expect(after.handedIn?.taken).toBe(true);
    await player.save(province, await asked(), { text: '由省里说明' });
    const undone = present((await read(province)).items[0]);
    expect(undone.answer).toMatchObject({ text: '由省里说明', rev: 2, files: [] });
    expect(undone.handedIn?.taken).toBe(false);
  });

  it('overwrites nothing that somebody else has saved meanwhile; of two at once one is told', async () => {
    await handIn();
    await player.save(province, await asked(), { text: '同事写的' });
    expect(await refusal(takeOver(province, 0, 0))).toBe('item-changed');
    expect(await settled([takeOver(province, 1), takeOver(province, 1)])).toEqual({
      kept: 1,
      refused: ['item-changed'],
    });
  });

  it('takes over no document that was withdrawn since', async () => {
    const documentId = (await player.player.addDocument(preparer)) as Id<'document'>;
    await handIn('经费已落实', documentId);
    const input = { caseId: player.player.caseId, documentId, reason: '有误', key: key() };
    await withdrawDocument(preparer, input, desk.office);
    expect(await refusal(takeOver(province))).toBe('invalid-input');
    expect((await asked()).answerRev).toBe(0);
  });

  it('takes what the last round handed in, and nothing of an item that is to come again', async () => {
    await handIn('第一次');
    const [one] = await player.items((await child()).id);
    await player.decide(province, 'accept-passed-on', 'items-returned', {
      items: [{ item: present(one).id, reason: '请盖章' }],
    });
    expect(await refusal(takeOver(province))).toBe('nothing-handed-in');
    expect(await takeOver(province, 1)).toMatchObject({ rev: 1 });
    await handIn('第二次');
    await takeOver(province);
    expect(present((await read(province)).items[0]).answer).toMatchObject({ text: '第二次' });
  });

  it('is for those of the province who answer; the hospital and the nation know of no such item', async () => {
    await handIn();
    for (const name of ['h41a.preparer', 'guangdong.handler1', 'expert.henan1'])
      expect([name, await refusal(takeOver(await player.player.actor(name)))]).toEqual([name, 'not-found']);
    for (const name of ['nhc.handler1', 'henan.checker'])
      expect([name, await refusal(takeOver(await player.player.actor(name)))]).toEqual([name, 'not-entitled']);
    expect((await read(await player.player.actor('nhc.handler1'))).items.map((item) => item.handedIn)).toEqual([
      null,
      null,
      null,
    ]);
  });
});
