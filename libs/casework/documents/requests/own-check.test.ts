import { freeItem, present, requestsAt, type RequestPlayer } from '../../../../test/support/documents/requests';
import { key } from '../../../../test/support/case-player';
import { beijing, openDesk, refusal, type Desk } from '../../../../test/support/record';
import type { Id } from '../../../contracts/ids';
import type { Actor } from '../../../contracts/posts';
import { bytesOf } from '../../../persistence/bytes';
import { holdCase } from '../../cases/hold-case';
import { askAnswerCheck, checkAnswer } from './own-check';

/** 内部审核: where the programme wants it, the answering body's own signatory looks before an answer goes out. */
describe('the own check of an answer', () => {
  let desk: Desk;
  let player: RequestPlayer;
  let handler: Actor;
  let preparer: Actor;
  let signatory: Actor;
  let requestId: Id<'request'>;

  beforeAll(async () => {
    desk = await openDesk('own_check');
    await desk.clock.moveTo(beijing('2026-01-12', '10:00'));
    player = await requestsAt(desk.office, 'provincial-recommendation');
    handler = await player.player.actor('henan.handler1');
    preparer = await player.player.actor('h41a.preparer');
    signatory = await player.player.actor('h41a.signatory');
    requestId = (await player.send(handler, await player.draft(handler, [freeItem('甲')]))).requestId;
    // As a programme that wants the check would have written it.
    await desk.office.database.read((sql) =>
      sql.run('UPDATE document_request SET own_check = 1 WHERE id = ?', [bytesOf(requestId)]),
    );
  });
  afterAll(() => desk.office.close());

  const submit = () => player.decide(preparer, 'answer-request', 'answered');
  const check = (actor: Actor, outcome: 'agreed' | 'returned') =>
    checkAnswer(actor, { requestId, outcome, note: '已核对', key: key() }, desk.office);

  it('keeps an unchecked answer inside', async () => {
    await player.saveAll(preparer, requestId);
    expect(await refusal(submit())).toBe('answer-unchecked');
  });

  it('is asked for by the preparer and given by the signatory, by nobody else', async () => {
    await askAnswerCheck(preparer, { requestId, key: key() }, desk.office);
    expect(await refusal(check(preparer, 'agreed'))).toBe('not-entitled');
    expect(await refusal(check(handler, 'agreed'))).toBe('not-entitled');
    const stranger = await player.player.actor('h41b.signatory');
    expect(await refusal(check(stranger, 'agreed'))).toBe('not-found');
    await check(signatory, 'agreed');
  });

  it('vouches for what was saved then: a later change needs another', async () => {
    const [item] = await player.items(requestId);
    await player.save(signatory, present(item), { text: '改动' });
    expect(await refusal(submit())).toBe('answer-unchecked');
    await check(signatory, 'returned');
    expect(await refusal(submit())).toBe('answer-unchecked');
    await check(signatory, 'agreed');
  });

  it('nothing of it moves while the case is on hold', async () => {
    const head = await player.player.actor('henan.signatory');
    const input = { caseId: player.player.caseId, reason: '核查', reviewOn: '2026-03-02', key: key() };
    await holdCase(head, input, desk.office);
    const [item] = await player.items(requestId);
    expect(await refusal(player.save(preparer, present(item), { text: '再改' }))).toBe('on-hold');
    expect(await refusal(check(signatory, 'agreed'))).toBe('on-hold');
    expect(await refusal(submit())).toBe('on-hold');
  });
});
