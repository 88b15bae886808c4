import { openApi, type TestApi } from '../support/api';

const policyOf = (headers: Headers): Record<string, string[]> =>
  Object.fromEntries(
    (headers.get('content-security-policy') ?? '').split(';').map((part) => {
      const [name = '', ...values] = part.trim().split(' ');
      return [name, values];
    }),
  );

describe('headers of every answer', () => {
  let api: TestApi;
  beforeAll(async () => {
    api = await openApi('apihead');
  });
  afterAll(() => api.close());

  const addresses = [
    '/',
    '/cases/anything',
    '/docs',
    '/openapi.json',
    '/health/live',
    '/api/v1/session',
    '/api/v1/nothing',
  ];

  it.each(addresses)('%s is guarded', async (path) => {
    const { headers } = await api.client().get(path);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('x-frame-options')).toBe('DENY');
    expect(headers.get('referrer-policy')).toBe('same-origin');
    expect(headers.get('x-powered-by')).toBeNull();
    expect(headers.get('server')).toBeNull();
    expect(headers.get('access-control-allow-origin')).toBeNull();
    expect(headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
    const policy = policyOf(headers);
    expect(policy['default-src']).toEqual(["'self'"]);
    expect(policy['object-src']).toEqual(["'none'"]);
    expect(policy['base-uri']).toEqual(["'none'"]);
    expect(policy['frame-ancestors']).toEqual(["'none'"]);
    for (const [name, values] of Object.entries(policy)) {
      expect([name, values.filter((value) => /unsafe|\*|^https?:$/.test(value))]).toEqual([name, []]);
    }
  });

  it('an address that cannot be decoded is answered with nothing to run', async () => {
    const { headers } = await api.client().get('/api/v1/cases/%E0%A4%A');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(policyOf(headers)).toEqual({ 'default-src': ["'none'"], 'frame-ancestors': ["'none'"] });
    expect(headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('the page carries the nonce of its own answer, a new one each time, and no script of its own', async () => {
    const pages = [await api.client().get('/'), await api.client().get('/inbox')];
    const nonces = pages.map(({ headers, text }) => {
      const nonce =
        policyOf(headers)
          ['style-src']?.find((value) => value.startsWith("'nonce-"))
          ?.slice(7, -1) ?? '';
      expect(nonce.length).toBeGreaterThanOrEqual(16);
      expect(text).toContain(nonce);
      expect(text).not.toContain('__CSP_NONCE__');
      expect(text).not.toMatch(/<script(?![^>]*\bsrc=)[^>]*>\s*\S|\son\w+=|style="/);
      expect(headers.get('cache-control')).toBe('no-store');
      return nonce;
    });
    expect(new Set(nonces).size).toBe(2);
  });

  it('the reference runs no inline script or style either', async () => {
    const { text } = await api.client().get('/docs');
    expect(text).not.toMatch(/<script(?![^>]*\bsrc=)[^>]*>|<style|style="|\son\w+=/);
    for (const [, path = ''] of text.matchAll(/(?:src|href)="([^"]+)"/g)) {
      const { status, headers } = await api.client().get(path);
      expect([path, status]).toEqual([path, 200]);
      expect(headers.get('content-type')).toMatch(/^text\/(css|javascript)/);
    }
  });

  it('answers with data are kept by nobody', async () => {
    const client = await api.as('nhc.handler1');
    for (const path of ['/api/v1/session', '/api/v1/tasks', '/api/v1/cases']) {
      expect((await client.get(path)).headers.get('cache-control')).toMatch(/no-store/);
    }
  });

  it('the console’s sources and the server’s files are not served', async () => {
    for (const path of [
      '/src/main.tsx',
      '/vite.config.ts',
      '/package.json',
      '/.env',
      '/..%2f..%2fpackage.json',
      '/assets/..%2f..%2f..%2fpackage.json',
    ]) {
      const answer = await api.client().get(path);
      const served = answer.status === 200 && !/^text\/html/.test(answer.headers.get('content-type') ?? '');
      expect([path, served]).toEqual([path, false]);
    }
  });
});
