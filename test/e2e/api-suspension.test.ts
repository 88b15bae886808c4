import { trainingPassword } from '../../libs/casework/people/seed-training';
import { Client, listen, openApi, testEnvironment, type TestApi } from '../support/api';

describe('what stands in the database and not in one process', () => {
  let api: TestApi;
  let second: Awaited<ReturnType<typeof listen>>;
  const env = () => testEnvironment({ databaseUrl: api.database.applicationUrl, filesDir: api.filesDir });
  beforeAll(async () => {
    api = await openApi('apisuspend');
    second = await listen(env());
  });
  afterAll(async () => {
    await second.app.close();
    await api.close();
  });
  const signIn = (url: string, username: string, password = trainingPassword) =>
    new Client(url).post('/api/v1/session', { username, password });

  it.each(['henan.manager', 'nobody.at.all'])(
    'failed sign-ins of %s are counted over two processes and past a restart',
    async (username) => {
      for (let turn = 0; turn < 5; turn += 1) {
        expect((await signIn(api.url, username, 'wrong')).status).toBe(401);
        expect((await signIn(second.url, username, 'wrong')).status).toBe(401);
      }
      expect(await signIn(api.url, username, 'wrong')).toMatchObject({ status: 429 });
      expect(await signIn(second.url, username)).toMatchObject({ status: 429 });
      const third = await listen(env());
      try {
        const answer = await signIn(third.url, username);
        expect(answer).toMatchObject({ status: 429, body: { code: 'too-many-attempts' } });
        expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(200);
      } finally {
        await third.app.close();
      }
    },
  );

  it('a suspension ends open sessions and tokens at both at once', async () => {
    const security = await api.as('ops.security');
    const here = await api.client().signIn('nhc.handler1');
    const there = await new Client(second.url).signIn('nhc.handler1');
    const person = here.session?.person.id ?? '';
    const path = `/api/v1/people/${person}/account`;
    expect((await security.post(`${path}/suspend`, { reason: '' })).status).toBe(422);
    const done = await security.post(`${path}/suspend`, { reason: '账户疑被盗用' });
    expect(done).toMatchObject({ status: 200, body: { endedSessions: 2 } });
    for (const client of [here, there])
      expect(await client.get('/api/v1/tasks')).toMatchObject({ status: 401, body: { code: 'not-signed-in' } });
    for (const url of [api.url, second.url])
      expect(await signIn(url, 'nhc.handler1')).toMatchObject({ status: 403, body: { code: 'account-suspended' } });
    expect((await signIn(api.url, 'nhc.handler1', 'wrong')).body.code).toBe('wrong-credentials');
    const system = await api.as('ops.system');
    expect((await security.post(`${path}/reinstate`, { reason: '已核实', newPassword: false })).body.code).toBe(
      'second-person',
    );
    expect((await system.post(`${path}/reinstate`, { reason: '已核实', newPassword: false })).status).toBe(200);
    const again = await new Client(second.url).signIn('nhc.handler1');
    const notices = await again.get('/api/v1/notifications');
    expect(notices.text).toContain('账户疑被盗用');
  });

  it('a session that was there already opens nothing while its account is suspended, by whatever way it survived', async () => {
    const client = await api.client().signIn('nhc.checker');
    const mark = (value: string) =>
      api.office.database.read((sql) =>
        sql.run(`UPDATE account SET suspended_at = ${value} WHERE username = 'nhc.checker'`),
      );
    await mark('NOW(3)');
    expect((await client.get('/api/v1/session')).status).toBe(401);
    await mark('NULL');
    expect((await client.get('/api/v1/session')).status).toBe(200);
  });
});
