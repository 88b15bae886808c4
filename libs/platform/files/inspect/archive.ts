import { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { types } from 'node:util';
import * as yauzl from 'yauzl';
import { Refused } from '../../../contracts/errors';

export interface ArchiveLimits {
  /** Entries of the archive and of all archives inside it. */
  entries: number;
  /** Bytes that come out of the archive and of all archives inside it. */
  unpacked: number;
  /** How many times its size an archive may unpack to, once it unpacks to more than `ratioFrom`. */
  ratio: number;
  ratioFrom: number;
  /** Archives inside archives: 1 allows one layer. */
  depth: number;
  /** An inner archive is looked into from memory: the largest one that is. */
  inner: number;
}

const megabyte = 1024 * 1024;
/** Guards of the machine, not rules of the procedure. */
export const archiveLimits: ArchiveLimits = {
  entries: 10_000,
  unpacked: 4096 * megabyte,
  ratio: 200,
  ratioFrom: 64 * megabyte,
  depth: 2,
  inner: 32 * megabyte,
};

interface Count {
  entries: number;
  unpacked: number;
  /** Of the outermost archive. */
  size: number;
}

const magic = Buffer.from('504b0304', 'hex');
const symlink = 0o120000;
const typeBits = 0o170000;

/**
 * Walks a ZIP through its entries, each inflated and counted and none kept: sizes in headers are not believed. Answers
 * the names. Refused: archive-damaged, -encrypted, -traversal, -too-many, -bomb, -too-deep.
 */
export async function inspectArchive(path: string, size: number, limits = archiveLimits): Promise<string[]> {
  const zip = await yauzl.openPromise(path, { strictFileNames: true }).catch(damaged);
  return walk(zip, 0, { entries: 0, unpacked: 0, size }, limits);
}

async function walk(zip: yauzl.ZipFile, depth: number, count: Count, limits: ArchiveLimits): Promise<string[]> {
  const names: string[] = [];
  try {
    // As many as the archive says are read, and not one more.
    count.entries += zip.entryCount;
    if (count.entries > limits.entries) throw new Refused('archive-too-many', { facts: { limit: limits.entries } });
    for await (const entry of zip.eachEntry()) {
      checkEntry(entry);
      names.push(entry.fileName);
      if (!entry.fileName.endsWith('/')) await look(zip, entry, depth, count, limits);
    }
    return names;
  } catch (error) {
    return damaged(error);
  } finally {
    zip.close();
  }
}

function checkEntry(entry: yauzl.Entry): void {
  if (entry.isEncrypted()) throw new Refused('archive-encrypted');
  if (entry.fileName.includes('\0')) throw new Refused('archive-traversal');
  if (((entry.externalFileAttributes >>> 16) & typeBits) === symlink) throw new Refused('archive-traversal');
}

/** Inflates one entry into a counter; an archive inside is gathered and walked in turn. */
async function look(
  zip: yauzl.ZipFile,
  entry: yauzl.Entry,
  depth: number,
  count: Count,
  limits: ArchiveLimits,
): Promise<void> {
  const content = await zip.openReadStreamPromise(entry);
  const inner = new Inner(entry.fileName);
  const counter = new Writable({
    write(chunk: Buffer, _encoding, done) {
      inner.add(chunk);
      count.unpacked += chunk.length;
      done(excess(count, inner.size, limits));
    },
  });
  await pipeline(content, counter);
  if (!inner.isArchive) return;
  if (depth >= limits.depth) throw new Refused('archive-too-deep', { facts: { limit: limits.depth } });
  const nested = await yauzl.fromBufferPromise(inner.whole(), { strictFileNames: true });
  await walk(nested, depth + 1, count, limits);
}

/** The bytes of an entry that is an archive itself; of any other nothing is held. */
class Inner {
  private pieces: Buffer[] = [];
  private begun = false;
  isArchive = false;
  size = 0;

  constructor(private readonly name: string) {}

  add(chunk: Buffer): void {
    if (!this.begun) this.isArchive = isArchive(this.name, chunk);
    this.begun = true;
    if (!this.isArchive) return;
    this.pieces.push(chunk);
    this.size += chunk.length;
  }

  whole(): Buffer {
    return Buffer.concat(this.pieces);
  }
}

const isArchive = (name: string, begin: Buffer): boolean =>
  begin.subarray(0, 4).equals(magic) || /\.(zip|docx|xlsx|ofd)$/i.test(name);

function excess(count: Count, held: number, limits: ArchiveLimits): Refused | null {
  const { unpacked, size } = count;
  const ratio = unpacked > limits.ratioFrom && unpacked > size * limits.ratio;
  if (ratio || unpacked > limits.unpacked) return new Refused('archive-bomb');
  return held > limits.inner ? new Refused('archive-too-deep') : null;
}

/** What the reader of archives says of one it cannot follow, as a refusal; a fault of the disk stays a fault. */
function damaged(error: unknown): never {
  if (error instanceof Refused || !types.isNativeError(error)) throw error;
  const { code } = error as NodeJS.ErrnoException;
  if (code && !code.startsWith('Z_') && !code.startsWith('ERR_')) throw error;
  if (/relative path|absolute path|characters in fileName/.test(error.message)) throw new Refused('archive-traversal');
  if (/encrypt/.test(error.message)) throw new Refused('archive-encrypted');
  throw new Refused('archive-damaged');
}
