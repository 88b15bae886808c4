import { createHash, randomBytes } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { copyFile, constants, link, mkdir, open, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { inspectFile } from './inspect/inspect';

export interface StoredFile {
  sha256: Buffer;
  size: number;
  /** Random name below the store; says nothing about the content. */
  path: string;
  mediaType: string;
}

/** Files looked through and hashed at a time; the others wait, and requests are still answered. */
const width = 2;
const piece = 256 * 1024;

/** Content under random names outside any web root; streamed both ways, never whole in memory. */
export class FileStore {
  private readonly gate = new Gate(width);

  constructor(private readonly directory: string) {}

  /** Where uploads under way are kept, until they are whole. */
  get incoming(): string {
    return join(this.directory, 'incoming');
  }

  /**
   * Keeps a file that has arrived whole under `incoming`. It stays there too, under its old name, until it is dropped:
   * who is killed before the content is recorded can do the same again. Refused as `inspectFile` says.
   */
  keep(name: string, fileName: string): Promise<StoredFile> {
    return this.gate.run(async () => {
      const incoming = join(this.incoming, name);
      const { size } = await stat(incoming);
      const mediaType = await inspectFile(incoming, size, fileName);
      const sha256 = await hashOf(incoming);
      const kept = randomBytes(16).toString('hex');
      const path = join(kept.slice(0, 2), kept);
      await mkdir(join(this.directory, kept.slice(0, 2)), { recursive: true });
      await flush(incoming);
      await sameBytes(incoming, join(this.directory, path));
      return { sha256, size, path, mediaType };
    });
  }

  /** Keeps what is made here, as it comes; what broke off is taken away. Nothing is inspected: nobody sent it. */
  async keepMade(content: Readable): Promise<Omit<StoredFile, 'mediaType'>> {
    const kept = randomBytes(16).toString('hex');
    const path = join(kept.slice(0, 2), kept);
    const full = join(this.directory, path);
    await mkdir(join(this.directory, kept.slice(0, 2)), { recursive: true });
    try {
      await pipeline(content, createWriteStream(full, { flags: 'wx' }));
      await flush(full);
      return { path, sha256: await hashOf(full), size: (await stat(full)).size };
    } catch (error) {
      await rm(full, { force: true });
      throw error;
    }
  }

  /** The content as a stream, or the bytes from `start` to `end` of it; throws when the file is gone. */
  async read(path: string, range?: { start: number; end: number }): Promise<Readable> {
    const full = join(this.directory, path);
    await stat(full).catch((cause: unknown) => {
      // Not with the code of the file system: a lost file is a fault, not something to wait for.
      throw new Error('the store has lost a file', { cause });
    });
    return createReadStream(full, range);
  }

  async drop(path: string): Promise<void> {
    await rm(join(this.directory, path), { force: true });
  }

  /** How much of an upload has come; null where there is nothing of that name. */
  async sizeOfIncoming(name: string): Promise<number | null> {
    const found = await stat(join(this.incoming, name)).catch(() => null);
    return found?.size ?? null;
  }

  dropIncoming(name: string): Promise<void> {
    return rm(join(this.incoming, name), { force: true });
  }

  /** Paths of files last written before that instant (epoch ms), folder by folder: kept ones, and names under `incoming`. */
  async *olderThan(instant: number): AsyncGenerator<{ kept: string[]; incoming: string[] }> {
    const folders = await readdir(this.directory, { withFileTypes: true }).catch(() => []);
    for (const folder of folders) {
      if (!folder.isDirectory() || !/^([0-9a-f]{2}|incoming)$/.test(folder.name)) continue;
      const names: string[] = [];
      for (const name of await readdir(join(this.directory, folder.name))) {
        const found = await stat(join(this.directory, folder.name, name)).catch(() => null);
        if (found?.isFile() && found.ctimeMs < instant) names.push(name);
      }
      if (folder.name === 'incoming') yield { kept: [], incoming: names };
      else yield { kept: names.map((name) => join(folder.name, name)), incoming: [] };
    }
  }
}

async function hashOf(path: string): Promise<Buffer> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path, { highWaterMark: piece })) hash.update(chunk as Buffer);
  return hash.digest();
}

/** A second name for the same bytes; a copy where the file system has only one name for a file. */
async function sameBytes(from: string, to: string): Promise<void> {
  try {
    await link(from, to);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code !== 'EPERM' && code !== 'ENOTSUP' && code !== 'EMLINK') throw error;
    await copyFile(from, to, constants.COPYFILE_EXCL);
    await flush(to);
  }
}

/** A recorded document must survive a power cut: its bytes reach the disk before its row is committed. */
async function flush(path: string): Promise<void> {
  const handle = await open(path, 'r+');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Lets so many in at a time. */
class Gate {
  private readonly waiting: (() => void)[] = [];

  constructor(private free: number) {}

  async run<T>(work: () => Promise<T>): Promise<T> {
    if (this.free > 0) this.free -= 1;
    else await new Promise<void>((enter) => this.waiting.push(enter));
    try {
      return await work();
    } finally {
      const next = this.waiting.shift();
      if (next) next();
      else this.free += 1;
    }
  }
}
