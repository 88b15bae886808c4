import { Secret, TOTP } from 'otpauth';
import { trainingPassword } from '../../libs/casework/people/seed-training';
import type { SessionView } from '../../libs/contracts/api/session';
import { newId } from '../../libs/persistence/bytes';
import { Client, cookieOf, openApi, testEnvironment, type Answer, type TestApi } from '../support/api';
import { organisationNamed } from '../support/people';
import { caseAt, newCase, playToStep } from '../support/record';

const stepUp = '/api/v1/session/step-up';

describe('confirmation for signing', () => {
  let api: TestApi;
  beforeAll(async () => {
    api = await openApi('apistep', { signIn: { ...testEnvironment({}).signIn, stepUpMinutes: 5 } });
  });
  afterAll(() => api.close());

  const personOf = (client: Client): Buffer => Buffer.from((client.session?.person.id ?? '').slice(-32), 'hex');
  /** As if the person had last confirmed some minutes ago. */
  const confirmedAgo = (client: Client, minutes: number) =>
    api.office.database.read((sql) =>
      sql.run('UPDATE session SET confirmed_at = ? WHERE person_id = ?', [
        new Date(Date.now() - minutes * 60_000),
        personOf(client),
      ]),
    );
  async function confirm(client: Client, given: object = { password: trainingPassword }): Promise<Answer> {
    const answer = await client.post(stepUp, given);
    if (answer.status === 200) {
      client.cookie = cookieOf(answer);
      client.csrf = (answer.body as SessionView).csrfToken;
    }
    return answer;
  }

  /** A declaration that its hospital's signatory has claimed. */
  async function toSign(client: Client) {
    const player = await newCase(api.office);
    const task = await playToStep(player, 'sign-declaration');
    const claimed = await client.post(`/api/v1/tasks/${task.id}/claim`);
    const body = { rev: claimed.body.rev, outcome: 'signed', form: await player.form(task, 'signed') };
    return { path: `/api/v1/tasks/${task.id}/decision`, body };
  }

  it('signing is refused and changes nothing until it is confirmed; the same key then does it once', async () => {
    const client = await api.client().signIn('h41a.signatory');
    const { path, body } = await toSign(client);
    await confirmedAgo(client, 6);
    const key = newId('decision');
    expect(await client.post(path, body, { key })).toMatchObject({
      status: 403,
      body: { code: 'step-up-needed', detail: expect.stringMatching(/再次确认身份/) as unknown },
    });
    const before = client.cookie;
    expect((await confirm(client)).status).toBe(200);
    expect(client.cookie).not.toBe(before);
    const done = await client.post(path, body, { key });
    expect(done).toMatchObject({ status: 200, body: { outcome: 'signed' } });
    // Confirmed or not, the same key is the same answer.
    await confirmedAgo(client, 6);
    expect((await client.post(path, body, { key })).body).toEqual(done.body);
  });

  it('what is not signed asks for nothing; nor does a session just begun', async () => {
    const preparer = await api.client().signIn('h41a.preparer');
    await confirmedAgo(preparer, 600);
    const player = await newCase(api.office);
    const [task] = await player.openTasks();
    const claimed = await preparer.post(`/api/v1/tasks/${task?.id ?? ''}/claim`);
    const form = task ? await player.form(task, 'submitted-for-signature') : {};
    const body = { rev: claimed.body.rev, outcome: 'submitted-for-signature', form };
    expect((await preparer.post(`/api/v1/tasks/${task?.id ?? ''}/decision`, body)).status).toBe(200);
    const signatory = await api.client().signIn('h41a.signatory');
    const { path, body: signing } = await toSign(signatory);
    expect((await signatory.post(path, signing)).status).toBe(200);
  });

  it('a confirmation counts in its own session only, and its old id opens nothing', async () => {
    const one = await api.client().signIn('h41a.signatory');
    const other = await api.client().signIn('h41a.signatory');
    await confirmedAgo(one, 6);
    const { path, body } = await toSign(other);
    const before = { cookie: one.cookie ?? '', csrf: one.csrf ?? '' };
    expect((await confirm(one)).status).toBe(200);
    expect((await other.post(path, body)).body.code).toBe('step-up-needed');
    const replayed = await api
      .client()
      .post(stepUp, { password: trainingPassword }, { headers: { cookie: before.cookie }, csrf: before.csrf });
    expect(replayed.body.code).toBe('not-signed-in');
    // Token of the confirmed session with the cookie of the other.
    expect((await other.post(path, body, { csrf: one.csrf ?? '' })).body.code).toBe('csrf-token-missing');
  });

  it('publishing a calendar asks for it, and publishes once it is given', async () => {
    const handler = await api.client().signIn('nhc.handler1');
    const manager = await api.client().signIn('nhc.manager');
    const publisher = await api.client().signIn('nhc.signatory');
    const content = '元旦 2027-01-01~2027-01-03 补班 2026-12-26';
    const notice = { title: '示例：2027年节假日安排', number: null, date: '2026-11-05' };
    const draft = await handler.post('/api/v1/calendar/drafts', { year: 2027, content, notice });
    const path = `/api/v1/calendar/drafts/${String(draft.body.id)}`;
    await confirmedAgo(publisher, 6);
    const { calendarVersion } = (await publisher.get(`${path}/preview`)).body;
    const before = (await handler.get('/api/v1/calendar?year=2027')).body;
    expect((await publisher.post(`${path}/publish`, { calendarVersion })).body.code).toBe('step-up-needed');
    expect((await manager.post(`${path}/publish`, { calendarVersion })).body.code).toBe('not-entitled');
    expect((await handler.get('/api/v1/calendar?year=2027')).body).toEqual(before);
    await confirm(publisher);
    expect((await publisher.post(`${path}/publish`, { calendarVersion })).status).toBeLessThan(300);
    expect((await handler.get('/api/v1/calendar?year=2027')).body).toMatchObject({ covered: true });
  });

  it('a code confirms once: sent again from another session it is refused', async () => {
    const one = await api.client().signIn('nhc.signatory');
    const { key } = (await one.post('/api/v1/me/second-factor', {})).body as { key: string };
    const codeOf = (periods: number) =>
      new TOTP({ secret: Secret.fromBase32(key) }).generate({ timestamp: Date.now() + periods * 30_000 });
    const set = await one.post('/api/v1/me/second-factor/confirm', { code: codeOf(-1) });
    one.cookie = cookieOf(set);
    one.csrf = ((await one.get('/api/v1/session')).body as SessionView).csrfToken;
    const code = codeOf(1);
    expect((await confirm(one, { code })).status).toBe(200);
    expect(await confirm(one, { code })).toMatchObject({ status: 403, body: { code: 'wrong-confirmation' } });
  });

  it('a wrong one is refused, slowed down and leaves the session as it was', async () => {
    const client = await api.client().signIn('guangdong.signatory');
    await confirmedAgo(client, 6);
    for (let turn = 0; turn < 10; turn += 1)
      expect((await confirm(client, { password: 'wrong' })).body.code).toBe('wrong-confirmation');
    expect((await confirm(client)).status).toBe(429);
    expect((await client.get('/api/v1/session')).status).toBe(200);
    expect((await client.post('/api/v1/me/second-factor', {})).body.code).toBe('step-up-needed');
  });

  it.each([{}, { password: 'a', code: '123456' }, { code: 'abc' }])('%j is no confirmation', async (given) => {
    const client = await api.as('nhc.handler1');
    expect((await client.post(stepUp, given)).status).toBe(422);
  });

  it('granting a post asks for it too', async () => {
    const system = await api.client().signIn('ops.system');
    const security = await api.client().signIn('ops.security');
    const personId = (await api.client().signIn('nhc.handler2')).session?.person.id ?? '';
    const proposed = await system.post(`/api/v1/people/${personId}/posts`, {
      role: 'national-checker',
      organisationId: await organisationNamed(api.office, 'nhc'),
      unitId: null,
      pool: null,
      from: '2026-01-05',
      to: null,
    });
    expect(proposed.status).toBe(201);
    await confirmedAgo(security, 6);
    const path = `/api/v1/post-proposals/${String(proposed.body.id)}/confirm`;
    expect((await security.post(path)).body.code).toBe('step-up-needed');
    expect((await system.post(path)).body.code).toBe('not-entitled');
    await confirm(security);
    expect((await security.post(path)).status).toBe(200);
  });

  it('extending a limit asks for it; the same key then extends it once', async () => {
    const player = await caseAt(api.office, 'provincial-recommendation');
    const client = await api.client().signIn('henan.signatory');
    const limits = async () =>
      (await client.get(`/api/v1/cases/${player.caseId}/deadlines`)).body.items as {
        id: string;
        limit: { dueOn: string };
        allowedActions: string[];
      }[];
    const before = (await limits()).find((one) => one.allowedActions.includes('extend'));
    if (!before) throw new Error('no limit to extend');
    await confirmedAgo(client, 6);
    const path = `/api/v1/cases/${player.caseId}/deadlines/${before.id}/extension`;
    const given = { days: 5, reason: '需要补充核查' };
    const key = newId('decision');
    expect((await client.post(path, given, { key })).body.code).toBe('step-up-needed');
    expect((await limits()).find((one) => one.id === before.id)?.limit.dueOn).toBe(before.limit.dueOn);
    await confirm(client);
    const done = await client.post(path, given, { key });
    expect(done.status).toBeLessThan(300);
    expect((await client.post(path, given, { key })).body).toEqual(done.body);
    expect((await limits()).find((one) => one.id === before.id)?.limit.dueOn).toBe(done.body.dueOn);
  });

  it('a post granted or ended counts at the next request of a session that was there before', async () => {
    const handler = await api.client().signIn('tianjin.handler1');
    const roles = async () =>
      ((await handler.get('/api/v1/session')).body as SessionView).posts.map((post) => post.role);
    expect(await roles()).toEqual(['provincial-handler']);
    expect((await handler.get('/api/v1/overdue')).status).toBe(403);
    await api.office.database.read((sql) =>
      sql.run("UPDATE post SET role = 'provincial-manager' WHERE person_id = ?", [personOf(handler)]),
    );
    expect(await roles()).toEqual(['provincial-manager']);
    expect((await handler.get('/api/v1/overdue')).status).toBe(200);
    await api.office.database.read((sql) =>
      sql.run("UPDATE post SET valid_to = '2020-01-01' WHERE person_id = ?", [personOf(handler)]),
    );
    expect((await handler.get('/api/v1/overdue')).status).toBe(403);
  });
});
