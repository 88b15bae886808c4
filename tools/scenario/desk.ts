import { randomUUID } from 'node:crypto';
import type { CaseList, CasePage, EventList, OpenedCase, Calls } from '../../libs/contracts/api/cases';
import type { DeadlineList } from '../../libs/contracts/api/deadlines';
import type { DocumentView } from '../../libs/contracts/api/documents';
import type { CenterList, OperationsView } from '../../libs/contracts/api/registry';
import type { ClockView, SessionView, SignIn } from '../../libs/contracts/api/session';
import type { ClaimAnswer, DecisionInput, DecisionReceipt, Inbox, TaskView } from '../../libs/contracts/api/tasks';
import type { Problem } from '../../libs/contracts/api/values';
import { Exchange, type Answer, type Flow } from './exchange';
import { pause } from './waiting';

/** A refusal or fault of the API, as its problem+json says it. */
export class DeskError extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    readonly problem: Problem | null,
    what: string,
  ) {
    super(
      `${what}: ${String(status)} ${code}${problem ? ` – ${problem.detail} ${JSON.stringify(problem.fields ?? problem.facts ?? {})}` : ''}`,
    );
    this.name = 'DeskError';
  }
}

export interface DeskOptions {
  /** How long a request is repeated, under the same key, while the service is away. 0: never. */
  patienceMs?: number;
  /** Told of every answer: route pattern, milliseconds, status. */
  onAnswer?: (route: string, ms: number, status: number) => void;
}

interface Call {
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  /** As in the OpenAPI page, without the prefix: for the measurements. */
  route: string;
  path: string;
  json?: unknown;
  bytes?: Buffer | Flow;
  headers?: Record<string, string>;
}

type Tried = { value: unknown; location: string } | { again: boolean; error: unknown };

/** Refusals that go away by waiting: the service is away, or the case is between two stages. */
const passing = (status: number, code: string): boolean => status === 503 || status === 502 || code === 'handing-over';

/** One person's desk: a signed-in session over the public API, and nothing else. */
export class Desk {
  private cookie = '';
  private csrf = '';
  private signedInAs: SignIn | undefined;
  session: SessionView | undefined;

  constructor(
    private readonly exchange: Exchange,
    private readonly options: DeskOptions = {},
  ) {}

  async signIn(account: SignIn): Promise<SessionView> {
    this.signedInAs = account;
    const session = await this.send<SessionView>({
      method: 'POST',
      route: 'POST /session',
      path: '/session',
      json: account,
    });
    this.csrf = session.csrfToken;
    this.session = session;
    return session;
  }

  inbox = (limit = 100, after?: string): Promise<Inbox> =>
    this.get('/tasks', `/tasks?limit=${String(limit)}${after ? `&after=${encodeURIComponent(after)}` : ''}`);
  task = (id: string): Promise<TaskView> => this.get('/tasks/:id', `/tasks/${id}`);
  claim = (id: string): Promise<ClaimAnswer> => this.post('/tasks/:id/claim', `/tasks/${id}/claim`);
  decide = (id: string, input: DecisionInput): Promise<DecisionReceipt> =>
    this.post('/tasks/:id/decision', `/tasks/${id}/decision`, input);

  calls = (): Promise<Calls> => this.get('/calls', '/calls');
  openCase = (callId: string): Promise<OpenedCase> => this.post('/cases', '/cases', { callId });
  cases = (query = ''): Promise<CaseList> => this.get('/cases', `/cases?limit=100${query}`);
  casePage = (id: string): Promise<CasePage> => this.get('/cases/:id', `/cases/${id}`);
  deadlines = (id: string): Promise<DeadlineList> => this.get('/cases/:id/deadlines', `/cases/${id}/deadlines`);
  events = (id: string): Promise<EventList['items']> =>
    this.pages((after) => this.get<EventList>('/cases/:id/events', `/cases/${id}/events?limit=100${after}`));
  centers = (): Promise<CenterList['items']> =>
    this.pages((after) => this.get<CenterList>('/centers', `/centers?limit=100${after}`));
  operations = (): Promise<OperationsView> => this.get('/operations', '/operations');

  clock = (): Promise<ClockView> => this.get('/training/clock', '/training/clock');
  moveClock = (to: Date): Promise<ClockView> =>
    this.post('/training/clock', '/training/clock', { to: to.toISOString() });

  /** Uploads one file into the case in one request. `title` is for people; the type is told by the content. */
  upload(caseId: string, title: string, fileName: string, bytes: Buffer): Promise<DocumentView> {
    const headers = { ...bytesFollow, ...announced(bytes.length, { caseId, title, filename: fileName }) };
    return this.send({ method: 'POST', route: 'POST /uploads', path: '/uploads', bytes, headers });
  }

  /** The same for a large file, as the console does it: announced first, its bytes in one request that is not repeated. */
  async uploadLarge(caseId: string, title: string, fileName: string, bytes: Flow): Promise<DocumentView> {
    const headers = announced(bytes.length, { caseId, title, filename: fileName });
    const begun = await this.sendOnce(
      { method: 'POST', route: 'POST /uploads', path: '/uploads', headers },
      randomUUID(),
    );
    if (!('value' in begun)) throw begun.error;
    const path = begun.location.replace(/^\/api\/v1/, '');
    const route = 'PATCH /uploads/:uploadId';
    const sent = await this.sendOnce(
      { method: 'PATCH', route, path, bytes, headers: { ...bytesFollow, 'upload-offset': '0' } },
      undefined,
    );
    if (!('value' in sent)) throw sent.error;
    return sent.value as DocumentView;
  }

  get<T>(route: string, path: string): Promise<T> {
    return this.send<T>({ method: 'GET', route: `GET ${route}`, path });
  }

  post<T>(route: string, path: string, json?: unknown): Promise<T> {
    return this.send<T>({ method: 'POST', route: `POST ${route}`, path, json: json ?? {} });
  }

  private async pages<T>(page: (after: string) => Promise<{ items: T[]; next: string | null }>): Promise<T[]> {
    const all: T[] = [];
    for (let next: string | null = ''; next !== null;) {
      const got: { items: T[]; next: string | null } = await page(next ? `&after=${encodeURIComponent(next)}` : '');
      all.push(...got.items);
      next = got.next;
    }
    return all;
  }

  private async send<T>(call: Call): Promise<T> {
    const key = call.method === 'POST' ? randomUUID() : undefined;
    const end = Date.now() + (this.options.patienceMs ?? 0);
    for (let gap = 25; ; gap = Math.min(gap * 2, 500)) {
      const tried = await this.sendOnce(call, key);
      if ('value' in tried) return tried.value as T;
      if (!tried.again || Date.now() + gap > end) throw tried.error;
      await pause(gap);
    }
  }

  private async sendOnce(call: Call, key: string | undefined): Promise<Tried> {
    const began = performance.now();
    let answer: Answer;
    try {
      answer = await this.exchange.send({
        method: call.method,
        path: `/api/v1${call.path}`,
        headers: this.headers(call, key),
        body: call.bytes ?? (call.json === undefined ? undefined : Buffer.from(JSON.stringify(call.json))),
      });
    } catch (error) {
      return { again: true, error };
    }
    this.options.onAnswer?.(call.route, performance.now() - began, answer.status);
    this.keepCookie(answer);
    if (answer.status < 400) return { value: read(answer), location: answer.headers.location ?? '' };
    const error = refusal(call, answer);
    return { again: passing(error.status, error.code), error };
  }

  private headers(call: Call, key: string | undefined): Record<string, string> {
    return {
      accept: 'application/json',
      'accept-language': 'zh-CN',
      ...(this.cookie ? { cookie: this.cookie } : {}),
      ...(this.csrf && call.method !== 'GET' ? { 'x-csrf-token': this.csrf } : {}),
      ...(key ? { 'idempotency-key': key } : {}),
      ...call.headers,
      ...(call.json === undefined ? {} : { 'content-type': 'application/json' }),
    };
  }

  private keepCookie(answer: Answer): void {
    const cookie = answer.headers['set-cookie']?.find((line) => line.startsWith('mcr_session='));
    if (cookie) this.cookie = cookie.split(';')[0] ?? '';
  }

  get username(): string {
    return this.signedInAs?.username ?? '';
  }
}

const bytesFollow = { 'content-type': 'application/offset+octet-stream', 'tus-resumable': '1.0.0' };

/** Headers of tus 1.0 that begin an upload of that size. */
const announced = (size: number, metadata: Record<string, string>): Record<string, string> => ({
  'tus-resumable': '1.0.0',
  'upload-length': String(size),
  'upload-metadata': Object.entries(metadata)
    .map(([name, value]) => `${name} ${Buffer.from(value).toString('base64')}`)
    .join(','),
});

function read(answer: Answer): unknown {
  return answer.body.length === 0 ? undefined : JSON.parse(answer.body.toString('utf8'));
}

function refusal(call: Call, answer: Answer): DeskError {
  let problem: Problem | null = null;
  try {
    problem = JSON.parse(answer.body.toString('utf8')) as Problem;
  } catch {
    problem = null;
  }
  return new DeskError(answer.status, problem?.code ?? 'no-problem-json', problem, call.route);
}
