import { Writable } from 'node:stream';
import pino from 'pino';
import { makeLogger, redaction } from '../../libs/platform/log';
import type { MySessions } from '../../libs/contracts/api/session';
import { newId } from '../../libs/persistence/bytes';
import { trainingPassword } from '../../libs/casework/people/seed-training';
import { Client, listen, openApi, testEnvironment, type TestApi, type Answer } from '../support/api';

describe('limits of what may be asked', () => {
  let api: TestApi;
  let limited: Awaited<ReturnType<typeof listen>>;
  beforeAll(async () => {
    api = await openApi('apilimit');
    const env = testEnvironment({ databaseUrl: api.database.applicationUrl, filesDir: api.filesDir, trustProxy: 1 });
    limited = await listen({ ...env, signIn: { ...env.signIn, rateLimits: true } });
  });
  afterAll(async () => {
    await limited.app.close();
    await api.close();
  });

  it('says how long to wait to whoever asks too often, and works on for others', async () => {
    const client = await new Client(limited.url).signIn('nhc.handler1');
    const other = await new Client(limited.url).signIn('nhc.handler2');
    // Four come back each second: on a machine that is busy one round of them may never be too many.
    const answers: Answer[] = [];
    while (answers.length < 2_600 && answers.every((answer) => answer.status !== 429)) {
      const round = Array.from({ length: 260 }, () =>
        client.post(`/api/v1/notifications/${newId('notification')}/read`),
      );
      answers.push(...(await Promise.all(round)));
    }
    const refused = answers.filter((answer) => answer.status === 429);
    expect(refused.length).toBeGreaterThan(0);
    expect(refused[0]?.body.code).toBe('too-many-requests');
    expect(Number(refused[0]?.headers.get('retry-after'))).toBeGreaterThanOrEqual(1);
    expect(answers.filter((answer) => answer.status === 404).length).toBeGreaterThanOrEqual(240);
    expect((await other.post(`/api/v1/notifications/${newId('notification')}/read`)).status).toBe(404);
    expect((await client.get('/api/v1/session')).status).toBe(200);
  });

  it('takes no large body before it knows who sends it', async () => {
    const password = 'x'.repeat(20_000);
    const answer = await api.client().post('/api/v1/session', { username: 'nhc.handler1', password });
    expect(answer).toMatchObject({ status: 413, body: { code: 'body-too-large' } });
  });

  it('believes X-Forwarded-For of the proxies that were named, of nobody else', async () => {
    const from = async (url: string): Promise<string | undefined> => {
      const headers = { 'x-forwarded-for': '198.51.100.7, 203.0.113.5' };
      const body = { username: 'nhc.manager', password: trainingPassword };
      const client = new Client(url);
      const answer = await client.post('/api/v1/session', body, { headers });
      client.cookie = answer.headers.getSetCookie()[0]?.split(';')[0];
      const listed = (await client.get('/api/v1/me/sessions')).body as MySessions;
      return listed.items.find((one) => one.mine)?.address;
    };
    expect(await from(api.url)).toBe('127.0.0.1');
    expect(await from(limited.url)).toBe('203.0.113.5');
  });

  describe('what bodies and headers try', () => {
    it.each(['__proto__', 'constructor', 'prototype'])('a key %s reaches nothing', async (name) => {
      const raw = `{"username":"nhc.handler1","password":"training-2026","${name}":{"role":"national-signatory","polluted":true}}`;
      const answer = await api.client().ask('POST', '/api/v1/session', { raw });
      expect([400, 422]).toContain(answer.status);
      expect(answer.headers.getSetCookie()).toEqual([]);
      expect(({} as Record<string, unknown>).polluted).toBeUndefined();
    });

    it.each([
      ['POST', '/api/v1/session', { username: 'nhc.handler1', password: trainingPassword, role: 'national-signatory' }],
      ['POST', '/api/v1/session/step-up', { password: trainingPassword, personId: newId('person') }],
      [
        'POST',
        '/api/v1/me/password',
        { current: trainingPassword, next: 'plum kettle drifting', personId: newId('person') },
      ],
      ['POST', '/api/v1/me/second-factor', { accountId: newId('account') }],
    ])('%s %s takes no field it does not name', async (method, path, body) => {
      const client = await api.as('nhc.checker');
      const answer = await client.ask(method, path, { body });
      expect(answer).toMatchObject({ status: 422, body: { fields: [{ code: 'unknown' }] } });
    });

    it('nothing a caller sends becomes a header of the answer', async () => {
      const evil = 'x%0d%0aSet-Cookie:%20mcr_session=stolen';
      for (const path of [`/${evil}`, `/api/v1/cases/${evil}`, `/api/v1/cases?number=${evil}`, `/feeds/${evil}.ics`]) {
        const answer = await api
          .client()
          .get(path, { headers: { 'x-request-id': 'mine', 'accept-language': 'en;evil' } });
        expect([path, answer.headers.getSetCookie()]).toEqual([path, []]);
        expect(answer.headers.get('x-request-id')).not.toBe('mine');
      }
    });

    it('a control sign in the name of a client does not reach the list of sessions', async () => {
      const body = { username: 'nhc.manager', password: trainingPassword };
      const client = new Client(api.url);
      const answer = await client.post('/api/v1/session', body, {
        headers: { 'user-agent': `a\tb${'c'.repeat(500)}` },
      });
      client.cookie = answer.headers.getSetCookie()[0]?.split(';')[0];
      const { items } = (await client.get('/api/v1/me/sessions')).body as MySessions;
      expect(items.find((one) => one.mine)?.agent).toBe(`a b${'c'.repeat(197)}`);
    });
  });
});

describe('what is logged', () => {
  const lines: Record<string, unknown>[] = [];
  const sink = new Writable({
    write(chunk: Buffer, _encoding, done) {
      for (const line of chunk.toString().trim().split('\n')) lines.push(JSON.parse(line) as Record<string, unknown>);
      done();
    },
  });
  const log = pino({ level: 'info', redact: redaction }, sink);
  let api: TestApi;
  let logged: Awaited<ReturnType<typeof listen>>;
  beforeAll(async () => {
    api = await openApi('apilog');
    logged = await listen(testEnvironment({ databaseUrl: api.database.applicationUrl, filesDir: api.filesDir }), log);
  });
  afterAll(async () => {
    await logged.app.close();
    await api.close();
  });

  it('names request, route, person, case and task of every request, and no secret', async () => {
    const client = await new Client(logged.url).signIn('nhc.handler1');
    const [caseId, taskId] = [newId('case'), newId('task')];
    const read = await client.get(`/api/v1/cases/${caseId}?secret=in-the-address`);
    await client.post(`/api/v1/tasks/${taskId}/claim`);
    await client.get('/feeds/the-secret-of-a-calendar.ics');
    expect(lines).toContainEqual(
      expect.objectContaining({
        requestId: read.headers.get('x-request-id'),
        route: '/api/v1/cases/:id',
        status: 404,
        case: caseId,
        person: client.session?.person.id,
      }),
    );
    expect(lines).toContainEqual(expect.objectContaining({ route: '/api/v1/tasks/:id/claim', task: taskId }));
    const text = JSON.stringify(lines);
    const secrets = [trainingPassword, client.cookie?.split('=')[1], client.csrf, 'in-the-address', 'the-secret-of'];
    for (const secret of secrets) expect(text).not.toContain(secret);
  });

  it('blanks secrets out wherever they stand', () => {
    lines.length = 0;
    log.info({
      password: 's1',
      body: { password: 's2', token: 's4' },
      headers: { cookie: 's5', authorization: 's6', 'x-csrf-token': 's7' },
      req: { headers: { cookie: 's8' } },
      settings: {
        clientSecret: 's9',
        credentialsKey: 's10',
        databaseUrl: 's11',
        mail: { password: 's12', secret: 's13' },
      },
      err: Object.assign(new Error('a statement failed'), { sql: 's14', parameters: ['s15'], code: 'ER_DUP_ENTRY' }),
    });
    expect(JSON.stringify(lines)).not.toMatch(/"s\d+"/);
    expect(lines[0]).toMatchObject({ err: { message: 'a statement failed', code: 'ER_DUP_ENTRY', sql: '[withheld]' } });
    expect(makeLogger('silent', 'test').level).toBe('silent');
  });
});
