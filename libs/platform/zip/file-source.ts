import { createHash, createPublicKey, getHashes, verify } from 'node:crypto';
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';

/** A file on disk, read piece by piece. Close it. */
export class FileSource {
  readonly size: number;
  private readonly handle: number;

  constructor(path: string) {
    this.handle = openSync(path, 'r');
    this.size = fstatSync(this.handle).size;
  }

  read(start: number, length: number): Promise<Uint8Array> {
    const bytes = Buffer.alloc(length);
    const got = readSync(this.handle, bytes, 0, length, start);
    return got === length ? Promise.resolve(bytes) : Promise.reject(new Error('the file is shorter than it said'));
  }

  close(): void {
    closeSync(this.handle);
  }
}

/** What Node reckons a file of a decision with. */
export const nodeDigests = {
  sha256() {
    const hash = createHash('sha256');
    return { update: (bytes: Uint8Array) => void hash.update(bytes), hex: () => hash.digest('hex') };
  },
  digest: (algorithm: string, bytes: Uint8Array): string | null =>
    getHashes().includes(algorithm) ? createHash(algorithm).update(bytes).digest('hex') : null,
  isSigned(publicKey: Uint8Array, text: Uint8Array, signature: Uint8Array): Promise<boolean | null> {
    try {
      const key = createPublicKey({ key: Buffer.from(publicKey), format: 'der', type: 'spki' });
      return Promise.resolve(key.asymmetricKeyType === 'ed25519' && verify(null, text, key, signature));
    } catch {
      // A key that is none signed nothing.
      return Promise.resolve(false);
    }
  },
};
