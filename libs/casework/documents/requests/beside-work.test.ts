import { randomUUID } from 'node:crypto';
import { freeItem, present, requestsAt, type RequestPlayer } from '../../../../test/support/documents/requests';
import { beijing, eventsOf, limitsOf, openDesk, refusal, settled, type Desk } from '../../../../test/support/record';
import type { Actor } from '../../../contracts/posts';
import { askCheck, checkRequest } from './check-draft';
import { openRequest } from './open-request';
import { withdrawRequest } from './withdraw-request';
import { decideExtension, askExtension } from './extensions';

const key = () => ({ value: randomUUID(), request: randomUUID() });

describe('a request beside the work of a later step', () => {
  let desk: Desk;
  let player: RequestPlayer;
  let handler: Actor;
  let checker: Actor;
  let preparer: Actor;

  beforeAll(async () => {
    desk = await openDesk('beside_work');
  });
  afterAll(() => desk.office.close());
  beforeEach(async () => {
    await desk.clock.moveTo(beijing('2026-01-12', '10:00'));
    player = await requestsAt(desk.office, 'provincial-recommendation');
    handler = await player.player.actor('henan.handler1');
    checker = await player.player.actor('henan.checker');
    preparer = await player.player.actor('h41a.preparer');
  });

  const commitment = async () =>
    present((await limitsOf(desk.office, player.player.caseId)).find((row) => row.ruleId === 'province-commitment'));
  const ask = async () =>
    player.request((await player.send(handler, await player.draft(handler, [freeItem('甲')]))).requestId);
  const later = async (ms: number) => desk.clock.moveTo((await desk.clock.legal()) + ms);
  const day = 86_400_000;

  it('goes out by itself, the draft stays open, and a forward end is refused while it is open', async () => {
    const request = await ask();
    expect(request).toMatchObject({ kind: 'request', state: 'sent' });
    const steps = (await player.player.openTasks()).map((task) => task.step).sort();
    expect(steps).toEqual(['answer-request', 'draft-recommendation']);
    for (const step of ['draft-recommendation', 'check-recommendation'] as const)
      await player.player.decide(await player.player.openTask(step));
    const sign = await player.player.openTask('sign-recommendation');
    expect(await refusal(player.player.decide(sign, 'recommended'))).toBe('request-open');
    await player.saveAll(preparer, request.id);
    await player.decide(preparer, 'answer-request', 'answered');
    expect(
      await refusal(player.player.decide(await player.player.openTask('sign-recommendation'), 'recommended')),
    ).toBe('request-open');
    await player.decide(handler, 'accept-answer', 'accepted');
    const receipt = await player.player.decide(await player.player.openTask('sign-recommendation'), 'recommended');
    expect(receipt.stageEnded).toBe(true);
  });

  it('stops the commitment from the day after service to the day of the complete answer', async () => {
    const request = await ask();
    expect((await commitment()).state).toBe('running');
    await openRequest(preparer, { requestId: request.id, key: key() }, desk.office);
    expect((await commitment()).state).toBe('paused');
    await later(2 * day);
    await player.saveAll(preparer, request.id);
    await player.decide(preparer, 'answer-request', 'answered');
    const after = await commitment();
    expect(after.state).toBe('running');
    expect(after.adjustments.filter((one) => one.kind === 'paused' || one.kind === 'resumed').slice(-2)).toMatchObject([
      { kind: 'paused', cause: 'request', on: (await player.request(request.id)).servedOn },
      { kind: 'resumed', cause: 'request' },
    ]);
    const told = (await eventsOf(desk.office, player.player.caseId)).filter((event) =>
      event.type.startsWith('commitment'),
    );
    expect(told.map((event) => [event.type, event.audience])).toEqual([
      ['commitmentStopped', 'applicant'],
      ['commitmentGoesOn', 'applicant'],
    ]);
  });

  it('is served by deeming when nobody opens it; overdue, the handler proposes and the checker confirms', async () => {
    const request = await ask();
    await later(12 * day);
    await player.player.ring();
    const served = await player.request(request.id);
    expect(served.servedHow).toBe('deemed');
    expect((await player.player.openTasks()).map((task) => task.step)).not.toContain('decide-lapse');
    await later(40 * day);
    await player.player.ring();
    await player.player.ring();
    expect((await player.player.openTasks()).filter((task) => task.step === 'decide-lapse')).toHaveLength(1);
    await player.decide(handler, 'decide-lapse', 'lapsed', { reasons: '多次催告未答复' });
    expect(await player.request(request.id)).toMatchObject({ state: 'sent' });
    await player.decide(checker, 'confirm-lapse', 'returned', { reasons: '再给一次机会' });
    await player.decide(handler, 'decide-lapse', 'extended', { days: 5, reasons: '再给五天' });
    await player.decide(checker, 'confirm-lapse', 'agreed');
    expect((await player.request(request.id)).state).toBe('sent');
    await later(20 * day);
    await player.player.ring();
    await player.decide(handler, 'decide-lapse', 'lapsed', { reasons: '仍未答复' });
    const receipt = await player.decide(checker, 'confirm-lapse', 'agreed');
    expect(receipt.stageEnded).toBe(true);
    expect(await player.request(request.id)).toMatchObject({ state: 'lapsed' });
    expect(await player.player.openTasks()).toEqual([]);
    expect(await player.player.where()).toMatchObject({ at: 'ended', outcome: 'lapsed' });
  });

  it('decided as it is: the work goes on, the clock too', async () => {
    const request = await ask();
    await later(60 * day);
    await player.player.ring();
    await player.player.ring();
    await player.decide(handler, 'decide-lapse', 'decided-as-is', { reasons: '按现有材料' });
    await player.decide(checker, 'confirm-lapse', 'agreed');
    expect(await player.request(request.id)).toMatchObject({ state: 'closed' });
    expect((await commitment()).state).toBe('running');
    expect((await player.player.openTasks()).map((task) => task.step)).toEqual(['draft-recommendation']);
  });

  it('a late answer is taken as late, and takes the undecided lapse off the desk', async () => {
    const request = await ask();
    await later(60 * day);
    await player.player.ring();
    await player.player.ring();
    await player.saveAll(preparer, request.id);
    await player.decide(preparer, 'answer-request', 'answered');
    expect(await player.request(request.id)).toMatchObject({ state: 'answered', late: true });
    const steps = (await player.player.openTasks()).map((task) => task.step).sort();
    expect(steps).toEqual(['accept-answer', 'draft-recommendation']);
  });

  it('a second notice waits for the checker, who is another person', async () => {
    await ask();
    const second = await player.draft(handler, [freeItem('乙')]);
    expect(await refusal(player.send(handler, second))).toBe('one-time-rule');
    const asked = await askCheck(
      handler,
      { requestId: second.requestId, rev: second.rev, reason: '新发现', key: key() },
      desk.office,
    );
    const check = (actor: Actor) =>
      checkRequest(
        actor,
        { requestId: second.requestId, rev: asked.rev, outcome: 'approved', note: '同意', key: key() },
        desk.office,
      );
    expect(await refusal(check(handler))).toBe('not-entitled');
    const approved = await check(checker);
    expect((await player.send(handler, approved)).state).toBe('sent');
  });

  it('withdrawn: the other side is told, its task falls, the clock goes on', async () => {
    const request = await ask();
    await openRequest(preparer, { requestId: request.id, key: key() }, desk.office);
    const withdraw = (actor: Actor) =>
      withdrawRequest(actor, { requestId: request.id, reason: '不再需要', key: key() }, desk.office);
    expect(await refusal(withdraw(preparer))).toBe('not-entitled');
    await withdraw(handler);
    expect((await player.player.openTasks()).map((task) => task.step)).toEqual(['draft-recommendation']);
    expect((await commitment()).state).toBe('running');
  });

  it('races: two submissions give one receipt; withdrawal or answer, not both', async () => {
    const one = await ask();
    await player.saveAll(preparer, one.id);
    const submit = () => player.decide(preparer, 'answer-request', 'answered', {}, one.id);
    const { kept } = await settled([submit(), submit()]);
    expect(kept).toBe(1);
    await player.decide(handler, 'accept-answer', 'accepted');
    const draft = await player.draft(handler, [freeItem('乙')]);
    const asked = await askCheck(
      handler,
      { requestId: draft.requestId, rev: draft.rev, reason: '新发现', key: key() },
      desk.office,
    );
    const approved = await checkRequest(
      checker,
      { requestId: draft.requestId, rev: asked.rev, outcome: 'approved', note: '同意', key: key() },
      desk.office,
    );
    const two = await player.request((await player.send(handler, approved)).requestId);
    const [item] = await player.items(two.id);
    await player.save(preparer, present(item), { text: '一' });
    const race = await settled([
      player.decide(preparer, 'answer-request', 'answered', {}, two.id),
      withdrawRequest(handler, { requestId: two.id, reason: '撤回', key: key() }, desk.office),
    ]);
    expect(race.kept).toBe(1);
    const stale = await player.items(two.id);
    expect(await refusal(player.save(preparer, present(stale[0]), { text: '二' }))).toBe('request-not-open');
  });

  it('races: two people of one hospital submit at once: one receipt, and one of them is told', async () => {
    const one = await ask();
    await player.saveAll(preparer, one.id);
    // A second preparer of the same hospital.
    const { personId } = await player.player.actor('h41a.signatory');
    const colleague: Actor = { ...preparer, personId };
    const race = await settled(
      [preparer, colleague].map((actor) => player.decide(actor, 'answer-request', 'answered', {}, one.id)),
    );
    expect(race).toMatchObject({ kept: 1, refused: [expect.stringMatching(/^(claimed-by-another|task-not-open)$/)] });
    const types = (await eventsOf(desk.office, player.player.caseId)).map((event) => event.type);
    expect(types.filter((type) => type === 'answerSubmitted')).toHaveLength(1);
    expect((await player.all()).map((request) => request.receiptNumber).filter(Boolean)).toHaveLength(1);
  });

  it('races: two savings of one item from the same version, the second is told who was quicker', async () => {
    const request = await ask();
    const [item] = await player.items(request.id);
    const { kept, refused } = await settled([
      player.save(preparer, present(item), { text: '一' }),
      player.save(preparer, present(item), { text: '二' }),
    ]);
    expect([kept, refused]).toEqual([1, ['item-changed']]);
  });

  it('races: an extension granted while the lapse is confirmed: one of them', async () => {
    const request = await ask();
    await later(40 * day);
    await player.player.ring();
    await player.player.ring();
    await askExtension(preparer, { requestId: request.id, days: 3, reason: '请宽限', key: key() }, desk.office);
    await player.decide(handler, 'decide-lapse', 'lapsed', { reasons: '未答复' });
    const race = await settled([
      player.decide(checker, 'confirm-lapse', 'agreed'),
      decideExtension(handler, { requestId: request.id, granted: true, reason: '同意', key: key() }, desk.office),
    ]);
    expect(race.kept).toBe(1);
  });
});
