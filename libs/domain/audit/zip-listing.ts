/** Bytes that are looked at piece by piece: a file on disk, or one that was chosen in a page. */
export interface ByteSource {
  size: number;
  /** Exactly `length` bytes from `start`; throws where there are fewer. */
  read(start: number, length: number): Promise<Uint8Array>;
}

export interface ZipEntry {
  path: string;
  /** Where its bytes begin. */
  start: number;
  size: number;
}

/** What is wrong with the container itself. */
export class ZipFault extends Error {
  constructor(
    readonly kind: 'not-a-zip' | 'cut' | 'added' | 'altered',
    /** The entry it was found at; empty where it is about the whole. */
    readonly path: string,
    message: string,
  ) {
    super(message);
    this.name = 'ZipFault';
  }
}

const marks = { local: 0x04034b50, central: 0x02014b50, end: 0x06054b50, end64: 0x06064b50, locator64: 0x07064b50 };
const endSize = 22;
const longestComment = 0xffff;
const unknown16 = 0xffff;
const unknown32 = 0xffffffff;

const viewOf = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
/** Sizes beyond 2^53 are no sizes of ours. */
const big = (view: DataView, at: number): number => Number(view.getBigUint64(at, true));

/**
 * The entries of a ZIP in which everything is stored as it is, in the order of their bytes. Every byte must belong to an
 * entry or to the directory: what lies between them, or after the end, was put there by somebody else. Throws ZipFault.
 */
export async function listZip(source: ByteSource): Promise<ZipEntry[]> {
  const { count, start, length, endsAt } = await findDirectory(source);
  if (start + length !== endsAt) throw new ZipFault('altered', '', 'the directory is not where it should be');
  const directory = await source.read(start, length);
  const found = readDirectory(directory, count).sort((a, b) => a.offset - b.offset);
  let expected = 0;
  const entries: ZipEntry[] = [];
  for (const one of found) {
    if (one.offset !== expected) throw new ZipFault('added', one.path, 'there are bytes of no entry before it');
    const begin = await dataStart(source, one);
    entries.push({ path: one.path, start: begin, size: one.size });
    expected = begin + one.size + (one.described ? (one.wide ? 24 : 16) : 0);
  }
  if (expected !== start) throw new ZipFault('added', '', 'there are bytes of no entry before the directory');
  return entries;
}

interface Directory {
  count: number;
  start: number;
  length: number;
  /** Where whatever tells of the directory begins. */
  endsAt: number;
}

async function findDirectory(source: ByteSource): Promise<Directory> {
  const { size } = source;
  if (size < endSize) throw await notWhole(source);
  const view = viewOf(await source.read(size - endSize, endSize));
  if (view.getUint32(0, true) !== marks.end || view.getUint16(20, true) !== 0) throw await notWhole(source);
  const [count, length, start] = [view.getUint16(10, true), view.getUint32(12, true), view.getUint32(16, true)];
  const end = size - endSize;
  if (count !== unknown16 && length !== unknown32 && start !== unknown32) return { count, start, length, endsAt: end };
  const locator = viewOf(await source.read(end - 20, 20));
  if (locator.getUint32(0, true) !== marks.locator64) throw new ZipFault('altered', '', 'the directory is not found');
  const at = big(locator, 8);
  const wide = viewOf(await source.read(at, 56));
  if (wide.getUint32(0, true) !== marks.end64) throw new ZipFault('altered', '', 'the directory is not found');
  return { count: big(wide, 32), length: big(wide, 40), start: big(wide, 48), endsAt: at };
}

/** A ZIP without its end is cut; one whose end stands further in has something behind it. */
async function notWhole(source: ByteSource): Promise<ZipFault> {
  const { size } = source;
  const first = size >= 4 ? viewOf(await source.read(0, 4)).getUint32(0, true) : 0;
  if (first !== marks.local) return new ZipFault('not-a-zip', '', 'this is no ZIP');
  const reach = Math.min(size, longestComment + endSize);
  const tail = viewOf(await source.read(size - reach, reach));
  for (let at = reach - endSize; at >= 0; at -= 1)
    if (tail.getUint32(at, true) === marks.end) return new ZipFault('added', '', 'there are bytes after its end');
  return new ZipFault('cut', '', 'its end is missing');
}

interface Listed {
  path: string;
  offset: number;
  size: number;
  /** Sizes follow the bytes, in fields of eight bytes where `wide`. */
  described: boolean;
  wide: boolean;
}

function readDirectory(bytes: Uint8Array, count: number): Listed[] {
  const view = viewOf(bytes);
  const found: Listed[] = [];
  let at = 0;
  while (at + 46 <= bytes.length) {
    if (view.getUint32(at, true) !== marks.central) throw new ZipFault('altered', '', 'the directory is not readable');
    const [nameLength, extraLength] = [view.getUint16(at + 28, true), view.getUint16(at + 30, true)];
    const next = at + 46 + nameLength + extraLength + view.getUint16(at + 32, true);
    const path = new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + nameLength));
    if (view.getUint16(at + 10, true) !== 0) throw new ZipFault('altered', path, 'it is not stored as it is');
    const wide = wideSizes(view, at + 46 + nameLength, extraLength);
    const [stored, size, offset] = [20, 24, 42].map((field) => view.getUint32(at + field, true));
    const sizes = {
      size: size === unknown32 && wide ? wide.size : (size ?? 0),
      stored: stored === unknown32 && wide ? wide.stored : (stored ?? 0),
      offset: offset === unknown32 && wide ? wide.offset : (offset ?? 0),
    };
    if (sizes.size !== sizes.stored) throw new ZipFault('altered', path, 'it is not stored as it is');
    const described = (view.getUint16(at + 8, true) & 8) !== 0;
    found.push({ path, offset: sizes.offset, size: sizes.size, described, wide: wide !== null });
    at = next;
  }
  if (at !== bytes.length || found.length !== count)
    throw new ZipFault('altered', '', 'the directory does not list what it says');
  return found;
}

/** The sizes in eight bytes each, in the order in which our writer puts them. */
function wideSizes(view: DataView, from: number, length: number) {
  for (let at = from; at + 4 <= from + length; at += 4 + view.getUint16(at + 2, true)) {
    if (view.getUint16(at, true) !== 1 || view.getUint16(at + 2, true) < 24) continue;
    return { size: big(view, at + 4), stored: big(view, at + 12), offset: big(view, at + 20) };
  }
  return null;
}

async function dataStart(source: ByteSource, one: Listed): Promise<number> {
  const head = viewOf(await source.read(one.offset, 30));
  if (head.getUint32(0, true) !== marks.local) throw new ZipFault('altered', one.path, 'its header is not readable');
  const nameLength = head.getUint16(26, true);
  const name = new TextDecoder().decode(await source.read(one.offset + 30, nameLength));
  if (name !== one.path) throw new ZipFault('altered', one.path, `its header says ${name}`);
  return one.offset + 30 + nameLength + head.getUint16(28, true);
}
