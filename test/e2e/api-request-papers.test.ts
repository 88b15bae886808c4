import type { CaseRequests, ReceiptView } from '../../libs/contracts/api/requests';
import { proofWatermark } from '../../libs/platform/pdf/proof';
import { openApi, type Answer, type Client, type TestApi } from '../support/api';
import { present, RequestPlayer } from '../support/documents/requests';
import { textOfPdf } from '../support/pdf-text';
import { newCase, playToStep } from '../support/record';

/** Notice and receipt of a request as PDF; one of its items was proposed by an expert. */
describe('papers of a request', () => {
  let api: TestApi;
  let player: RequestPlayer;
  let province: Client;
  let hospital: Client;
  let expertName: string;
  let requestId: string;
  const secret = '专家所疑之处';
  const text = (answer: Answer): string => textOfPdf(answer.bytes).join('\n').replace(/\s/g, '');

  beforeAll(async () => {
    api = await openApi('requestpapers');
    const opened = await newCase(api.office, 'h41a', { version: '2026.2' });
    await playToStep(opened, 'evaluate');
    player = new RequestPlayer(opened);
    const expert = await api.as('expert.henan1');
    const cases = `/api/v1/cases/${opened.caseId}`;
    const proposed = await expert.post(`${cases}/item-proposals`, { title: '病例', accepts: '表', reason: secret });
    expect(proposed.status).toBe(201);
    province = await api.as('henan.handler1');
    hospital = await api.as('h41a.preparer');
    const thread = (await province.get(`${cases}/requests`)).body as unknown as CaseRequests;
    const proposal = present(thread.drafting?.proposals[0]);
    expertName = proposal.by.zh;
    const wording = { title: '病例汇总表', accepts: '三年汇总', formats: ['pdf'], required: true };
    const drafted = await province.post(`${cases}/requests`, {
      items: [
        { from: 'proposal', proposalId: proposal.id, ...wording },
        { from: 'library', libraryId: 'staff-list' },
      ],
    });
    requestId = drafted.body.requestId as string;
  }, 120_000);
  afterAll(() => api.close());

  it('a draft is printed as a preview, for the asking side alone', async () => {
    const preview = await province.get(`/api/v1/requests/${requestId}/notice.pdf`);
    expect(preview.status).toBe(200);
    expect(text(preview)).toContain('预览稿，尚未发出');
    expect((await hospital.get(`/api/v1/requests/${requestId}/notice.pdf`)).status).toBe(404);
  });

  it('the notice carries number, items, due time, digest and the mark of a proof, and no expert', async () => {
    const sent = await province.post(`/api/v1/requests/${requestId}/send`, { rev: 0 });
    expect(sent.status).toBe(200);
    const answer = await hospital.get(`/api/v1/requests/${requestId}/notice.pdf`);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toBe('application/pdf');
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
    const number = sent.body.number as string;
    const name = encodeURIComponent(`材料提供通知书${number}.pdf`);
    expect(answer.headers.get('content-disposition')).toBe(`attachment; filename*=UTF-8''${name}`);
    const page = text(answer);
    for (const part of [
      '材料提供通知书',
      number,
      '病例汇总表',
      '三年汇总',
      '专职人员名册',
      '个工作日内',
      proofWatermark,
    ])
      expect(page).toContain(part);
    const frozen = (await hospital.get(`/api/v1/requests/${requestId}/notice`)).body as { sha256: string };
    expect(page).toContain(frozen.sha256);
    expect(expertName).not.toBe('');
    expect(page).not.toContain(expertName);
    expect(page).not.toContain(secret);
    const stranger = await api.as('h41b.preparer');
    for (const paper of ['notice.pdf', 'receipt.pdf'])
      expect((await stranger.get(`/api/v1/requests/${requestId}/${paper}`)).status).toBe(404);
  });

  it('the receipt names every file with its SHA-256; without an answer there is none', async () => {
    expect((await hospital.get(`/api/v1/requests/${requestId}/receipt.pdf`)).status).toBe(404);
    const pdf = Buffer.from('%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n');
    const document = await hospital.upload(player.player.caseId, pdf, '汇总.pdf');
    expect(document.status).toBe(201);
    const preparer = await player.player.actor('h41a.preparer');
    const [first, second] = await player.items(requestId);
    await player.save(preparer, present(first), { documents: [document.body.id as string] });
    await player.save(preparer, present(second), { text: '名册见正文。' });
    await player.decide(preparer, 'answer-request', 'answered');
    const view = (await hospital.get(`/api/v1/requests/${requestId}/receipt`)).body as unknown as ReceiptView;
    const answer = await province.get(`/api/v1/requests/${requestId}/receipt.pdf`);
    const page = text(answer);
    const [file] = present(view.receipt.items[0]).files;
    for (const part of ['材料接收回执', view.receipt.number, '汇总.pdf', '名册见正文。', view.sha256, proofWatermark])
      expect(page).toContain(part);
    // Broken across lines: what stands at the breaks is no character of it.
    expect(page.replace(/[^!-~]/g, '')).toContain(present(file).sha256);
  });
});
