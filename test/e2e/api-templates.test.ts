import { createHash } from 'node:crypto';
import type { MaterialsView } from '../../libs/contracts/api/documents';
import type { RequestView } from '../../libs/contracts/api/requests';
import { openRequest } from '../../libs/casework/documents/requests/open-request';
import { openApi, type TestApi } from '../support/api';
import { key } from '../support/case-player';
import { present, requestsAt, type RequestPlayer } from '../support/documents/requests';
import { newCase } from '../support/record';

/** Forms to fill in: named by the programme version a case is pinned to, and given to whoever may know of the case. */
describe('a form to fill in', () => {
  let api: TestApi;
  let player: RequestPlayer;

  beforeAll(async () => {
    api = await openApi('apitemplates');
    player = await requestsAt(api.office, 'provincial-recommendation');
  }, 120_000);
  afterAll(() => api.close());

  const base = () => `/api/v1/cases/${player.player.caseId}`;
  const planned = async () => {
    const materials = (await (await api.as('h41a.preparer')).get(`${base()}/materials`))
      .body as unknown as MaterialsView;
    return present(materials.required.find((one) => one.slot === 'construction-plan')?.template ?? undefined);
  };

  it('is named beside the required document, and comes with its name, type and digest', async () => {
    const template = await planned();
    expect(template).toMatchObject({ title: { zh: '国家医学中心建设方案模板' }, address: null });
    const answer = await (await api.as('h41a.preparer')).get(`${base()}/templates/${String(template.sha256)}`);
    expect(answer.status).toBe(200);
    expect(createHash('sha256').update(answer.bytes).digest('hex')).toBe(template.sha256);
    const name = encodeURIComponent('国家医学中心建设方案模板.docx');
    expect(answer.headers.get('content-disposition')).toBe(`attachment; filename*=UTF-8''${name}`);
    expect(answer.headers.get('content-type')).toContain('wordprocessingml.document');
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
    expect(answer.bytes.subarray(0, 4).toString('latin1')).toBe('PK\u0003\u0004');
  });

  it('is named beside an item of the library, and not beside one in own words', async () => {
    const handler = await player.player.actor('henan.handler1');
    const free = { from: 'free' as const, title: '说明', accepts: '说明', formats: ['pdf' as const], required: false };
    const drafted = await player.draft(handler, [{ from: 'library', libraryId: 'staff-list' }, free]);
    const { requestId } = await player.send(handler, drafted);
    await openRequest(await player.player.actor('h41a.preparer'), { requestId, key: key() }, api.office);
    const hospital = await api.as('h41a.preparer');
    const { items } = (await hospital.get(`/api/v1/requests/${requestId}`)).body as unknown as RequestView;
    expect(items.map((item) => item.template?.title.zh ?? null)).toEqual(['专职人员名册模板', null]);
    expect((await hospital.get(`${base()}/templates/${String(items[0]?.template?.sha256)}`)).status).toBe(200);
  });

  it('is given to nobody who may not know of the case, nor under a digest its version does not name', async () => {
    const { sha256 } = await planned();
    for (const name of ['h41b.preparer', 'guangdong.handler1', 'nhc.handler1'])
      expect([name, (await (await api.as(name)).get(`${base()}/templates/${String(sha256)}`)).status]).toEqual([
        name,
        404,
      ]);
    const hospital = await api.as('h41a.preparer');
    expect((await hospital.get(`${base()}/templates/${'0'.repeat(64)}`)).status).toBe(404);
    const older = await newCase(api.office, 'h41a', { version: '2026.1' });
    expect((await hospital.get(`/api/v1/cases/${older.caseId}/templates/${String(sha256)}`)).status).toBe(404);
    const outside = await api.client().get(`${base()}/templates/${String(sha256)}`);
    expect(outside.status).toBe(401);
  });
});
