import { randomBytes } from 'node:crypto';
import { refusals, type RefusalCode } from '../../libs/contracts/errors';
import { bytesOf } from '../../libs/persistence/bytes';
import { openApi, type Client, type TestApi } from '../support/api';
import { eicar, forgedZip, zipOf } from '../support/archives';
import { newCase } from '../support/record';
import type { CasePlayer } from '../support/case-player';

const text = (content: string): Buffer => Buffer.from(content);
const pdf = (content: string | Buffer, end = '\n%%EOF\n'): Buffer =>
  Buffer.concat([text('%PDF-1.7\n'), Buffer.from(content), text(end)]);
const many = (count: number): Promise<Buffer> =>
  zipOf(Object.fromEntries(Array.from({ length: count }, (_, n) => [`${String(n)}.txt`, text('x')])));
const script = '<script>fetch("/api/v1/session")</script>';

describe('files that mean harm, over HTTP', () => {
  let api: TestApi;
  let preparer: Client;
  let player: CasePlayer;
  beforeAll(async () => {
    api = await openApi('apihostile', { uploadLimit: 8 * 1024 * 1024 });
    preparer = await api.as('h41a.preparer');
    player = await newCase(api.office);
  });
  afterAll(() => api.close());

  const documents = async (): Promise<number> => {
    const row = await api.office.database.read((sql) =>
      sql.row<{ n: number }>('SELECT COUNT(*) AS n FROM document WHERE case_id = ?', [bytesOf(player.caseId)]),
    );
    return Number(row?.n);
  };

  it.each<[string, string, RefusalCode, () => Buffer | Promise<Buffer>]>([
    ['nothing', 'a.pdf', 'file-empty', () => Buffer.alloc(0)],
    ['a PDF cut off', 'a.pdf', 'file-truncated', () => pdf(randomBytes(100_000), '')],
    ['a PDF that is a page as well', 'a.pdf', 'file-two-kinds', () => pdf(`%${script}\n1 0 obj\n<<>>\nendobj`)],
    ['a page before a PDF', 'a.pdf', 'file-type-refused', () => Buffer.concat([text(`<html>${script}`), pdf('x')])],
    ['a PDF with an archive behind it', 'a.pdf', 'file-two-kinds', async () => pdf(await zipOf({ a: text('x') }))],
    [
      'an SVG with a script',
      'a.svg',
      'file-type-refused',
      () => text(`<svg xmlns="http://www.w3.org/2000/svg">${script}</svg>`),
    ],
    ['an SVG called a picture', 'a.png', 'file-type-refused', () => text(`<?xml version="1.0"?><svg>${script}</svg>`)],
    ['an SVG called a PDF', 'a.pdf', 'file-type-refused', () => text(`<svg>${script}</svg>%%EOF`)],
    ['a zip bomb', 'a.zip', 'archive-bomb', () => zipOf({ zeros: Buffer.alloc(80 * 1024 * 1024) })],
    [
      'a zip bomb inside an archive',
      'a.zip',
      'archive-bomb',
      async () => zipOf({ 'inner.zip': await zipOf({ zeros: Buffer.alloc(80 * 1024 * 1024) }) }),
    ],
    [
      'a zip bomb that lies about its size',
      'a.zip',
      'archive-damaged',
      () => forgedZip('a', Buffer.alloc(9_000_000), { saysSize: 1 }),
    ],
    ['a zip slip', 'a.zip', 'archive-traversal', () => forgedZip('../../../etc/cron.d/a', text('x'))],
    ['a zip slip of the other kind', 'a.zip', 'archive-traversal', () => forgedZip('..\\..\\a.exe', text('x'))],
    ['a zip slip inside a document', 'a.docx', 'archive-traversal', () => forgedZip('word/../../../a', text('x'))],
    [
      'a link in an archive',
      'a.zip',
      'archive-traversal',
      () => forgedZip('a', text('/etc/passwd'), { mode: 0o120777 }),
    ],
    ['an archive nobody can look into', 'a.zip', 'archive-encrypted', () => forgedZip('a', text('x'), { flags: 1 })],
    [
      'archives in archives in archives',
      'a.zip',
      'archive-too-deep',
      async () => {
        let nested = await zipOf({ 'eicar.com': eicar });
        for (let layer = 0; layer < 3; layer += 1) nested = await zipOf({ 'inner.zip': nested });
        return nested;
      },
    ],
    ['an archive of 10,001 entries', 'a.zip', 'archive-too-many', () => many(10_001)],
    ['an archive without its end', 'a.zip', 'archive-damaged', async () => (await many(50)).subarray(0, -30)],
  ])('%s, called %s, is refused as %s, and nothing is kept of it', async (_what, name, code, make) => {
    const [stored, recorded] = [await api.storedFiles(), await documents()];
    const answer = await preparer.upload(player.caseId, await make(), name, { language: 'zh' });
    const { status, words } = refusals[code];
    expect([answer.status, answer.body.code, answer.body.detail]).toEqual([status, code, words.zh]);
    expect(await api.storedFiles()).toEqual(stored);
    expect(await documents()).toBe(recorded);
  });

  it('a page inside a PDF is never shown as a page', async () => {
    // Far enough inside for a browser that guesses: it is told not to.
    const { body } = await preparer.upload(player.caseId, pdf(`${'x'.repeat(2_000)}${script}`), 'a.pdf');
    const at = `/api/v1/cases/${player.caseId}/documents/${String(body.id)}/versions/${String(body.versionId)}`;
    const shown = await preparer.get(`${at}/preview`);
    expect(shown.headers.get('content-type')).toBe('application/pdf');
    expect(shown.headers.get('x-content-type-options')).toBe('nosniff');
    expect(shown.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(shown.headers.get('content-security-policy')).toContain('sandbox');
    const saved = await preparer.get(`${at}/content`);
    expect(saved.headers.get('content-disposition')).toMatch(/^attachment;/);
    // Nor is an archive shown at all.
    const archive = (await preparer.upload(player.caseId, await zipOf({ 'a.html': text(script) }), 'a.zip')).body;
    const inside = `/api/v1/cases/${player.caseId}/documents/${String(archive.id)}/versions/${String(archive.versionId)}`;
    expect(await preparer.get(`${inside}/preview`)).toMatchObject({ status: 415, body: { code: 'no-preview' } });
  });
});
