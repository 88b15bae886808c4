import { ConnectionError, errorFrom, ProblemError } from './problem';

const base = '/api/v1';

/** What every request carries; set by the session and the language switch. */
const caller = { csrfToken: '', language: 'zh-CN', onSessionLost: (): void => undefined };

export const setCsrfToken = (token: string): void => void (caller.csrfToken = token);
export const setRequestLanguage = (language: string): void => void (caller.language = language);
/** Called when the API says that nobody is signed in any more. */
export const whenSessionIsLost = (listener: () => void): void => void (caller.onSessionLost = listener);

export type Query = Record<string, string | number | undefined>;

export interface Call {
  query?: Query;
  body?: unknown;
  /** Idempotency key of an act; the same for every repetition of it. */
  key?: string;
  signal?: AbortSignal;
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
export async function request<T>(method: 'GET' | 'POST' | 'DELETE', path: string, call: Call = {}): Promise<T> {
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
  if (!response.ok) reportFailure(errorFrom(response.status, response.headers.get('content-type'), text));
  return (text ? JSON.parse(text) : undefined) as T;
}

export const get = <T>(path: string, query?: Query, signal?: AbortSignal): Promise<T> =>
  request<T>('GET', path, { query, signal });
export const post = <T>(path: string, body: unknown, key?: string): Promise<T> =>
  request<T>('POST', path, { body, key });
