import { createHash } from 'node:crypto';
import { PassThrough, Transform, type Readable } from 'node:stream';
import { ZipFile } from 'yazl';

// The same for every entry and every export: when something came into the record is told by the record.
const stamp = { mtime: new Date(1980, 0, 1), mode: 0o100644, forceDosTimestamp: true, compress: false };

/** What was written, as it was counted on the way. */
export interface WrittenEntry {
  /** Lower-case hex. */
  sha256: string;
  size: number;
}

/**
 * A ZIP made while it is read, entry after entry, with nothing but the entry under way in memory. Everything is stored as
 * it is: what is in it is compressed already, no reader needs more than offsets, and the same entries give the same bytes.
 */
export class ZipWriter {
  readonly out = new PassThrough();
  private readonly zip = new ZipFile();

  constructor() {
    this.zip.on('error', (error: Error) => this.out.destroy(error));
    this.zip.outputStream.pipe(this.out);
  }

  addBytes(path: string, bytes: Buffer): WrittenEntry {
    this.zip.addBuffer(bytes, path, stamp);
    return { sha256: createHash('sha256').update(bytes).digest('hex'), size: bytes.length };
  }

  /** Resolves once the last byte has gone on. Rejects where the stream breaks off, or nobody reads any more. */
  async addStream(path: string, source: Readable, size: number): Promise<WrittenEntry> {
    const hash = createHash('sha256');
    let counted = 0;
    const through = new Transform({
      transform(chunk: Buffer, _, done) {
        hash.update(chunk);
        counted += chunk.length;
        done(null, chunk);
      },
    });
    source.pipe(through);
    this.zip.addReadStream(through, path, { ...stamp, size });
    let leave = (): void => undefined;
    try {
      await new Promise<void>((resolve, reject) => {
        leave = () => reject(new Error('nobody reads the ZIP any more'));
        this.out.once('close', leave);
        source.once('error', reject);
        through.once('end', resolve);
        if (this.out.destroyed) leave();
      });
    } catch (error) {
      source.destroy();
      throw error;
    } finally {
      this.out.off('close', leave);
    }
    return { sha256: hash.digest('hex'), size: counted };
  }

  end(): void {
    this.zip.end();
  }
}
