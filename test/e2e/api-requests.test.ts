import { openRequest } from '../../libs/casework/documents/requests/open-request';
import type {
  CaseRequests,
  NoticeView,
  ReceiptView,
  RequestList,
  RequestPace,
  RequestView,
} from '../../libs/contracts/api/requests';
import { newId } from '../../libs/persistence/bytes';
import { allEndpoints, pathOf } from '../../apps/api/src/http/endpoint';
import { openApi, type Client, type TestApi } from '../support/api';
import { key } from '../support/case-player';
import { freeItem, present, requestsAt, type RequestPlayer } from '../support/documents/requests';

/** One request of the province to its hospital, over the API: who is told of it, and who never. */
describe('a request over the API', () => {
  let api: TestApi;
  let player: RequestPlayer;
  let requestId: string;
  let province: Client;
  let hospital: Client;

  beforeAll(async () => {
    api = await openApi('apirequests');
    player = await requestsAt(api.office, 'provincial-recommendation');
    province = await api.as('henan.handler1');
    hospital = await api.as('h41a.preparer');
  }, 120_000);
  afterAll(() => api.close());

  it('is drafted, previewed and sent; the preview has no number, the sent notice is frozen', async () => {
    const drafted = await province.post(`/api/v1/cases/${player.player.caseId}/requests`, {
      items: [freeItem('经费证明'), { from: 'library', libraryId: 'staff-list' }],
    });
    expect(drafted.status).toBe(201);
    requestId = drafted.body.requestId as string;
    const preview = (await province.get(`/api/v1/requests/${requestId}/notice`)).body as unknown as NoticeView;
    expect(preview).toMatchObject({ frozen: false, notice: { number: null, title: '材料提供通知书' } });
    expect((await hospital.get(`/api/v1/requests/${requestId}`)).status).toBe(404);
    const sent = await province.post(`/api/v1/requests/${requestId}/send`, { rev: drafted.body.rev });
    expect(sent.status).toBe(200);
    const notice = (await hospital.get(`/api/v1/requests/${requestId}/notice`)).body as unknown as NoticeView;
    expect(notice).toMatchObject({ frozen: true, notice: { number: sent.body.number, round: 1 } });
    expect(notice.notice.items.map((item) => item.title)).toEqual(['经费证明', '专职人员名册']);
  });

  it('is in both lists and in the thread; outside the two bodies it does not exist', async () => {
    const list = async (client: Client, asked: string) =>
      ((await client.get(`/api/v1/requests?asked=${asked}`)).body as unknown as RequestList).items.map((row) => row.id);
    expect(await list(hospital, 'of-us')).toEqual([requestId]);
    expect(await list(province, 'by-us')).toEqual([requestId]);
    expect(await list(await api.as('h41b.preparer'), 'of-us')).toEqual([]);
    expect(await list(await api.as('guangdong.handler1'), 'by-us')).toEqual([]);
    const thread = (await province.get(`/api/v1/cases/${player.player.caseId}/requests`))
      .body as unknown as CaseRequests;
    expect(thread.threads.map((one) => one.rounds.map((row) => row.id))).toEqual([[requestId]]);
    expect(thread.drafting?.library.length).toBeGreaterThan(3);
    const strangers = ['h41b.preparer', 'h41b.signatory', 'guangdong.handler1', 'nhc.handler1', 'expert.henan1'];
    const routes = allEndpoints().filter((one) => one.path.startsWith('/requests/:id') && one.method === 'GET');
    expect(routes.length).toBeGreaterThan(2);
    for (const name of strangers)
      for (const route of routes) {
        const answer = await (await api.as(name)).get(pathOf(route).replace(':id', requestId));
        expect([name, route.path, answer.status]).toEqual([name, route.path, 404]);
      }
    const [item] = await player.items(requestId);
    const answer = { rev: 0, text: '有', unavailableBecause: null, documents: [] };
    for (const name of strangers) {
      const client = await api.as(name);
      const saved = await client.post(`/api/v1/requests/${requestId}/items/${present(item).id}/answer`, answer);
      const opened = await client.post(`/api/v1/requests/${requestId}/open`);
      expect([name, saved.status, opened.status]).toEqual([name, 404, 404]);
    }
    expect((await province.post(`/api/v1/requests/${requestId}/open`)).status).toBe(403);
    expect((await province.post(`/api/v1/requests/${requestId}/items/${present(item).id}/answer`, answer)).status).toBe(
      403,
    );
  });

  it('shows the asking side nothing of an answer before it is submitted', async () => {
    expect((await hospital.post(`/api/v1/requests/${requestId}/open`)).status).toBe(200);
    const items = await player.items(requestId);
    const save = (rev: number, itemId: string) =>
      hospital.post(`/api/v1/requests/${requestId}/items/${itemId}/answer`, {
        rev,
        text: '已补充',
        unavailableBecause: null,
        documents: [],
      });
    expect((await save(0, present(items[0]).id)).status).toBe(200);
    const conflict = await save(0, present(items[0]).id);
    expect([conflict.status, conflict.body.code]).toEqual([409, 'item-changed']);
    expect(conflict.body.facts).toMatchObject({ rev: 1, byZh: expect.stringContaining('') as string });
    expect((await save(0, newId('item'))).status).toBe(404);
    const read = async (client: Client) =>
      (await client.get(`/api/v1/requests/${requestId}`)).body as unknown as RequestView;
    expect((await read(hospital)).items[0]?.answer).toMatchObject({ text: '已补充', rev: 1 });
    const asked = await read(province);
    expect(asked.items.map((item) => item.answer)).toEqual([null, null]);
    expect(asked.itemsDone).toBe(0);
    expect((await save(0, present(items[1]).id)).status).toBe(200);
    expect((await hospital.get(`/api/v1/requests/${requestId}/receipt`)).status).toBe(404);
    await player.decide(await player.player.actor('h41a.preparer'), 'answer-request', 'answered');
    const answered = await read(province);
    expect(answered.items.map((item) => item.answer?.text)).toEqual(['已补充', '已补充']);
    expect(answered.items.map((item) => item.answer?.editedBy)).toEqual([null, null]);
    expect(answered.allowedActions).toContain('accept');
    const receipt = (await hospital.get(`/api/v1/requests/${requestId}/receipt`)).body as unknown as ReceiptView;
    expect(receipt.receipt).toMatchObject({ requestNumber: answered.number, late: false });
    expect(receipt.receipt.items.map((item) => item.text)).toEqual(['已补充', '已补充']);
  });

  it('tells the asking side how those it asked answer, and nobody else', async () => {
    const pace = async (name: string) =>
      ((await (await api.as(name)).get('/api/v1/requests/pace')).body as unknown as RequestPace).items;
    const counts = { open: 0, overdue: 0, answered: 1, late: 0, averageDays: 0, mostRounds: 1 };
    expect(await pace('henan.signatory')).toEqual([
      { ...counts, organisation: expect.objectContaining({ id: expect.stringMatching(/^org_/) as string }) as object },
    ]);
    for (const name of ['guangdong.handler1', 'h41a.preparer', 'nhc.handler1', 'expert.henan1'])
      expect([name, await pace(name)]).toEqual([name, []]);
  });

  it('what the province passes on is between it and the hospital: the nation reads the answer alone', async () => {
    const other = await requestsAt(api.office, 'national-intake', 'h41b');
    const nation = await other.player.actor('nhc.handler1');
    const handler = await other.player.actor('henan.handler1');
    await other.draft(nation, [freeItem('甲')]);
    await other.decide(nation, 'check-submission', 'supplement-requested');
    const parent = present((await other.all())[0]);
    await openRequest(handler, { requestId: parent.id, key: key() }, api.office);
    const [item] = await other.items(parent.id);
    const passed = await province.post(`/api/v1/requests/${parent.id}/pass-on`, { items: [present(item).id] });
    expect(passed.status).toBe(201);
    const child = passed.body.requestId as string;
    const nhc = await api.as('nhc.handler1');
    expect((await nhc.get(`/api/v1/requests/${child}`)).status).toBe(404);
    const read = (await nhc.get(`/api/v1/requests/${parent.id}`)).body as unknown as RequestView;
    expect(read.children).toEqual([]);
    const thread = (await nhc.get(`/api/v1/cases/${other.player.caseId}/requests`)).text;
    expect(thread).not.toContain(child);
    const timeline = (await nhc.get(`/api/v1/cases/${other.player.caseId}/events?limit=100`)).text;
    expect(timeline).not.toContain(passed.body.number as string);
    const limits = async (client: Client) => {
      const { items } = (await client.get(`/api/v1/cases/${other.player.caseId}/deadlines`)).body as unknown as {
        items: { subject: string; body: string }[];
      };
      return items.filter((row) => ['request', 'service'].includes(row.subject)).map((row) => row.body);
    };
    expect([...new Set(await limits(nhc))]).toEqual(['province']);
    expect([...new Set(await limits(await api.as('h41b.preparer')))]).toEqual(['hospital']);
    expect([...new Set(await limits(province))].sort()).toEqual(['hospital', 'province']);
    const own = (await province.get(`/api/v1/requests/${parent.id}`)).body as unknown as RequestView;
    expect(own.children.map((row) => row.id)).toEqual([child]);
    const below = await api.as('h41b.preparer');
    expect((await below.get(`/api/v1/requests/${parent.id}`)).status).toBe(404);
    const handed = (await below.get(`/api/v1/requests/${child}`)).body as unknown as RequestView;
    expect(handed).toMatchObject({ passedOn: true, parentId: null });
  }, 60_000);
});
