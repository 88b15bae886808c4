import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import * as z from 'zod';
import { newId } from '../../libs/persistence/bytes';
import { idPrefixes } from '../../libs/contracts/ids';
import { roles } from '../../libs/contracts/posts';
import { allEndpoints, pathOf, type Endpoint } from '../../apps/api/src/http/endpoint';
import { openApiDocument } from '../../apps/api/src/http/openapi';
import { openApi, type Answer, type TestApi } from '../support/api';

const checkedIn = join(__dirname, '..', '..', 'docs', 'openapi.json');

/** Served beside the API by name: reference and console. They answer no data. */
const pages = /^(\/openapi\.json|\/docs(\/.+)?|\/?\*|\/assets\/.+|\/index\.html|\/favicon\.svg)$/;

/** Method and address of every route of the running server, from Fastify's own tree. */
function routesOf(fastify: FastifyInstance): string[] {
  const found: string[] = [];
  const open: string[] = [];
  for (const line of fastify.printRoutes({ commonPrefix: false }).split('\n')) {
    const match = /^((?:│ {3}| {4})*)(?:├── |└── )(.*?)(?: \(([A-Z, ]+)\))?$/.exec(line);
    if (!match) continue;
    const [, indent = '', segment = '', methods] = match;
    open.length = indent.length / 4;
    open.push(segment);
    for (const method of methods?.split(', ') ?? []) found.push(`${method} ${open.join('')}`);
  }
  return found;
}

/** The address of an endpoint with ids that are well formed and name nothing. */
const filled = (endpoint: Endpoint): string =>
  pathOf(endpoint).replace(/:(\w+)/g, (_all, name: string) => {
    if (name === 'documentId') return newId('document');
    if (pathOf(endpoint).includes('/identities/:id')) return newId('identity');
    if (pathOf(endpoint).includes('/service-accounts/')) return newId('serviceAccount');
    // Not named as their ids are.
    if (pathOf(endpoint).includes('/people/')) return newId('person');
    if (pathOf(endpoint).includes('/leave/')) return newId('absence');
    if (name === 'versionId') return newId('documentVersion');
    const kind = (Object.keys(idPrefixes) as (keyof typeof idPrefixes)[]).find((one) =>
      pathOf(endpoint).includes(`/${one}s/`),
    );
    return newId(kind ?? 'case');
  });

/** Objects of a schema that would take any field. */
function looseIn(schema: unknown, path: string): string[] {
  if (typeof schema !== 'object' || schema === null) return [];
  const { type, properties, additionalProperties } = schema as Record<string, unknown>;
  const here = type === 'object' && additionalProperties !== false && !isRecord(schema) ? [path] : [];
  const named = Object.entries(properties ?? {}).flatMap(([name, one]) => looseIn(one, `${path}/${name}`));
  const rest = ['items', 'anyOf', 'oneOf', 'allOf', 'prefixItems', 'additionalProperties'].flatMap((name) => {
    const inner = (schema as Record<string, unknown>)[name];
    return (Array.isArray(inner) ? inner : [inner]).flatMap((one) => looseIn(one, path));
  });
  return [...here, ...named, ...rest];
}
/** Keys of one shape with values of one shape. A form is one: it is checked against its step once the task is known. */
const isRecord = (schema: object): boolean =>
  'additionalProperties' in schema && typeof schema.additionalProperties === 'object' && 'propertyNames' in schema;

const content = ({ method }: Endpoint): { body?: unknown } =>
  method === 'GET' || method === 'HEAD' ? {} : { body: { unknown: 1 } };
/** An answer to HEAD has no body: its status says it. */
const codeOf = (answer: Answer): unknown => answer.body.code ?? 'none';

describe('every route', () => {
  let api: TestApi;
  let routes: string[];
  beforeAll(async () => {
    api = await openApi('apirout');
    routes = routesOf(api.app.getHttpAdapter().getInstance());
  });
  afterAll(() => api.close());

  it('is an endpoint, or a page named here; every endpoint is served', () => {
    const declared = allEndpoints()
      .map((endpoint) => `${endpoint.method} ${pathOf(endpoint)}`)
      // Fastify serves HEAD with every GET by itself.
      .filter((route) => !route.startsWith('HEAD '));
    const served = routes.filter(
      (route) => !route.startsWith('HEAD ') && !pages.test(route.slice(route.indexOf(' ') + 1)),
    );
    expect(served.length).toBeGreaterThan(25);
    expect([...served].sort()).toEqual([...declared].sort());
  });

  it('has a permission that names roles there are, and a summary', () => {
    for (const { permission, summary } of allEndpoints()) {
      expect(summary.length).toBeGreaterThan(5);
      if (typeof permission === 'string') continue;
      expect(permission.roles.length).toBeGreaterThan(0);
      for (const role of permission.roles) expect(roles).toContain(role);
    }
  });

  it('has schemas: params where the address has them, a body where one is sent, and an answer', () => {
    for (const endpoint of allEndpoints()) {
      const named = [...pathOf(endpoint).matchAll(/:(\w+)/g)].map(([, name]) => name);
      const known = endpoint.params instanceof z.ZodObject ? Object.keys(endpoint.params.shape) : [];
      expect([pathOf(endpoint), known]).toEqual([pathOf(endpoint), named]);
      expect(endpoint.answer).toBeDefined();
      if (endpoint.method === 'GET') expect([endpoint.body, endpoint.once]).toEqual([undefined, undefined]);
      if (endpoint.method === 'POST' && !endpoint.body && !endpoint.upload) expect(endpoint.params).toBeDefined();
    }
  });

  it('takes no field it does not name, at any depth', () => {
    const open = allEndpoints().flatMap((endpoint) =>
      [endpoint.body, endpoint.query]
        .filter((schema) => schema !== undefined)
        .flatMap((schema) => looseIn(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }), ''))
        .map((path) => `${endpoint.method} ${endpoint.path} ${path}`),
    );
    expect(open).toEqual([]);
    const loose = z.strictObject({ items: z.array(z.object({ id: z.string() })) });
    expect(looseIn(z.toJSONSchema(loose, { io: 'input' }), '')).toEqual(['/items']);
  });

  it('that adds or changes something runs once per key', () => {
    const without = allEndpoints().filter(({ method, once }) => method !== 'GET' && !once);
    // A session is not an act on the record; a clock that is moving refuses to be moved. Secrets of
    // addresses, keys and codes are stored nowhere, so no answer can be given twice.
    expect(without.map((endpoint) => `${endpoint.method} ${endpoint.path}`).sort()).toEqual([
      'DELETE /me/calendar-feed',
      'DELETE /me/second-factor',
      'DELETE /me/sessions',
      'DELETE /me/sessions/:id',
      'DELETE /session',
      // The upload protocol has its own offsets; finishing twice is one document.
      'DELETE /uploads/:uploadId',
      'HEAD /uploads/:uploadId',
      'PATCH /uploads/:uploadId',
      'POST /activation',
      'POST /group-posts',
      'POST /identities/:id/end',
      'POST /me/calendar-feed',
      'POST /me/password',
      'POST /me/recovery-codes',
      'POST /me/second-factor',
      'POST /me/second-factor/confirm',
      'POST /people/:id/activation',
      'POST /people/:id/identities',
      'POST /service-accounts',
      'POST /service-accounts/:id/revoke',
      'POST /session',
      'POST /session/second-step',
      'POST /session/step-up',
      'POST /training/clock',
      'POST /uploads/:uploadId/finish',
    ]);
  });

  it('that is open to everybody is one of these', () => {
    const open = allEndpoints().filter(({ permission }) => permission === 'public');
    expect(open.map((endpoint) => `${endpoint.method} ${pathOf(endpoint)}`).sort()).toEqual([
      'GET /api/v1/session/oidc/callback',
      'GET /api/v1/session/oidc/start',
      'GET /api/v1/session/ways',
      'GET /api/v1/training/accounts',
      'GET /api/v1/training/clock',
      'GET /feeds/:token.ics',
      'GET /health/live',
      'GET /health/ready',
      'GET /version',
      'POST /api/v1/activation',
      'POST /api/v1/session',
      'POST /api/v1/session/second-step',
    ]);
  });

  it('asks who is there before it looks at anything', async () => {
    const nobody = api.client();
    for (const endpoint of allEndpoints()) {
      const answer = await nobody.ask(endpoint.method, filled(endpoint), content(endpoint));
      const expected =
        endpoint.permission === 'public' ? (expect.not.stringMatching('not-signed-in') as unknown) : 'not-signed-in';
      expect([pathOf(endpoint), codeOf(answer)]).toEqual([
        pathOf(endpoint),
        endpoint.method === 'HEAD' ? 'none' : expected,
      ]);
      if (endpoint.method === 'HEAD') expect(answer.status).toBe(401);
    }
  });

  it('answers HEAD to those it answers GET', async () => {
    const [nobody, somebody] = [api.client(), await api.as('nhc.handler1')];
    for (const path of ['/api/v1/tasks', '/api/v1/session', '/api/v1/cases']) {
      expect([path, (await nobody.ask('HEAD', path)).status]).toEqual([path, 401]);
      expect([path, (await somebody.ask('HEAD', path)).status]).toEqual([path, 200]);
    }
  });

  it.each([null, 'x', ''])('that changes something needs the CSRF token of its session, not %j', async (csrf) => {
    const client = await api.as('nhc.handler1');
    const changing = allEndpoints().filter(({ method, permission }) => method !== 'GET' && permission !== 'public');
    expect(changing.length).toBeGreaterThanOrEqual(12);
    for (const endpoint of changing) {
      const answer = await client.ask(endpoint.method, filled(endpoint), { csrf, ...content(endpoint) });
      expect([pathOf(endpoint), answer.status, codeOf(answer)]).toEqual([
        pathOf(endpoint),
        403,
        endpoint.method === 'HEAD' ? 'none' : 'csrf-token-missing',
      ]);
    }
    expect((await client.get('/api/v1/session')).status).toBe(200);
  });

  it("does not take another session's CSRF token", async () => {
    const client = await api.as('nhc.handler1');
    const other = await api.as('nhc.handler2');
    const answer = await client.post(`/api/v1/tasks/${newId('task')}/claim`, {}, { csrf: other.csrf ?? '' });
    expect(answer.body.code).toBe('csrf-token-missing');
  });

  it.each([null, 'short', 'with space in', 'a'.repeat(81), 's\u00ebcret-key'])(
    'that runs once needs a key, not %j',
    async (key) => {
      const client = await api.as('nhc.signatory');
      const once = allEndpoints().filter(
        (endpoint) => endpoint.once && endpoint.permission === 'signed-in' && !endpoint.body && !endpoint.upload,
      );
      expect(once.length).toBeGreaterThanOrEqual(3);
      for (const endpoint of once) {
        const answer = await client.ask(endpoint.method, filled(endpoint), { key });
        expect([pathOf(endpoint), answer.status, answer.body.code]).toEqual([pathOf(endpoint), 400, 'key-missing']);
      }
    },
  );

  it('only for certain posts is closed to others before its body is looked at', async () => {
    const client = await api.as('expert.n01');
    for (const endpoint of allEndpoints().filter(({ permission }) => typeof permission === 'object')) {
      const answer = await client.ask(endpoint.method, filled(endpoint), content(endpoint));
      expect([pathOf(endpoint), answer.status, answer.body.code]).toEqual([pathOf(endpoint), 403, 'not-entitled']);
    }
  });
});

describe('the OpenAPI document', () => {
  const document = openApiDocument() as {
    paths: Record<string, Record<string, { responses: object; summary: string }>>;
  };

  it('has every endpoint and nothing else', () => {
    const documented = Object.entries(document.paths).flatMap(([path, operations]) =>
      Object.keys(operations).map((method) => `${method.toUpperCase()} ${path}`),
    );
    const declared = allEndpoints().map(
      (endpoint) => `${endpoint.method} ${pathOf(endpoint).replace(/:(\w+)/g, '{$1}')}`,
    );
    expect(documented.sort()).toEqual(declared.sort());
  });

  it('is the one checked in; renew it with UPDATE_OPENAPI=1 npx jest e2e/api-routes', () => {
    const text = `${JSON.stringify(document, null, 2)}\n`;
    if (process.env.UPDATE_OPENAPI) writeFileSync(checkedIn, text);
    expect(readFileSync(checkedIn, 'utf8')).toBe(text);
  });
});
