import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Refused } from '../../../contracts/errors';
import { eicar, forgedZip, zipOf } from '../../../../test/support/archives';
import { archiveLimits, inspectArchive } from './archive';

describe('the inspection of archives', () => {
  let directory: string;
  beforeAll(() => {
    directory = mkdtempSync(join(process.env.TEST_DIRECTORY ?? tmpdir(), 'archives-'));
  });
  afterAll(() => rmSync(directory, { recursive: true, force: true }));

  const look = async (bytes: Buffer, limits = archiveLimits): Promise<string | string[]> => {
    const path = join(directory, 'a.zip');
    writeFileSync(path, bytes);
    return inspectArchive(path, bytes.length, limits).catch((error: unknown) => {
      if (error instanceof Refused) return error.code;
      throw error;
    });
  };

  it('names what is in one', async () => {
    expect(await look(await zipOf({ '材料/一.pdf': Buffer.from('x'), 'b.txt': Buffer.alloc(0) }))).toEqual([
      '材料/一.pdf',
      'b.txt',
    ]);
  });

  it('refuses a bomb by what comes out of it, and stops while it is coming', async () => {
    const bomb = await zipOf({ zeros: Buffer.alloc(80 * 1024 * 1024) });
    expect(bomb.length).toBeLessThan(200_000);
    expect(await look(bomb)).toBe('archive-bomb');
    const total = { ...archiveLimits, unpacked: 1_000 };
    expect(await look(await zipOf({ a: Buffer.alloc(600, 1), b: Buffer.alloc(600, 2) }), total)).toBe('archive-bomb');
  });

  it('does not believe the sizes in headers', async () => {
    expect(await look(forgedZip('a.txt', Buffer.alloc(100_000, 7), { saysSize: 10 }))).toBe('archive-damaged');
  });

  it.each(['../a.txt', 'a/../../b', '/etc/passwd', 'C:\\a.txt', 'a\\..\\b', 'a\0b'])(
    'refuses a name that leads out: %j',
    async (name) => {
      expect(await look(forgedZip(name, Buffer.from('x')))).toBe('archive-traversal');
    },
  );

  it('refuses links and passwords', async () => {
    expect(await look(forgedZip('a', Buffer.from('/etc/passwd'), { mode: 0o120777 }))).toBe('archive-traversal');
    expect(await look(forgedZip('a', Buffer.from('x'), { flags: 1 }))).toBe('archive-encrypted');
  });

  it('takes as many entries as its limit and not one more', async () => {
    const many = (count: number) =>
      zipOf(Object.fromEntries(Array.from({ length: count }, (_, at) => [`${String(at)}.txt`, Buffer.from('x')])));
    const limits = { ...archiveLimits, entries: 20 };
    expect(await look(await many(20), limits)).toHaveLength(20);
    expect(await look(await many(21), limits)).toBe('archive-too-many');
  });

  it('looks into archives inside, counts them too, and goes down so far', async () => {
    const nest = async (depth: number): Promise<Buffer> =>
      depth === 0 ? zipOf({ 'eicar.com': eicar }) : zipOf({ 'inner.zip': await nest(depth - 1) });
    expect(await look(await nest(2))).toEqual(['inner.zip']);
    expect(await look(await nest(3))).toBe('archive-too-deep');
    const inner = await zipOf({ a: Buffer.from('x'), b: Buffer.from('y') });
    expect(await look(await zipOf({ 'inner.zip': inner }), { ...archiveLimits, entries: 2 })).toBe('archive-too-many');
    const slip = forgedZip('../a', Buffer.from('x'));
    expect(await look(await zipOf({ 'inner.bin': slip }))).toBe('archive-traversal');
    const large = { ...archiveLimits, inner: 100 };
    expect(await look(await zipOf({ 'inner.zip': inner }), large)).toBe('archive-too-deep');
  });

  it('refuses entries that its count does not know of, and a second end in the comment', async () => {
    const two = await zipOf({ 'a.txt': Buffer.from('x'), 'b.txt': Buffer.from('y') });
    const end = two.length - 22;
    const fewer = Buffer.from(two);
    fewer.writeUInt16LE(1, end + 8);
    fewer.writeUInt16LE(1, end + 10);
    expect(await look(fewer)).toBe('archive-damaged');
    expect(await look(await zipOf({ 'inner.zip': fewer }))).toBe('archive-damaged');
    const commented = Buffer.concat([two, Buffer.from('注释')]);
    commented.writeUInt16LE(6, end + 20);
    expect(await look(commented)).toEqual(['a.txt', 'b.txt']);
    const again = Buffer.concat([two, two.subarray(end), Buffer.from('!')]);
    again.writeUInt16LE(23, end + 20);
    expect(await look(again)).toBe('archive-damaged');
  });

  it('refuses what is broken', async () => {
    const whole = await zipOf({ a: Buffer.alloc(1_000, 1) });
    expect(await look(whole.subarray(0, whole.length - 30))).toBe('archive-damaged');
    const bent = Buffer.from(whole);
    bent[33] = (bent[33] ?? 0) ^ 0xff;
    expect(await look(bent)).toBe('archive-damaged');
    expect(await look(Buffer.from('PK\u0003\u0004'))).toBe('archive-damaged');
  });
});
