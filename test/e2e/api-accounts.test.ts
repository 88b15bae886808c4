import { Secret, TOTP } from 'otpauth';
import { createFirstAdministrator } from '../../libs/casework/people/accounts';
import type { SessionView } from '../../libs/contracts/api/session';
import { Client, cookieOf, openApi, type TestApi } from '../support/api';
import { newCase, refusal } from '../support/record';
import { organisationNamed } from '../support/people';
import { allEndpoints, pathOf } from '../../apps/api/src/http/endpoint';

const password = 'plum kettle drifting';

describe('accounts that are given out', () => {
  let api: TestApi;
  let security: Client;
  beforeAll(async () => {
    api = await openApi('apiaccount');
    security = await api.as('ops.security');
  });
  afterAll(() => api.close());

  async function newPerson(): Promise<string> {
    const system = await api.as('ops.system');
    const input = { code: null, name: { zh: '经办人', en: 'Handler' }, email: null, phone: null, language: null };
    const answer = await system.post('/api/v1/people', input);
    expect(answer.status).toBe(201);
    return answer.body.id as string;
  }
  const issue = (person: string, username: string) =>
    security.post(`/api/v1/people/${person}/activation`, { username });
  const activate = (client: Client, code: unknown, chosen = password) =>
    client.post('/api/v1/activation', { code, password: chosen });

  it('a person sets a first password with a code that works once', async () => {
    const person = await newPerson();
    const issued = await issue(person, 'new.handler');
    expect(issued).toMatchObject({ status: 201, body: { username: 'new.handler' } });
    const client = api.client();
    expect((await activate(client, issued.body.code, 'Password2026')).body).toMatchObject({
      code: 'invalid-input',
      fields: [{ code: 'password-common' }],
    });
    const done = await activate(client, issued.body.code);
    expect(done.status).toBe(204);
    client.cookie = cookieOf(done);
    expect(((await client.get('/api/v1/session')).body as SessionView).person.id).toBe(person);
    expect((await activate(api.client(), issued.body.code)).body.code).toBe('activation-ended');
    expect((await api.client().post('/api/v1/session', { username: 'new.handler', password })).status).toBe(200);
  });

  it('a second step is taken away by the administrator who gives no passwords: sessions end, the password alone signs in', async () => {
    const client = await api.client().signIn('hubei.handler1');
    const { key } = (await client.post('/api/v1/me/second-factor', {})).body as { key: string };
    const set = await client.post('/api/v1/me/second-factor/confirm', {
      code: new TOTP({ secret: Secret.fromBase32(key) }).generate(),
    });
    expect(set.status).toBe(200);
    client.cookie = cookieOf(set);
    const person = client.session?.person.id ?? '';
    const system = await api.as('ops.system');
    const card = async () =>
      (await system.get(`/api/v1/people/${person}`)).body as { account: object; allowedActions: string[] };
    expect((await card()).account).toMatchObject({ secondFactor: true });
    expect((await card()).allowedActions).toContain('end-second-factor');
    const end = (by: Client) => by.post(`/api/v1/people/${person}/second-factor/end`);
    expect((await end(security)).status).toBe(403);
    expect(await end(system)).toMatchObject({ status: 200, body: { personId: person, endedSessions: 1 } });
    expect((await client.get('/api/v1/session')).status).toBe(401);
    await api.client().signIn('hubei.handler1');
    expect((await end(system)).body.code).toBe('second-factor-unset');
    expect((await card()).allowedActions).not.toContain('end-second-factor');
    const own = `/api/v1/people/${system.session?.person.id ?? ''}/second-factor/end`;
    expect((await system.post(own)).body.code).toBe('second-person');
  });

  it('a later code ends the one before, an old one ends by itself, and none is stored', async () => {
    const person = await newPerson();
    const [first, second] = [await issue(person, 'another.one'), await issue(person, 'another.one')];
    expect((await activate(api.client(), first.body.code)).body.code).toBe('activation-ended');
    const stored = await api.office.database.read((sql) => sql.rows<{ code_hash: Buffer }>('SELECT * FROM activation'));
    expect(stored.some((row) => row.code_hash.toString('utf8').includes(String(second.body.code)))).toBe(false);
    await api.office.database.read((sql) =>
      sql.run('UPDATE activation SET expires_at = ?', [new Date(Date.now() - 1)]),
    );
    expect((await activate(api.client(), second.body.code)).body.code).toBe('activation-ended');
  });

  it('is refused for another’s name, a second name of one person, and oneself', async () => {
    const person = await newPerson();
    expect((await issue(person, 'nhc.handler1')).body).toMatchObject({
      fields: [{ path: 'username', code: 'duplicate' }],
    });
    await issue(person, 'one.name');
    expect((await issue(person, 'other.name')).body.code).toBe('account-known');
    expect((await issue(security.session?.person.id ?? '', 'ops.security')).body.code).toBe('second-person');
  });

  it('the first administrator of a kind is made once, from the command line', async () => {
    const given = {
      role: 'system-admin' as const,
      username: 'first.admin',
      password,
      name: { zh: '管理员', en: 'Admin' },
    };
    expect(await refusal(createFirstAdministrator(api.office, given))).toBe('account-known');
    await api.office.database.read((sql) =>
      sql.run("UPDATE post SET role = 'archivist' WHERE role IN ('system-admin')"),
    );
    const both = await Promise.allSettled([
      createFirstAdministrator(api.office, given),
      createFirstAdministrator(api.office, { ...given, username: 'second.admin' }),
    ]);
    expect(both.filter((one) => one.status === 'fulfilled')).toHaveLength(1);
    expect(await refusal(createFirstAdministrator(api.office, { ...given, password: 'Password2026' }))).toBe(
      'invalid-input',
    );
  });
});

describe('service accounts', () => {
  let api: TestApi;
  let security: Client;
  beforeAll(async () => {
    api = await openApi('apiservice');
    security = await api.as('ops.security');
  });
  afterAll(() => api.close());

  async function make(scopes: string[], days = 30): Promise<{ id: string; personId: string; token: string }> {
    const input = { name: { zh: '数据同步', en: 'Data feed' }, scopes, days };
    const answer = await security.post('/api/v1/service-accounts', input);
    expect(answer.status).toBe(201);
    return answer.body as { id: string; personId: string; token: string };
  }
  const bearer = (token: string) => ({ headers: { authorization: `Bearer ${token}` } });

  it('read what their scopes name and nothing else', async () => {
    const { token } = await make(['registry', 'calendar']);
    const client = api.client();
    expect((await client.get('/api/v1/centers', bearer(token))).status).toBe(200);
    expect((await client.get('/api/v1/calendar', bearer(token))).status).toBe(200);
    for (const path of ['/api/v1/cases', '/api/v1/tasks', '/api/v1/session', '/api/v1/me/security'])
      expect([path, (await client.get(path, bearer(token))).body.code]).toEqual([path, 'scope-missing']);
  });

  it('never act, whatever their scopes and posts, not even with a cookie beside', async () => {
    const { token } = await make(['calendar', 'cases', 'deadlines', 'operations', 'registry']);
    const cookie = (await api.client().signIn('nhc.handler1')).cookie ?? '';
    for (const endpoint of allEndpoints().filter(
      ({ method, permission }) => !['GET', 'HEAD'].includes(method) && permission !== 'public',
    )) {
      const path = pathOf(endpoint).replace(/:\w+/g, 'x');
      const answer = await api.client().ask(endpoint.method, path, {
        headers: { authorization: `Bearer ${token}`, cookie },
        body: {},
      });
      expect([path, answer.status, answer.body.code]).toEqual([path, 403, 'scope-missing']);
    }
  });

  it('see cases as the posts of their person let them: none without one', async () => {
    const { token, personId } = await make(['cases']);
    const { caseId } = await newCase(api.office);
    expect((await api.client().get(`/api/v1/cases/${caseId}`, bearer(token))).status).toBe(404);
    const proposed = await (
      await api.as('ops.system')
    ).post(`/api/v1/people/${personId}/posts`, {
      role: 'provincial-manager',
      organisationId: await organisationNamed(api.office, 'henan'),
      unitId: null,
      pool: null,
      from: '2026-01-05',
      to: null,
    });
    expect((await security.post(`/api/v1/post-proposals/${String(proposed.body.id)}/confirm`)).status).toBe(200);
    expect((await api.client().get(`/api/v1/cases/${caseId}`, bearer(token))).status).toBe(200);
  });

  it('end when revoked or over; a token is stored as a hash and listed to nobody', async () => {
    const { token, id } = await make(['registry']);
    const other = await make(['registry']);
    const list = await (await api.as('ops.auditor')).get('/api/v1/service-accounts');
    expect(list.status).toBe(200);
    expect(list.text).not.toContain(token);
    expect((await security.post(`/api/v1/service-accounts/${id}/revoke`)).status).toBe(200);
    expect(await api.client().get('/api/v1/centers', bearer(token))).toMatchObject({
      status: 401,
      body: { code: 'token-not-accepted' },
    });
    expect((await security.post(`/api/v1/service-accounts/${id}/revoke`)).status).toBe(404);
    expect((await api.client().get('/api/v1/centers', bearer(other.token))).status).toBe(200);
    await api.office.database.read((sql) =>
      sql.run('UPDATE service_account SET expires_at = ?', [new Date(Date.now() - 1)]),
    );
    expect((await api.client().get('/api/v1/centers', bearer(other.token))).status).toBe(401);
  });

  it.each(['Bearer x', 'Bearer mcr_short', 'Basic bmhjOnRyYWluaW5n', `Bearer mcr_${'A'.repeat(43)}`])(
    '%s opens nothing',
    async (authorization) => {
      const answer = await api.client().get('/api/v1/centers', { headers: { authorization } });
      expect(answer).toMatchObject({ status: 401, body: { code: 'token-not-accepted' } });
    },
  );
});
