import { freeItem, present, requestsAt, type RequestPlayer } from '../../../../test/support/documents/requests';
import { beijing, eventsOf, openDesk, refusal, type Desk } from '../../../../test/support/record';
import type { Actor } from '../../../contracts/posts';

/** A correction at the province's intake: asked, answered, returned once, accepted. */
describe('a correction at the provincial intake', () => {
  let desk: Desk;
  let player: RequestPlayer;
  let handler: Actor;
  let preparer: Actor;

  beforeAll(async () => {
    desk = await openDesk('correction');
  });
  afterAll(() => desk.office.close());
  beforeEach(async () => {
    await desk.clock.moveTo(beijing('2026-01-12', '10:00'));
    player = await requestsAt(desk.office, 'provincial-intake');
    handler = await player.player.actor('henan.handler1');
    preparer = await player.player.actor('h41a.preparer');
  });

  const request = async () => (await player.all()).at(-1) as Awaited<ReturnType<typeof player.request>>;

  it('goes out with the decision: number, frozen notice, task at the hospital, both bodies told', async () => {
    await player.draft(handler, [freeItem('经费证明'), { from: 'library', libraryId: 'staff-list' }]);
    const receipt = await player.decide(handler, 'check-completeness', 'correction-requested');
    expect(receipt).toMatchObject({ stageEnded: false, recallable: false });
    expect(receipt.opened.map((one) => one.step)).toEqual(['answer-request']);
    const sent = await request();
    expect(sent).toMatchObject({ state: 'sent', kind: 'correction', round: 1, itemsTotal: 2, toBody: 'hospital' });
    expect(sent.number).toMatch(/^DR-2026-41-\d{4}$/);
    const task = await player.player.openTask('answer-request');
    expect(task).toMatchObject({ role: 'hospital-preparer', requestId: sent.id });
    const types = (await eventsOf(desk.office, player.player.caseId)).map((event) => [event.type, event.audience]);
    expect(types).toContainEqual(['requestSent', 'body:province']);
    expect(types).toContainEqual(['requestReceived', 'body:hospital']);
  });

  it('is answered as a whole, with a receipt, and the check is open again', async () => {
    await player.draft(handler, [freeItem('经费证明'), freeItem('人员名册', false)]);
    await player.decide(handler, 'check-completeness', 'correction-requested');
    const { id } = await request();
    const incomplete = await refusal(player.decide(preparer, 'answer-request', 'answered'));
    expect(incomplete).toBe('answer-incomplete');
    const [first] = await player.items(id);
    await player.save(preparer, present(first), { documents: [player.player.documentId] });
    const receipt = await player.decide(preparer, 'answer-request', 'answered');
    expect(receipt.opened.map((one) => one.step)).toEqual(['check-completeness']);
    expect(await request()).toMatchObject({ state: 'answered', late: false, itemsDone: 1 });
    expect((await request()).receiptNumber).toMatch(/^RC-2026-41-\d{4}$/);
    const again = await player.items(id);
    expect(await refusal(player.save(preparer, present(again[0]), { text: '改' }))).toBe('request-not-open');
    const accepted = await player.decide(handler, 'check-completeness', 'accepted');
    expect(accepted.stageEnded).toBe(true);
    expect(await request()).toMatchObject({ state: 'closed' });
    expect((await player.items(id)).map((item) => item.state)).toEqual(['accepted', 'accepted']);
  });

  it('returns items in a next round; anything new needs the checker', async () => {
    await player.draft(handler, [freeItem('甲'), freeItem('乙')]);
    await player.decide(handler, 'check-completeness', 'correction-requested');
    const first = await request();
    await player.saveAll(preparer, first.id);
    await player.decide(preparer, 'answer-request', 'answered');
    const [a, b] = await player.items(first.id);
    await player.draft(handler, [{ from: 'returned', itemId: present(a).id, reason: '未盖章' }]);
    await player.decide(handler, 'check-completeness', 'correction-requested');
    const second = await request();
    expect(second).toMatchObject({ round: 2, threadId: first.id, previousId: first.id, state: 'sent' });
    expect((await player.items(first.id)).map((item) => item.state)).toEqual(['returned', 'accepted']);
    expect((await player.items(second.id)).map((item) => [item.originId, item.returnReason])).toEqual([
      [present(a).id, '未盖章'],
    ]);
    expect(b?.state).toBe('open');
    await player.saveAll(preparer, second.id);
    await player.decide(preparer, 'answer-request', 'answered');
    await player.draft(handler, [freeItem('丙')]);
    expect(await refusal(player.decide(handler, 'check-completeness', 'correction-requested'))).toBe('one-time-rule');
  });
});
