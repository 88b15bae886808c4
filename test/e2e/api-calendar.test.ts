import { carryCalendar } from '../../libs/casework/deadlines/carry-calendar';
import type { CalendarDrafts, CalendarJobView, CalendarPreview, CalendarView } from '../../libs/contracts/api/calendar';
import { openApi, type Answer, type Client, type TestApi } from '../support/api';
import { CasePlayer } from '../support/case-player';

const content = '元旦 2027-01-01~2027-01-03 补班 2026-12-26\n国庆 2027-10-01~2027-10-07 补班 2027-10-09';
const notice = { title: '示例：2027年节假日安排', number: null, date: '2026-11-05' };
// eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- the shape is the test's promise
const body = <T>(answer: Answer): T => {
  if (answer.status >= 300) throw new Error(`${String(answer.status)} ${answer.text}`);
  return answer.body as unknown as T;
};

describe('the calendar over HTTP', () => {
  let api: TestApi;
  let handler: Client;
  let signatory: Client;
  beforeAll(async () => {
    api = await openApi('apical');
    handler = await api.as('nhc.handler1');
    signatory = await api.as('nhc.signatory');
  });
  afterAll(() => api.close());

  const prepare = async (text = content, year = 2027): Promise<string> =>
    body<{ id: string }>(await handler.post('/api/v1/calendar/drafts', { year, content: text, notice })).id;
  const previewOf = async (client: Client, id: string, query = ''): Promise<CalendarPreview> =>
    body(await client.get(`/api/v1/calendar/drafts/${id}/preview${query}`));

  it('shows a year to everybody who is signed in, and says where it ends', async () => {
    const client = await api.as('h41a.preparer');
    const view = body<CalendarView>(await client.get('/api/v1/calendar?year=2026'));
    expect(view).toMatchObject({
      year: 2026,
      version: 1,
      covered: true,
      basis: 'verified',
      publishedAt: null,
      local: [],
    });
    expect(view.days).toContainEqual({ day: '2026-10-10', kind: 'make-up', name: '' });
    expect([view.coverage[0], view.coverage.at(-1)]).toEqual([2004, 2026]);
    expect(body(await client.get('/api/v1/calendar?year=2027'))).toMatchObject({
      covered: false,
      notice: null,
      days: [],
    });
    expect((await api.client().get('/api/v1/calendar?year=2026')).status).toBe(401);
    expect((await client.get('/api/v1/calendar?year=zwei')).status).toBe(422);
  });

  it('is closed to others', async () => {
    const id = await prepare();
    for (const name of ['h41a.signatory', 'nhc.manager', 'ops.system', 'expert.henan1']) {
      const client = await api.as(name);
      const answers = [
        await client.post('/api/v1/calendar/drafts', { year: 2027, content, notice }),
        await client.get('/api/v1/calendar/drafts'),
        await client.get(`/api/v1/calendar/drafts/${id}/preview`),
        await client.post(`/api/v1/calendar/drafts/${id}/publish`, { calendarVersion: 1 }),
        await client.ask('DELETE', `/api/v1/calendar/drafts/${id}`),
      ];
      expect([name, ...answers.map((one) => one.status)]).toEqual([name, 403, 403, 403, 403, 403]);
    }
    const province = await api.as('henan.signatory');
    expect((await province.get(`/api/v1/calendar/drafts/${id}/preview`)).status).toBe(404);
    expect(body<CalendarDrafts>(await province.get('/api/v1/calendar/drafts'))).toMatchObject({
      items: [],
      mayPrepare: [],
    });
    expect((await handler.post(`/api/v1/calendar/drafts/${id}/publish`, { calendarVersion: 1 })).body.code).toBe(
      'not-entitled',
    );
    expect((await handler.ask('DELETE', `/api/v1/calendar/drafts/${id}`)).status).toBe(204);
    expect((await signatory.post(`/api/v1/calendar/drafts/${id}/publish`, { calendarVersion: 1 })).body.code).toBe(
      'draft-not-open',
    );
  });

  it('names line and reason of every problem in the reader’s language', async () => {
    const broken = { year: 2027, content: '元旦 2027-01-01 补班 2027-01-04\n春节', notice };
    const english = await handler.post('/api/v1/calendar/drafts', broken, { language: 'en' });
    expect(english.status).toBe(422);
    expect(english.body.fields).toEqual([
      {
        path: 'content.1',
        code: 'make-up-on-weekday',
        message: 'Line 1: the make-up day 2027-01-04 is not a Saturday or Sunday',
      },
      { path: 'content.2', code: 'dates-missing', message: 'Line 2: the dates of the holiday are missing' },
    ]);
    const chinese = await handler.post('/api/v1/calendar/drafts', broken, { language: 'zh-CN' });
    expect(chinese.body.fields).toMatchObject([
      { message: '第1行：补班日2027-01-04不是周六或周日' },
      { message: '第2行：缺少放假日期' },
    ]);
    expect(body<CalendarDrafts>(await handler.get('/api/v1/calendar/drafts')).items).toEqual([]);
  });

  it('previews by page what moves, telling only what the reader may know, and changes nothing', async () => {
    const submitted = await CasePlayer.open(api.office, 'h41a');
    const young = await CasePlayer.open(api.office, 'h41b');
    await submitted.playTo('national-intake');
    await young.playTo('provincial-intake');
    // As if both limits led from the end of December into the next year.
    await api.office.database.read((sql) =>
      sql.run(
        "UPDATE deadline SET starts_on = '2026-12-25', due_on = '2027-01-01', provisional = 1 WHERE closed_at IS NULL",
      ),
    );
    const id = await prepare();
    const preview = await previewOf(signatory, id);
    expect(preview).toMatchObject({
      calendarVersion: 1,
      content,
      next: null,
      draft: { year: 2027, mine: false, mayPublish: true, notice },
    });
    expect(preview.changes).toHaveLength(12);
    expect(preview.changes[0]).toEqual({ day: '2026-12-26', from: null, to: 'make-up', name: '元旦' });
    expect(preview.items).toEqual([
      {
        caseId: submitted.caseId,
        caseNumber: submitted.number,
        title: { zh: '国家形式审查时限', en: 'National intake' },
        body: 'nation',
        province: '41',
        from: '2027-01-01',
        to: '2026-12-31',
        settled: true,
      },
      {
        caseId: null,
        caseNumber: null,
        title: null,
        body: 'province',
        province: '41',
        from: '2027-01-01',
        to: '2026-12-31',
        settled: true,
      },
    ]);
    const first = await previewOf(handler, id, '?limit=1');
    expect([first.items.length, first.draft.mine, first.draft.mayPublish]).toEqual([1, true, false]);
    const second = await previewOf(handler, id, `?limit=1&after=${String(first.next)}`);
    expect([...first.items, ...second.items]).toEqual(preview.items);
    const stored = await api.office.database.read((sql) =>
      sql.rows('SELECT DISTINCT due_on FROM deadline WHERE closed_at IS NULL'),
    );
    expect(stored).toEqual([{ due_on: '2027-01-01' }]);
  });

  it('publishes what was previewed, and tells how far it was carried', async () => {
    const [draft] = body<CalendarDrafts>(await signatory.get('/api/v1/calendar/drafts')).items;
    const id = draft?.id ?? '';
    const preview = await previewOf(signatory, id);
    const [one] = preview.items.filter((item) => item.caseId !== null);
    if (!one) throw new Error('nothing moves');
    const published = body<{ version: number; jobId: string }>(
      await signatory.post(`/api/v1/calendar/drafts/${id}/publish`, { calendarVersion: preview.calendarVersion }),
    );
    expect(published.version).toBe(2);
    const job = async () => body<CalendarJobView>(await handler.get(`/api/v1/calendar/jobs/${published.jobId}`));
    expect(await job()).toMatchObject({ state: 'waiting', version: 2, startedAt: null });
    while (await carryCalendar(api.office, { cases: 10, milliseconds: 5_000 }));
    expect(await job()).toMatchObject({ state: 'done', total: 2, done: 2, moved: 2, failed: 0 });
    expect(body<CalendarDrafts>(await handler.get('/api/v1/calendar/drafts'))).toEqual({
      items: [],
      mayPrepare: [null],
      latestJob: published.jobId,
    });
    expect(body(await handler.get('/api/v1/calendar?year=2027'))).toMatchObject({ covered: true, notice, version: 2 });
    const limits = body<{ items: { explanation: { en: string }[]; limit: { dueOn: string; provisional: boolean } }[] }>(
      await signatory.get(`/api/v1/cases/${String(one.caseId)}/deadlines`),
    );
    const open = limits.items.find((one) => one.limit.dueOn === '2026-12-31');
    expect(open?.limit.provisional).toBe(false);
    expect(open?.explanation.some((line) => line.en.includes('Recalculated') || line.en.includes('recalculated'))).toBe(
      true,
    );
    const told = body<{ items: { title: { en: string }; text: { zh: string } }[] }>(
      await handler.get('/api/v1/notifications'),
    );
    expect(told.items[0]).toMatchObject({
      title: { en: 'Due date moved' },
      text: { zh: `${String(one.caseNumber)}：工作日历更新，国家形式审查时限到期日由2027-01-01调整为2026-12-31。` },
    });
    expect(
      (await signatory.post(`/api/v1/calendar/drafts/${await prepare()}/publish`, { calendarVersion: 1 })).body.code,
    ).toBe('calendar-changed');
  });

  it('refuses what is no import', async () => {
    for (const given of [
      {},
      { year: 1999, content },
      { year: 2027 },
      { year: 2027, content: 'x'.repeat(65_537) },
      { year: 2027, content, other: 1 },
    ]) {
      expect((await handler.post('/api/v1/calendar/drafts', given)).status).toBe(422);
    }
    expect(
      (await handler.post('/api/v1/calendar/drafts', { year: 2027, content, notice: null })).body.fields,
    ).toMatchObject([{ path: 'notice.title', code: 'required' }]);
    expect(
      (await handler.post('/api/v1/calendar/drafts', { year: 2027, content, notice }, { key: null })).body.code,
    ).toBe('key-missing');
    expect((await handler.get('/api/v1/calendar/drafts/nothing/preview')).status).toBe(404);
    expect((await handler.get(`/api/v1/calendar/jobs/caljob_${'0'.repeat(32)}`)).status).toBe(404);
  });
});
