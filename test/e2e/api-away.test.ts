import { Client, listen, testEnvironment } from '../support/api';

/** A port of this machine where nothing listens. */
const nowhere = 'mysql://nobody:nothing@127.0.0.1:1/nothing';

describe('while the database is away', () => {
  let api: Awaited<ReturnType<typeof listen>>;
  let client: Client;
  beforeAll(async () => {
    api = await listen(testEnvironment({ databaseUrl: nowhere }));
    client = new Client(api.url);
  });
  afterAll(() => api.app.close());

  it('the process lives and is not ready', async () => {
    expect(await client.get('/health/live')).toMatchObject({ status: 200, body: { status: 'live' } });
    const ready = await client.get('/health/ready');
    expect(ready).toMatchObject({ status: 503, body: { status: 'unavailable', database: 'down' } });
    expect(ready.headers.get('retry-after')).toBe('2');
  });

  it('every answer that needs it says when to try again, in the language of the caller', async () => {
    const headers = { cookie: `mcr_session=${'a'.repeat(43)}` };
    const answers = [
      await client.get('/api/v1/tasks', { headers, language: 'en' }),
      await client.get('/api/v1/session', { headers, language: 'en' }),
      await client.post('/api/v1/tasks/x/claim', {}, { headers, csrf: 'x', language: 'en' }),
      await client.post('/api/v1/session', { username: 'a', password: 'b' }, { language: 'en' }),
      await client.get('/api/v1/training/clock', { language: 'en' }),
    ];
    for (const answer of answers) {
      expect(answer).toMatchObject({
        status: 503,
        body: { code: 'unavailable', title: 'The service is not available at the moment. Try again shortly.' },
      });
      expect(answer.headers.get('retry-after')).toBe('2');
      expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/);
      expect(answer.text).not.toMatch(/127\.0\.0\.1|ECONN|mysql|nobody/);
    }
  });

  it('what needs no database goes on', async () => {
    expect((await client.get('/version')).body).toMatchObject({ name: 'medical-center-review' });
    expect((await client.get('/openapi.json')).status).toBe(200);
    expect((await client.get('/api/v1/tasks')).status).toBe(401);
  });
});
