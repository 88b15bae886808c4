import { createHash, randomBytes } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { bytesOf } from '../../libs/persistence/bytes';
import { openApi, tusHeaders, type Client, type TestApi } from '../support/api';
import { caseAt, newCase } from '../support/record';
import type { CasePlayer } from '../support/case-player';

const pdf = (text: string): Buffer => Buffer.from(`%PDF-1.4\n${text}\n%%EOF\n`);
const png = Buffer.concat([
  Buffer.from('89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489', 'hex'),
  randomBytes(40),
]);
const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');
const limit = 256 * 1024;

describe('files over HTTP', () => {
  let api: TestApi;
  let preparer: Client;
  let player: CasePlayer;
  beforeAll(async () => {
    api = await openApi('apifiles', { uploadLimit: limit });
    preparer = await api.as('h41a.preparer');
    player = await newCase(api.office);
  });
  afterAll(() => api.close());

  const contentOf = (documentId: unknown, caseId: string = player.caseId): string =>
    `/api/v1/cases/${caseId}/documents/${String(documentId)}/content`;
  const bytesAt = async (client: Client, path: string): Promise<{ bytes: Buffer; headers: Headers }> => {
    const answer = await fetch(api.url + path, { headers: { cookie: client.cookie ?? '' } });
    return { bytes: Buffer.from(await answer.arrayBuffer()), headers: answer.headers };
  };

  it('come back as they were, with their SHA-256, to be saved and never shown', async () => {
    const content = Buffer.concat([pdf('申报书'), randomBytes(100_000), pdf('完')]);
    const added = await preparer.upload(player.caseId, content, '申报书 (终稿).pdf');
    expect(added).toMatchObject({
      status: 201,
      body: { sha256: sha256(content), size: content.length, mediaType: 'application/pdf' },
    });
    const { bytes, headers } = await bytesAt(preparer, contentOf(added.body.id));
    expect(bytes.equals(content)).toBe(true);
    expect(headers.get('x-content-sha256')).toBe(sha256(content));
    expect(headers.get('content-type')).toBe('application/pdf');
    expect(headers.get('content-length')).toBe(String(content.length));
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('cache-control')).toBe('private, no-store');
    const disposition = headers.get('content-disposition') ?? '';
    expect(disposition).toMatch(/^attachment; filename\*=UTF-8''[A-Za-z0-9%._~-]+$/);
    expect(decodeURIComponent(disposition.split("''")[1] ?? '')).toBe('申报书 (终稿).pdf');
  });

  it.each([
    'a\r\nSet-Cookie: x=1.pdf',
    'a".pdf',
    "a';filename=b.html.pdf",
    '../../etc/passwd.pdf',
    'a\u2028b.pdf',
    '\u202efdp.exe.pdf',
  ])('a name cannot reach into the headers: %j', async (name) => {
    const added = await preparer.upload(player.caseId, pdf(name), name);
    expect(added.status).toBe(201);
    expect(added.body.fileName).toMatch(/^[^/\\\p{Cc}\u2028\u202e]+\.pdf$/u);
    const { headers } = await bytesAt(preparer, contentOf(added.body.id));
    expect(headers.getSetCookie()).toEqual([]);
    expect(headers.get('content-disposition')).toMatch(/^attachment; filename\*=UTF-8''[A-Za-z0-9%._~-]+$/);
  });

  it.each([
    ['a PNG called a PDF', png, 'a.pdf'],
    ['a PDF called a PNG', pdf('x'), 'a.png'],
    ['a page called a PDF', Buffer.from('<html><script>alert(1)</script></html>'), 'a.pdf'],
    ['a page', Buffer.from('<html></html>'), 'a.html'],
    ['a program', Buffer.concat([Buffer.from('MZ'), randomBytes(300)]), 'a.exe'],
    ['a PDF of no kind', pdf('x'), 'a'],
    ['a PDF with two extensions', pdf('x'), 'a.pdf.exe'],
  ])('%s is refused, and nothing is kept of it', async (_what, content, name) => {
    const before = await api.storedFiles();
    expect(await preparer.upload(player.caseId, content, name)).toMatchObject({
      status: 415,
      body: { code: 'file-type-refused' },
    });
    expect(await api.storedFiles()).toEqual(before);
  });

  it('an empty file is refused', async () => {
    expect(await preparer.upload(player.caseId, Buffer.alloc(0), 'a.pdf')).toMatchObject({
      status: 422,
      body: { code: 'file-empty' },
    });
  });

  it('another content type than bytes is refused', async () => {
    const json = { type: 'application/json' };
    expect(await preparer.upload(player.caseId, pdf('x'), 'a.pdf', json)).toMatchObject({ status: 400 });
    const text = { type: 'application/octet-stream' };
    expect(await preparer.upload(player.caseId, pdf('x'), 'a.pdf', text)).toMatchObject({
      status: 415,
      body: { code: 'unsupported-media-type' },
    });
  });

  it('a file over the limit is refused with the limit before it comes, and nothing is kept of it', async () => {
    const before = await api.storedFiles();
    const whole = Buffer.concat([pdf('x'), randomBytes(limit), pdf('x')]);
    for (const bytes of [whole, Buffer.concat([whole, Buffer.alloc(40 * limit)])]) {
      const answer = await preparer.upload(player.caseId, bytes, 'a.pdf');
      expect(answer).toMatchObject({ status: 413, body: { code: 'file-too-large' } });
      expect(await api.storedFiles()).toEqual(before);
    }
    const fitting = Buffer.concat([pdf('x'), randomBytes(limit - 2 * pdf('x').length), pdf('x')]);
    expect((await preparer.upload(player.caseId, fitting, 'a.pdf')).status).toBe(201);
  });

  it('more bytes than were announced are refused, and never become a document', async () => {
    const headers = tusHeaders(10, { caseId: player.caseId, filename: 'a.pdf' });
    const answer = await preparer.ask('POST', '/api/v1/uploads', {
      raw: new Blob([pdf('longer than ten')]).stream(),
      type: 'application/offset+octet-stream',
      headers,
    });
    expect(answer).toMatchObject({ status: 413, body: { code: 'file-too-large' } });
  });

  it('the same content twice is two documents and one file', async () => {
    const content = pdf('the same');
    const before = (await api.storedFiles()).length;
    const [one, two] = [
      await preparer.upload(player.caseId, content, 'one.pdf'),
      await preparer.upload(player.caseId, content, 'two.pdf'),
    ];
    expect(one.body.id).not.toBe(two.body.id);
    expect(await api.storedFiles()).toHaveLength(before + 1);
    expect((await bytesAt(preparer, contentOf(two.body.id))).bytes.equals(content)).toBe(true);
  });

  it('a file the store has lost is a fault, not a reason to try again', async () => {
    const added = await preparer.upload(player.caseId, pdf('to be lost'), 'a.pdf');
    const row = await api.office.database.read((sql) =>
      sql.row<{ path: string }>('SELECT path FROM blob_content WHERE sha256 = ?', [
        Buffer.from(added.body.sha256 as string, 'hex'),
      ]),
    );
    await rm(join(api.filesDir, row?.path ?? ''));
    const answer = await preparer.get(contentOf(added.body.id), { language: 'en' });
    expect(answer).toMatchObject({ status: 500, body: { code: 'fault' } });
    expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/);
    expect(answer.text).not.toContain(api.filesDir);
    expect(answer.headers.get('content-disposition')).toBeNull();
  });

  describe('belong to those who may read them', () => {
    let case2: CasePlayer;
    let hospitals: unknown;
    let provinces: unknown;
    beforeAll(async () => {
      case2 = await caseAt(api.office, 'provincial-intake');
      hospitals = (await preparer.upload(case2.caseId, pdf('declared'), 'a.pdf')).body.id;
      provinces = (await (await api.as('henan.handler1')).upload(case2.caseId, pdf('internal'), 'b.pdf')).body.id;
    });
    const statusFor = async (name: string, id: unknown) =>
      (await (await api.as(name)).get(contentOf(id, case2.caseId))).status;

    it.each([
      ['h41a.preparer', 200, 404],
      ['h41a.signatory', 200, 404],
      ['henan.checker', 200, 200],
      ['h41b.preparer', 404, 404],
      ['guangdong.handler1', 404, 404],
      ['nhc.handler1', 404, 404],
      ['expert.henan1', 404, 404],
      ['ops.system', 404, 404],
    ])("%s reads the hospital's: %i, the province's: %i", async (name, ofHospital, ofProvince) => {
      expect([await statusFor(name, hospitals), await statusFor(name, provinces)]).toEqual([ofHospital, ofProvince]);
    });

    it("the hospital is not told of the province's document anywhere", async () => {
      for (const part of ['', '/events', '/decisions', '/deadlines']) {
        const { text } = await preparer.get(`/api/v1/cases/${case2.caseId}${part}`);
        expect(text).not.toContain(String(provinces));
      }
    });

    it('an id of one case opens nothing in another', async () => {
      expect((await preparer.get(contentOf(hospitals, player.caseId))).status).toBe(404);
    });

    it('and nobody adds to a closed case', async () => {
      await api.office.database.read((sql) =>
        sql.run("UPDATE case_file SET status = 'closed' WHERE id = ?", [bytesOf(case2.caseId)]),
      );
      const before = await api.storedFiles();
      expect((await preparer.upload(case2.caseId, pdf('late'), 'a.pdf')).status).toBeGreaterThanOrEqual(403);
      expect(await api.storedFiles()).toEqual(before);
    });
  });
});
