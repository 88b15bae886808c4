import { openRequest } from '../../libs/casework/documents/requests/open-request';
import type { CaseRequests } from '../../libs/contracts/api/requests';
import type { Id } from '../../libs/contracts/ids';
import { openApi, type TestApi } from '../support/api';
import { key } from '../support/case-player';
import { textOfPdf } from '../support/pdf-text';
import { newCase, playToStep } from '../support/record';
import { RequestPlayer } from '../support/documents/requests';

/** An expert proposes, the handler asks: nobody outside the body learns from anything who it was. */
describe('what an expert proposes to ask for', () => {
  let api: TestApi;
  let player: RequestPlayer;
  const secret = '专家所疑之处';
  const inside = '与本次申报无关，不予采纳';

  beforeAll(async () => {
    api = await openApi('apiproposals');
    const opened = await newCase(api.office, 'h41a', { version: '2026.2' });
    await playToStep(opened, 'evaluate');
    player = new RequestPlayer(opened);
  }, 120_000);
  afterAll(() => api.close());

  it('reaches the handler with its author, and the hospital without any trace of them', async () => {
    const { caseId } = player.player;
    const expert = await api.as('expert.henan1');
    const proposed = await expert.post(`/api/v1/cases/${caseId}/item-proposals`, {
      title: '三年病例汇总',
      accepts: '统计表',
      reason: secret,
    });
    expect(proposed.status).toBe(201);
    expect(
      (
        await (
          await api.as('expert.henan5')
        ).post(`/api/v1/cases/${caseId}/item-proposals`, {
          title: '他',
          accepts: '他',
          reason: '他',
        })
      ).status,
    ).toBe(404);
    const handler = await api.as('henan.handler1');
    const declined = await expert.post(`/api/v1/cases/${caseId}/item-proposals`, {
      title: '无关材料',
      accepts: '任何',
      reason: secret,
    });
    const declining = `/api/v1/item-proposals/${declined.body.id as string}/decline`;
    for (const name of ['h41a.preparer', 'guangdong.handler1', 'henan.signatory', 'expert.henan1', 'nhc.handler1'])
      expect([name, (await (await api.as(name)).post(declining, { reason: inside })).status]).toEqual([
        name,
        name === 'henan.signatory' || name === 'h41a.preparer' ? 403 : 404,
      ]);
    expect((await handler.post(declining, { reason: inside })).status).toBe(200);
    expect((await handler.post(declining, { reason: inside })).body.code).toBe('proposal-settled');
    const thread = (await handler.get(`/api/v1/cases/${caseId}/requests`)).body as unknown as CaseRequests;
    const [proposal] = thread.drafting?.proposals ?? [];
    expect(proposal).toMatchObject({ reason: secret, merged: false });
    const drafted = await handler.post(`/api/v1/cases/${caseId}/requests`, {
      items: [
        {
          from: 'proposal',
          proposalId: proposal?.id,
          title: '病例汇总表',
          accepts: '三年汇总',
          formats: ['pdf'],
          required: true,
        },
      ],
    });
    expect(drafted.status).toBe(201);
    const requestId = drafted.body.requestId as string;
    await handler.post(`/api/v1/requests/${requestId}/send`, { rev: drafted.body.rev });
    const hospital = await player.player.actor('h41a.preparer');
    await openRequest(hospital, { requestId: requestId as Id<'request'>, key: key() }, api.office);
    await player.saveAll(hospital, requestId as Id<'request'>);
    await player.decide(hospital, 'answer-request', 'answered');
    const me = await player.player.actor('expert.henan1');
    const name = proposal?.by.zh ?? '';
    expect(name).not.toBe('');
    const told = [
      secret,
      name,
      proposal?.by.en ?? '',
      me.personId,
      proposal?.id ?? '',
      declined.body.id as string,
      inside,
    ];
    expect(told).not.toContain('');
    for (const username of ['h41a.preparer', 'h41a.signatory']) {
      const reader = await api.as(username);
      const texts = await Promise.all(
        [
          `/api/v1/requests/${requestId}`,
          `/api/v1/requests/${requestId}/notice`,
          `/api/v1/requests/${requestId}/receipt`,
          `/api/v1/cases/${caseId}/materials`,
          `/api/v1/cases/${caseId}/pre-review`,
          `/api/v1/cases/${caseId}/requests`,
          `/api/v1/cases/${caseId}`,
          `/api/v1/cases/${caseId}/events?limit=100`,
          `/api/v1/cases/${caseId}/decisions`,
          `/api/v1/cases/${caseId}/deadlines`,
          '/api/v1/requests?asked=of-us',
          '/api/v1/notifications',
          '/api/v1/tasks',
        ].map(async (path) => {
          const answer = await reader.get(path);
          expect([path, answer.status]).toEqual([path, 200]);
          return answer.text;
        }),
      );
      for (const paper of ['notice.pdf', 'receipt.pdf']) {
        const file = await reader.get(`/api/v1/requests/${requestId}/${paper}`);
        expect([paper, file.status]).toEqual([paper, 200]);
        texts.push(textOfPdf(file.bytes).join());
      }
      expect(texts.join()).toContain('病例汇总表');
      expect(texts.join()).not.toContain('无关材料');
      for (const word of told)
        expect([username, word, texts.some((text) => text.includes(word))]).toEqual([username, word, false]);
    }
    const other = await (await api.as('expert.henan2')).get(`/api/v1/requests/${requestId}`);
    expect(other.status).toBe(404);
  }, 60_000);
});
