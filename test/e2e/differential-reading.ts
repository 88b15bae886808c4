import { createHash } from 'node:crypto';
import { fromBuffer, type Entry, type ZipFile } from 'yauzl';
import { caseFilePaths } from '../../libs/contracts/case-file';
import type { Answer, Client, TestApi } from '../support/api';
import { compared, groups, type Known } from './differential-routes';

export type Scene = Partial<Record<Known, string>>;

/** What of an answer is of its moment only. */
const fleeting = new Set(['legalNow', 'machineNow', 'expiresAt', 'oldestWaitingSeconds']);
/** What an export says of itself: when, by whom, its seal. */
const ofTheExport: ReadonlySet<string> = new Set([caseFilePaths.signature, caseFilePaths.seal, 'docProps/core.xml']);

const still = (text: string): string =>
  JSON.stringify(
    JSON.parse(text, (name, value: unknown) => (fleeting.has(name) ? '-' : value)),
    null,
    1,
  );

/** When it was packed stands in the list of what is packed, and is of its moment only. */
const digestOf = (name: string, bytes: Buffer): string => {
  const lasting = name === 'manifest.json' ? bytes.toString('utf8').replace(/"madeAt": *"[^"]*"/, '') : bytes;
  return createHash('sha256').update(lasting).digest('hex');
};

/** Names and digests of what is packed. */
function entriesOf(file: Buffer): Promise<string> {
  return new Promise((resolve, reject) => {
    fromBuffer(file, { lazyEntries: true }, (error, zip: ZipFile) => {
      if (error) {
        reject(error);
        return;
      }
      const found: string[] = [];
      zip.on('error', reject);
      zip.on('end', () => resolve(found.join('\n')));
      zip.on('entry', (entry: Entry) => {
        zip.openReadStream(entry, (failed, stream) => {
          if (failed) {
            reject(failed);
            return;
          }
          const parts: Buffer[] = [];
          stream.on('error', reject);
          stream.on('data', (part: Buffer) => parts.push(part));
          stream.on('end', () => {
            if (!ofTheExport.has(entry.fileName))
              found.push(`${entry.fileName} ${digestOf(entry.fileName, Buffer.concat(parts))}`);
            zip.readEntry();
          });
        });
      });
      zip.readEntry();
    });
  });
}

/** An answer as it is the same while nothing the reader may know of has changed. */
async function stillness(answer: Answer): Promise<string> {
  if (answer.status !== 200) return String(answer.status);
  const type = answer.headers.get('content-type') ?? '';
  if (/zip|officedocument/.test(type)) return `200 ${type}\n${await entriesOf(answer.bytes)}`;
  if (type.startsWith('text/calendar')) return `200\n${answer.text.replace(/^DTSTAMP:.*$/gm, '')}`;
  return `200\n${still(answer.text)}`;
}

const placeOf: readonly [RegExp, Known][] = [
  [/\/cases\/:id/, 'case'],
  [/\/tasks\/:id/, 'task'],
  [/\/requests\/:id/, 'request'],
  [/\/people\/:id/, 'person'],
  [/\/organisations\/:id/, 'organisation'],
  [/\/break-glass\/:id/, 'glass'],
  [/\/people-imports\/:id/, 'import'],
  [/\/feeds\/:token/, 'feed'],
];

/** The address of a route with one of its questions; undefined where the scene does not know what it is about. */
export function addressOf(route: string, question: string, scene: Scene): string | undefined {
  const known = placeOf.find(([place]) => place.test(route))?.[1];
  const wanted = [known, ...[...question.matchAll(/\{(\w+)\}/g)].map(([, name]) => name as Known)];
  if (wanted.some((name) => name !== undefined && scene[name] === undefined)) return undefined;
  const path = route.slice(route.indexOf(' ') + 1).replace(/:(id|token)/, known ? (scene[known] ?? '') : '');
  const asked = question.replace(/\{(\w+)\}/g, (_all, name: string) => encodeURIComponent(scene[name as Known] ?? ''));
  return encodeURI(decodeURI(path + asked));
}

/** A few rows at a time, to the end: what a page cuts off must not depend on what is hidden. */
async function paged(client: Client, path: string): Promise<string> {
  const found: string[] = [];
  let after = '';
  for (let turn = 0; turn < 40; turn += 1) {
    const { status, body, text } = await client.get(`${path}?limit=${path.endsWith('/people') ? '40' : '2'}${after}`);
    if (status !== 200) return String(status);
    found.push(still(text).replace(/"next": "[^"]*"/, ''));
    if (typeof body.next !== 'string') return found.join('\n');
    after = `&after=${encodeURIComponent(body.next)}`;
  }
  throw new Error(`the pages of ${path} never end`);
}

/** Lists that are read one by one too. */
export const pagedLists = [
  'tasks',
  'cases',
  'centers',
  'notifications',
  'copies',
  'requests',
  'people',
  'overdue',
  'break-glass',
];

/**
 * Everything a reader can list, search, filter, order, count and take out, by what was asked. `told`: routes that may
 * answer otherwise all the same, because the reader is told something.
 */
export async function everythingOf(
  api: TestApi,
  username: string,
  scene: Scene,
  told: readonly string[] = [],
): Promise<Map<string, string>> {
  const client = await api.as(username);
  const one: Scene = { ...scene, ...(await feedOf(client)) };
  const answers = Object.entries(compared)
    .filter(([route]) => !told.some((part) => route.includes(part)))
    .flatMap(([route, questions]) =>
      questions.map(async (question): Promise<[string, string]> => {
        const path = addressOf(route, question, one);
        return [`${route} ${question}`, path === undefined ? '-' : await stillness(await client.get(path))];
      }),
    );
  const lists = pagedLists.filter((list) => !told.some((part) => `/${list}`.includes(part)));
  const rows = lists.map(async (list): Promise<[string, string]> => [
    `${list} page by page`,
    await paged(client, `/api/v1/${list}`),
  ]);
  return new Map(await Promise.all([...answers, ...rows]));
}

/** Whether a text stands in any of the answers. */
export const isSaid = (answers: ReadonlyMap<string, string>, text: string): boolean =>
  [...answers.values()].some((answer) => answer.includes(text));

const feeds = new WeakMap<Client, string>();
/** A calendar of one's own, behind its secret address. */
async function feedOf(client: Client): Promise<Scene> {
  const known = feeds.get(client);
  if (known) return { feed: known };
  const made = await client.post('/api/v1/me/calendar-feed', {});
  const token = /feeds\/([0-9a-f]{64})\.ics/.exec(made.text)?.[1];
  if (!token) throw new Error(`no feed: ${made.text}`);
  feeds.set(client, token);
  return { feed: token };
}

/** Routes of a group that none of these readers is answered: there nothing would be compared. */
export async function unanswered(
  api: TestApi,
  group: keyof typeof groups,
  readers: Readonly<Record<string, Scene>>,
): Promise<string[]> {
  const texts = await Promise.all(
    Object.entries(readers).map(([username, scene]) => everythingOf(api, username, scene)),
  );
  return Object.entries(groups[group]).flatMap(([route, questions]) =>
    questions
      .map((question) => `${route} ${question}`)
      .filter((asked) => !texts.some((text) => text.get(asked)?.startsWith('200'))),
  );
}

/** A row that is added, and who is told nothing of it. */
export interface Hidden {
  what: string;
  from: readonly string[];
  /** What these readers are told of all the same. */
  told?: readonly string[];
  add: () => Promise<unknown>;
}

/** Who runs the engine sees its queue by number, and the auditor the log and who took what out: that is their post. */
const toldByPost: Partial<Record<string, readonly string[]>> = {
  'ops.system': ['/operations'],
  'ops.auditor': ['/operations', '/audit/'],
};

/** Reads everything, adds what is hidden, and reads everything again. */
export async function expectHidden(api: TestApi, scene: (reader: string) => Scene, { from, told, add }: Hidden) {
  const before = new Map<string, Map<string, string>>();
  const read = (reader: string) =>
    everythingOf(api, reader, scene(reader), [...(told ?? []), ...(toldByPost[reader] ?? [])]);
  for (const reader of from) before.set(reader, await read(reader));
  await add();
  for (const reader of from) {
    const [was, is] = [before.get(reader), await read(reader)];
    const changed = [...is].filter(([asked, answer]) => was?.get(asked) !== answer);
    expect(changed.map(([asked, answer]) => [reader, asked, ...difference(was?.get(asked) ?? '', answer)])).toEqual([]);
  }
}

/** The lines of two answers from the first that is not the same. */
function difference(before: string, after: string): [string, string] {
  const [was, is] = [before.split('\n'), after.split('\n')];
  const at = is.findIndex((line, index) => line !== was[index]);
  const shown = (lines: string[]) =>
    lines
      .slice(Math.max(at < 0 ? lines.length - 4 : at - 4, 0))
      .slice(0, 12)
      .join('\n');
  return [shown(was), shown(is)];
}
