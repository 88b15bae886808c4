import { Secret, TOTP } from 'otpauth';
import { trainingPassword } from '../../libs/casework/people/seed-training';
import type { MySessions, RecoveryCodes, SecurityView, SessionView } from '../../libs/contracts/api/session';
import { Client, cookieOf, openApi, testEnvironment, type Answer, type TestApi } from '../support/api';

const codeOf = (key: string, periods = 0): string =>
  new TOTP({ secret: Secret.fromBase32(key) }).generate({ timestamp: Date.now() + periods * 30_000 });
const session = '/api/v1/session';

/** Takes over the cookie and CSRF token an answer brought. */
async function follow(client: Client, answer: Answer): Promise<Answer> {
  if (answer.headers.getSetCookie().length > 0) client.cookie = cookieOf(answer);
  const now = await client.get(session);
  client.csrf = (now.body as SessionView).csrfToken;
  return answer;
}
const signIn = (client: Client, username: string, password = trainingPassword): Promise<Answer> =>
  client.post(session, { username, password });

describe('second step, password and sessions', () => {
  let api: TestApi;
  beforeAll(async () => {
    api = await openApi('apisign');
  });
  afterAll(() => api.close());

  const personOf = (client: Client): Buffer => Buffer.from((client.session?.person.id ?? '').slice(-32), 'hex');
  const run = (sql: string, values: (Buffer | Date | number | string)[] = []) =>
    api.office.database.read((connection) => connection.run(sql, values));
  const logged = async (person: string): Promise<string[]> =>
    (
      await api.office.database.read((sql) =>
        sql.rows<{ type: string; payload: string }>('SELECT type, payload FROM system_event ORDER BY at, seq'),
      )
    )
      .filter(({ payload }) => payload.includes(person))
      .map(({ type }) => type);

  /** Sets a second step; answers its key and the recovery codes. */
  async function enrol(client: Client): Promise<{ key: string; codes: string[] }> {
    const made = await client.post('/api/v1/me/second-factor', {});
    expect(made.status).toBe(200);
    const { key, uri } = made.body as { key: string; uri: string };
    expect(uri).toContain(`secret=${key}`);
    const before = client.cookie;
    const confirmed = await follow(
      client,
      await client.post('/api/v1/me/second-factor/confirm', { code: codeOf(key, -1) }),
    );
    expect(confirmed.status).toBe(200);
    expect(client.cookie).not.toBe(before);
    return { key, codes: (confirmed.body as RecoveryCodes).codes };
  }

  it('a session that waits for its second step opens nothing, and goes on under a new id', async () => {
    const { key, codes } = await enrol(await api.client().signIn('nhc.checker'));
    expect(new Set(codes).size).toBe(10);
    const client = api.client();
    const begun = await signIn(client, 'nhc.checker');
    expect(begun).toMatchObject({ status: 401, body: { code: 'second-step-needed' } });
    client.cookie = cookieOf(begun);
    for (const path of [session, '/api/v1/tasks', '/api/v1/me/security', '/api/v1/me/sessions'])
      expect(await client.get(path)).toMatchObject({ status: 401, body: { code: 'second-step-needed' } });
    expect(await client.post(`${session}/second-step`, { code: '000000' })).toMatchObject({
      status: 401,
      body: { code: 'wrong-code' },
    });
    const pending = client.cookie;
    const code = codeOf(key, 1);
    const done = await follow(client, await client.post(`${session}/second-step`, { code }));
    expect(done).toMatchObject({ status: 200, body: { posts: [{ role: 'national-checker' }] } });
    expect(client.cookie).not.toBe(pending);
    client.cookie = pending;
    expect(await client.get(session)).toMatchObject({ status: 401, body: { code: 'not-signed-in' } });

    // The same code again, in another session.
    const other = api.client();
    other.cookie = cookieOf(await signIn(other, 'nhc.checker'));
    expect((await other.post(`${session}/second-step`, { code })).body.code).toBe('wrong-code');
    // A recovery code works once.
    const recovery = codes[0] ?? '';
    expect(
      (await follow(other, await other.post(`${session}/second-step`, { code: recovery.toUpperCase() }))).status,
    ).toBe(200);
    const third = api.client();
    third.cookie = cookieOf(await signIn(third, 'nhc.checker'));
    expect((await third.post(`${session}/second-step`, { code: recovery })).body.code).toBe('wrong-code');
    expect((await other.get('/api/v1/me/security')).body as SecurityView).toMatchObject({
      secondFactor: { set: true, recoveryCodesLeft: 9 },
    });
  });

  it('nobody’s second step is finished without a session that waits for one', async () => {
    expect((await api.client().post(`${session}/second-step`, { code: '123456' })).body.code).toBe('not-signed-in');
    const client = await api.client().signIn('nhc.manager');
    expect((await client.post(`${session}/second-step`, { code: '123456' })).body.code).toBe('not-signed-in');
  });

  it('guessed codes are slowed down', async () => {
    await enrol(await api.client().signIn('tianjin.checker'));
    const client = api.client();
    client.cookie = cookieOf(await signIn(client, 'tianjin.checker'));
    const answers: Answer[] = [];
    for (let turn = 0; turn < 11; turn += 1)
      answers.push(await client.post(`${session}/second-step`, { code: '000000' }));
    expect(answers.at(-1)).toMatchObject({ status: 429, body: { code: 'too-many-attempts' } });
    expect(Number(answers.at(-1)?.headers.get('retry-after'))).toBeGreaterThan(1);
  });

  it('the second step is taken away by whoever confirms it is they', async () => {
    const client = await api.client().signIn('henan.checker');
    await enrol(client);
    await run('UPDATE session SET confirmed_at = ? WHERE person_id = ?', [
      new Date(Date.now() - 6 * 60_000),
      personOf(client),
    ]);
    expect((await client.ask('DELETE', '/api/v1/me/second-factor')).body.code).toBe('step-up-needed');
    await follow(client, await client.post(`${session}/step-up`, { password: trainingPassword }));
    expect((await follow(client, await client.ask('DELETE', '/api/v1/me/second-factor'))).status).toBe(204);
    expect((await signIn(api.client(), 'henan.checker')).status).toBe(200);
    // What was refused is written down once a second: before or after this.
    const written = (await logged(client.session?.person.id ?? '-')).filter((type) => type !== 'attemptRefused');
    expect(written).toEqual([...['signedIn', 'secondStepSet', 'stepUpConfirmed', 'secondStepRemoved', 'signedIn']]);
  });

  it('a key is stored sealed, recovery codes as hashes only', async () => {
    const client = await api.client().signIn('henan.manager');
    const { key, codes } = await enrol(client);
    const raw = Buffer.from(Secret.fromBase32(key).hex, 'hex');
    const stored = await api.office.database.read((sql) =>
      sql.rows<{ sealed_key: Buffer }>('SELECT sealed_key FROM totp'),
    );
    expect(stored.length).toBeGreaterThan(0);
    expect(stored.some((row) => row.sealed_key.includes(raw))).toBe(false);
    const hashes = await api.office.database.read((sql) =>
      sql.rows<{ code_hash: Buffer }>('SELECT code_hash FROM recovery_code'),
    );
    expect(hashes.some((row) => codes.includes(row.code_hash.toString('utf8')))).toBe(false);
  });

  it('a new password ends every other session and gives this one a new id', async () => {
    const client = await api.client().signIn('nhc.handler2');
    const other = await api.client().signIn('nhc.handler2');
    const before = client.cookie ?? '';
    const change = (current: string, next: string) => client.post('/api/v1/me/password', { current, next });
    const refused = async (current: string, next: string) => (await change(current, next)).body;
    expect(await refused(trainingPassword, 'short')).toMatchObject({
      fields: [{ path: 'next', code: 'password-short' }],
    });
    expect(await refused(trainingPassword, 'Password2026!')).toMatchObject({ fields: [{ code: 'password-common' }] });
    expect(await refused(trainingPassword, 'is-nhc.handler2-good')).toMatchObject({
      fields: [{ code: 'password-personal' }],
    });
    expect(await refused('not the one', 'plum kettle drifting')).toMatchObject({ code: 'wrong-confirmation' });
    expect((await follow(client, await change(trainingPassword, 'plum kettle drifting'))).status).toBe(204);
    expect((await other.get(session)).status).toBe(401);
    expect((await api.client().get(session, { headers: { cookie: before } })).status).toBe(401);
    expect((await client.get(session)).status).toBe(200);
    expect((await signIn(api.client(), 'nhc.handler2')).status).toBe(401);
    expect((await signIn(api.client(), 'nhc.handler2', 'plum kettle drifting')).status).toBe(200);
  });

  it('lists my sessions and ends them; nobody else’s', async () => {
    const client = await api.client().signIn('hubei.manager');
    const second = await api.client().signIn('hubei.manager');
    const foreign = await api.client().signIn('hubei.checker');
    const list = async (one: Client) => ((await one.get('/api/v1/me/sessions')).body as MySessions).items;
    const items = await list(client);
    expect(items.map((one) => one.mine).sort()).toEqual([false, true]);
    expect(items[0]).toMatchObject({ address: '127.0.0.1', agent: expect.stringContaining('node') as unknown });
    const theirs = (await list(second)).find((one) => one.mine)?.id ?? '';
    expect((await foreign.ask('DELETE', `/api/v1/me/sessions/${theirs}`)).status).toBe(404);
    expect((await second.get(session)).status).toBe(200);
    expect((await client.ask('DELETE', `/api/v1/me/sessions/${theirs}`)).status).toBe(204);
    expect((await second.get(session)).status).toBe(401);
    await second.signIn('hubei.manager');
    await api.client().signIn('hubei.manager');
    expect((await client.ask('DELETE', '/api/v1/me/sessions')).body).toEqual({ ended: 2 });
    expect((await second.get(session)).status).toBe(401);
    expect((await client.get(session)).status).toBe(200);
  });

  it('left alone a session ends; used, it is noted once a minute', async () => {
    const client = await api.client().signIn('hubei.checker');
    const seen = (minutes: number) =>
      run('UPDATE session SET last_seen_at = ? WHERE person_id = ?', [
        new Date(Date.now() - minutes * 60_000),
        personOf(client),
      ]);
    await seen(55);
    expect((await client.get(session)).status).toBe(200);
    const [mine] = ((await client.get('/api/v1/me/sessions')).body as MySessions).items.filter((one) => one.mine);
    expect(Date.now() - Date.parse(mine?.lastSeenAt ?? '')).toBeLessThan(120_000);
    await seen(62);
    expect(await client.get(session)).toMatchObject({ status: 401, body: { code: 'not-signed-in' } });
  });

  it('refusals are logged without what was typed', async () => {
    const typed = 'this-may-be-a-password';
    expect((await signIn(api.client(), typed, 'another-secret-text')).status).toBe(401);
    const rows = await api.office.database.read((sql) =>
      sql.rows<{ payload: string }>("SELECT payload FROM system_event WHERE type = 'signInRefused'"),
    );
    expect(rows.length).toBeGreaterThan(0);
    for (const { payload } of rows) expect(payload).not.toMatch(/this-may-be|another-secret|training-2026/);
  });
});

describe('where a second step is required', () => {
  let api: TestApi;
  beforeAll(async () => {
    api = await openApi('apisignreq', { signIn: { ...testEnvironment({}).signIn, secondFactor: 'required' } });
  });
  afterAll(() => api.close());

  it('signatories and administrators set it before anything else', async () => {
    for (const username of [
      'nhc.signatory',
      'henan.signatory',
      'h41a.signatory',
      'ops.security',
      'ops.system',
      'ops.auditor',
    ]) {
      const client = await api.client().signIn(username);
      expect(client.session?.secondFactorMissing).toBe(true);
      expect(await client.get('/api/v1/tasks')).toMatchObject({ status: 403, body: { code: 'second-factor-needed' } });
      expect((await client.post('/api/v1/cases', {})).body.code).toBe('second-factor-needed');
      expect((await client.get('/api/v1/me/security')).status).toBe(200);
    }
  });

  it('others work without, and whoever has set it works on', async () => {
    const handler = await api.client().signIn('nhc.handler1');
    expect((await handler.get('/api/v1/tasks')).status).toBe(200);
    const client = await api.client().signIn('nhc.signatory');
    const { key } = (await client.post('/api/v1/me/second-factor', {})).body as { key: string };
    await follow(client, await client.post('/api/v1/me/second-factor/confirm', { code: codeOf(key) }));
    expect((await client.get('/api/v1/tasks')).status).toBe(200);
  });
});
