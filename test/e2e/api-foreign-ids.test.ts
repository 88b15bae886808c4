import { allEndpoints, pathOf, type Endpoint } from '../../apps/api/src/http/endpoint';
import { openApi, type Answer, type TestApi } from '../support/api';
import { addressWith, askWith, kindsIn, realIds, type RealIds } from '../support/real-ids';
import { bodies } from './matrix-bodies';

/** Same posts in another province or hospital, the nation before submission, a seat that is not the case's, an archive. */
const strangers = [
  'h41b.preparer',
  'h41b.signatory',
  'guangdong.handler1',
  'guangdong.checker',
  'guangdong.signatory',
  'guangdong.manager',
  'expert.henan5',
  'nhc.archivist',
  'nhc.handler1',
  'nhc.signatory',
  'nhc.manager',
];

const query = (endpoint: Endpoint): string => {
  const path = pathOf(endpoint);
  if (path.endsWith('/why')) return `?action=${path.includes('/tasks/') ? 'claim' : 'comment'}`;
  return path.endsWith('/file') ? '?for=archive' : '';
};
/** All that tells one answer from another: not the id of the request. */
const said = ({ status, text }: Answer): string => `${String(status)} ${text.replace(/"requestId":"[^"]*"/, '')}`;

describe('an id of somebody else’s, of every kind, at every route', () => {
  let api: TestApi;
  let ids: RealIds;
  const routes = allEndpoints().filter((endpoint) => kindsIn(endpoint).length > 0);
  beforeAll(async () => {
    api = await openApi('apiforeign');
    ids = await realIds(api);
    await api.fillStore();
  }, 180_000);
  afterAll(() => api.close());

  it('is known for every kind that stands in an address, but those no stranger’s post comes near', () => {
    const wanted = new Set(routes.flatMap(kindsIn));
    const missing = [...wanted].filter((kind) => !ids[kind]);
    // Told only to administrators: `api-administrators.test.ts`. A job begins when a calendar is published.
    expect(missing.sort()).toEqual(['breakGlass', 'calendarJob', 'identity']);
    expect(routes.length).toBeGreaterThan(90);
  });

  it.each(strangers)('answers %s as an id that never was, to the letter', async (username) => {
    const client = await api.as(username);
    const wrong: unknown[] = [];
    const look = async (endpoint: Endpoint) => {
      const body = bodies[`${endpoint.method} ${pathOf(endpoint)}`];
      const ask = async (known: RealIds) =>
        said(await askWith(client, endpoint, addressWith(endpoint, known) + query(endpoint), body));
      const [real, never] = await Promise.all([ask(ids), ask({})]);
      if (real !== never || !/^(403|404) /.test(real)) wrong.push([endpoint.method, pathOf(endpoint), real, never]);
    };
    for (let at = 0; at < routes.length; at += 12) await Promise.all(routes.slice(at, at + 12).map(look));
    expect(wrong).toEqual([]);
  });

  it('and is something to those whose it is', async () => {
    const answered = async (username: string) => {
      const client = await api.as(username);
      const found: string[] = [];
      for (const endpoint of routes.filter(({ method }) => method === 'GET'))
        if ((await client.get(addressWith(endpoint, ids) + query(endpoint))).status === 200)
          found.push(pathOf(endpoint));
      return found;
    };
    expect((await answered('henan.handler1')).length).toBeGreaterThan(15);
    expect(await answered('henan.manager')).toEqual(expect.arrayContaining(['/api/v1/people/:id']));
  });
});
