import { generateKeyPairSync } from 'node:crypto';
import { verifyRecord } from '../../apps/worker/src/audit/verification';
import { trainingPassword } from '../../libs/casework/people/seed-training';
import { auditEventList } from '../../libs/contracts/api/audit';
import { breakGlassList } from '../../libs/contracts/api/break-glass';
import { bytesOf } from '../../libs/persistence/bytes';
import { AnchorBook } from '../../libs/persistence/events/anchor-book';
import { caseAt, newCase } from '../support/record';
import { openApi, type TestApi } from '../support/api';

interface Logged {
  type: string;
  payload: { actor?: { person?: string; address?: string; request?: string }; [fact: string]: unknown };
}

describe('what is recorded of requests', () => {
  let api: TestApi;
  beforeAll(async () => {
    api = await openApi('apiaudit');
  });
  afterAll(() => api.close());

  async function logged(type: string): Promise<Logged['payload'][]> {
    const rows = await api.office.database.read((sql) =>
      sql.rows<{ payload: string }>('SELECT payload FROM system_event WHERE type = ? ORDER BY at, chain, seq', [type]),
    );
    return rows.map(({ payload }) => JSON.parse(payload) as Logged['payload']);
  }
  /** The log is written once a second: waits for the condition, not for the second. */
  async function until(type: string, holds: (payload: Logged['payload']) => boolean): Promise<Logged['payload']> {
    for (let tries = 0; tries < 300; tries += 1) {
      const found = (await logged(type)).find(holds);
      if (found) return found;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    throw new Error(`no ${type}`);
  }

  it('a wrong old password at a change of password, with person and address', async () => {
    const client = await api.client().signIn('hubei.checker');
    const change = (current: string) => client.post('/api/v1/me/password', { current, next: 'plum kettle drifting' });
    expect((await change('not the one')).body.code).toBe('wrong-confirmation');
    const refused = await logged('passwordChangeRefused');
    expect(refused).toEqual([
      { actor: { person: client.session?.person.id, request: expect.any(String) as string }, address: '127.0.0.1' },
    ]);
    expect((await change(trainingPassword)).status).toBe(204);
    expect(await logged('passwordChangeRefused')).toHaveLength(1);
  });

  it('whoever looks at the report of an import of people, and each fetch of a calendar feed', async () => {
    const system = await api.as('ops.system');
    const content = Buffer.from('code,name_zh,name_en,email,phone,language\nA-1,甲,One,,,\n').toString('base64');
    const prepared = await system.post('/api/v1/people-imports', { kind: 'people', fileName: 'people.csv', content });
    expect(prepared.status).toBe(201);
    const path = `/api/v1/people-imports/${String(prepared.body.id)}`;
    const auditor = await api.as('ops.auditor');
    expect((await auditor.get(path)).status).toBe(200);
    expect((await (await api.as('nhc.handler1')).get(path)).status).toBe(403);
    expect(await logged('reportViewed')).toMatchObject([
      { actor: { person: auditor.session?.person.id }, report: 'people-import', id: prepared.body.id },
    ]);
    const handler = await api.as('henan.handler1');
    const feed = await handler.post('/api/v1/me/calendar-feed', { language: 'en' }, { key: null });
    expect((await api.client().get(feed.body.path as string)).status).toBe(200);
    expect(await logged('calendarFetched')).toMatchObject([
      { actor: { person: handler.session?.person.id, address: '127.0.0.1' }, entries: 0 },
    ]);
    expect((await api.client().get(`/feeds/${'A'.repeat(43)}.ics`)).status).toBe(404);
    expect(await logged('calendarFetched')).toHaveLength(1);
  });

  it('a foreign case that is looked for, a post that may not, an act too late: each with person, address and request', async () => {
    const player = await newCase(api.office);
    const stranger = await api.as('guangdong.handler1');
    const unseen = await stranger.get(`/api/v1/cases/${player.caseId}`);
    expect(unseen.status).toBe(404);
    const request = unseen.body.requestId;
    expect(await until('attemptRefused', ({ actor }) => actor?.request === request)).toEqual({
      actor: {
        person: stranger.session?.person.id,
        posts: stranger.session?.posts.map(({ id }) => id),
        request,
        address: '127.0.0.1',
      },
      code: 'not-found',
      route: 'GET /api/v1/cases/:id',
      ids: { id: player.caseId },
      attemptedAt: expect.any(String) as string,
    });
    const forbidden = await stranger.post('/api/v1/people', {});
    expect(forbidden.status).toBe(403);
    expect(await until('attemptRefused', ({ actor }) => actor?.request === forbidden.body.requestId)).toMatchObject({
      code: 'not-entitled',
      route: 'POST /api/v1/people',
    });
    const late = await (await api.as('h41a.preparer')).post(`/api/v1/cases/${player.caseId}/resume`, { reason: '续' });
    expect([403, 404, 409]).toContain(late.status);
    await until('attemptRefused', ({ actor }) => actor?.request === late.body.requestId);
  });

  it('every download before its first byte: document, range and package', async () => {
    const player = await caseAt(api.office, 'provincial-intake');
    const preparer = await api.as('h41a.preparer');
    const added = await preparer.upload(
      player.caseId,
      Buffer.from('%PDF-1.4\n1 0 obj\n<<>>\nendobj\n%%EOF\n'),
      'a.pdf',
    );
    const handler = await api.as('henan.handler1');
    const path = `/api/v1/cases/${player.caseId}/documents/${String(added.body.id)}/content`;
    const whole = await handler.get(path);
    if (added.status !== 201) throw new Error(added.text);
    expect(whole.status).toBe(200);
    const part = await handler.get(path, { headers: { range: 'bytes=0-3' } });
    expect(part.status).toBe(206);
    // Documents the record is played with have no bytes behind them: this package breaks off, and is recorded all the same.
    await expect(handler.get(`/api/v1/cases/${player.caseId}/package`)).rejects.toThrow('terminated');
    const downloads = (await logged('documentDownloaded')).filter((one) => one.document === added.body.id);
    expect(downloads.map((one) => one.part)).toEqual([null, 'bytes=0-3']);
    expect(downloads[0]).toMatchObject({
      actor: { person: handler.session?.person.id, address: '127.0.0.1' },
      caseId: player.caseId,
      sha256: whole.headers.get('x-content-sha256'),
    });
    expect(await logged('packageDownloaded')).toMatchObject([
      { caseId: player.caseId, sha256s: expect.arrayContaining([whole.headers.get('x-content-sha256')]) as string[] },
    ]);
  });

  it('an exported bulletin', async () => {
    const manager = await api.as('henan.manager');
    const answer = await manager.get('/api/v1/overdue/bulletin?week=2026-W01');
    expect(answer.status).toBe(200);
    expect(await logged('listExported')).toMatchObject([
      { list: 'overdue-bulletin', parameters: { week: '2026-W01', language: 'zh' } },
    ]);
  });

  it('the address stands in the events of a case too, and nowhere in its timeline', async () => {
    const player = await newCase(api.office);
    const preparer = await api.as('h41a.preparer');
    expect(
      (await preparer.post(`/api/v1/cases/${player.caseId}/comments`, { audience: 'all', text: '说明' })).status,
    ).toBe(200);
    const rows = await api.office.database.read((sql) =>
      sql.rows<{ payload: string }>("SELECT payload FROM case_event WHERE type = 'commented'"),
    );
    expect(JSON.parse(rows[0]?.payload ?? '{}')).toMatchObject({ actor: { address: '127.0.0.1' } });
    expect((await preparer.get(`/api/v1/cases/${player.caseId}/events`)).text).not.toContain('127.0.0.1');
  });

  it('the auditor reads who did what, by person, type, time and case, page by page; nobody else does', async () => {
    const auditor = await api.as('ops.auditor');
    const stranger = await api.as('guangdong.handler1');
    const refused = await stranger.post('/api/v1/people', {});
    await until('attemptRefused', ({ actor }) => actor?.request === refused.body.requestId);
    const person = stranger.session?.person.id ?? '';
    const found = await auditor.get(`/api/v1/audit/events?person=${person}&type=attemptRefused&limit=1`);
    expect(found.body).toMatchObject({
      items: [
        {
          type: 'attemptRefused',
          title: { en: 'Attempt refused' },
          by: { person: { id: person }, address: '127.0.0.1', request: refused.body.requestId },
          facts: { code: 'not-entitled', route: 'POST /api/v1/people' },
        },
      ],
    });
    const pages: string[] = [];
    for (let after = ''; pages.length < 200;) {
      const one = await auditor.get(`/api/v1/audit/events?limit=2${after}`);
      const { items, next } = one.body as { items: { chain: string; seq: number }[]; next: string | null };
      pages.push(...items.map(({ chain, seq }) => `${chain} ${String(seq)}`));
      if (next === null) break;
      after = `&after=${next}`;
    }
    expect(new Set(pages).size).toBe(pages.length);
    const all = await auditor.get('/api/v1/audit/events?limit=100');
    expect(
      (all.body.items as { chain: string; seq: number }[]).map(({ chain, seq }) => `${chain} ${String(seq)}`),
    ).toEqual(pages);
    expect((await auditor.get('/api/v1/audit/events?to=2000-01-01T00:00:00.000Z')).body.items).toEqual([]);
    expect((await auditor.get('/api/v1/audit/events?after=bm9uc2Vuc2U')).status).toBe(422);
    expect((await stranger.get('/api/v1/audit/events')).status).toBe(403);
  });

  it('of a case the auditor sees acts, and no word that was said', async () => {
    const player = await newCase(api.office);
    const preparer = await api.as('h41a.preparer');
    const path = `/api/v1/cases/${player.caseId}/comments`;
    expect((await preparer.post(path, { audience: 'all', text: '只有各方可见' })).status).toBe(200);
    const row = await api.office.database.read((sql) =>
      sql.row<{ number: string }>('SELECT number FROM case_file WHERE id = ?', [bytesOf(player.caseId)]),
    );
    const auditor = await api.as('ops.auditor');
    const found = await auditor.get(`/api/v1/audit/events?case=${row?.number ?? ''}`);
    expect((found.body.items as unknown[])[0]).toMatchObject({ type: 'commented', by: { role: 'hospital-preparer' } });
    expect(found.text).not.toContain('只有各方可见');
    expect((await auditor.get('/api/v1/audit/events?case=NMC-0000')).status).toBe(404);
    expect((await auditor.get(`/api/v1/cases/${player.caseId}`)).status).toBe(404);
  });

  it('by kind, by name or user name, and of a case what was tried on it and taken out of it', async () => {
    const player = await caseAt(api.office, 'provincial-intake');
    const stranger = await api.as('guangdong.handler1');
    const unseen = await stranger.get(`/api/v1/cases/${player.caseId}`);
    await until('attemptRefused', ({ actor }) => actor?.request === unseen.body.requestId);
    const preparer = await api.as('h41a.preparer');
    const pdf = Buffer.from('%PDF-1.4\n%%EOF\n');
    const { id } = (await preparer.upload(player.caseId, pdf, 'a.pdf')).body;
    await preparer.get(`/api/v1/cases/${player.caseId}/documents/${String(id)}/content`);
    const auditor = await api.as('ops.auditor');
    const found = async (query: string) => {
      const { items } = auditEventList.parse((await auditor.get(`/api/v1/audit/events?limit=100&${query}`)).body);
      return items;
    };
    const byName = await found(`kind=refused&who=${encodeURIComponent('广东省级经办人一')}`);
    expect(byName.length).toBeGreaterThan(0);
    expect(byName.every(({ type }) => type === 'attemptRefused')).toBe(true);
    expect(await found('kind=refused&who=guangdong.handler1')).toEqual(byName);
    expect(await found('kind=refused&who=nobody.at-all')).toEqual([]);
    expect(await found('kind=refused&who=%25')).toEqual([]);
    const refused = await found(`kind=refused&case=${player.number}`);
    expect(refused).toMatchObject([
      {
        by: { person: { id: stranger.session?.person.id }, request: unseen.body.requestId },
        refusal: { en: expect.stringContaining('nothing here') as string },
        caseNumber: player.number,
      },
    ]);
    const [download, ...more] = await found(`kind=downloads&case=${player.number}`);
    expect(more).toEqual([]);
    expect(download).toMatchObject({ type: 'documentDownloaded', by: { person: { id: preparer.session?.person.id } } });
    expect((await found('kind=sign-ins&who=guangdong.handler1')).map(({ type, by }) => [type, by?.address])).toEqual([
      ['signedIn', '127.0.0.1'],
    ]);
    const own = await found(`case=${player.number}`);
    expect(new Set(own.map(({ programme }) => programme))).toEqual(new Set(['nmc-respiratory 2026.1']));
    expect(own).toEqual(await found(`case=${player.number}&kind=changes`));
  });

  it('anchors and the last verification', async () => {
    const auditor = await api.as('ops.auditor');
    expect((await auditor.get('/api/v1/audit/verification')).body).toEqual({ last: null });
    expect((await auditor.get('/api/v1/audit/anchors')).body).toEqual({ items: [], next: null });
    const book = new AnchorBook(api.office.database);
    const { privateKey } = generateKeyPairSync('ed25519');
    await book.make(privateKey, Date.parse('2026-03-02T00:00:00.000Z'));
    const second = await book.make(privateKey, Date.parse('2026-03-02T01:00:00.000Z'));
    const first = await auditor.get('/api/v1/audit/anchors?limit=1');
    expect(first.body.items).toMatchObject([{ seq: 2, at: second.at, root: second.root.toString('hex') }]);
    const next = await auditor.get(`/api/v1/audit/anchors?limit=1&after=${String(first.body.next)}`);
    expect(next.body).toMatchObject({ items: [{ seq: 1 }], next: null });
    const wish = { databaseUrl: api.database.applicationUrl, publicKeyFile: null, machineNow: Date.now() };
    const found = await verifyRecord(api.office.database, wish);
    expect((await auditor.get('/api/v1/audit/verification')).body).toMatchObject({
      last: {
        intact: false,
        events: found.events,
        anchorFindings: [
          { anchor: 1, fault: 'unknown-key' },
          { anchor: 2, fault: 'unknown-key' },
        ],
      },
    });
  });

  it('emergency access: read only while it runs, by whoever asked; no opinion of the panel', async () => {
    const player = await caseAt(api.office, 'provincial-recommendation');
    const row = await api.office.database.read((sql) =>
      sql.row<{ number: string }>('SELECT number FROM case_file WHERE id = ?', [bytesOf(player.caseId)]),
    );
    const [system, security] = [await api.as('ops.system'), await api.as('ops.security')];
    const asked = await system.post('/api/v1/break-glass', { caseNumber: row?.number, reason: '核对', hours: 1 });
    expect(asked.status).toBe(201);
    const path = `/api/v1/break-glass/${String(asked.body.id)}`;
    expect((await system.get(`${path}/record`)).status).toBe(409);
    expect((await system.post(`${path}/decision`, { grant: true })).status).toBe(403);
    expect((await security.post(`${path}/decision`, { grant: true })).status).toBe(200);
    const record = await system.get(`${path}/record?limit=100`);
    expect(record.body).toMatchObject({ number: row?.number });
    expect(record.text).not.toContain('panelStepDecided');
    expect((await security.get(`${path}/record`)).status).toBe(404);
    expect((await system.get(`/api/v1/cases/${player.caseId}`)).status).toBe(404);
    expect(await logged('breakGlassLooked')).toMatchObject([
      { case: player.caseId, actor: { person: system.session?.person.id, address: '127.0.0.1' } },
    ]);
    expect((await security.post(`${path}/end`)).status).toBe(200);
    expect((await system.get(`${path}/record`)).status).toBe(409);
  });

  it('the list of emergency access says who and until when, and what its reader may do about it', async () => {
    const player = await newCase(api.office);
    const [system, security, auditor] = [
      await api.as('ops.system'),
      await api.as('ops.security'),
      await api.as('ops.auditor'),
    ];
    const newest = async (client: typeof system) => {
      const list = breakGlassList.parse((await client.get('/api/v1/break-glass?limit=1')).body);
      return { mayAsk: list.mayAsk, maxHours: list.maxHours, ...list.items[0] };
    };
    const asked = await system.post('/api/v1/break-glass', { caseNumber: player.number, reason: '核对', hours: 2 });
    const path = `/api/v1/break-glass/${String(asked.body.id)}`;
    expect(await newest(system)).toMatchObject({
      ...{ mayAsk: true, state: 'asked', caseNumber: player.number, reason: '核对', hours: 2, allowedActions: [] },
      askedBy: { id: system.session?.person.id },
    });
    expect((await newest(security)).allowedActions).toEqual(['decide']);
    expect(await newest(auditor)).toMatchObject({ mayAsk: false, allowedActions: [] });
    await security.post(`${path}/decision`, { grant: true });
    expect(await newest(system)).toMatchObject({
      ...{ state: 'running', allowedActions: ['end', 'look'] },
      decidedBy: { id: security.session?.person.id },
    });
    expect((await newest(security)).allowedActions).toEqual(['end']);
    const record = await system.get(`${path}/record`);
    expect(record.body).toMatchObject({ reason: '核对', until: (await newest(system)).until });
    await security.post(`${path}/end`);
    expect(await newest(auditor)).toMatchObject({ state: 'ended', endedBy: { id: security.session?.person.id } });
    const first = breakGlassList.parse((await auditor.get('/api/v1/break-glass?limit=1')).body);
    const rest = breakGlassList.parse((await auditor.get(`/api/v1/break-glass?after=${first.next ?? ''}`)).body);
    expect(rest.items.map((one) => one.id)).not.toContain(first.items[0]?.id);
    expect((await (await api.as('nhc.signatory')).get('/api/v1/break-glass')).status).toBe(403);
  });

  it('what waits is written when the API stops', async () => {
    const other = await openApi('apiaudit2');
    const stranger = await other.as('guangdong.handler1');
    const refused = await stranger.post('/api/v1/people', {});
    expect(refused.status).toBe(403);
    await other.app.close();
    const rows = await other.office.database.read((sql) =>
      sql.rows<{ payload: string }>("SELECT payload FROM system_event WHERE type = 'attemptRefused'"),
    );
    expect(rows.map(({ payload }) => payload).join()).toContain(String(refused.body.requestId));
    await other.close();
  });
});
