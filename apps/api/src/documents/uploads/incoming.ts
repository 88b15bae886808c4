import { createWriteStream } from 'node:fs';
import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { FileStore as TusFileStore } from '@tus/file-store';
import { Upload as TusUpload } from '@tus/server';
import { findUpload, removeUpload } from '../../../../../libs/casework/documents/uploads';
import type { Office } from '../../../../../libs/casework/office';
import { isId } from '../../../../../libs/contracts/ids';
import type { Actor } from '../../../../../libs/contracts/posts';
import { Refused } from '../../../../../libs/contracts/errors';

/** Thrown where the upload of a repeated request is a document already. */
export class AlreadyFinished extends Error {}

/**
 * What has come of one person's uploads: bytes in a file each, what they are for in the record. For one request: the
 * record answers to its person only.
 */
export class IncomingFiles extends TusFileStore {
  constructor(directory: string, actor: Actor, office: Office, keepMs: number) {
    super({
      directory,
      expirationPeriodInMilliseconds: keepMs,
      configstore: {
        get: async (id) => (isId('upload', id) ? describe(await findUpload(actor, id, office)) : undefined),
        // Written when the upload was allowed.
        set: () => Promise.resolve(),
        delete: (id) => (isId('upload', id) ? removeUpload(id, office) : Promise.resolve()),
      },
    });
    this.extensions = ['creation', 'creation-with-upload', 'termination', 'expiration'];
  }

  /** Empty, or emptied: a request that is repeated sends all its bytes again. */
  override async create(upload: TusUpload): Promise<TusUpload> {
    if ((await this.configstore.get(upload.id))?.storage?.type === 'record') throw new AlreadyFinished();
    const path = join(this.directory, upload.id);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, '', { mode: 0o600 });
    await chmod(path, 0o600);
    return upload;
  }

  /** Answers the new offset. Throws what went wrong as it is: too many bytes, a connection lost, a full disk. */
  override async write(content: Readable, id: string, offset: number): Promise<number> {
    const file = createWriteStream(join(this.directory, id), { flags: 'r+', start: offset });
    await pipeline(content, file);
    return offset + file.bytesWritten;
  }

  override async getUpload(id: string): Promise<TusUpload> {
    const known = await this.configstore.get(id);
    // Whole, and a document: its bytes have gone into the store.
    if (known?.storage?.type === 'record') {
      const { size, metadata, creation_date } = known;
      return new TusUpload({ id, size, metadata, creation_date, offset: size ?? 0 });
    }
    return super.getUpload(id);
  }
}

type Found = Awaited<ReturnType<typeof findUpload>>;

function describe(found: Found): TusUpload {
  if (found.refusal) throw new Refused(found.refusal);
  return new TusUpload({
    id: found.id,
    size: found.size,
    offset: 0,
    metadata: found.metadata,
    creation_date: new Date(found.createdAt).toISOString(),
    ...(found.answer ? { storage: { type: 'record', path: found.answer.id } } : {}),
  });
}
