/** @jest-environment ./test/tools/environment.js */
import { randomBytes, randomUUID } from 'node:crypto';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { sweepFiles } from '../../libs/casework/documents/keep-files';
import { Office } from '../../libs/casework/office';
import { bytesOf } from '../../libs/persistence/bytes';
import { Database } from '../../libs/persistence/database';
import { FileStore } from '../../libs/platform/files/file-store';
import { until } from '../../tools/scenario/waiting';
import { loadStack } from '../../tools/up/load';
import type { Stack } from '../../tools/up/stack.mjs' with { 'resolution-mode': 'import' };
import { Client, tusHeaders, type Answer } from '../support/api';

const hour = 3_600_000;
const withinMs = 60_000;
const pdf = (size: number): Buffer =>
  Buffer.concat([Buffer.from('%PDF-1.7\n'), randomBytes(size), Buffer.from('\n%%EOF\n')]);

/** The real API as a process of its own, killed while files come in. */
describe('an API that is killed during uploads', () => {
  let stack: Stack;
  let database: Database;
  let files: FileStore;
  let client: Client;
  let caseId: string;
  beforeAll(async () => {
    stack = await loadStack().startStack({ clock: '2026-01-05', temporary: true, quiet: true });
    database = Database.at(stack.databaseUrl, 4);
    files = new FileStore(join(stack.dataDir, 'files'));
    client = await new Client(stack.url).signIn('h41a.preparer');
    const { body } = await client.get('/api/v1/calls');
    const [call] = body.items as { id: string; open: boolean }[];
    caseId = String((await client.post('/api/v1/cases', { callId: call?.id })).body.id);
  }, 120_000);
  afterAll(async () => {
    await database.close();
    await stack.stop();
  }, 60_000);

  const begin = async (size: number): Promise<string> => {
    const headers = tusHeaders(size, { caseId, title: '材料', filename: '材料.pdf' });
    const { status, headers: told } = await client.ask('POST', '/api/v1/uploads', { key: randomUUID(), headers });
    expect(status).toBe(201);
    return told.get('location') ?? '';
  };
  const patch = (at: string, offset: number, raw: Buffer): Promise<Answer> =>
    client.ask('PATCH', at, {
      raw,
      type: 'application/offset+octet-stream',
      headers: { 'tus-resumable': '1.0.0', 'upload-offset': String(offset) },
    });
  const offsetOf = async (at: string): Promise<number> => {
    const { headers } = await client.ask('HEAD', at, { headers: { 'tus-resumable': '1.0.0' } });
    return Number(headers.get('upload-offset'));
  };
  const killApi = async (): Promise<void> => {
    await stack.child('api').running(await stack.kill('api'));
    await until({ what: 'the API answers again', withinMs }, async () => {
      const answer = await fetch(`${stack.url}/health/ready`).catch(() => undefined);
      return answer?.status === 200 ? true : undefined;
    });
  };
  /** Files of the store that are whole: beside `incoming`. */
  const kept = async (): Promise<string[]> => {
    const entries = await readdir(join(stack.dataDir, 'files'), { recursive: true, withFileTypes: true });
    return entries.filter((one) => one.isFile() && !one.parentPath.endsWith('incoming')).map((one) => one.name);
  };
  const materials = async (): Promise<unknown[]> =>
    (await client.get(`/api/v1/cases/${caseId}/materials`)).body.documents as unknown[];
  /** Holds the case as another act of long breath would, until the work is done. */
  const holdingCase = (work: () => Promise<void>): Promise<void> =>
    database.transaction(async (sql) => {
      await sql.row('SELECT id FROM case_file WHERE id = ? FOR UPDATE', [bytesOf(caseId)]);
      await work();
    });

  it('between the file and its row: nothing is shown, the upload is finished by asking again, the sweep takes what is left', async () => {
    const content = pdf(300_000);
    const at = await begin(content.length);
    const before = await kept();
    await holdingCase(async () => {
      const last = patch(at, 0, content).catch(() => 'broken off');
      await until({ what: 'the file is in the store', withinMs }, async () =>
        (await kept()).length > before.length ? true : undefined,
      );
      await killApi();
      expect(await last).toBe('broken off');
    });
    const orphans = (await kept()).filter((name) => !before.includes(name));
    expect(orphans).toHaveLength(1);
    expect(await materials()).toEqual([]);
    expect(await database.read((sql) => sql.rows('SELECT path FROM blob_content'))).toEqual([]);

    expect(await offsetOf(at)).toBe(content.length);
    const finished = await client.post(`${at}/finish`);
    expect(finished).toMatchObject({ status: 200, body: { size: content.length, version: 1 } });
    expect(await materials()).toHaveLength(1);

    const office = new Office(database, () => Date.now() + 2 * hour);
    expect(await sweepFiles(office, files, 7 * 24 * hour)).toEqual({ uploads: 0, files: 1 });
    expect(await kept()).not.toContain(orphans[0]);
    const given = await client.get(`/api/v1/cases/${caseId}/documents/${String(finished.body.id)}/content`);
    expect(given.bytes.equals(content)).toBe(true);
  }, 180_000);

  it('half-way through a file: the upload goes on where it stopped, in the new process', async () => {
    const content = pdf(900_000);
    const at = await begin(content.length);
    const half = 400_000;
    const slow = new ReadableStream<Uint8Array>({
      start: (sender) => sender.enqueue(content.subarray(0, half)),
    });
    const sending = client
      .ask('PATCH', at, {
        raw: slow,
        type: 'application/offset+octet-stream',
        headers: { 'tus-resumable': '1.0.0', 'upload-offset': '0' },
      })
      .catch(() => 'broken off');
    const incoming = join(stack.dataDir, 'files', 'incoming', at.split('/').at(-1) ?? '');
    await until({ what: 'half of it has come', withinMs }, async () =>
      (await stat(incoming)).size === half ? true : undefined,
    );
    await killApi();
    expect(await sending).toBe('broken off');
    expect(await offsetOf(at)).toBe(half);
    const rest = await patch(at, half, content.subarray(half));
    expect(rest).toMatchObject({ status: 200, body: { size: content.length } });
    const given = await client.get(`/api/v1/cases/${caseId}/documents/${String(rest.body.id)}/content`);
    expect(given.bytes.equals(content)).toBe(true);
  }, 180_000);
});
