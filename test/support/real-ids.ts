import type { Endpoint } from '../../apps/api/src/http/endpoint';
import { pathOf } from '../../apps/api/src/http/endpoint';
import { idPrefixes } from '../../libs/contracts/ids';
import { newId } from '../../libs/persistence/bytes';
import { tusHeaders, type Answer, type Client, type TestApi } from './api';
import type { CasePlayer } from './case-player';
import { freeItem } from './documents/requests';
import { newCase, playToStep } from './record';

type Kind = keyof typeof idPrefixes;
export type RealIds = Partial<Record<Kind, string>>;

async function done(answer: Promise<Answer>, what: string): Promise<Record<string, unknown>> {
  const { status, text, body } = await answer;
  if (status >= 300) throw new Error(`${what}: ${String(status)} ${text}`);
  return body;
}
const idOf = (body: Record<string, unknown>, name = 'id'): string => String(body[name]);
const firstOf = (body: Record<string, unknown>): string => idOf((body.items as Record<string, unknown>[])[0] ?? {});

/** A case at the province with an order, a request and a limit; a declaration that is shared; a closed one with a legal hold. */
async function ofCases(api: TestApi, player: CasePlayer): Promise<RealIds> {
  const [handler, manager, preparer] = await Promise.all(
    ['henan.handler1', 'henan.manager', 'h41a.preparer'].map((name) => api.as(name)),
  );
  if (!handler || !manager || !preparer) throw new Error('nobody is there');
  await playToStep(player, 'evaluate');
  const on = `/api/v1/cases/${player.caseId}`;
  const proposal = { title: '病例汇总', accepts: '汇总表', reason: '数据存疑' };
  const itemProposal = idOf(await done((await api.as('expert.henan1')).post(`${on}/item-proposals`, proposal), 'item'));
  await player.playTo('provincial-recommendation');
  const task = (await player.openTask('draft-recommendation')).id;
  const demand = { demand: '说明进度', replyDue: '2027-06-01' };
  const order = idOf(await done(manager.post(`/api/v1/tasks/${task}/orders`, demand), 'order'));
  const drafted = await done(handler.post(`${on}/requests`, { items: [freeItem('经费证明')] }), 'draft');
  const request = idOf(drafted, 'requestId');
  await done(handler.post(`/api/v1/requests/${request}/send`, { rev: drafted.rev }), 'send');
  const asked = (await done(handler.get(`/api/v1/requests/${request}`), 'request')) as { items: { id: string }[] };
  const document = await done(preparer.upload(player.caseId, Buffer.from('%PDF-1.4\n%%EOF\n'), 'a.pdf'), 'document');
  const begun = await preparer.ask('POST', '/api/v1/uploads', {
    headers: tusHeaders(900, { caseId: player.caseId, title: '材料', filename: 'b.pdf' }),
  });
  const limits = (await done(handler.get(`${on}/deadlines`), 'limits')) as { items: { id: string }[] };
  return {
    ...{ case: player.caseId, task, order, request, itemProposal },
    item: asked.items[0]?.id ?? '',
    document: idOf(document),
    documentVersion: idOf(document, 'versionId'),
    upload: begun.headers.get('location')?.split('/').at(-1) ?? '',
    deadline: limits.items[0]?.id ?? '',
    notification: firstOf(await done(handler.get('/api/v1/notifications'), 'notifications')),
  };
}

async function ofOtherCases(
  api: TestApi,
): Promise<{ preReview: string; shared: string; legalHold: string; archived: string }> {
  const shared = await newCase(api.office, 'h41a', { version: '2026.2' });
  const on = `/api/v1/cases/${shared.caseId}/pre-review`;
  await done((await api.as('h41a.preparer')).post(`${on}/share`, { shared: true }), 'share');
  const handler = await api.as('henan.handler1');
  const preReview = idOf(await done(handler.post(`${on}/comments`, { text: '请核对床位数' }), 'remark'));
  const closed = await newCase(api.office, 'h41a', { version: '2026.2' });
  await closed.playTo('provincial-intake');
  await closed.decide(await closed.openTask('check-completeness'), 'not-accepted');
  await closed.handOver();
  const holds = `/api/v1/cases/${closed.caseId}/legal-holds`;
  const held = await done((await api.as('henan.archivist')).post(holds, { reason: '诉讼保全' }), 'legal hold');
  return { preReview, shared: shared.caseId, legalHold: idOf(held), archived: closed.caseId };
}

/** Of people of Henan, and of what the administrators keep. */
async function ofPeople(api: TestApi): Promise<RealIds> {
  const [system, security, manager, handler] = await Promise.all(
    ['ops.system', 'ops.security', 'henan.manager', 'henan.handler1'].map((name) => api.as(name)),
  );
  if (!system || !security || !manager || !handler) throw new Error('nobody is there');
  const { session } = handler;
  const [person, post] = [session?.person.id ?? '', session?.posts[0]?.id ?? ''];
  const organisation = session?.posts[0]?.organisation.id ?? '';
  const period = { validFrom: '2027-01-04', validTo: '2027-01-08', reason: '出差' };
  const other = (await api.as('henan.checker')).session?.person.id;
  const wanted = { organisationId: organisation, role: 'provincial-checker', from: '2027-01-04' };
  const csv = Buffer.from('code,name_zh,name_en,email,phone,language\nA-1,甲,One,,,\n').toString('base64');
  const year = { year: 2026, content: '示例日 2026-04-20', province: '41' };
  const notice = { title: '示例：假期', number: null, date: '2026-11-05' };
  return {
    ...{ person, post, organisation },
    unit: firstOf(await done(manager.get(`/api/v1/organisations/${organisation}/units`), 'units')),
    deputy: idOf(await done(manager.post('/api/v1/deputies', { postId: post, personId: other, ...period }), 'deputy')),
    absence: idOf(
      await done(manager.post(`/api/v1/people/${person}/leave`, { from: '2027-02-01', to: '2027-02-03' }), 'leave'),
    ),
    proposal: idOf(await done(system.post(`/api/v1/people/${person}/posts`, wanted), 'proposal')),
    peopleImport: idOf(
      await done(
        system.post('/api/v1/people-imports', { kind: 'people', fileName: 'people.csv', content: csv }),
        'import',
      ),
    ),
    serviceAccount: idOf(
      await done(
        security.post('/api/v1/service-accounts', { name: { zh: '同步', en: 'Feed' }, scopes: ['cases'], days: 30 }),
        'service account',
      ),
    ),
    calendarDraft: idOf(await done(handler.post('/api/v1/calendar/drafts', { ...year, notice }), 'calendar')),
    session: firstOf(await done(handler.get('/api/v1/me/sessions'), 'sessions')),
  };
}

/** An id of every kind that stands in an address, all of things of Henan and its hospital. */
export async function realIds(api: TestApi): Promise<RealIds & { shared: string; archived: string }> {
  const player = await newCase(api.office, 'h41a', { version: '2026.2' });
  return { ...(await ofCases(api, player)), ...(await ofOtherCases(api)), ...(await ofPeople(api)) };
}

const kinds: readonly [RegExp, Kind][] = [
  [/\/cases\/:id/, 'case'],
  [/\/tasks\/:id/, 'task'],
  [/\/orders\/:id/, 'order'],
  [/\/requests\/:id/, 'request'],
  [/\/item-proposals\/:id/, 'itemProposal'],
  [/\/notifications\/:id/, 'notification'],
  [/\/deputies\/:id/, 'deputy'],
  [/\/people\/:id/, 'person'],
  [/\/organisations\/:id/, 'organisation'],
  [/\/units\/:id/, 'unit'],
  [/\/posts\/:id/, 'post'],
  [/\/leave\/:id/, 'absence'],
  [/\/post-proposals\/:id/, 'proposal'],
  [/\/people-imports\/:id/, 'peopleImport'],
  [/\/service-accounts\/:id/, 'serviceAccount'],
  [/\/identities\/:id/, 'identity'],
  [/\/sessions\/:id/, 'session'],
  [/\/break-glass\/:id/, 'breakGlass'],
  [/\/calendar\/drafts\/:id/, 'calendarDraft'],
  [/\/calendar\/jobs\/:id/, 'calendarJob'],
];
const named: Record<string, Kind> = {
  deadlineId: 'deadline',
  documentId: 'document',
  versionId: 'documentVersion',
  uploadId: 'upload',
  itemId: 'item',
  commentId: 'preReview',
  holdId: 'legalHold',
};

/** Kinds of ids in the address of an endpoint, in their order. */
export function kindsIn(endpoint: Endpoint): Kind[] {
  const path = pathOf(endpoint);
  return [...path.matchAll(/:(\w+)/g)].flatMap(([, name = '']) => {
    if (name === 'sha256' || name === 'token') return [];
    const kind = name === 'id' ? kinds.find(([place]) => place.test(path))?.[1] : named[name];
    if (!kind) throw new Error(`no kind of id is known for ${path}`);
    return [kind];
  });
}

/** The address with these ids, and ids that were never given where there is none. */
export function addressWith(endpoint: Endpoint, ids: RealIds & { shared?: string; archived?: string }): string {
  const path = pathOf(endpoint);
  const own: RealIds = {
    ...ids,
    ...(path.includes('pre-review') && ids.shared ? { case: ids.shared } : {}),
    ...(/legal-holds|archive|supplement/.test(path) && ids.archived ? { case: ids.archived } : {}),
  };
  const wanted = kindsIn(endpoint);
  return path.replace(/:(sha256)/, '0'.repeat(64)).replace(/:(\w+)/g, () => {
    const kind = wanted.shift();
    return kind ? (own[kind] ?? newId(kind)) : '';
  });
}

/** Asks with a well-formed body. */
export async function askWith(client: Client, endpoint: Endpoint, address: string, body: unknown): Promise<Answer> {
  if (endpoint.upload)
    return client.ask(endpoint.method, address, {
      raw: Buffer.from('x'),
      type: 'application/offset+octet-stream',
      headers: { 'tus-resumable': '1.0.0', 'upload-offset': '0' },
    });
  const sends = endpoint.method === 'POST';
  return client.ask(endpoint.method, address, sends ? { body: body ?? {} } : {});
}
