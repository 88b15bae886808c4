import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { Server } from '@tus/server';
import { beginUpload, findUpload, uploadIdOf } from '../../../../../libs/casework/documents/uploads';
import type { Office } from '../../../../../libs/casework/office';
import { documentView, uploadMetadata, type DocumentView } from '../../../../../libs/contracts/api/documents';
import { Refused } from '../../../../../libs/contracts/errors';
import { fieldErrorsOf } from '../../../../../libs/contracts/field-errors';
import { isId, type Id } from '../../../../../libs/contracts/ids';
import type { Actor } from '../../../../../libs/contracts/posts';
import type { FileStore } from '../../../../../libs/platform/files/file-store';
import { keptName } from '../../../../../libs/platform/files/inspect/names';
import type { KnownRequest, Reply } from '../../http/endpoint';
import { finishUpload, type Finishing } from './finish';
import { AlreadyFinished, IncomingFiles } from './incoming';
import { UploadLocker } from './locker';
import { refusalOfTus } from './refusals';

export interface DoorSettings {
  office: Office;
  files: FileStore;
  /** Bytes of one file; documents of one case. */
  limits: { size: number; documents: number };
  keepMs: number;
  scanning: boolean;
}

const path = '/api/v1/uploads';
/** How long a request that was asked to let go may still write what it has. */
const drain = 1_000;
const passedOn = ['tus-resumable', 'upload-offset', 'upload-length', 'upload-metadata', 'upload-expires', 'location'];

/** The one way in for files: tus 1.0 over a request whose session, CSRF token and permission are already checked. */
export class UploadDoor {
  private readonly locker: UploadLocker;
  private readonly finishing: Finishing;

  constructor(private readonly settings: DoorSettings) {
    this.locker = new UploadLocker(settings.office);
    this.finishing = { office: settings.office, files: settings.files, scanning: settings.scanning };
  }

  finish(actor: Actor, id: Id<'upload'>): Promise<DocumentView> {
    return finishUpload(actor, id, this.finishing);
  }

  /** A request that begins an upload. `key`: its Idempotency-Key. */
  begin(actor: Actor, key: string, request: KnownRequest, reply: Reply): Promise<void> {
    return this.answer(actor, key, request, reply);
  }

  /** A request about an upload that was begun. Whose it is comes before everything else. */
  async goOn(actor: Actor, id: Id<'upload'>, request: KnownRequest, reply: Reply): Promise<void> {
    void reply.header('tus-resumable', '1.0.0');
    await findUpload(actor, id, this.settings.office).catch((error: unknown) => {
      request.raw.resume();
      throw error;
    });
    await this.answer(actor, null, request, reply);
  }

  private async answer(actor: Actor, key: string | null, request: KnownRequest, reply: Reply): Promise<void> {
    void reply.header('tus-resumable', '1.0.0');
    const failures: unknown[] = [];
    const server = this.serverFor(actor, key, (error) => {
      failures.push(error);
    });
    // Not destroyed when refused: it is the request, and the refusal still goes out on its connection.
    const content = Readable.from(request.raw.iterator({ destroyOnReturn: false }), { objectMode: false });
    try {
      const asked = asWeb(request, content);
      const response = await server.handleWeb(asked);
      if (failures.some((error) => error instanceof AlreadyFinished)) {
        await this.answerAgain(actor, key ?? '', asked, reply);
        return;
      }
      if (response.status >= 400) throw failureOf(failures, response.status);
      await send(response, reply);
    } finally {
      content.destroy();
      // What still comes is thrown away, or the sender would never stop to read the answer.
      request.raw.resume();
    }
  }

  private serverFor(actor: Actor, key: string | null, failed: (error: unknown) => void): Server {
    const { office, files, keepMs, limits } = this.settings;
    return new Server({
      path,
      relativeLocation: true,
      maxSize: limits.size,
      locker: this.locker,
      lockDrainTimeout: drain,
      allowedOrigins: () => false,
      datastore: new IncomingFiles(files.incoming, actor, office, keepMs),
      namingFunction: () => uploadIdOf(actor, key ?? ''),
      getFileIdFromRequest: (_request, last) => (last && isId('upload', last) ? last : undefined),
      onUploadCreate: async (_request, upload) => {
        await this.allow(actor, key ?? '', upload.metadata ?? {}, upload.size ?? 0);
        return {};
      },
      onUploadFinish: async (request, upload) => {
        const document = await this.finish(actor, upload.id);
        return {
          status_code: request.method === 'POST' ? 201 : 200,
          headers: { 'content-type': 'application/json; charset=utf-8' },
          body: JSON.stringify(documentView.parse(document)),
        };
      },
      onResponseError: (_request, error) => {
        failed(error);
        return undefined;
      },
    });
  }

  private async allow(actor: Actor, key: string, given: Record<string, string | null>, size: number): Promise<void> {
    const raw = Object.fromEntries(Object.entries(given).map(([name, value]) => [name, value ?? '']));
    const parsed = uploadMetadata.safeParse(raw, { reportInput: true });
    if (!parsed.success) throw new Refused('invalid-input', { fields: fieldErrorsOf(parsed.error) });
    const metadata = parsed.data;
    const input = { metadata, raw, size, key, fileName: keptName(metadata.filename) };
    await beginUpload(actor, input, this.settings.limits, this.settings.office);
  }

  /** The request that began an upload, repeated after it became a document: the same answer for the same bytes. */
  private async answerAgain(actor: Actor, key: string, asked: Request, reply: Reply): Promise<void> {
    const id = uploadIdOf(actor, key);
    const { answer } = await findUpload(actor, id, this.settings.office);
    if (!answer) throw new Refused('unavailable');
    const hash = createHash('sha256');
    let come = 0;
    for await (const chunk of (asked.body ?? []) as AsyncIterable<Uint8Array>) {
      hash.update(chunk);
      come += chunk.length;
    }
    if (come > 0 && hash.digest('hex') !== answer.sha256) throw new Refused('key-reused');
    await reply
      .status(201)
      .headers({ location: `${path}/${id}`, 'upload-offset': String(answer.size) })
      .send(documentView.parse(answer));
  }
}

function asWeb(request: KnownRequest, content: Readable): Request {
  const headers = new Headers();
  for (const [name, value] of Object.entries(request.headers)) {
    if (typeof value === 'string') headers.set(name, value);
  }
  const { method } = request;
  const body = method === 'POST' || method === 'PATCH' ? { body: Readable.toWeb(content), duplex: 'half' } : {};
  return new Request(new URL(request.url, 'http://localhost'), { method, headers, ...body } as RequestInit);
}

async function send(response: Response, reply: Reply): Promise<void> {
  for (const name of [...passedOn, 'content-type', 'connection']) {
    const value = response.headers.get(name);
    if (value !== null) void reply.header(name, value);
  }
  const text = await response.text();
  void reply.status(response.status);
  await (text === '' ? reply.send() : reply.send(text));
}

function failureOf(failures: readonly unknown[], status: number): Error {
  const own = failures.find((error) => error instanceof Error);
  if (own instanceof Refused) return own;
  const refusal = refusalOfTus(status);
  return refusal ?? (own instanceof Error ? own : new Error(`the upload failed with ${String(status)}`));
}
