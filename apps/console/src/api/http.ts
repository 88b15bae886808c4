import { ConnectionError, errorFrom, ProblemError } from './problem';

const base = '/api/v1';

/** What every request carries; set by the session and the language switch. */
const caller = {
  csrfToken: '',
  language: 'zh-CN',
  onSessionLost: (): void => undefined,
  confirm: (): Promise<boolean> => Promise.resolve(false),
};
/** How often the session has gone on under a new id, and the call that is just doing it. */
const renewals: { count: number; underWay: Promise<unknown> | null } = { count: 0, underWay: null };

export const setCsrfToken = (token: string): void => void (caller.csrfToken = token);
export const setRequestLanguage = (language: string): void => void (caller.language = language);
/** Called when the API says that nobody is signed in any more. */
export const whenSessionIsLost = (listener: () => void): void => void (caller.onSessionLost = listener);

/** Called when an act needs its person to show again who they are; true: shown, the act is repeated. */
export const whenConfirmationIsNeeded = (listener: () => Promise<boolean>): void => void (caller.confirm = listener);

/** Runs a call by which the session gets a new id: what was sent meanwhile under the old one is sent again. */
export async function renewal<T>(work: () => Promise<T>): Promise<T> {
  const going = work();
  renewals.underWay = going.catch(() => undefined);
  try {
    return await going;
  } finally {
    renewals.count += 1;
    renewals.underWay = null;
  }
}

export type Query = Record<string, string | number | undefined>;

export interface Call {
  query?: Query;
  body?: unknown;
  /** Idempotency key of an act; the same for every repetition of it. */
  key?: string;
  signal?: AbortSignal;
  /** Gives the session a new id, or belongs to what does: it waits for no other such call. */
  renews?: boolean;
}

export function addressOf(path: string, query: Query = {}): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query))
    if (value !== undefined && value !== '') search.set(name, String(value));
  const text = search.toString();
  return text ? `${base}${path}?${text}` : `${base}${path}`;
}

/** Headers of a call; the token guards every method that changes something. */
export function headersOf(method: string, call: Call): Record<string, string> {
  const headers: Record<string, string> = { Accept: 'application/json', 'Accept-Language': caller.language };
  if (method !== 'GET' && caller.csrfToken) headers['X-CSRF-Token'] = caller.csrfToken;
  if (call.key) headers['Idempotency-Key'] = call.key;
  if (call.body !== undefined) headers['Content-Type'] = 'application/json';
  return headers;
}

export function reportFailure(error: ProblemError | ConnectionError): never {
  if (error instanceof ProblemError && error.code === 'not-signed-in') caller.onSessionLost();
  throw error;
}

/** One call of the API. Throws ProblemError for a refusal, ConnectionError where no answer of the API came. */
export async function request<T>(method: Method, path: string, call: Call = {}): Promise<T> {
  const before = renewals.count;
  let { failure, text } = await send(method, path, call);
  if (failure && (await mayRepeat(failure, before, call))) ({ failure, text } = await send(method, path, call));
  if (failure) reportFailure(failure);
  return (text ? JSON.parse(text) : undefined) as T;
}

type Method = 'GET' | 'POST' | 'DELETE';

async function send(method: Method, path: string, call: Call) {
  const response = await fetch(addressOf(path, call.query), {
    method,
    headers: headersOf(method, call),
    body: call.body === undefined ? undefined : JSON.stringify(call.body),
    signal: call.signal,
    credentials: 'same-origin',
  }).catch((cause: unknown) => {
    if (call.signal?.aborted) throw cause;
    throw new ConnectionError(null);
  });
  const text = await response.text();
  const failure = response.ok ? null : errorFrom(response.status, response.headers.get('content-type'), text);
  return { failure, text };
}

/** Refused acts have no effect, and an act carries its key: sent again it is still done once. */
async function mayRepeat(failure: ProblemError | ConnectionError, before: number, call: Call): Promise<boolean> {
  if (!(failure instanceof ProblemError)) return false;
  if (failure.code === 'step-up-needed') return caller.confirm();
  if (call.renews) return false;
  if (failure.code !== 'not-signed-in' && failure.code !== 'csrf-token-missing') return false;
  await renewals.underWay;
  return renewals.count !== before;
}

export const get = <T>(path: string, query?: Query, signal?: AbortSignal): Promise<T> =>
  request<T>('GET', path, { query, signal });
export const post = <T>(path: string, body: unknown, key?: string): Promise<T> =>
  request<T>('POST', path, { body, key });
