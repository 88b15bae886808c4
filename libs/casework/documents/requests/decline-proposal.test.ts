import { key } from '../../../../test/support/case-player';
import { freeItem, present, RequestPlayer } from '../../../../test/support/documents/requests';
import { eventsOf, newCase, openDesk, playToStep, refusal, settled, type Desk } from '../../../../test/support/record';
import type { DraftItem, RequestReceipt } from '../../../contracts/api/requests';
import type { Id } from '../../../contracts/ids';
import type { Actor } from '../../../contracts/posts';
import { readCaseRequests } from '../../../views/documents/requests/case-requests';
import { readRequest } from '../../../views/documents/requests/request-page';
import { ReadingRoom } from '../../../views/reading-room';
import { declineProposal } from './decline-proposal';
import { reviseRequest } from './draft-request';
import { proposeItem } from './propose-item';
import { withdrawRequest } from './withdraw-request';

describe('what the handler makes of a proposal of the panel', () => {
  let desk: Desk;
  let player: RequestPlayer;
  let handler: Actor;
  let expert: Actor;

  beforeAll(async () => {
    desk = await openDesk('proposals');
  });
  afterAll(() => desk.office.close());
  beforeEach(async () => {
    const opened = await newCase(desk.office, 'h41a', { version: '2026.2' });
    await playToStep(opened, 'evaluate');
    player = new RequestPlayer(opened);
    handler = await opened.actor('henan.handler1');
    expert = await opened.actor('expert.henan1');
  });

  const propose = async (title: string): Promise<Id<'itemProposal'>> =>
    (
      await proposeItem(
        expert,
        { caseId: player.player.caseId, title, accepts: '统计表', reason: '存疑', key: key() },
        desk.office,
      )
    ).id;
  const decline = (actor: Actor, proposalId: Id<'itemProposal'>, reason = '已在申报书中') =>
    declineProposal(actor, { proposalId, reason, key: key() }, desk.office);
  const room = () => new ReadingRoom(desk.office.database, desk.office.machineNow);
  const proposals = async () =>
    present((await readCaseRequests(room(), handler, player.player.caseId)).drafting ?? undefined).proposals;
  const taken = (proposalId: Id<'itemProposal'>, title: string): DraftItem => ({
    from: 'proposal',
    proposalId,
    title,
    accepts: '盖章',
    formats: ['pdf'],
    required: true,
  });
  const revise = (drafted: RequestReceipt, items: DraftItem[]) =>
    reviseRequest(handler, { requestId: drafted.requestId, rev: drafted.rev, items, key: key() }, desk.office);
  const linked = async ({ requestId }: RequestReceipt) =>
    (await readRequest(room(), handler, requestId)).items.map((item) => [item.title, item.proposalId]);

  it('declines it for a reason that stands in the record of the body alone', async () => {
    const id = await propose('无关材料');
    await decline(handler, id);
    expect(await proposals()).toMatchObject([{ id, merged: false, declined: { reason: '已在申报书中' } }]);
    const [event] = (await eventsOf(desk.office, player.player.caseId)).slice(-1);
    expect(event).toMatchObject({ type: 'itemProposalDeclined', audience: 'body:province' });
    expect(await refusal(decline(handler, id))).toBe('proposal-settled');
    expect(await refusal(player.draft(handler, [taken(id, '甲')]))).toBe('invalid-input');
  });

  it('is for the handler at whose desk the case lies; once at a time', async () => {
    const id = await propose('甲');
    for (const [name, code] of [
      ['henan.checker', 'not-entitled'],
      ['expert.henan1', 'not-found'],
      ['h41a.preparer', 'not-entitled'],
      ['nhc.handler1', 'not-found'],
      ['guangdong.handler1', 'not-found'],
    ] as const)
      expect([name, await refusal(decline(await player.player.actor(name), id))]).toEqual([name, code]);
    expect(await settled([decline(handler, id), player.draft(handler, [taken(id, '甲')])])).toMatchObject({ kept: 1 });
  });

  it('keeps the link of a draft that is written anew, and frees what is taken out of it or laid aside', async () => {
    const [one, two] = [await propose('甲'), await propose('乙')];
    const drafted = await player.draft(handler, [freeItem('自拟'), taken(one, '甲改'), taken(two, '乙改')]);
    expect(await linked(drafted)).toEqual([
      ['自拟', null],
      ['甲改', one],
      ['乙改', two],
    ]);
    expect(await refusal(decline(handler, one))).toBe('proposal-settled');
    const again = await revise(drafted, [taken(two, '乙再改'), taken(one, '甲再改')]);
    expect(await linked(again)).toEqual([
      ['乙再改', two],
      ['甲再改', one],
    ]);
    const without = await revise(again, [taken(two, '乙')]);
    expect((await proposals()).map((proposal) => proposal.merged)).toEqual([false, true]);
    expect(await refusal(player.draft(handler, [taken(two, '再要一次')]))).toBe('invalid-input');
    const reader = await player.player.actor('henan.checker');
    expect((await readRequest(room(), reader, without.requestId)).items.map((item) => item.proposalId)).toEqual([null]);
    await withdrawRequest(handler, { requestId: without.requestId, reason: '不再需要', key: key() }, desk.office);
    expect((await proposals()).map((proposal) => proposal.merged)).toEqual([false, false]);
  });
});
