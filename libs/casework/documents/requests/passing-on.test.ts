import { randomUUID } from 'node:crypto';
import { freeItem, present, requestsAt, type RequestPlayer } from '../../../../test/support/documents/requests';
import { beijing, eventsOf, limitsOf, openDesk, refusal, type Desk } from '../../../../test/support/record';
import type { Actor } from '../../../contracts/posts';
import { readRequest } from '../../../views/documents/requests/request-page';
import { ReadingRoom } from '../../../views/reading-room';
import { decideExtension, askExtension } from './extensions';
import { openRequest } from './open-request';
import { passOnItems } from './pass-on-items';

const key = () => ({ value: randomUUID(), request: randomUUID() });

/** 转下: the nation asks the province, the province passes on to the hospital and answers under a letter. */
describe('what the nation asks for, passed on to the hospital', () => {
  let desk: Desk;
  let player: RequestPlayer;
  let nation: Actor;
  let province: Actor;
  let preparer: Actor;

  beforeAll(async () => {
    desk = await openDesk('passing_on');
    await desk.clock.moveTo(beijing('2026-01-12', '10:00'));
    player = await requestsAt(desk.office, 'national-intake');
    nation = await player.player.actor('nhc.handler1');
    province = await player.player.actor('henan.handler1');
    preparer = await player.player.actor('h41a.preparer');
  });
  afterAll(() => desk.office.close());

  const room = () => new ReadingRoom(desk.office.database, desk.office.machineNow);
  const last = async () => present((await player.all()).at(-1));
  const rows = async () => limitsOf(desk.office, player.player.caseId);

  it('closes the intake limit, and asks the province', async () => {
    await player.draft(
      nation,
      ['一', '二', '三', '四', '五'].map((n) => freeItem(n)),
      5,
    );
    await player.decide(nation, 'check-submission', 'supplement-requested');
    expect(await last()).toMatchObject({
      toBody: 'province',
      letterRequired: true,
      kind: 'supplement',
      servedOn: null,
    });
    const intake = (await rows()).filter((row) => row.ruleId === 'national-intake');
    expect(intake.map((row) => row.state)).toEqual(['restarted']);
  });

  it('is served by opening; the time to answer runs from the day', async () => {
    const parent = await last();
    await openRequest(province, { requestId: parent.id, key: key() }, desk.office);
    await openRequest(province, { requestId: parent.id, key: key() }, desk.office);
    const served = await player.request(parent.id);
    expect(served).toMatchObject({ servedOn: '2026-01-12', servedHow: 'opened', dueOn: '2026-01-19' });
    const types = (await eventsOf(desk.office, player.player.caseId)).map((event) => event.type);
    expect(types.filter((type) => type === 'requestOpened')).toHaveLength(1);
  });

  it('shows who passes on how many days keep its own date, and how much more time it may ask for', async () => {
    const parent = await last();
    const view = await readRequest(room(), province, parent.id);
    expect(view.passing).toMatchObject({ ownDueOn: '2026-01-19' });
    expect(view.extension?.left).toBe(1);
    expect(view.allowedActions).toContain('ask-extension');
    expect((await readRequest(room(), nation, parent.id)).passing).toBeNull();
  });

  it('is passed on with a number of the province; its own answer waits for what is not back', async () => {
    const parent = await last();
    const items = await player.items(parent.id);
    const [one, two] = items;
    await passOnItems(
      province,
      { requestId: parent.id, items: [present(one).id, present(two).id], key: key() },
      desk.office,
    );
    const child = await last();
    expect(child).toMatchObject({ parentId: parent.id, fromBody: 'province', toBody: 'hospital', itemsTotal: 2 });
    expect(child.number).toMatch(/^DR-2026-41-/);
    for (const item of items) await player.save(province, item, { text: '已补充' });
    expect(await refusal(player.decide(province, 'answer-request', 'answered'))).toBe('request-open');
  });

  it('comes back through the province’s own acceptance, one item once returned', async () => {
    const first = await last();
    await player.saveAll(preparer, first.id);
    await player.decide(preparer, 'answer-passed-on', 'answered');
    const [item] = await player.items(first.id);
    await player.decide(province, 'accept-passed-on', 'items-returned', {
      items: [{ item: present(item).id, reason: '请盖章' }],
    });
    const second = await last();
    expect(second).toMatchObject({ round: 2, previousId: first.id, threadId: first.id, itemsTotal: 1, state: 'sent' });
    await player.saveAll(preparer, second.id);
    await player.decide(preparer, 'answer-passed-on', 'answered');
    const receipt = await player.decide(province, 'accept-passed-on', 'accepted');
    expect(receipt).toMatchObject({ stageEnded: false, opened: [] });
    expect(await player.request(second.id)).toMatchObject({ state: 'closed' });
  });

  it('is extended by the nation when the province asks', async () => {
    const parent = present((await player.all())[0]);
    const ask = { requestId: parent.id, days: 3, reason: '材料较多' };
    await askExtension(province, { ...ask, key: key() }, desk.office);
    expect(await refusal(askExtension(province, { ...ask, key: key() }, desk.office))).toBe('extension-asked');
    expect(
      await refusal(
        decideExtension(province, { requestId: parent.id, granted: true, reason: '可', key: key() }, desk.office),
      ),
    ).toBe('not-entitled');
    await decideExtension(nation, { requestId: parent.id, granted: true, reason: '同意', key: key() }, desk.office);
    expect(await player.request(parent.id)).toMatchObject({ dueOn: '2026-01-22' });
    expect(await refusal(askExtension(province, { ...ask, key: key() }, desk.office))).toBe('extension-used-up');
    const view = await readRequest(room(), province, parent.id);
    expect([view.extension?.left, view.allowedActions.includes('ask-extension')]).toEqual([0, false]);
  });

  it('is answered under a letter; a new intake limit starts on the day of receipt', async () => {
    const parent = present((await player.all())[0]);
    expect(await refusal(player.decide(province, 'answer-request', 'answered'))).toBe('answer-incomplete');
    await desk.clock.moveTo(beijing('2026-01-20', '11:00'));
    const letter = { number: '示卫医函〔2026〕77号', dated: '2026-01-20', original: player.player.documentId };
    const receipt = await player.decide(province, 'answer-request', 'answered', letter);
    expect(receipt.opened.map((one) => one.step)).toEqual(['check-submission']);
    expect(await player.request(parent.id)).toMatchObject({ state: 'answered', late: false });
    const intake = (await rows()).filter((row) => row.ruleId === 'national-intake');
    expect(intake.map((row) => [row.state, row.startsOn])).toEqual([
      ['restarted', '2026-01-12'],
      ['running', '2026-01-20'],
    ]);
    await player.decide(nation, 'check-submission', 'accepted');
    expect(await player.request(parent.id)).toMatchObject({ state: 'closed' });
  });
});
