import { allEndpoints, pathOf, type Endpoint } from '../../apps/api/src/http/endpoint';
import { openApi, type TestApi } from '../support/api';
import { addressWith, askWith, realIds, type RealIds } from '../support/real-ids';
import { bytesOf } from '../../libs/persistence/bytes';
import { bodies } from './matrix-bodies';

const administrators = ['ops.system', 'ops.security', 'ops.auditor'] as const;
type Administrator = (typeof administrators)[number];

/** What everybody does with what is their own, whatever their post. */
const ofOneself = /^\/api\/v1\/(session|me|activation|notifications|training)\b/;
/** Cases and what hangs on them, and who stands in for those who work them. */
const ofCases = /^\/api\/v1\/(cases|tasks|orders|requests|item-proposals|uploads|deputies)\b/;
/** Values of law: days, and limits beside cases. */
const ofLaw = /^\/api\/v1\/calendar\b/;
/** Whose work it is, of what administrators do. */
const workOf: Record<string, readonly Administrator[]> = {
  'POST /api/v1/organisations': ['ops.system'],
  'POST /api/v1/organisations/:id/units': ['ops.system'],
  'POST /api/v1/units/:id/close': ['ops.system'],
  'POST /api/v1/people': ['ops.system'],
  'POST /api/v1/people/:id': ['ops.system'],
  'POST /api/v1/people/:id/leave': ['ops.system'],
  'POST /api/v1/leave/:id/cancel': ['ops.system'],
  'POST /api/v1/people/:id/transfer': ['ops.system'],
  'POST /api/v1/people/:id/posts': ['ops.system'],
  'POST /api/v1/people/:id/second-factor/end': ['ops.system'],
  'POST /api/v1/people-imports': ['ops.system'],
  'DELETE /api/v1/people-imports/:id': ['ops.system'],
  'POST /api/v1/people-imports/:id/apply': ['ops.security'],
  'POST /api/v1/post-proposals/:id/confirm': ['ops.security'],
  // Whoever proposed takes it back, whoever would have granted it refuses it.
  'POST /api/v1/post-proposals/:id/refuse': ['ops.system', 'ops.security'],
  'POST /api/v1/posts/:id/end': ['ops.security'],
  'POST /api/v1/people/:id/activation': ['ops.security'],
  // An account is shut at once by either, and opened again by the other.
  'POST /api/v1/people/:id/account/suspend': ['ops.system', 'ops.security'],
  'POST /api/v1/people/:id/account/reinstate': ['ops.system', 'ops.security'],
  'POST /api/v1/people/:id/identities': ['ops.security'],
  'POST /api/v1/identities/:id/end': ['ops.security'],
  'POST /api/v1/group-posts': ['ops.security'],
  'POST /api/v1/service-accounts': ['ops.security'],
  'POST /api/v1/service-accounts/:id/revoke': ['ops.security'],
  'POST /api/v1/break-glass': ['ops.system', 'ops.security'],
  'POST /api/v1/break-glass/:id/decision': ['ops.system', 'ops.security'],
  'POST /api/v1/break-glass/:id/end': ['ops.system', 'ops.security'],
};

const nameOf = (endpoint: Endpoint): string => `${endpoint.method} ${pathOf(endpoint)}`;

describe('three administrators', () => {
  let api: TestApi;
  let ids: RealIds;
  let glass: string;
  const mutating = allEndpoints().filter(({ method }) => method !== 'GET' && method !== 'HEAD');
  const others = mutating.filter((endpoint) => !ofOneself.test(pathOf(endpoint)));

  beforeAll(async () => {
    api = await openApi('apiadmin');
    ids = await realIds(api);
    glass = await openGlass();
    ids = { ...ids, breakGlass: glass };
  }, 180_000);
  afterAll(() => api.close());

  /** The system administrator reads the case in an emergency, which the security administrator confirmed. */
  async function openGlass(): Promise<string> {
    const row = await api.office.database.read((sql) =>
      sql.row<{ number: string }>('SELECT number FROM case_file WHERE id = ?', [bytesOf(ids.case as never)]),
    );
    const asked = await (
      await api.as('ops.system')
    ).post('/api/v1/break-glass', { caseNumber: row?.number, reason: '核对', hours: 1 });
    const path = `/api/v1/break-glass/${String(asked.body.id)}`;
    expect((await (await api.as('ops.security')).post(`${path}/decision`, { grant: true })).status).toBe(200);
    expect((await (await api.as('ops.system')).get(`${path}/record`)).status).toBe(200);
    return String(asked.body.id);
  }

  /** How much there is of everything a case or the law is made of, and of what administrators keep. */
  async function record(tables: readonly string[]): Promise<Record<string, number>> {
    const rows = await api.office.database.read((sql) =>
      sql.rows<{ name: string; n: number | string }>(
        tables.map((table) => `SELECT '${table}' AS name, COUNT(*) AS n FROM ${table}`).join(' UNION ALL '),
      ),
    );
    return Object.fromEntries(rows.map(({ name, n }) => [name, Number(n)]));
  }
  const ofTheCase = ['case_file', 'case_event', 'case_stage', 'case_hold', 'task', 'decision', 'task_recusal'];
  const ofThePapers = ['document', 'upload', 'document_request', 'request_answer', 'supervision_order', 'legal_hold'];
  const ofTheLaw = ['deadline', 'deadline_adjustment', 'calendar_version', 'calendar_draft', 'deputy'];
  const ofThePosts = ['post', 'post_proposal', 'person', 'unit', 'organisation', 'service_account', 'activation'];

  it('every route that changes something is of oneself, of cases, of the law, or somebody’s work', () => {
    const classes = others.map((endpoint) => [
      nameOf(endpoint),
      [ofCases.test(pathOf(endpoint)), ofLaw.test(pathOf(endpoint)), nameOf(endpoint) in workOf].filter(Boolean).length,
    ]);
    expect(classes.filter(([, count]) => count !== 1)).toEqual([]);
    expect(Object.keys(workOf).filter((route) => !others.some((endpoint) => nameOf(endpoint) === route))).toEqual([]);
  });

  it.each(administrators)(
    '%s decides no case and moves no value of law, even while reading in an emergency',
    async (name) => {
      const client = await api.as(name);
      const tables = [...ofTheCase, ...ofThePapers, ...ofTheLaw];
      const before = await record(tables);
      const open: unknown[] = [];
      const routes = others.filter((endpoint) => ofCases.test(pathOf(endpoint)) || ofLaw.test(pathOf(endpoint)));
      expect(routes.length).toBeGreaterThan(45);
      for (const endpoint of routes) {
        const answer =
          nameOf(endpoint) === 'POST /api/v1/uploads'
            ? await client.upload(ids.case ?? '', Buffer.from('%PDF-1.4\n%%EOF\n'), 'a.pdf')
            : await askWith(client, endpoint, addressWith(endpoint, ids), bodyOf(endpoint));
        if (answer.status !== 403 && answer.status !== 404) open.push([nameOf(endpoint), answer.status, answer.text]);
      }
      expect(open).toEqual([]);
      expect(await record(tables)).toEqual(before);
    },
  );

  it.each(administrators)('%s does no other administrator’s work', async (name) => {
    const client = await api.as(name);
    const before = await record(ofThePosts);
    const done: unknown[] = [];
    for (const endpoint of others.filter((one) => workOf[nameOf(one)] && !workOf[nameOf(one)]?.includes(name))) {
      const answer = await askWith(client, endpoint, addressWith(endpoint, ids), bodyOf(endpoint));
      if (![403, 404].includes(answer.status)) done.push([nameOf(endpoint), answer.status, answer.text]);
    }
    expect(done).toEqual([]);
    expect(await record(ofThePosts)).toEqual(before);
  });

  function bodyOf(endpoint: Endpoint): unknown {
    // A handler's post for the deputy, and days of law, that would do were it not for the post of who asks.
    if (nameOf(endpoint) === 'POST /api/v1/deputies')
      return { postId: ids.post, personId: ids.person, validFrom: '2027-03-01', validTo: '2027-03-02', reason: '出差' };
    if (nameOf(endpoint) === 'POST /api/v1/calendar/drafts')
      return {
        ...{ year: 2027, content: '元旦 2027-01-01~2027-01-03' },
        notice: { title: '示例：放假', number: null, date: '2026-11-05' },
      };
    if (nameOf(endpoint) === 'POST /api/v1/calendar/drafts/:id/publish') return { calendarVersion: 1 };
    return bodies[nameOf(endpoint)];
  }

  it('emergency access that is over opens nothing to the session that had it: no next page, no file, no case', async () => {
    const system = await api.as('ops.system');
    const path = `/api/v1/break-glass/${glass}/record?limit=1`;
    const first = await system.get(path);
    expect(first.status).toBe(200);
    const next = `${path}&after=${encodeURIComponent(String(first.body.next))}`;
    expect((await system.get(next)).status).toBe(200);
    const ways = ['', '/events', '/documents', '/file?for=archive', '/package', '/materials', '/decisions'];
    for (const way of ways) expect((await system.get(`/api/v1/cases/${ids.case ?? ''}${way}`)).status).toBe(404);
    await api.office.database.read((sql) =>
      sql.run('UPDATE break_glass SET until = ? WHERE id = ?', [new Date(Date.now() - 1), bytesOf(glass as never)]),
    );
    expect([(await system.get(next)).body.code, (await system.get(path)).body.code]).toEqual([
      'glass-over',
      'glass-over',
    ]);
    const list = await system.get('/api/v1/break-glass?limit=1');
    expect(list.body.items).toMatchObject([{ state: 'over', allowedActions: [] }]);
  });

  it('and with the post goes what it had opened, at the next request', async () => {
    const again = await openGlass();
    const system = await api.as('ops.system');
    const path = `/api/v1/break-glass/${again}/record`;
    expect((await system.get(path)).status).toBe(200);
    await api.office.database.read((sql) =>
      sql.run("UPDATE post SET valid_to = '2004-02-01' WHERE role = 'system-admin'"),
    );
    expect((await system.get(path)).body.code).toBe('not-entitled');
  });
});
