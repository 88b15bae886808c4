import { createHash, randomBytes } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { Readable } from 'node:stream';
import { Refused } from '../../contracts/errors';
import { sniff } from './sniff';

export interface StoredFile {
  sha256: Buffer;
  size: number;
  /** Random name below the store; says nothing about the content. */
  path: string;
  mediaType: string;
}

const headBytes = 4100;

/** Content under random names outside any web root; streamed both ways, never whole in memory. */
export class FileStore {
  constructor(
    private readonly directory: string,
    private readonly limit: number,
  ) {}

  /**
   * Takes a stream in. Refused as `file-too-large`, `file-empty` or `file-type-refused` (magic bytes against the name's
   * extension); nothing is left behind then.
   */
  async take(content: Readable, fileName: string): Promise<StoredFile> {
    await mkdir(join(this.directory, 'incoming'), { recursive: true });
    const name = randomBytes(16).toString('hex');
    const incoming = join(this.directory, 'incoming', name);
    // Opened before anything can be refused: a stream still opening would make the file after it was removed.
    const file = await open(incoming, 'wx', 0o600);
    const hash = createHash('sha256');
    const head: Buffer[] = [];
    let size = 0;
    const limit = this.limit;
    try {
      await pipeline(
        // Not destroyed when refused: it is the request, and the refusal still goes out on its connection.
        content.iterator({ destroyOnReturn: false }),
        async function* measure(source: AsyncIterable<Buffer>) {
          for await (const chunk of source) {
            if (size < headBytes) head.push(chunk.subarray(0, headBytes - size));
            size += chunk.length;
            if (size > limit) throw new Refused('file-too-large', { facts: { limit } });
            hash.update(chunk);
            yield chunk;
          }
        },
        file.createWriteStream(),
      );
      if (size === 0) throw new Refused('file-empty');
      const mediaType = await sniff(Buffer.concat(head), fileName);
      const path = join(name.slice(0, 2), name);
      await mkdir(join(this.directory, name.slice(0, 2)), { recursive: true });
      await flush(incoming);
      await rename(incoming, join(this.directory, path));
      return { sha256: hash.digest(), size, path, mediaType };
    } catch (error) {
      // What still comes is thrown away, or the sender would never stop to read the answer.
      content.resume();
      await rm(incoming, { force: true });
      throw error;
    }
  }

  /** The content as a stream; throws when the file is gone. */
  async read(path: string): Promise<Readable> {
    const full = join(this.directory, path);
    await stat(full).catch((cause: unknown) => {
      // Not with the code of the file system: a lost file is a fault, not something to wait for.
      throw new Error('the store has lost a file', { cause });
    });
    return createReadStream(full);
  }

  async drop(path: string): Promise<void> {
    await rm(join(this.directory, path), { force: true });
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
