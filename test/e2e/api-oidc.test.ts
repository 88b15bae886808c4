import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { returnPath } from '../../libs/casework/people/outside-sign-in';
import type { SessionView } from '../../libs/contracts/api/session';
import { Client, openApi, testEnvironment, type TestApi } from '../support/api';
import { organisationNamed } from '../support/people';

const publicUrl = 'http://127.0.0.1';
const callback = `${publicUrl}/api/v1/session/oidc/callback`;
const start = '/api/v1/session/oidc/start';

describe('sign-in by a provider of the house', () => {
  let provider: ChildProcess;
  let api: TestApi;
  let security: Client;
  beforeAll(async () => {
    provider = spawn(process.execPath, [join(__dirname, '..', 'support', 'oidc-provider.mjs'), callback], {
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    if (!provider.stdout) throw new Error('the provider has no output');
    const [issuer] = (await once(createInterface(provider.stdout), 'line')) as [string];
    const settings = testEnvironment({}).signIn;
    const oidc = { issuer, clientId: 'review', clientSecret: 'a-secret-of-the-test', groupsClaim: 'groups' };
    api = await openApi('apioidc', { publicUrl, signIn: { ...settings, oidc } });
    security = await api.as('ops.security');
  }, 60_000);
  afterAll(async () => {
    provider.kill();
    await api.close();
  });

  const cookiesOf = (answer: { headers: Headers }): string[] =>
    answer.headers.getSetCookie().map((one) => one.split(';')[0] ?? '');
  const merged = (jar: Map<string, string>, answer: { headers: Headers }): string => {
    for (const one of cookiesOf(answer)) jar.set(one.slice(0, one.indexOf('=')), one);
    return [...jar.values()].join('; ');
  };

  /** From the start of a sign-in to the address the provider sends the browser back to, not yet asked for. */
  async function visit(user: string, next = '/cases'): Promise<{ back: string; cookie: string }> {
    const begun = await api.client().get(`${start}?next=${encodeURIComponent(next)}`);
    expect(begun.status).toBe(302);
    const jar = new Map([['user', `user=${user}`]]);
    let address = begun.headers.get('location') ?? '';
    for (let hops = 0; hops < 8 && !address.startsWith(callback); hops += 1) {
      const answer = await fetch(address, { redirect: 'manual', headers: { cookie: [...jar.values()].join('; ') } });
      merged(jar, answer);
      address = new URL(answer.headers.get('location') ?? '', address).href;
    }
    expect(address.startsWith(callback)).toBe(true);
    return { back: address.slice(publicUrl.length), cookie: cookiesOf(begun)[0] ?? '' };
  }
  const comeBack = ({ back, cookie }: { back: string; cookie: string }) =>
    api.client().get(back, { headers: { cookie } });
  const link = (personId: string, subject: string, username: string) =>
    security.post(`/api/v1/people/${personId}/identities`, { subject, username });
  const personOf = async (username: string) => (await api.client().signIn(username)).session?.person.id ?? '';

  it('binds what it sends to the browser: state, nonce, PKCE, and a cookie for the way back', async () => {
    const begun = await api.client().get(start);
    const asked = new URL(begun.headers.get('location') ?? '').searchParams;
    expect(asked.get('code_challenge_method')).toBe('S256');
    for (const name of ['state', 'nonce', 'code_challenge']) expect(asked.get(name)?.length).toBeGreaterThan(20);
    expect(begun.headers.getSetCookie()[0]).toMatch(/^mcr_outside=[\w-]{43};.*HttpOnly; SameSite=Lax/);
  });

  it('opens a session of the account an administrator has linked, and no other', async () => {
    expect((await comeBack(await visit('stranger'))).body.code).toBe('identity-unknown');
    const person = await personOf('nhc.handler1');
    expect((await link(person, 'handler-1', 'nhc.handler1')).status).toBe(201);
    expect((await link(await personOf('nhc.handler2'), 'handler-1', 'nhc.handler2')).body.code).toBe('identity-linked');
    const trip = await visit('handler-1');
    const answer = await comeBack(trip);
    expect([answer.status, answer.headers.get('location')]).toEqual([302, '/cases']);
    const cookie = cookiesOf(answer).find((one) => one.startsWith('mcr_session=')) ?? '';
    const session = await api.client().get('/api/v1/session', { headers: { cookie } });
    expect((session.body as SessionView).person.id).toBe(person);
    // The same answer of the provider again.
    expect((await comeBack(trip)).body.code).toBe('outside-sign-in-failed');
  });

  it('takes no answer with another’s cookie, without one, with another state or nonce', async () => {
    const [one, other] = [await visit('handler-1'), await visit('handler-1')];
    expect((await comeBack({ back: one.back, cookie: other.cookie })).body.code).toBe('outside-sign-in-failed');
    expect((await comeBack({ back: one.back, cookie: '' })).body.code).toBe('outside-sign-in-failed');
    const changed = one.back.replace(/state=[^&]+/, 'state=mine');
    expect((await comeBack({ back: changed, cookie: one.cookie })).body.code).toBe('outside-sign-in-failed');
    const third = await visit('handler-1');
    await api.office.database.read((sql) => sql.run("UPDATE identity_attempt SET nonce = 'another'"));
    expect((await comeBack(third)).body.code).toBe('outside-sign-in-failed');
  });

  it.each([
    ...[
      '//evil.example',
      '/\\evil.example',
      'https://evil.example',
      '/%0d%0aLocation:x',
      '\\\\evil',
      'javascript:alert(1)',
    ],
    ...['/api/v1/session', '/../api/v1/session', ' /cases', '/a\nb', '', '/\t/evil.example'],
  ])('leads nowhere else: %j', async (next) => {
    expect(new URL(returnPath(next), publicUrl).origin).toBe(publicUrl);
    expect(returnPath(next)).not.toMatch(/^\/\/|^\/api|[\r\n\\]/);
    if (next.startsWith('//'))
      expect((await comeBack(await visit('handler-1', next))).headers.get('location')).toBe('/inbox');
  });

  it('groups suggest posts and grant none', async () => {
    const person = await personOf('nhc.handler2');
    await link(person, 'handler-2', 'nhc.handler2');
    const organisationId = await organisationNamed(api.office, 'nhc');
    const suggestion = { role: 'national-checker', organisationId };
    expect((await security.post('/api/v1/group-posts', { group: 'handlers', ...suggestion })).status).toBe(200);
    const answer = await comeBack(await visit('handler-2'));
    const cookie = cookiesOf(answer).find((one) => one.startsWith('mcr_session=')) ?? '';
    const { body } = await api.client().get('/api/v1/session', { headers: { cookie } });
    expect((body as SessionView).posts.map((post) => post.role)).toEqual(['national-handler']);
    const card = await security.get(`/api/v1/people/${person}/identities`);
    const suggested = { role: 'national-checker', organisation: { id: organisationId } };
    expect(card.body).toMatchObject({
      items: [{ subject: 'handler-2', groups: ['handlers', 'staff'], suggestions: [suggested] }],
    });
  });

  it('an ended link ends the sessions of its account', async () => {
    const person = await personOf('nhc.checker');
    const linked = await link(person, 'checker', 'nhc.checker');
    const client = await api.client().signIn('nhc.checker');
    expect((await security.post(`/api/v1/identities/${String(linked.body.id)}/end`)).status).toBe(200);
    expect((await client.get('/api/v1/session')).status).toBe(401);
    expect((await comeBack(await visit('checker'))).body.code).toBe('identity-unknown');
  });
});
