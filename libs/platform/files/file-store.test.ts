import { createHash, randomBytes } from 'node:crypto';
import {
  createReadStream,
  createWriteStream,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Refused } from '../../contracts/errors';
import { FileStore } from './file-store';

const pdf = (content: Buffer): Buffer =>
  Buffer.concat([Buffer.from('%PDF-1.7\n%âãÏÓ\n'), content, Buffer.from('\n%%EOF\n')]);
const whole = async (content: Readable): Promise<Buffer> => Buffer.concat((await content.toArray()) as Buffer[]);

describe('the store of files', () => {
  let directory: string;
  let store: FileStore;
  beforeEach(() => {
    directory = mkdtempSync(join(process.env.TEST_DIRECTORY ?? tmpdir(), 'files-'));
    store = new FileStore(directory);
    mkdirSync(store.incoming);
  });
  afterEach(() => rmSync(directory, { recursive: true, force: true }));

  const files = (): string[] =>
    readdirSync(directory, { recursive: true, encoding: 'utf8' }).filter((name) =>
      statSync(join(directory, name)).isFile(),
    );
  const arrive = (content: Buffer, name = 'upl_1') =>
    writeFileSync(join(store.incoming, name), content, { mode: 0o600 });

  it('keeps what arrived under a name that says nothing, with size, hash and type, and gives it back', async () => {
    const content = pdf(randomBytes(300_000));
    arrive(content);
    const stored = await store.keep('upl_1', '方案.PDF');
    expect(stored).toMatchObject({
      size: content.length,
      mediaType: 'application/pdf',
      sha256: createHash('sha256').update(content).digest(),
    });
    expect(stored.path).toMatch(/^[0-9a-f]{2}\/[0-9a-f]{32}$/);
    expect(statSync(join(directory, stored.path)).mode & 0o777).toBe(0o600);
    expect((await whole(await store.read(stored.path))).equals(content)).toBe(true);
    const part = await whole(await store.read(stored.path, { start: 5, end: 9 }));
    expect(part.equals(content.subarray(5, 10))).toBe(true);
    await store.dropIncoming('upl_1');
    expect(files()).toEqual([stored.path]);
    await store.drop(stored.path);
    await store.drop(stored.path);
    expect(files()).toEqual([]);
    await expect(store.read(stored.path)).rejects.toThrow('the store has lost a file');
  });

  it('what arrived stays until it is dropped: who was killed in between keeps it once more', async () => {
    arrive(pdf(Buffer.from('a')));
    const first = await store.keep('upl_1', 'a.pdf');
    const again = await store.keep('upl_1', 'a.pdf');
    expect(again.path).not.toBe(first.path);
    expect(again.sha256).toEqual(first.sha256);
    expect(await store.sizeOfIncoming('upl_1')).toBe(first.size);
    expect(await store.sizeOfIncoming('upl_2')).toBeNull();
  });

  it('keeps nothing of what is refused', async () => {
    arrive(Buffer.from('MZ and so on'));
    const error: unknown = await store.keep('upl_1', 'a.pdf').catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(Refused);
    expect(error).toMatchObject({ code: 'file-type-refused' });
    expect(files()).toEqual(['incoming/upl_1']);
  });

  it('names what was last written before an instant, and nothing else', async () => {
    arrive(pdf(Buffer.from('a')));
    const { path } = await store.keep('upl_1', 'a.pdf');
    writeFileSync(join(directory, 'README'), 'not ours');
    const found = async (instant: number) => {
      const all: string[] = [];
      for await (const { kept, incoming } of store.olderThan(instant)) all.push(...kept, ...incoming);
      return all.sort();
    };
    expect(await found(Date.now() - 60_000)).toEqual([]);
    expect(await found(Date.now() + 60_000)).toEqual([path, 'upl_1'].sort());
    expect(existsSync(join(directory, 'README'))).toBe(true);
  });

  it('memory stays flat while 200 MB are looked through, hashed and read', async () => {
    const chunk = Buffer.alloc(1024 * 1024, 7);
    function* content() {
      yield Buffer.from('%PDF-1.7\n');
      for (let at = 0; at < 200; at += 1) yield chunk;
      yield Buffer.from('\n%%EOF\n');
    }
    await pipeline(Readable.from(content()), createWriteStream(join(store.incoming, 'upl_1')));
    const before = process.memoryUsage().arrayBuffers;
    let most = 0;
    const look = setInterval(() => (most = Math.max(most, process.memoryUsage().arrayBuffers)), 1);
    const stored = await store.keep('upl_1', 'a.pdf');
    let read = 0;
    for await (const piece of await store.read(stored.path)) read += (piece as Buffer).length;
    clearInterval(look);
    expect(read).toBe(stored.size);
    expect((most - before) / 1024 / 1024).toBeLessThan(40);
    const hash = createHash('sha256');
    for await (const piece of createReadStream(join(directory, stored.path))) hash.update(piece as Buffer);
    expect(stored.sha256).toEqual(hash.digest());
  });
});
