import { join } from 'node:path';
import { newId } from '../../libs/persistence/bytes';
import { allEndpoints, pathOf } from '../../apps/api/src/http/endpoint';
import { makeKeyFile } from '../../libs/platform/signing/key-files';
import { Client, openApi, testEnvironment, type Answer, type TestApi } from '../support/api';
import { openFolder } from '../support/case-file';
import { caseAt, playToStep, newCase } from '../support/record';
import { matrix, statusesOf, type Phase, type Row } from './matrix';
import { bodies } from './matrix-bodies';
import { posts, type PostName } from './matrix-posts';

interface Scene {
  caseId: string;
  taskId: string;
  documentId: string;
  versionId: string;
}

const names = Object.keys(posts) as PostName[];

describe('every route by every post', () => {
  let api: TestApi;
  let folder: Awaited<ReturnType<typeof openFolder>>;
  const scenes: Partial<Record<Phase, Scene>> = {};
  const clients = new Map<PostName, Client>();

  beforeAll(async () => {
    // What goes to an archive is given out signed or not at all.
    folder = await openFolder();
    const signingKeyFile = join(folder.path, 'key.pem');
    makeKeyFile(signingKeyFile);
    api = await openApi('apimatrix', { audit: { ...testEnvironment({}).audit, signingKeyFile } });
    await Promise.all(
      names.map(async (post) => clients.set(post, posts[post] ? await api.as(posts[post]) : api.client())),
    );
    scenes.before = await sceneBefore();
    const after = await caseAt(api.office, 'national-intake');
    scenes.after = {
      caseId: after.caseId,
      taskId: (await after.openTask('check-submission')).id,
      ...(await declared(after.caseId)),
    };
    scenes.archived = await sceneArchived();
    for (const [phase, manager] of [
      ['before', 'henan.manager'],
      ['after', 'nhc.manager'],
    ] as const) {
      const urged = await (await api.as(manager)).post(`/api/v1/cases/${scenes[phase]?.caseId ?? ''}/urge`);
      expect(urged.status).toBe(200);
    }
    await api.fillStore();
  }, 120_000);
  afterAll(async () => {
    await api.close();
    await folder.drop();
  });

  /** At the province, the panel seated, the first seat's declaration of interests open. */
  async function sceneBefore(): Promise<Scene> {
    const player = await newCase(api.office);
    await playToStep(player, 'declare-interests');
    const lead = await player.actor('expert.henan1');
    const task = (await player.openTasks()).find((one) => one.personId === lead.personId);
    return { caseId: player.caseId, taskId: task?.id ?? '', ...(await declared(player.caseId)) };
  }

  /** Refused at the province: its archive is open, and a legal hold stands. */
  async function sceneArchived(): Promise<Scene> {
    const player = await caseAt(api.office, 'provincial-intake');
    await player.decide(await player.openTask('check-completeness'), 'not-accepted');
    const before = await declared(player.caseId);
    await player.handOver();
    const placed = await (
      await api.as('henan.archivist')
    ).post(`/api/v1/cases/${player.caseId}/legal-holds`, { reason: '诉讼保全' });
    expect(placed.status).toBe(201);
    return { caseId: player.caseId, taskId: (await player.openTask('compile-file')).id, ...before };
  }

  /** A document of the hospital. */
  async function declared(caseId: string): Promise<Pick<Scene, 'documentId' | 'versionId'>> {
    const answer = await (await api.as('h41a.preparer')).upload(caseId, Buffer.from('%PDF-1.4\n%%EOF\n'), 'a.pdf');
    return { documentId: answer.body.id as string, versionId: answer.body.versionId as string };
  }

  /** The province's handler as a deputy of themselves. */
  async function ownDeputy() {
    const { session } = await api.as('henan.handler1');
    return {
      postId: session?.posts[0]?.id,
      personId: session?.person.id,
      validFrom: '2026-01-05',
      validTo: '2026-01-09',
      reason: '出差',
    };
  }

  async function ask(route: string, scene: Scene | undefined, client: Client): Promise<Answer> {
    const [method = '', path = ''] = route.split(' ');
    const ids: Record<string, string> = {
      '/cases/:id': `/cases/${scene?.caseId ?? ''}`,
      '/tasks/:id': `/tasks/${scene?.taskId ?? ''}`,
      '/orders/:id': `/orders/${newId('order')}`,
      '/service-accounts/:id': `/service-accounts/${newId('serviceAccount')}`,
      '/identities/:id': `/identities/${newId('identity')}`,
      '/sessions/:id': `/sessions/${newId('session')}`,
      '/requests/:id': `/requests/${newId('request')}`,
      ':itemId': newId('item'),
      '/item-proposals/:id': `/item-proposals/${newId('itemProposal')}`,
      ':sha256': '0'.repeat(64),
      ':commentId': newId('preReview'),
      '/deputies/:id': `/deputies/${newId('deputy')}`,
      '/notifications/:id': `/notifications/${newId('notification')}`,
      ':deadlineId': newId('deadline'),
      ':holdId': newId('legalHold'),
      ':fileId': newId('archiveFile'),
      ':documentId': scene?.documentId ?? '',
      ':versionId': scene?.versionId ?? '',
      ':uploadId': newId('upload'),
    };
    const address = Object.entries(ids).reduce((text, [name, id]) => text.replace(name, id), path);
    if (route === 'POST /api/v1/uploads')
      return client.upload(scene?.caseId ?? '', Buffer.from('%PDF-1.4\n%%EOF\n'), 'a.pdf');
    // A name of its own each time: repeated failures of one are throttled.
    if (route === 'POST /api/v1/session') return client.post(path, { username: newId('account'), password: 'wrong' });
    if (route === 'POST /api/v1/deputies') return client.post(path, await ownDeputy());
    const body = bodies[route] ?? (method === 'POST' ? {} : undefined);
    return client.ask(method, address + queryOf(route), body === undefined ? {} : { body });
  }

  function queryOf(route: string): string {
    if (route.endsWith('/why')) return `?action=${route.includes('/tasks/') ? 'claim' : 'comment'}`;
    return route.endsWith('/file') ? '?for=archive' : '';
  }

  /** A session that may end and a case that may close, where the row is about ending and closing. */
  async function standIn({ route, phase }: Row, post: PostName): Promise<{ client: Client; scene: Scene | undefined }> {
    const username = posts[post];
    const known = clients.get(post) ?? api.client();
    const client = route === 'DELETE /api/v1/session' && username ? await api.client().signIn(username) : known;
    const closes = route === 'POST /api/v1/cases/:id/withdraw' && phase === 'before' && post === 'signatory';
    return { client, scene: closes ? await sceneBefore() : scenes[phase] };
  }

  it('has a row for every route, in both phases where it is about a case', () => {
    const rows = matrix
      .filter((row) => row.phase !== 'archived')
      .map((row) => `${row.route} ${row.phase}`)
      .sort();
    const expected = allEndpoints().flatMap((endpoint) => {
      const route = `${endpoint.method} ${pathOf(endpoint)}`;
      const aboutCase = /\/(cases|tasks)\/:id/.test(route) || route === 'POST /api/v1/uploads';
      return aboutCase ? [`${route} before`, `${route} after`] : [`${route} always`];
    });
    expect(rows).toEqual(expected.sort());
  });

  it('no administrator acts on a case, a task or a calendar, and the auditor changes nothing of anybody', () => {
    const own = /\/(session|notifications|me|training|activation)\b/;
    const acts = matrix.filter(
      ({ route }) => !route.startsWith('GET ') && !route.startsWith('HEAD ') && !own.test(route),
    );
    const ofCases = acts.filter(({ route }) => /\/v1\/(cases|tasks|orders|calendar)\b/.test(route));
    const open = (rows: readonly Row[], ...who: PostName[]) =>
      rows.flatMap((row) =>
        who.filter((post) => ![403, 404].includes(statusesOf(row)[post])).map((post) => `${row.route} ${post}`),
      );
    expect(ofCases.length).toBeGreaterThan(30);
    expect(open(ofCases, 'system-admin', 'security-admin', 'auditor')).toEqual([]);
    expect(open(acts, 'auditor')).toEqual([]);
  });

  it.each(matrix.map((row): [string, Phase, Row] => [row.route, row.phase, row]))(
    '%s, %s',
    async (_route, _phase, row) => {
      // At once: no act of one post changes what another is answered.
      const found = await Promise.all(
        names.map(async (post): Promise<[PostName, number]> => {
          const { client, scene } = await standIn(row, post);
          return [post, (await ask(row.route, scene, client)).status];
        }),
      );
      expect(Object.fromEntries(found)).toEqual(statusesOf(row));
    },
  );
});
