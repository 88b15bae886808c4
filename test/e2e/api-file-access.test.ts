import { createHash, randomBytes, randomUUID } from 'node:crypto';
import * as yauzl from 'yauzl';
import { scanContents, type ScanRound } from '../../libs/casework/documents/keep-files';
import { refusals } from '../../libs/contracts/errors';
import { newId } from '../../libs/persistence/bytes';
import { Clamd } from '../../libs/platform/files/clamd';
import { FileStore } from '../../libs/platform/files/file-store';
import { openApi, type Answer, type Client, type TestApi } from '../support/api';
import { eicar, zipOf } from '../support/archives';
import type { CasePlayer } from '../support/case-player';
import { openClamd, type TestClamd } from '../support/clamd';
import { newCase } from '../support/record';
import { until } from '../../tools/scenario/waiting';

const pdf = (content: Buffer = randomBytes(5_000)): Buffer =>
  Buffer.concat([Buffer.from('%PDF-1.7\n'), content, Buffer.from('\n%%EOF\n')]);
const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

interface Kept {
  caseId: string;
  id: string;
  versionId: string;
  bytes: Buffer;
}

describe('who is given which file over HTTP', () => {
  let api: TestApi;
  let clamd: TestClamd;
  let preparer: Client;
  let player: CasePlayer;
  beforeAll(async () => {
    clamd = await openClamd();
    api = await openApi('apiaccess', { clamdAddress: clamd.address });
    preparer = await api.as('h41a.preparer');
    player = await newCase(api.office);
    await api.fillStore();
    // What the player brought along is not a file of any kind; it is not what is looked at here.
    await api.office.database.read((sql) => sql.run("UPDATE blob_content SET scan = 'clean'"));
  });
  afterAll(async () => {
    await api.close();
    await clamd.close();
  });

  const scan = (): Promise<ScanRound> =>
    scanContents(api.office, new FileStore(api.filesDir), new Clamd(clamd.address));
  const keep = async (client: Client, caseId: string, bytes: Buffer, name = '材料.pdf'): Promise<Kept> => {
    const { status, body } = await client.upload(caseId, bytes, name);
    expect([status, body.state]).toEqual([201, 'waiting']);
    return { caseId, id: String(body.id), versionId: String(body.versionId), bytes };
  };
  const doors = ({ caseId, id, versionId }: Kept) => ({
    content: `/api/v1/cases/${caseId}/documents/${id}/content`,
    version: `/api/v1/cases/${caseId}/documents/${id}/versions/${versionId}/content`,
    preview: `/api/v1/cases/${caseId}/documents/${id}/versions/${versionId}/preview`,
    package: `/api/v1/cases/${caseId}/package`,
    materials: `/api/v1/cases/${caseId}/materials`,
  });
  const part = (client: Client, path: string, range: string): Promise<Answer> =>
    client.get(path, { headers: { range } });

  describe('a document of another organisation', () => {
    let kept: Kept;
    beforeAll(async () => {
      kept = await keep(preparer, player.caseId, pdf());
      expect(await scan()).toMatchObject({ clean: 1, failed: 0 });
    });

    it('is given to its own, whole, in parts, as a preview and in a package', async () => {
      const at = doors(kept);
      for (const door of [at.content, at.version, at.preview]) {
        expect((await preparer.get(door)).bytes.equals(kept.bytes)).toBe(true);
        const answer = await part(preparer, door, 'bytes=10-19');
        expect([answer.status, answer.bytes.equals(kept.bytes.subarray(10, 20))]).toEqual([206, true]);
        expect(answer.headers.get('content-range')).toBe(`bytes 10-19/${String(kept.bytes.length)}`);
      }
      expect((await preparer.get(at.package)).headers.get('content-type')).toBe('application/zip');
    });

    it.each(['h41b.preparer', 'h44a.preparer', 'guangdong.handler1', 'nhc.handler1', 'expert.henan1', 'ops.system'])(
      'is nothing to %s: by id, by version, as a preview, in parts, in a package, by its hash',
      async (name) => {
        const client = await api.as(name);
        const at = doors(kept);
        const hash = sha256(kept.bytes);
        const asked = new Map<string, Answer>();
        for (const [door, path] of Object.entries(at)) {
          asked.set(door, await client.get(path));
          asked.set(`${door}, part`, await part(client, path, 'bytes=0-9'));
          asked.set(`${door}, part outside`, await part(client, path, 'bytes=999999-'));
        }
        asked.set('by hash', await client.get(at.content.replace(kept.id, hash)));
        asked.set('if unchanged', await client.get(at.content, { headers: { 'if-none-match': `"${hash}"` } }));
        asked.set(
          'if part unchanged',
          await client.get(at.content, {
            headers: { range: 'bytes=0-9', 'if-range': `"${hash}"` },
          }),
        );
        asked.set('nothing at all', await client.get(at.content.replace(kept.id, newId('document'))));
        for (const [how, { status, body, headers }] of asked) {
          expect([how, status, body.code]).toEqual([how, 404, 'not-found']);
          // Nothing of the file is told beside the refusal: neither size nor hash nor name.
          for (const header of ['etag', 'content-range', 'accept-ranges', 'x-content-sha256', 'content-disposition'])
            expect([how, header, headers.get(header)]).toEqual([how, header, null]);
        }
        // What is there answers as what is not.
        expect({ ...asked.get('content')?.body, requestId: '' }).toEqual({
          ...asked.get('nothing at all')?.body,
          requestId: '',
        });
      },
    );
  });

  it('the same content in two cases is one file behind two doors', async () => {
    const bytes = pdf();
    const other = await api.as('h41b.preparer');
    const mine = await keep(preparer, player.caseId, bytes);
    const theirs = await keep(other, (await newCase(api.office, 'h41b')).caseId, bytes);
    const stored = await api.storedFiles();
    await api.office.database.read((sql) =>
      sql.run("UPDATE blob_content SET scan = 'clean' WHERE sha256 <> ?", [Buffer.from(sha256(bytes), 'hex')]),
    );
    expect(await scan()).toMatchObject({ clean: 1, failed: 0 });
    const again = await keep(other, theirs.caseId, bytes, 'again.pdf');
    await until({ what: 'the bytes that came twice are dropped', withinMs: 10_000 }, async () =>
      (await api.storedFiles()).length === stored.length ? true : undefined,
    );
    // It waits as any other, and the versions that were looked at do not wait with it.
    expect(await other.get(doors(again).content)).toMatchObject({ status: 409, body: { code: 'file-quarantined' } });
    expect((await other.get(doors(theirs).content)).status).toBe(200);
    expect(await scan()).toMatchObject({ clean: 1, failed: 0 });
    for (const one of [theirs, again]) {
      expect((await other.get(doors(one).content)).bytes.equals(bytes)).toBe(true);
      expect((await preparer.get(doors(one).content)).status).toBe(404);
    }
    expect((await preparer.get(doors(mine).content)).bytes.equals(bytes)).toBe(true);
    // Nor is any mixture of the two a way round.
    const mixtures: Kept[] = [
      { ...theirs, caseId: mine.caseId },
      { ...mine, caseId: theirs.caseId },
      { ...mine, versionId: theirs.versionId },
      { ...theirs, versionId: mine.versionId },
    ];
    for (const [n, mixture] of mixtures.entries()) {
      const at = doors(mixture);
      const answers = [await preparer.get(at.version), await preparer.get(at.preview), await other.get(at.version)];
      expect([n, answers.map((answer) => answer.status)]).toEqual([n, [404, 404, 404]]);
    }
  });

  it('what waits for its scan, or is infected, is given to nobody, not even its own, and they are told why', async () => {
    const waiting = await keep(preparer, player.caseId, pdf());
    const refused = async (kept: Kept, language: 'zh' | 'en') => {
      const { content, version, preview } = doors(kept);
      const answers = [
        ...(await Promise.all([content, version, preview].map((path) => preparer.get(path, { language })))),
        await preparer.get(content, { language, headers: { range: 'bytes=0-9' } }),
      ];
      return answers.map(({ status, body }) => [status, body.code, body.detail]);
    };
    const words = (code: 'file-quarantined' | 'file-infected', language: 'zh' | 'en') =>
      Array.from({ length: 4 }, () => [409, code, refusals[code].words[language]]);
    expect(await refused(waiting, 'zh')).toEqual(words('file-quarantined', 'zh'));
    expect(await refused(waiting, 'en')).toEqual(words('file-quarantined', 'en'));
    const nested = await zipOf({ 'inner.zip': await zipOf({ [`${randomUUID()}.com`]: eicar }) });
    const infected = await keep(preparer, player.caseId, nested, '附件.zip');
    await scan();
    expect((await preparer.get(doors(waiting).content)).status).toBe(200);
    expect(await refused(infected, 'zh')).toEqual(words('file-infected', 'zh'));
    expect(await refused(infected, 'en')).toEqual(words('file-infected', 'en'));
    const { body } = await preparer.get('/api/v1/notifications?limit=5');
    const { files } = (await (await api.as('ops.system')).get('/api/v1/operations')).body;
    expect(files).toEqual({
      scanner: 'configured',
      waiting: 0,
      infected: 1,
      unreadable: 0,
      oldestWaitingSeconds: null,
    });
    const [told] = body.items as { title: { zh: string }; text: { zh: string }; caseId: string }[];
    expect(told).toMatchObject({ caseId: player.caseId, title: { zh: '病毒检查发现问题' } });
    expect(told?.text.zh).toMatch(/材料.*未通过病毒检查.*再上传干净的版本/);
  });

  it('a package holds what its manifest says, byte for byte, and names what it withholds', async () => {
    const fresh = await newCase(api.office);
    // The document the player brought along, the only one that nobody sent.
    await api.office.database.read((sql) =>
      sql.run("UPDATE blob_content SET scan = 'infected' WHERE scan = 'not-scanned'"),
    );
    const names = ['方案.pdf', '方案.pdf', '../../etc/passwd.pdf', '"a\u202efdp.pdf'];
    const given: Kept[] = [];
    for (const name of names) given.push(await keep(preparer, fresh.caseId, pdf(), name));
    const newer = pdf();
    const [first, second, gone] = given;
    await preparer.upload(fresh.caseId, newer, '第二版.pdf', {}, { documentId: first?.id ?? '' });
    await preparer.post(`/api/v1/cases/${fresh.caseId}/documents/${gone?.id ?? ''}/withdraw`, { reason: '传错了' });
    await scan();
    await scan();
    const late = await keep(preparer, fresh.caseId, pdf(), '等待.pdf');
    const answer = await preparer.get(`/api/v1/cases/${fresh.caseId}/package`);
    expect(answer.headers.get('content-disposition')).toContain(`${fresh.number}.zip`);
    const zip = await unpacked(answer.bytes);
    const manifest = JSON.parse(zip.get('manifest.json')?.toString() ?? '') as Manifest;
    zip.delete('manifest.json');
    expect(manifest.case).toBe(fresh.number);
    const listed = manifest.documents.filter(({ path }) => path !== null);
    expect(listed.map(({ path }) => path).sort()).toEqual([...zip.keys()].sort());
    for (const one of listed) {
      const bytes = zip.get(one.path ?? '') ?? Buffer.alloc(0);
      expect([one.path, sha256(bytes), bytes.length]).toEqual([one.path, one.sha256, one.size]);
      expect(one.path).toMatch(/^[a-z0-9-]+\/\d{3}-[^/\\\p{Cc}\u202e]+$/u);
      expect(one).toMatchObject({ title: expect.any(String) as string, person: { zh: expect.any(String) as string } });
      expect(Number.isNaN(Date.parse(one.addedAt))).toBe(false);
    }
    const hashes = new Map(listed.map((one) => [one.sha256, one.version]));
    expect(hashes.get(sha256(newer))).toBe(2);
    expect(hashes.get(sha256(second?.bytes ?? Buffer.alloc(0)))).toBe(1);
    // Superseded and withdrawn ones stay out; what waits is named and withheld.
    expect(hashes.has(sha256(first?.bytes ?? Buffer.alloc(0)))).toBe(false);
    expect(manifest.documents.map((one) => one.sha256)).not.toContain(sha256(gone?.bytes ?? Buffer.alloc(0)));
    expect(manifest.documents.filter(({ path }) => path === null)).toMatchObject([
      { withheld: 'file-infected' },
      { sha256: sha256(late.bytes), withheld: 'file-quarantined' },
    ]);
    const organisations = new Set(manifest.documents.map(({ organisation }) => organisation.zh));
    expect([...organisations]).toEqual([preparer.session?.posts[0]?.organisation.name.zh]);
  });
});

interface Manifest {
  case: string;
  documents: {
    path: string | null;
    title: string;
    sha256: string;
    size: number;
    version: number;
    organisation: { zh: string };
    person: { zh: string } | null;
    addedAt: string;
    withheld?: string;
  }[];
}

async function unpacked(bytes: Buffer): Promise<Map<string, Buffer>> {
  const found = new Map<string, Buffer>();
  const zip = await yauzl.fromBufferPromise(bytes);
  for await (const entry of zip.eachEntry()) {
    const parts: Buffer[] = [];
    for await (const part of await zip.openReadStreamPromise(entry)) parts.push(part as Buffer);
    found.set(entry.fileName, Buffer.concat(parts));
  }
  return found;
}
