import { Client, cookieOf, listen, openApi, testEnvironment, type Answer, type TestApi } from '../support/api';
import { trainingPassword } from '../../libs/casework/people/seed-training';
import { checkStart, UnfitDatabase } from '../../libs/casework/start-checks';

const signIn = (client: Client, username: string, password = trainingPassword): Promise<Answer> =>
  client.post('/api/v1/session', { username, password });

describe('sessions over HTTP', () => {
  let api: TestApi;
  beforeAll(async () => {
    api = await openApi('apisess');
  });
  afterAll(() => api.close());

  const whoAmI = (cookie: string) => api.client().get('/api/v1/session', { headers: { cookie } });

  it('keeps its id in a cookie that scripts and other sites cannot use', async () => {
    const answer = await signIn(api.client(), 'nhc.handler1');
    expect(answer.status).toBe(200);
    const [cookie, ...more] = answer.headers.getSetCookie();
    expect(more).toEqual([]);
    const flags = (cookie ?? '').split('; ');
    expect(flags[0]).toMatch(/^mcr_session=[A-Za-z0-9_-]{43}$/);
    expect(flags).toEqual(expect.arrayContaining(['HttpOnly', 'SameSite=Strict', 'Path=/', 'Max-Age=43200']));
    expect(flags).not.toContain('Secure');
    expect(answer.text).not.toContain(flags[0]?.split('=')[1]);
    expect(answer.body).toMatchObject({ training: true, posts: [{ role: 'national-handler', province: null }] });
  });

  it('never stores the id itself', async () => {
    const client = await api.client().signIn('nhc.handler2');
    const token = client.cookie?.split('=')[1] ?? '';
    const rows = await api.office.database.read((sql) => sql.rows<{ id: Buffer }>('SELECT id FROM session'));
    expect(rows.length).toBeGreaterThan(0);
    expect(rows.some((row) => row.id.toString('utf8').includes(token) || row.id.toString('base64url') === token)).toBe(
      false,
    );
  });

  it('gives a new id at every sign-in: an id planted before opens nothing', async () => {
    const planted = `mcr_session=${'A'.repeat(43)}`;
    const victim = api.client();
    victim.cookie = planted;
    const answer = await signIn(victim, 'nhc.checker');
    expect(answer.status).toBe(200);
    expect(cookieOf(answer)).not.toBe(planted);
    expect((await whoAmI(planted)).status).toBe(401);
    expect((await whoAmI(cookieOf(answer))).status).toBe(200);
  });

  it('ends the session one had when one signs in again', async () => {
    const client = await api.client().signIn('nhc.checker');
    const before = client.cookie ?? '';
    await client.signIn('nhc.checker');
    expect((await whoAmI(before)).status).toBe(401);
    expect((await whoAmI(client.cookie ?? '')).status).toBe(200);
  });

  it('signs out: the cookie is taken back and its id opens nothing any more', async () => {
    const client = await api.client().signIn('nhc.manager');
    const answer = await client.ask('DELETE', '/api/v1/session');
    expect(answer.status).toBe(204);
    expect(answer.headers.getSetCookie()[0]).toMatch(/^mcr_session=;.*(Max-Age=0|Expires=Thu, 01 Jan 1970)/);
    expect(await client.get('/api/v1/session')).toMatchObject({ status: 401, body: { code: 'not-signed-in' } });
  });

  it('ends by itself when its time is over', async () => {
    const client = await api.client().signIn('ops.auditor');
    const person = Buffer.from((client.session?.person.id ?? '').slice(-32), 'hex');
    await api.office.database.read((sql) =>
      sql.run('UPDATE session SET expires_at = ? WHERE person_id = ?', [new Date(Date.now() - 1), person]),
    );
    expect(await client.get('/api/v1/session')).toMatchObject({ status: 401, body: { code: 'not-signed-in' } });
    expect(await client.get('/api/v1/tasks')).toMatchObject({ status: 401 });
  });

  it('sees a post that has ended at the next request', async () => {
    const client = await api.client().signIn('tianjin.checker');
    const person = Buffer.from((client.session?.person.id ?? '').slice(-32), 'hex');
    await api.office.database.read((sql) =>
      sql.run("UPDATE post SET valid_to = '2020-01-01' WHERE person_id = ?", [person]),
    );
    expect((await client.get('/api/v1/session')).body.posts).toEqual([]);
  });

  it('answers an unknown name and a wrong password alike', async () => {
    const unknown = await signIn(api.client(), 'nobody.at.all', 'wrong');
    const wrong = await signIn(api.client(), 'nhc.signatory', 'wrong');
    const { requestId: _one, ...first } = unknown.body;
    const { requestId: _two, ...second } = wrong.body;
    expect(unknown.status).toBe(401);
    expect(first).toMatchObject({ code: 'wrong-credentials' });
    expect({ status: wrong.status, ...second }).toEqual({ status: 401, ...first });
    expect(wrong.headers.getSetCookie()).toEqual([]);
  });

  describe('after repeated failures', () => {
    beforeAll(async () => {
      for (let turn = 0; turn < 10; turn += 1) {
        expect((await signIn(api.client(), 'henan.manager', 'wrong')).status).toBe(401);
      }
    });

    it('the account is slowed down from that address, the right password or not', async () => {
      expect(await signIn(api.client(), 'henan.manager', 'wrong')).toMatchObject({
        status: 429,
        body: { code: 'too-many-attempts' },
      });
      expect((await signIn(api.client(), 'henan.manager')).status).toBe(429);
    });

    it.each(['henan.manager ', 'henan.manager   ', 'HENAN.manager'])('and not opened as %j', async (name) => {
      expect([401, 429]).toContain((await signIn(api.client(), name)).status);
    });

    it('and nobody else is', async () => {
      expect((await signIn(api.client(), 'hubei.manager')).status).toBe(200);
    });
  });
});

describe('production mode', () => {
  let api: TestApi;
  let production: Awaited<ReturnType<typeof listen>>;
  beforeAll(async () => {
    api = await openApi('apiprod');
    const env = { databaseUrl: api.database.applicationUrl, filesDir: api.filesDir };
    production = await listen(testEnvironment({ ...env, mode: 'production', publicUrl: 'https://review.example.org' }));
  });
  afterAll(async () => {
    await production.app.close();
    await api.close();
  });

  it('has no training accounts and no clock to read or move', async () => {
    const client = new Client(production.url);
    const signedIn = await signIn(client, 'nhc.handler1');
    client.cookie = cookieOf(signedIn);
    client.csrf = signedIn.body.csrfToken as string;
    expect(signedIn.body.training).toBe(false);
    expect((await client.get('/api/v1/training/accounts')).status).toBe(404);
    expect((await client.get('/api/v1/training/clock')).status).toBe(404);
    expect((await client.post('/api/v1/training/clock', { days: 1 })).status).toBe(404);
  });

  it('binds cookie and connection to its host over TLS', async () => {
    const answer = await signIn(new Client(production.url), 'nhc.handler1');
    const flags = (answer.headers.getSetCookie()[0] ?? '').split('; ');
    expect(flags[0]).toMatch(/^__Host-mcr_session=/);
    expect(flags).toEqual(expect.arrayContaining(['Secure', 'HttpOnly', 'SameSite=Strict', 'Path=/']));
    expect(flags.some((flag) => flag.startsWith('Domain'))).toBe(false);
    expect(answer.headers.get('strict-transport-security')).toMatch(/max-age=\d{7,}/);
  });

  it('does not start with training accounts, with a moved clock or on a schema behind the code', async () => {
    const run = (sql: string) => api.office.database.read((connection) => connection.run(sql));
    const start = () => checkStart(api.office, 'production');
    await expect(start()).rejects.toThrow(UnfitDatabase);
    await expect(start()).rejects.toThrow(/training accounts/);
    await run('UPDATE account SET training = 0');
    await expect(start()).rejects.toThrow(/legal clock/);
    await run('UPDATE clock SET offset_ms = 0');
    await expect(start()).resolves.toBeUndefined();
    await run('UPDATE clock SET offset_ms = 1');
    await expect(start()).rejects.toThrow(/legal clock/);
    await expect(checkStart(api.office, 'training')).resolves.toBeUndefined();
  });
});
