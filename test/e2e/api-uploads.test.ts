import { randomBytes, randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { link, mkdir, readdir, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import pino from 'pino';
import { bytesOf } from '../../libs/persistence/bytes';
import { listen, openApi, testEnvironment, tusHeaders, Client, type Answer, type TestApi } from '../support/api';
import { newCase } from '../support/record';
import type { CasePlayer } from '../support/case-player';

const pdf = (content: Buffer | string = randomBytes(40_000)): Buffer =>
  Buffer.concat([Buffer.from('%PDF-1.7\n'), Buffer.from(content), Buffer.from('\n%%EOF\n')]);
const type = 'application/offset+octet-stream';

describe('uploads over tus', () => {
  let api: TestApi;
  let preparer: Client;
  let player: CasePlayer;
  beforeAll(async () => {
    api = await openApi('apiuploads', { documentLimit: 40 });
    preparer = await api.as('h41a.preparer');
    player = await newCase(api.office);
  });
  afterAll(() => api.close());

  const begin = (size: number, purpose: Record<string, string> = {}, key: string = randomUUID(), client = preparer) =>
    client.ask('POST', '/api/v1/uploads', {
      key,
      headers: tusHeaders(size, { caseId: player.caseId, title: '材料', filename: '材料.pdf', ...purpose }),
    });
  const patch = (client: Client, at: string, offset: number, bytes: Buffer): Promise<Answer> =>
    client.ask('PATCH', at, {
      raw: bytes,
      type,
      headers: { 'tus-resumable': '1.0.0', 'upload-offset': String(offset) },
    });
  const head = (client: Client, at: string): Promise<Answer> =>
    client.ask('HEAD', at, { headers: { 'tus-resumable': '1.0.0' } });
  const offsetOf = async (at: string): Promise<number> =>
    Number((await head(preparer, at)).headers.get('upload-offset'));
  const finish = (at: string, client = preparer): Promise<Answer> => client.post(`${at}/finish`);
  const versionsOf = async (): Promise<number> => {
    const row = await api.office.database.read((sql) =>
      sql.row<{ n: number | string }>(
        'SELECT COUNT(*) AS n FROM document_version v JOIN document d ON d.id = v.document_id WHERE d.case_id = ?',
        [bytesOf(player.caseId)],
      ),
    );
    return Number(row?.n);
  };

  it('come in pieces, tell how much has come, and end as a document', async () => {
    const content = pdf();
    const begun = await begin(content.length);
    expect(begun.status).toBe(201);
    const at = begun.headers.get('location') ?? '';
    expect(at).toMatch(/^\/api\/v1\/uploads\/upl_[0-9a-f]{32}$/);
    expect(begun.headers.get('upload-expires')).toMatch(/GMT$/);
    expect(begun.headers.get('access-control-allow-origin')).toBeNull();
    const first = await patch(preparer, at, 0, content.subarray(0, 15_000));
    expect([first.status, first.headers.get('upload-offset')]).toEqual([204, '15000']);
    expect(await finish(at)).toMatchObject({ status: 409, body: { code: 'upload-incomplete' } });
    const told = await head(preparer, at);
    expect([told.status, told.headers.get('upload-offset'), told.headers.get('upload-length')]).toEqual([
      200,
      '15000',
      String(content.length),
    ]);
    const last = await patch(preparer, at, 15_000, content.subarray(15_000));
    expect(last).toMatchObject({ status: 200, body: { size: content.length, version: 1, fileName: '材料.pdf' } });
    const before = await versionsOf();
    const again = await finish(at);
    expect([again.status, again.body]).toEqual([200, last.body]);
    expect(await versionsOf()).toBe(before);
    expect(await offsetOf(at)).toBe(content.length);
  });

  it('a piece for another offset is refused and changes nothing', async () => {
    const at = (await begin(30_000)).headers.get('location') ?? '';
    await patch(preparer, at, 0, Buffer.alloc(1_000));
    for (const offset of [0, 500, 1_001, 29_000]) {
      const answer = await patch(preparer, at, offset, Buffer.alloc(100));
      expect(answer).toMatchObject({ status: 409, body: { code: 'upload-offset' } });
    }
    expect(await offsetOf(at)).toBe(1_000);
    expect(await patch(preparer, at, 1_000, Buffer.alloc(29_001))).toMatchObject({ status: 413 });
  });

  it('two equal pieces at once: one is taken, the other is told the offset does not fit', async () => {
    const content = pdf();
    const at = (await begin(content.length)).headers.get('location') ?? '';
    const before = await versionsOf();
    const answers = await Promise.all([0, 1, 2].map(() => patch(preparer, at, 0, content)));
    expect(answers.map((answer) => answer.status).sort()).toEqual([200, 409, 409]);
    expect(await versionsOf()).toBe(before + 1);
  });

  it('finishing twice at once gives one version', async () => {
    const content = pdf();
    const at = (await begin(content.length)).headers.get('location') ?? '';
    const id = at.split('/').at(-1) ?? '';
    // As if the process had been killed after the last byte.
    await writeFile(join(api.filesDir, 'incoming', id), content);
    const before = await versionsOf();
    const answers = await Promise.all([0, 1, 2].map(() => finish(at)));
    expect(answers.map((answer) => answer.status)).toEqual([200, 200, 200]);
    expect(new Set(answers.map((answer) => answer.text)).size).toBe(1);
    expect(await versionsOf()).toBe(before + 1);
  });

  it('killed between the file and its row: no document is shown, and the upload is finished as if nothing had been', async () => {
    const content = pdf();
    const at = (await begin(content.length)).headers.get('location') ?? '';
    const id = at.split('/').at(-1) ?? '';
    await writeFile(join(api.filesDir, 'incoming', id), content);
    await mkdir(join(api.filesDir, 'ab'), { recursive: true });
    await link(join(api.filesDir, 'incoming', id), join(api.filesDir, 'ab', 'ab'.repeat(16)));
    const page = await preparer.get(`/api/v1/cases/${player.caseId}/materials`);
    expect(page.text).not.toContain(id);
    expect(await finish(at)).toMatchObject({ status: 200, body: { size: content.length } });
  });

  it('goes on in another process of the API', async () => {
    const content = pdf();
    const at = (await begin(content.length)).headers.get('location') ?? '';
    await patch(preparer, at, 0, content.subarray(0, 10_000));
    const given = { databaseUrl: api.database.applicationUrl, filesDir: api.filesDir };
    const other = await listen(testEnvironment(given));
    try {
      const client = new Client(other.url);
      Object.assign(client, { cookie: preparer.cookie, csrf: preparer.csrf });
      expect((await head(client, at)).headers.get('upload-offset')).toBe('10000');
      expect((await patch(client, at, 10_000, content.subarray(10_000))).status).toBe(200);
    } finally {
      await other.app.close();
    }
    expect((await finish(at)).status).toBe(200);
  });

  it('leave a line for each request in the log, and no warning or error', async () => {
    const lines: { level: number; route?: string; status?: number }[] = [];
    const sink = new Writable({
      write(chunk: Buffer, _encoding, done) {
        for (const line of chunk.toString().trim().split('\n')) lines.push(JSON.parse(line) as (typeof lines)[number]);
        done();
      },
    });
    const given = { databaseUrl: api.database.applicationUrl, filesDir: api.filesDir };
    const other = await listen(testEnvironment(given), pino({ level: 'info' }, sink));
    try {
      const client = await new Client(other.url).signIn('h41a.preparer');
      const [content, key] = [pdf(), randomUUID()];
      for (const turn of ['first', 'again']) {
        const whole = await client.upload(player.caseId, content, '材料.pdf', { key });
        expect([turn, whole.status, whole.body.size]).toEqual([turn, 201, content.length]);
      }
      const at = (await begin(content.length, {}, randomUUID(), client)).headers.get('location') ?? '';
      await patch(client, at, 0, content.subarray(0, 10_000));
      await head(client, at);
      expect((await patch(client, at, 10_000, content.subarray(10_000))).body.size).toBe(content.length);
      expect((await finish(at, client)).status).toBe(200);
      const left = (await begin(100, {}, randomUUID(), client)).headers.get('location') ?? '';
      await client.ask('DELETE', left, { headers: { 'tus-resumable': '1.0.0' } });
    } finally {
      await other.app.close();
    }
    const asked = lines.flatMap(({ route, status }) => (route?.includes('/uploads') ? [status] : []));
    expect(asked.sort()).toEqual([200, 200, 200, 201, 201, 201, 201, 204, 204]);
    expect(lines.filter((line) => line.level > 30)).toEqual([]);
  });

  it('keeps what came before the connection broke', async () => {
    const content = pdf(randomBytes(400_000));
    const at = (await begin(content.length)).headers.get('location') ?? '';
    const { port } = new URL(api.url);
    const socket = connect(Number(port), '127.0.0.1');
    socket.write(
      `PATCH ${at} HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: ${preparer.cookie ?? ''}\r\nX-CSRF-Token: ${preparer.csrf ?? ''}\r\n` +
        `Tus-Resumable: 1.0.0\r\nUpload-Offset: 0\r\nContent-Type: ${type}\r\nContent-Length: ${String(content.length)}\r\n\r\n`,
    );
    socket.write(content.subarray(0, 200_000));
    const file = join(api.filesDir, 'incoming', at.split('/').at(-1) ?? '');
    const { stat } = await import('node:fs/promises');
    while ((await stat(file)).size < 100_000) await new Promise(setImmediate);
    socket.destroy();
    const offset = await offsetOf(at);
    expect(offset).toBeGreaterThanOrEqual(100_000);
    expect(offset).toBeLessThanOrEqual(200_000);
    expect((await patch(preparer, at, offset, content.subarray(offset))).body).toMatchObject({ size: content.length });
  });

  it('belongs to one person: to everybody else it is nothing, whatever they ask', async () => {
    const content = pdf();
    const at = (await begin(content.length)).headers.get('location') ?? '';
    for (const name of ['h41a.signatory', 'h41b.preparer', 'henan.handler1', 'ops.system']) {
      const other = await api.as(name);
      const answers = [
        await head(other, at),
        await patch(other, at, 0, content),
        await finish(at, other),
        await other.ask('DELETE', at, { headers: { 'tus-resumable': '1.0.0' } }),
      ];
      expect([name, answers.map((answer) => answer.status)]).toEqual([name, [404, 404, 404, 404]]);
    }
    expect(await offsetOf(at)).toBe(0);
    expect((await begin(10, {}, randomUUID(), await api.as('h41b.preparer'))).status).toBe(404);
    expect((await begin(10, {}, randomUUID(), await api.as('h41a.signatory'))).status).toBe(403);
  });

  it('asks session and CSRF token of every request', async () => {
    const at = (await begin(100)).headers.get('location') ?? '';
    const tus = { 'tus-resumable': '1.0.0', 'upload-offset': '0' };
    for (const method of ['HEAD', 'PATCH', 'DELETE']) {
      const given = { headers: tus, ...(method === 'PATCH' ? { raw: Buffer.alloc(10), type } : {}) };
      expect([method, (await api.client().ask(method, at, given)).status]).toEqual([method, 401]);
      expect([method, (await preparer.ask(method, at, { ...given, csrf: null })).status]).toEqual([method, 403]);
    }
    expect(await offsetOf(at)).toBe(0);
  });

  it('that are given up leave nothing behind', async () => {
    const at = (await begin(100)).headers.get('location') ?? '';
    await patch(preparer, at, 0, Buffer.alloc(10));
    expect((await preparer.ask('DELETE', at, { headers: { 'tus-resumable': '1.0.0' } })).status).toBe(204);
    expect((await head(preparer, at)).status).toBe(404);
    expect(existsSync(join(api.filesDir, 'incoming', at.split('/').at(-1) ?? ''))).toBe(false);
  });

  it('that are refused at the end say why again, leave nothing behind, and may be begun anew', async () => {
    const [key, bad] = [randomUUID(), Buffer.from('%PDF-1.4 cut off'.padEnd(3_000, 'x'))];
    const at = (await begin(bad.length, {}, key)).headers.get('location') ?? '';
    expect(await patch(preparer, at, 0, bad)).toMatchObject({ status: 422, body: { code: 'file-truncated' } });
    expect(await finish(at)).toMatchObject({ status: 422, body: { code: 'file-truncated' } });
    expect(await readdir(join(api.filesDir, 'incoming'))).not.toContain(at.split('/').at(-1));
    expect((await begin(bad.length, {}, key)).headers.get('location')).toBe(at);
    expect(await offsetOf(at)).toBe(0);
  });

  it('are checked before a byte comes: item, indicator, format, size, name', async () => {
    const refused = async (purpose: Record<string, string>, size = 10) => (await begin(size, purpose)).body.code;
    expect(await refused({ slot: 'no-such-item' })).toBe('invalid-input');
    expect(await refused({ indicator: 'no-such-indicator' })).toBe('invalid-input');
    expect(await refused({ caseId: 'case_1' })).toBe('invalid-input');
    expect(await refused({ whatever: 'x' })).toBe('invalid-input');
    expect(await refused({ filename: '///' })).toBe('file-name-refused');
    expect(await refused({ documentId: `doc_${'0'.repeat(32)}` })).toBe('not-found');
    expect(await refused({}, 0)).toBe('file-empty');
    expect(await refused({}, 2 * 1024 * 1024)).toBe('file-too-large');
    const materials = await preparer.get(`/api/v1/cases/${player.caseId}/materials`);
    const [item] = materials.body.required as { slot: string; formats: string[] }[];
    expect(await refused({ slot: item?.slot ?? '', filename: 'a.svg' })).toBe('format-not-offered');
  });

  it('a further version is the next one, of the same document', async () => {
    const added = (await preparer.upload(player.caseId, pdf(), 'a.pdf')).body;
    const next = await preparer.upload(player.caseId, pdf(), 'b.pdf', {}, { documentId: added.id as string });
    expect(next).toMatchObject({ status: 201, body: { id: added.id, version: 2, fileName: 'b.pdf' } });
    const { body } = await preparer.get(`/api/v1/cases/${player.caseId}/materials`);
    const found = (body.documents as { id: string; versions: { number: number; current: boolean }[] }[]).find(
      (one) => one.id === added.id,
    );
    expect(found?.versions.map((one) => [one.number, one.current])).toEqual([
      [2, true],
      [1, false],
    ]);
    const old = `/api/v1/cases/${player.caseId}/documents/${String(added.id)}/versions/${String(added.versionId)}/content`;
    expect((await preparer.get(old)).headers.get('x-content-sha256')).toBe(added.sha256);
  });

  it('up to the number of documents a case may hold', async () => {
    const codes: unknown[] = [];
    for (let turn = 0; turn < 41; turn += 1) codes.push((await begin(10)).body.code);
    expect(codes.at(-1)).toBe('too-many-documents');
  });
});
