import { ZipFile } from 'yazl';
import { Readable } from 'node:stream';
import { bytesOf, sourceOf } from '../../../test/support/case-file';
import { listZip } from './zip-listing';

const made = (fill: (zip: ZipFile) => void, wide = false): Promise<Buffer> => {
  const zip = new ZipFile();
  fill(zip);
  zip.end({ forceZip64Format: wide, comment: '' });
  return bytesOf(Readable.from(zip.outputStream as AsyncIterable<Buffer>));
};
const content = Buffer.from('what is in it');
const faultOf = (bytes: Buffer) =>
  listZip(sourceOf(bytes)).then(
    () => null,
    (error: unknown) => (error as { kind?: string }).kind,
  );

describe('what a ZIP lists', () => {
  it.each([false, true])(
    'entries in the order of their bytes, sizes before or after them; eight-byte fields: %s',
    async (wide) => {
      const bytes = await made((zip) => {
        zip.addBuffer(content, '一.txt', { compress: false, forceZip64Format: wide });
        zip.addReadStream(Readable.from([content]), 'b/two.txt', { compress: false, forceZip64Format: wide });
        zip.addBuffer(Buffer.alloc(0), 'c', { compress: false });
      }, wide);
      const entries = await listZip(sourceOf(bytes));
      expect(entries.map(({ path }) => path)).toEqual(['一.txt', 'b/two.txt', 'c']);
      expect(entries.map(({ start, size }) => bytes.subarray(start, start + size).toString())).toEqual([
        content.toString(),
        content.toString(),
        '',
      ]);
    },
  );

  it('names what is no such file: compressed, cut, with something between, before or behind, or nothing at all', async () => {
    const plain = await made((zip) => zip.addBuffer(content, 'a', { compress: false }));
    expect(await faultOf(await made((zip) => zip.addBuffer(content, 'a')))).toBe('altered');
    expect(await faultOf(plain.subarray(0, plain.length - 1))).toBe('cut');
    expect(await faultOf(Buffer.concat([plain, content]))).toBe('added');
    const at = plain.indexOf(Buffer.from([0x50, 0x4b, 1, 2]));
    const between = Buffer.concat([plain.subarray(0, at), content, plain.subarray(at)]);
    between.writeUInt32LE(at + content.length, between.length - 6);
    expect(await faultOf(between)).toBe('added');
    expect(await faultOf(Buffer.alloc(100))).toBe('not-a-zip');
    expect(await faultOf(Buffer.alloc(3))).toBe('not-a-zip');
  });

  it('a name that differs between the entry and the directory is a fault of it', async () => {
    const bytes = await made((zip) => zip.addBuffer(content, 'name', { compress: false }));
    bytes.write('game', 30);
    expect(await faultOf(bytes)).toBe('altered');
  });
});
