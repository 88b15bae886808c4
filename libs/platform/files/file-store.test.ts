import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { Refused } from '../../contracts/errors';
import { FileStore } from './file-store';

const pdf = Buffer.from('%PDF-1.7\n%âãÏÓ\n1 0 obj\n<<>>\nendobj\n');
const png = Buffer.from(
  '89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360000002000100ffff03000006000557bfabd40000000049454e44ae426082',
  'hex',
);

describe('the store of files', () => {
  let directory: string;
  let store: FileStore;
  beforeEach(() => {
    directory = mkdtempSync(join(process.env.TEST_DIRECTORY ?? tmpdir(), 'files-'));
    store = new FileStore(directory, 1024 * 1024);
  });
  afterEach(() => rmSync(directory, { recursive: true, force: true }));

  const files = (): string[] =>
    readdirSync(directory, { recursive: true, encoding: 'utf8' }).filter((name) =>
      statSync(join(directory, name)).isFile(),
    );
  const refusal = async (content: Readable, name: string, into = store) => {
    const error: unknown = await into.take(content, name).then(
      () => 'taken',
      (reason: unknown) => reason,
    );
    return error instanceof Refused ? error.code : error;
  };
  const whole = async (content: Readable): Promise<Buffer> => Buffer.concat((await content.toArray()) as Buffer[]);

  it('keeps what was sent under a name that says nothing, with size, hash and type, and gives it back', async () => {
    const content = Buffer.concat([pdf, randomBytes(300_000)]);
    const stored = await store.take(Readable.from([content.subarray(0, 10), content.subarray(10)]), '../../方案.PDF');
    expect(stored).toMatchObject({
      size: content.length,
      mediaType: 'application/pdf',
      sha256: createHash('sha256').update(content).digest(),
    });
    expect(stored.path).toMatch(/^[0-9a-f]{2}\/[0-9a-f]{32}$/);
    expect(files()).toEqual([stored.path]);
    expect(statSync(join(directory, stored.path)).mode & 0o777).toBe(0o600);
    expect((await whole(await store.read(stored.path))).equals(content)).toBe(true);
    await store.drop(stored.path);
    await store.drop(stored.path);
    expect(files()).toEqual([]);
    await expect(store.read(stored.path)).rejects.toThrow('the store has lost a file');
  });

  it('takes a file of exactly the limit and refuses one byte more, in whatever pieces; nothing stays behind', async () => {
    const of = (size: number) => Buffer.concat([pdf, Buffer.alloc(size - pdf.length)]);
    await store.take(Readable.from([of(1024 * 1024)]), 'a.pdf');
    const kept = files();
    for (let turn = 0; turn < 20; turn += 1)
      expect(await refusal(Readable.from([of(1024 * 1024 + 1)]), 'a.pdf')).toBe('file-too-large');
    expect(await refusal(Readable.from([of(1024 * 1024), Buffer.from('x')]), 'a.pdf')).toBe('file-too-large');
    expect(files()).toEqual(kept);
  });

  it('goes by the first bytes and the name together', async () => {
    expect((await store.take(Readable.from([png]), 'a.png')).mediaType).toBe('image/png');
    const kept = files();
    for (const [content, name] of [
      [png, 'a.pdf'],
      [pdf, 'a.png'],
      [pdf, 'a.exe'],
      [pdf, 'a'],
      [Buffer.from('MZ\u0090\u0000'), 'a.pdf'],
      [Buffer.from('<html><script>'), 'a.pdf'],
      [Buffer.from('plain'), 'a.txt'],
      [pdf, 'a.pdf.html'],
    ] as const) {
      expect([name, await refusal(Readable.from([content]), name)]).toEqual([name, 'file-type-refused']);
    }
    expect(await refusal(Readable.from([]), 'a.pdf')).toBe('file-empty');
    expect(files()).toEqual(kept);
  });

  it('a sender that breaks off leaves nothing behind', async () => {
    const broken = new Readable({
      read() {
        this.push(pdf);
        this.destroy(new Error('connection lost'));
      },
    });
    expect(await refusal(broken, 'a.pdf')).toMatchObject({ message: 'connection lost' });
    expect(files()).toEqual([]);
  });

  it('memory stays flat while 200 MB go through', async () => {
    const large = new FileStore(directory, 300 * 1024 * 1024);
    const chunk = Buffer.alloc(1024 * 1024, 7);
    let most = 0;
    function* content() {
      yield pdf;
      for (let at = 0; at < 200; at += 1) {
        most = Math.max(most, process.memoryUsage().arrayBuffers);
        yield chunk;
      }
    }
    const before = process.memoryUsage().arrayBuffers;
    const stored = await large.take(Readable.from(content()), 'a.pdf');
    expect(stored.size).toBe(200 * 1024 * 1024 + pdf.length);
    let read = 0;
    for await (const piece of await large.read(stored.path)) {
      read += (piece as Buffer).length;
      most = Math.max(most, process.memoryUsage().arrayBuffers);
    }
    expect(read).toBe(stored.size);
    expect((most - before) / 1024 / 1024).toBeLessThan(40);
  });
});
