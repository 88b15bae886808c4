import { generateKeyPairSync } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { ZipFile } from 'yazl';
import { commentOnCase } from '../../libs/casework/cases/case-verbs';
import { logCall } from '../../libs/casework/deadlines/log-call';
import { openRequest } from '../../libs/casework/documents/requests/open-request';
import { proposeItem } from '../../libs/casework/documents/requests/propose-item';
import type { Office } from '../../libs/casework/office';
import type { CaseFileKind } from '../../libs/contracts/case-file';
import { bodies, type Body } from '../../libs/contracts/posts';
import { listZip } from '../../libs/domain/audit/zip-listing';
import { FileStore } from '../../libs/platform/files/file-store';
import type { PageFiles } from '../../libs/platform/zip/page-files';
import { caseFileOf } from '../../libs/views/audit/case-file/case-file';
import { packCaseFile } from '../../libs/views/audit/case-file/pack-case-file';
import { key, type CasePlayer } from './case-player';
import { freeItem, RequestPlayer } from './documents/requests';
import { newCase, playToStep } from './record';

/** Words that stand in one place of the record each, so that it shows where they come out. */
export const marked = {
  province: '省内意见：暂缓上报',
  nation: '委内意见：先看经费',
  hospital: '院内意见：再核床位',
  everyone: '告知各方：请留意公示',
  call: '电话告知：明日补正',
  proposal: '建议补充病例',
} as const;

async function say(player: CasePlayer, username: string, audience: 'body' | 'all', text: string): Promise<void> {
  const input = { caseId: player.caseId, audience, text, key: key() } as const;
  await commentOnCase(await player.actor(username), input, player.office);
}

/** A request of the province beside its work, answered with a document and accepted. */
async function askAndAnswer(player: CasePlayer): Promise<void> {
  const requests = new RequestPlayer(player);
  const [handler, preparer] = [await player.actor('henan.handler1'), await player.actor('h41a.preparer')];
  const drafted = await requests.draft(handler, [freeItem('床位说明')]);
  const { requestId } = await requests.send(handler, drafted);
  await openRequest(preparer, { requestId, key: key() }, player.office);
  const documentId = await player.addDocument(preparer);
  for (const item of await requests.items(requestId))
    await requests.save(preparer, item, { text: '已补充', documents: [documentId] });
  await requests.decide(preparer, 'answer-request', 'answered');
  await requests.decide(handler, 'accept-answer', 'accepted', {}, requestId);
}

/** A case from declaration to designation, with something hidden on every side of it. */
export async function playDesignated(office: Office): Promise<CasePlayer> {
  const player = await newCase(office, 'h41a', { version: '2026.2' });
  await say(player, 'h41a.preparer', 'body', marked.hospital);
  await playToStep(player, 'declare-interests');
  const proposed = { title: marked.proposal, accepts: '病例汇总', reason: '数据存疑' };
  await proposeItem(await player.actor('expert.henan1'), { caseId: player.caseId, ...proposed, key: key() }, office);
  await player.playTo('provincial-recommendation');
  await say(player, 'henan.handler1', 'body', marked.province);
  await say(player, 'henan.handler1', 'all', marked.everyone);
  const call = { caseId: player.caseId, calledOn: '2026-01-02', whom: '医院办公室', said: marked.call, key: key() };
  await logCall(await player.actor('henan.handler1'), call, office);
  await askAndAnswer(player);
  await player.playTo('national-decision');
  await say(player, 'nhc.handler1', 'body', marked.nation);
  await player.playTo('public-notice');
  await playOut(player);
  return player;
}

/** From the publication of the notice to the end. */
async function playOut(player: CasePlayer): Promise<void> {
  await player.decide(await player.openTask('record-publication'));
  const standing = await player.ring();
  if (standing.at !== 'stage' || standing.wakeAt === null) throw new Error('no alarm');
  const { wakeAt } = standing;
  await player.office.database.read((sql) => sql.run('UPDATE clock SET offset_ms = ?', [wakeAt - Date.now() + 1000]));
  await player.ring();
  await player.handOver();
  for (let [task] = await player.openTasks(); task; [task] = await player.openTasks()) await player.decide(task);
  await player.handOver();
}

/** A page that only says where it is; the real one has its own test. */
export const plainPage: PageFiles = {
  index: Buffer.from('<!doctype html>'),
  script: Buffer.from('// reader'),
  style: Buffer.from('/* style */'),
};

export const auditKeys = generateKeyPairSync('ed25519');

export interface Wanted {
  for?: CaseFileKind;
  bodies?: readonly Body[];
  page?: PageFiles;
  signed?: boolean;
  exportedAt?: number;
  files?: FileStore;
}

/** The packed file of a played case, as a stream. */
export async function packed(player: CasePlayer, filesDir: string, wanted: Wanted = {}): Promise<Readable> {
  const content = await caseFileOf(player.office.database, wanted.files ?? new FileStore(filesDir), {
    caseId: player.caseId,
    for: wanted.for ?? 'archive',
    bodies: wanted.bodies ?? bodies,
    unscanned: 'anyone',
  });
  return packCaseFile(content, {
    page: wanted.page ?? plainPage,
    key: wanted.signed === false ? null : auditKeys.privateKey,
    exportedBy: { zh: '测试', en: 'Test' },
    exportedAt: wanted.exportedAt ?? Date.parse('2026-06-01T00:00:00Z'),
  });
}

export async function bytesOf(stream: Readable): Promise<Buffer> {
  return Buffer.concat((await stream.toArray()) as Buffer[]);
}

/** Bytes in memory as something to verify. */
export const sourceOf = (bytes: Buffer) => ({
  size: bytes.length,
  read: (start: number, length: number): Promise<Uint8Array> =>
    start >= 0 && start + length <= bytes.length
      ? Promise.resolve(bytes.subarray(start, start + length))
      : Promise.reject(new Error('out of the file')),
});

/** Path and bytes of every entry, in order. */
export async function unzip(bytes: Buffer): Promise<Map<string, Buffer>> {
  const entries = await listZip(sourceOf(bytes));
  return new Map(entries.map(({ path, start, size }) => [path, bytes.subarray(start, start + size)]));
}

/** Packs entries as somebody would who changed them. */
export async function zipAgain(entries: ReadonlyMap<string, Buffer>): Promise<Buffer> {
  const zip = new ZipFile();
  for (const [path, bytes] of entries) zip.addBuffer(bytes, path, { compress: false });
  zip.end();
  return bytesOf(Readable.from(zip.outputStream as AsyncIterable<Buffer>));
}

/** A folder for a store or for what is written; call `drop` at the end. */
export async function openFolder(): Promise<{
  path: string;
  put(name: string, bytes: Buffer): Promise<string>;
  drop(): Promise<void>;
}> {
  const path = await mkdtemp(join(tmpdir(), 'mcr-case-file-'));
  return {
    path,
    async put(name, bytes) {
      await writeFile(join(path, name), bytes);
      return join(path, name);
    },
    drop: () => rm(path, { recursive: true, force: true }),
  };
}
