import { randomUUID } from 'node:crypto';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { createApp } from '../../apps/api/src/app';
import { trainingPassword } from '../../libs/casework/people/seed-training';
import type { Office } from '../../libs/casework/office';
import type { SessionView } from '../../libs/contracts/api/session';
import { makeLogger } from '../../libs/platform/log';
import type { ApiEnvironment } from '../../apps/api/src/environment';
import { playedContents } from './case-player';
import { openTestOffice, type TestDatabase } from './database';

export interface Answer {
  status: number;
  headers: Headers;
  text: string;
  bytes: Buffer;
  /** The parsed answer, or undefined where it is not JSON. */
  body: Record<string, unknown>;
}

/** What fetch takes as a body. */
export type Content = NonNullable<RequestInit['body']>;

export interface Ask {
  body?: unknown;
  /** Sent as it is, with `type` as its content type. */
  raw?: Content;
  type?: string;
  headers?: Record<string, string>;
  key?: string | null;
  csrf?: string | null;
  language?: string;
}

/** One browser against the API: keeps its cookie and its CSRF token. */
export class Client {
  cookie: string | undefined;
  csrf: string | undefined;
  session: SessionView | undefined;

  constructor(private readonly url: string) {}

  async ask(method: string, path: string, given: Ask = {}): Promise<Answer> {
    const { key = randomUUID(), csrf = this.csrf ?? null, raw, body, language } = given;
    const headers: Record<string, string> = { ...(this.cookie ? { cookie: this.cookie } : {}) };
    if (method !== 'GET') {
      if (key !== null && method !== 'HEAD') headers['idempotency-key'] = key;
      if (csrf !== null) headers['x-csrf-token'] = csrf;
    }
    if (language) headers['accept-language'] = language;
    if (raw !== undefined) headers['content-type'] = given.type ?? 'application/json';
    else if (body !== undefined) headers['content-type'] = 'application/json';
    const sent = raw ?? (body === undefined ? undefined : JSON.stringify(body));
    const stream = sent instanceof ReadableStream ? { duplex: 'half' as const } : {};
    const answer = await fetch(this.url + path, {
      method,
      headers: { ...headers, ...given.headers },
      redirect: 'manual',
      ...(sent === undefined ? {} : { body: sent }),
      ...stream,
    });
    const bytes = Buffer.from(await answer.arrayBuffer());
    const text = bytes.toString('utf8');
    return { status: answer.status, headers: answer.headers, text, bytes, body: parsed(text) };
  }

  get(path: string, given?: Ask): Promise<Answer> {
    return this.ask('GET', path, given);
  }

  post(path: string, body: unknown = {}, given: Ask = {}): Promise<Answer> {
    return this.ask('POST', path, { body, ...given });
  }

  /** Adds a file to a case, in one request of the upload protocol. `purpose`: item, indicator, replaced document. */
  upload(
    caseId: string,
    file: Buffer,
    name: string,
    given: Ask = {},
    purpose: Record<string, string> = {},
  ): Promise<Answer> {
    return this.ask('POST', '/api/v1/uploads', {
      raw: file,
      type: 'application/offset+octet-stream',
      ...given,
      headers: { ...tusHeaders(file.length, { caseId, title: '材料', filename: name, ...purpose }), ...given.headers },
    });
  }

  async signIn(username: string, password = trainingPassword): Promise<this> {
    const answer = await this.post('/api/v1/session', { username, password });
    if (answer.status !== 200) throw new Error(`${username} was not signed in: ${answer.text}`);
    this.cookie = cookieOf(answer);
    this.session = answer.body as unknown as SessionView;
    this.csrf = this.session.csrfToken;
    return this;
  }
}

/** Headers that begin an upload of that size. */
export const tusHeaders = (size: number, metadata: Record<string, string>): Record<string, string> => ({
  'tus-resumable': '1.0.0',
  'upload-length': String(size),
  'upload-metadata': Object.entries(metadata)
    .map(([name, value]) => `${name} ${Buffer.from(value).toString('base64')}`)
    .join(','),
});

export const cookieOf = (answer: Answer): string => answer.headers.getSetCookie()[0]?.split(';')[0] ?? '';

function parsed(text: string): Record<string, unknown> {
  try {
    return JSON.parse(text) as Record<string, unknown>;
  } catch {
    return {};
  }
}

export interface TestApi {
  app: NestFastifyApplication;
  url: string;
  office: Office;
  database: TestDatabase;
  filesDir: string;
  client(): Client;
  /** A signed-in client, the same one for the same account. */
  as(username: string): Promise<Client>;
  storedFiles(): Promise<string[]>;
  /** Puts bytes behind the documents that were recorded without any. */
  fillStore(): Promise<void>;
  close(): Promise<void>;
}

export const testEnvironment = (given: Partial<ApiEnvironment>): ApiEnvironment => ({
  mode: 'training',
  host: '127.0.0.1',
  port: 0,
  publicUrl: 'http://127.0.0.1',
  databaseUrl: 'mysql://nobody:nothing@127.0.0.1:1/nothing',
  migrationUrl: null,
  temporalAddress: '127.0.0.1:1',
  temporalNamespace: 'default',
  taskQueue: 'none',
  filesDir: join(tmpdir(), 'mcr-no-files'),
  uploadLimit: 1024 * 1024,
  uploadKeepDays: 7,
  documentLimit: 2000,
  clamdAddress: null,
  logLevel: 'silent',
  clockStart: null,
  signIn: {
    sessionHours: 12,
    idleMinutes: 60,
    stepUpMinutes: 0,
    secondFactor: 'offered',
    credentialsKey: Buffer.alloc(32, 'test'),
    rateLimits: false,
    oidc: null,
  },
  trustProxy: 0,
  audit: {
    algorithm: 'sha256',
    signingKeyFile: null,
    publicKeyFile: null,
    anchorsDir: null,
    anchorMinutes: 60,
    breakGlassHours: 8,
  },
  ...given,
});

/** The API in this process over an environment, listening on a free port. */
export async function listen(
  env: ApiEnvironment,
  log = makeLogger(env.logLevel, 'api'),
): Promise<{ app: NestFastifyApplication; url: string }> {
  const app = await createApp(env, log);
  await app.listen(0, '127.0.0.1');
  const { port } = app.getHttpServer().address() as AddressInfo;
  return { app, url: `http://127.0.0.1:${String(port)}` };
}

/** The API on a migrated database of its own with the training accounts. */
export async function openApi(label: string, given: Partial<ApiEnvironment> = {}): Promise<TestApi> {
  const { office, database } = await openTestOffice(label);
  const filesDir = await mkdtemp(join(tmpdir(), 'mcr-files-'));
  const { app, url } = await listen(testEnvironment({ databaseUrl: database.applicationUrl, filesDir, ...given }));
  const known = new Map<string, Promise<Client>>();
  return {
    app,
    url,
    office,
    database,
    filesDir,
    client: () => new Client(url),
    as(username) {
      const client = known.get(username) ?? new Client(url).signIn(username);
      known.set(username, client);
      return client;
    },
    async storedFiles() {
      const entries = await readdir(filesDir, { recursive: true, withFileTypes: true });
      return entries.filter((entry) => entry.isFile()).map((entry) => entry.name);
    },
    async fillStore() {
      const rows = await office.database.read((sql) =>
        sql.rows<{ path: string; size: number | string }>('SELECT path, size FROM blob_content'),
      );
      for (const { path, size } of rows) {
        await mkdir(dirname(join(filesDir, path)), { recursive: true });
        // Those that are there stay as they are.
        const content = playedContents.get(path) ?? Buffer.alloc(Number(size));
        await writeFile(join(filesDir, path), content, { flag: 'wx' }).catch(() => undefined);
      }
    },
    async close() {
      await app.close();
      await office.close();
      await rm(filesDir, { recursive: true, force: true });
    },
  };
}
