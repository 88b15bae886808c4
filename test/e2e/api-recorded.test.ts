import * as z from 'zod';
import { allEndpoints, pathOf, type Endpoint } from '../../apps/api/src/http/endpoint';
import { makeTransferring } from '../../activities/archive.activities';
import { openRequest } from '../../libs/casework/documents/requests/open-request';
import { idPrefixes, type Id, type IdKind } from '../../libs/contracts/ids';
import { kindsOfSystemEvents, type SystemEventType } from '../../libs/contracts/system-events';
import { newId } from '../../libs/persistence/bytes';
import { ExistenceRepository, knownKinds } from '../../libs/persistence/events/existence-repository';
import { FileStore } from '../../libs/platform/files/file-store';
import { openApi, type Answer, type TestApi } from '../support/api';
import { auditKeys, plainPage } from '../support/case-file';
import { key, type CasePlayer } from '../support/case-player';
import { freeItem, RequestPlayer } from '../support/documents/requests';
import { carryMessages, caseAt } from '../support/record';
import { bodies } from './matrix-bodies';

const nameOf = (endpoint: Endpoint): string => `${endpoint.method} ${pathOf(endpoint)}`;
const changing = allEndpoints().filter(({ method }) => method !== 'GET' && method !== 'HEAD');

/** Public acts have no person yet: each leaves its own event of a sign-in, read by the tests of signing in. */
const beforeSession = [
  'POST /api/v1/session',
  'POST /api/v1/session/second-step',
  'POST /api/v1/session/oidc',
  'POST /api/v1/activation',
  'POST /api/v1/training/clock',
];
/** Kinds of ids that a route can name and that are nobody else's: what is not one's own is not there. */
const ofOneself: IdKind[] = ['session'];

interface Recorded {
  type: SystemEventType;
  payload: { actor: { person?: string; request?: string; address?: string } | null; route?: string; caseId?: string };
}

/** Every kind of what the audit owes: what leaves, and what is refused, route by route as they are registered. */
describe('every route leaves what the audit owes', () => {
  let api: TestApi;
  let player: CasePlayer;
  let requestId: Id<'request'>;
  let accounts: string[];
  beforeAll(async () => {
    api = await openApi('apirecorded');
    player = await caseAt(api.office, 'provincial-recommendation', '2026.2');
    accounts = await api.office.database.read(async (sql) =>
      (await sql.rows<{ username: string }>('SELECT username FROM account ORDER BY username')).map(
        (row) => row.username,
      ),
    );
  }, 120_000);
  afterAll(() => api.close());

  async function recordedOf(request: unknown): Promise<Recorded[]> {
    const rows = await api.office.database.read((sql) =>
      sql.rows<{ type: SystemEventType; payload: string }>(
        "SELECT type, payload FROM system_event WHERE JSON_UNQUOTE(JSON_EXTRACT(payload, '$.actor.request')) = ?",
        [String(request)],
      ),
    );
    return rows.map(({ type, payload }) => ({ type, payload: JSON.parse(payload) as Recorded['payload'] }));
  }
  /** Refusals are written once a second: waits for the condition. */
  async function refusalOf(request: unknown): Promise<Recorded[]> {
    for (let tries = 0; tries < 300; tries += 1) {
      const found = await recordedOf(request);
      if (found.length > 0) return found;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    return [];
  }
  const requestOf = (answer: Answer): unknown => answer.headers.get('x-request-id');

  describe('what leaves', () => {
    let given: Record<string, { by: string; path: string; of?: 'exports' }>;
    beforeAll(async () => {
      const requests = new RequestPlayer(player);
      const [handler, preparer] = [await player.actor('henan.handler1'), await player.actor('h41a.preparer')];
      const drafted = await requests.draft(handler, [freeItem('床位说明')]);
      ({ requestId } = await requests.send(handler, drafted));
      await openRequest(preparer, { requestId, key: key() }, api.office);
      const added = await (
        await api.as('h41a.preparer')
      ).upload(player.caseId, Buffer.from('%PDF-1.4\n%%EOF\n'), 'a.pdf');
      const [document, version] = [String(added.body.id), String(added.body.versionId)];
      for (const item of await requests.items(requestId))
        await requests.save(preparer, item, { text: '已补充', documents: [document] });
      await requests.decide(preparer, 'answer-request', 'answered');
      const closed = await caseAt(api.office, 'provincial-intake', '2026.2');
      await closed.decide(await closed.openTask('check-completeness'), 'not-accepted');
      await closed.handOver();
      await closed.decide(await closed.openTask('compile-file'));
      await closed.decide(await closed.openTask('accept-file'));
      await carryMessages(api.office);
      await api.fillStore();
      const scanning = { clamdAddress: null, mode: 'training' } as const;
      const transferring = makeTransferring(api.office, { files: new FileStore(api.filesDir), scanning });
      expect(await transferring.make({ key: auditKeys.privateKey, page: plainPage })).toMatchObject({ made: 1 });
      const archive = await (await api.as('henan.archivist')).get(`/api/v1/cases/${closed.caseId}/archive`);
      const [file] = archive.body.files as { id: string }[];
      const template = await api.office.database.read((sql) =>
        sql.row<{ sha256: Buffer }>('SELECT sha256 FROM programme_template LIMIT 1'),
      );
      const feed = await (await api.as('henan.handler1')).post('/api/v1/me/calendar-feed', { language: 'en' });
      const content = Buffer.from('code,name_zh,name_en,email,phone,language\nA-1,甲,One,,,\n').toString('base64');
      const prepared = await (
        await api.as('ops.system')
      ).post('/api/v1/people-imports', { kind: 'people', fileName: 'p.csv', content });
      const at = `/api/v1/cases/${player.caseId}`;
      const versions = `${at}/documents/${document}/versions/${version}`;
      const handlers = 'henan.handler1';
      given = {
        'GET /api/v1/cases/:id/documents/:documentId/content': {
          by: handlers,
          path: `${at}/documents/${document}/content`,
        },
        'GET /api/v1/cases/:id/documents/:documentId/versions/:versionId/content': {
          by: handlers,
          path: `${versions}/content`,
        },
        'GET /api/v1/cases/:id/documents/:documentId/versions/:versionId/preview': {
          by: handlers,
          path: `${versions}/preview`,
        },
        'GET /api/v1/cases/:id/package': { by: handlers, path: `${at}/package` },
        'GET /api/v1/cases/:id/templates/:sha256': {
          by: handlers,
          path: `${at}/templates/${template?.sha256.toString('hex') ?? ''}`,
        },
        'GET /api/v1/cases/:id/file': { by: handlers, path: `${at}/file?for=archive`, of: 'exports' },
        'GET /api/v1/cases/:id/archive/files/:fileId/package': {
          by: 'henan.archivist',
          path: `/api/v1/cases/${closed.caseId}/archive/files/${file?.id ?? ''}/package`,
        },
        'GET /api/v1/requests/:id/notice.pdf': { by: handlers, path: `/api/v1/requests/${requestId}/notice.pdf` },
        'GET /api/v1/requests/:id/receipt.pdf': { by: handlers, path: `/api/v1/requests/${requestId}/receipt.pdf` },
        'GET /api/v1/overdue/bulletin': {
          by: 'henan.manager',
          path: '/api/v1/overdue/bulletin?week=2026-W01',
          of: 'exports',
        },
        'GET /feeds/:token.ics': { by: handlers, path: String(feed.body.path), of: 'exports' },
        // No file, but the names and contact data of many people on one page.
        'GET /api/v1/people-imports/:id': {
          by: 'ops.auditor',
          path: `/api/v1/people-imports/${String(prepared.body.id)}`,
        },
      };
    }, 120_000);

    it('every route that answers with a file is among those asked here', () => {
      const files = allEndpoints().filter(({ answer }) => answer === 'file');
      expect(Object.keys(given)).toEqual(expect.arrayContaining(files.map(nameOf)));
      expect(files.length).toBeGreaterThan(10);
    });

    it('is recorded once, under its kind, with the person, from where and in which request', async () => {
      for (const [route, { by, path, of = 'downloads' }] of Object.entries(given)) {
        const client = route.startsWith('GET /feeds') ? api.client() : await api.as(by);
        const answer = await client.get(path);
        expect([route, answer.status]).toEqual([route, 200]);
        const found = await recordedOf(requestOf(answer));
        expect([route, found.map(({ type }) => kindsOfSystemEvents[type])]).toEqual([route, [of]]);
        expect(found[0]?.payload.actor).toMatchObject({
          person: (await api.as(by)).session?.person.id,
          address: '127.0.0.1',
        });
      }
    });

    it('what is refused is recorded as an attempt, and not as given out', async () => {
      const stranger = await api.as('guangdong.handler1');
      for (const [route, { path }] of Object.entries(given)) {
        if (route.startsWith('GET /feeds')) continue;
        const answer = await stranger.get(path);
        expect([route, [403, 404].includes(answer.status)]).toEqual([route, true]);
        const found = await refusalOf(requestOf(answer));
        expect([route, found.map(({ type }) => type)]).toEqual([route, ['attemptRefused']]);
      }
    });
  });

  describe('what is refused', () => {
    it('every kind of id that a route names is looked up, so that what is there and not for them is an attempt', async () => {
      const named = new Set(
        allEndpoints().flatMap(({ params }) =>
          params instanceof z.ZodObject
            ? Object.values(params.shape).flatMap((shape) => kindOf(shape as z.ZodType) ?? [])
            : [],
        ),
      );
      expect(named.size).toBeGreaterThan(15);
      const missing = [...named].filter(
        (kind) => !(knownKinds as IdKind[]).includes(kind) && !ofOneself.includes(kind),
      );
      expect(missing).toEqual([]);
      const ids = knownKinds.map((kind) => newId(kind));
      expect(await api.office.database.read((sql) => new ExistenceRepository(sql).existing(ids))).toEqual(new Map());
    });

    it('what is not of a case itself names the case it is of', async () => {
      const { body } = await (await api.as('h41a.preparer')).get(`/api/v1/requests/${requestId}`);
      const [item] = body.items as { id: string }[];
      const task = await player.openTask('accept-answer');
      const there = await api.office.database.read((sql) =>
        new ExistenceRepository(sql).existing([requestId, item?.id ?? '', task.id, player.caseId]),
      );
      expect(new Set(there.values())).toEqual(new Set([player.caseId]));
      expect(there.size).toBe(4);
      const stranger = await api.as('guangdong.handler2');
      const refused = await stranger.post(`/api/v1/tasks/${task.id}/claim`, { rev: 0 });
      expect((await refusalOf(requestOf(refused)))[0]?.payload.caseId).toBe(player.caseId);
      const auditor = await api.as('ops.auditor');
      const found = await auditor.get(`/api/v1/audit/events?kind=refused&case=${player.number}&limit=100`);
      const shown = (found.body.items as { by: { request: string }; caseNumber: string }[]).find(
        ({ by }) => by.request === requestOf(refused),
      );
      expect(shown?.caseNumber).toBe(player.number);
    });

    it('a change without the token of its page is an attempt, on every route that changes something', async () => {
      const routes = changing.filter(
        (endpoint) => !beforeSession.includes(nameOf(endpoint)) && endpoint.permission !== 'public',
      );
      expect(routes.length).toBeGreaterThan(80);
      const asked: [string, unknown][] = [];
      for (const [index, endpoint] of routes.entries()) {
        // So many of one person are written one by one; further ones are a number.
        const client = await api.as(accounts[Math.floor(index / 15)] ?? '');
        const path = pathOf(endpoint).replaceAll(/:[A-Za-z0-9]+/g, newId('case'));
        const answer = await client.ask(endpoint.method, path, { csrf: null, body: bodies[nameOf(endpoint)] ?? {} });
        expect([nameOf(endpoint), answer.status]).toEqual([nameOf(endpoint), 403]);
        asked.push([nameOf(endpoint), requestOf(answer)]);
      }
      for (const [route, request] of asked) {
        const found = await refusalOf(request);
        expect(found).toMatchObject([{ type: 'attemptRefused', payload: { code: 'csrf-token-missing', route } }]);
      }
    });

    it('an act on the case of another, on every route that changes something of a case', async () => {
      const routes = changing.filter((endpoint) => /\/(cases|tasks|requests)\/:id/.test(pathOf(endpoint)));
      expect(routes.length).toBeGreaterThan(30);
      const task = (await player.openTasks())[0]?.id ?? '';
      const asked: [string, unknown][] = [];
      for (const [index, endpoint] of routes.entries()) {
        const client = await api.as(strangers[Math.floor(index / 15)] ?? '');
        const path = pathOf(endpoint)
          .replace('/cases/:id', `/cases/${player.caseId}`)
          .replace('/tasks/:id', `/tasks/${task}`)
          .replace('/requests/:id', `/requests/${requestId}`);
        const ids: Record<string, string> = { ':deadlineId': newId('deadline'), ':documentId': newId('document') };
        ids[':itemId'] = newId('item');
        ids[':commentId'] = newId('preReview');
        ids[':holdId'] = newId('legalHold');
        const address = Object.entries(ids).reduce((text, [name, id]) => text.replace(name, id), path);
        const answer = await client.ask(endpoint.method, address, { body: bodies[nameOf(endpoint)] ?? {} });
        expect([nameOf(endpoint), [403, 404].includes(answer.status) ? true : answer.text]).toEqual([
          nameOf(endpoint),
          true,
        ]);
        asked.push([nameOf(endpoint), requestOf(answer)]);
      }
      for (const [route, request] of asked)
        expect(await refusalOf(request)).toMatchObject([{ type: 'attemptRefused', payload: { route } }]);
    });

    it('a token that is none, that has ended, or whose scope is another one', async () => {
      const answer = await api
        .client()
        .get('/api/v1/cases', { headers: { authorization: `Bearer mcr_${'A'.repeat(43)}` } });
      expect(answer.status).toBe(401);
      expect(await refusalOf(requestOf(answer))).toMatchObject([
        { type: 'signInRefused', payload: { actor: { person: null }, by: 'token', address: '127.0.0.1' } },
      ]);
    });
  });

  const strangers = [
    'guangdong.handler1',
    'guangdong.handler2',
    'guangdong.checker',
    'guangdong.signatory',
    'guangdong.manager',
  ];
});

/** The kind of id a schema takes; undefined for what is none. */
function kindOf(schema: z.ZodType): IdKind | undefined {
  return (Object.keys(idPrefixes) as IdKind[]).find(
    (kind) => schema.safeParse(newId(kind)).success && !schema.safeParse('x').success,
  );
}
