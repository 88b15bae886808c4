import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Refused } from '../../../contracts/errors';
import { zipOf } from '../../../../test/support/archives';
import { inspectFile } from './inspect';
import { keptName, shownName } from './names';

const png = Buffer.from(
  '89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360000002000100ffff03000006000557bfabd40000000049454e44ae426082',
  'hex',
);
const pdf = (content: string | Buffer = '1 0 obj\n<<>>\nendobj', end = '\n%%EOF\n'): Buffer =>
  Buffer.concat([Buffer.from('%PDF-1.7\n'), Buffer.from(content), Buffer.from(end)]);

describe('the inspection of files', () => {
  let directory: string;
  beforeAll(() => {
    directory = mkdtempSync(join(process.env.TEST_DIRECTORY ?? tmpdir(), 'inspected-'));
  });
  afterAll(() => rmSync(directory, { recursive: true, force: true }));
  const look = async (bytes: Buffer, name: string): Promise<string> => {
    const path = join(directory, 'looked-at');
    writeFileSync(path, bytes);
    return inspectFile(path, bytes.length, name).catch((error: unknown) => {
      if (error instanceof Refused) return error.code;
      throw error;
    });
  };

  it('answers the type of what is as its name says', async () => {
    expect(await look(pdf(), 'a.PDF')).toBe('application/pdf');
    expect(await look(pdf(Buffer.alloc(500_000)), 'a.pdf')).toBe('application/pdf');
    expect(await look(png, 'a.png')).toBe('image/png');
    const docx = await zipOf({ '[Content_Types].xml': Buffer.from('<x/>'), 'word/document.xml': Buffer.from('<x/>') });
    expect(await look(docx, 'a.docx')).toMatch(/wordprocessingml/);
    expect(await look(await zipOf({ 'OFD.xml': Buffer.from('<x/>') }), 'a.ofd')).toBe('application/ofd');
  });

  it.each<[string, () => Buffer | Promise<Buffer>, string, string]>([
    ['nothing', () => Buffer.alloc(0), 'a.pdf', 'file-empty'],
    ['a program', () => Buffer.from('MZ\u0090\u0000'.padEnd(400, 'x')), 'a.pdf', 'file-type-refused'],
    ['a picture called a PDF', () => png, 'a.pdf', 'file-type-refused'],
    ['a PDF called a picture', () => pdf(), 'a.png', 'file-type-refused'],
    ['a PDF of no name', () => pdf(), 'a', 'file-type-refused'],
    [
      'an SVG',
      () => Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>'),
      'a.svg',
      'file-type-refused',
    ],
    ['an SVG called a PNG', () => Buffer.from('<svg><script/></svg>'), 'a.png', 'file-type-refused'],
    ['a PDF cut off', () => pdf('1 0 obj', ''), 'a.pdf', 'file-truncated'],
    [
      'a PDF whose end is far from its end',
      () => Buffer.concat([pdf(), Buffer.alloc(9_000)]),
      'a.pdf',
      'file-truncated',
    ],
    ['a picture cut off', () => png.subarray(0, -12), 'a.png', 'file-truncated'],
    ['a page before a PDF', () => Buffer.concat([Buffer.from('<html>'), pdf()]), 'a.pdf', 'file-type-refused'],
    ['a PDF that is a page too', () => pdf('%<script>alert(1)</script>\n'), 'a.pdf', 'file-two-kinds'],
    ['a PDF that is a page in capitals', () => pdf('<!DOCTYPE  HTML>'), 'a.pdf', 'file-two-kinds'],
    [
      'a PDF with an archive behind it',
      async () => Buffer.concat([pdf(), await zipOf({ a: png }), Buffer.from('%%EOF')]),
      'a.pdf',
      'file-two-kinds',
    ],
    ['an archive called a document', () => zipOf({ 'a.txt': Buffer.from('x') }), 'a.docx', 'file-type-refused'],
    [
      'a document with macros',
      () => zipOf({ '[Content_Types].xml': png, 'word/document.xml': png, 'word/vbaProject.bin': png }),
      'a.docx',
      'file-type-refused',
    ],
  ])('refuses %s', async (_what, make, name, code) => {
    expect(await look(await make(), name)).toBe(code);
  });
});

describe('names of files', () => {
  it.each([
    ['../../etc/passwd.pdf', 'passwd.pdf'],
    ['C:\\temp\\方案.pdf', '方案.pdf'],
    ['a\0b\r\nc.pdf', 'abc.pdf'],
    ['\u202efdp.exe.pdf', 'fdp.exe.pdf'],
    ['a\u200b.pdf. .', 'a.pdf'],
    ['e\u0301.pdf', '\u00e9.pdf'],
  ])('%j is kept as %j', (given, kept) => {
    expect(keptName(given)).toBe(kept);
  });

  it('has at most 255 bytes, whole characters and its extension', () => {
    const kept = keptName(`${'案'.repeat(200)}.docx`);
    expect(Buffer.byteLength(kept)).toBeLessThanOrEqual(255);
    expect(kept).toMatch(/^案+\.docx$/);
    expect(Buffer.byteLength(keptName('😀'.repeat(100)))).toBe(252);
  });

  it.each(['', '...', '/', '\u202e', '.pdf', ' '])('%j is none', (given) => {
    expect(() => keptName(given)).toThrow(Refused);
  });

  it('is shown as it was given, with what is unseen written out', () => {
    expect(shownName('\u202efdp.exe')).toBe('\\u{202E}fdp.exe');
    expect(shownName('方案 1.pdf')).toBe('方案 1.pdf');
  });
});
