import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { get, post, setCsrfToken, setRequestLanguage, whenSessionIsLost } from './http';
import { keyKeeper, newKey } from './keys';
import { ConnectionError, ProblemError } from './problem';

const answer = (status: number, body: unknown, type = 'application/json'): Response =>
  new Response(JSON.stringify(body), { status, headers: { 'content-type': type } });
const fetching = vi.fn<typeof fetch>();

beforeEach(() => {
  vi.stubGlobal('fetch', fetching);
  setCsrfToken('token');
  setRequestLanguage('en');
});
afterEach(() => {
  vi.unstubAllGlobals();
  fetching.mockReset();
});

const headersOfCall = (): Record<string, string> => fetching.mock.calls[0]?.[1]?.headers as Record<string, string>;

describe('the client of the API', () => {
  it('sends token, key and language with an act', async () => {
    fetching.mockResolvedValue(answer(201, { receipt: 'R-1' }));
    expect(await post('/tasks/x/decision', { rev: 1 }, 'key-1')).toEqual({ receipt: 'R-1' });
    expect(fetching.mock.calls[0]?.[0]).toBe('/api/v1/tasks/x/decision');
    expect(headersOfCall()).toEqual({
      Accept: 'application/json',
      'Accept-Language': 'en',
      'X-CSRF-Token': 'token',
      'Idempotency-Key': 'key-1',
      'Content-Type': 'application/json',
    });
  });

  it('reads without a token and leaves out empty query values', async () => {
    fetching.mockResolvedValue(answer(200, { items: [] }));
    await get('/cases', { number: '', stage: undefined, limit: 50 });
    expect(fetching.mock.calls[0]?.[0]).toBe('/api/v1/cases?limit=50');
    expect(headersOfCall()['X-CSRF-Token']).toBeUndefined();
  });

  it('makes a problem an error with code, words and fields', async () => {
    const problem = {
      type: 'about:blank',
      title: 't',
      status: 422,
      code: 'invalid-input',
      detail: 'Correct the marked fields.',
      requestId: 'req_1',
      fields: [{ path: 'form.opinion', code: 'too-long', message: 'Too long' }],
    };
    fetching.mockResolvedValue(answer(422, problem, 'application/problem+json; charset=utf-8'));
    const error = await post('/x', {}).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(ProblemError);
    expect(error).toMatchObject({
      status: 422,
      code: 'invalid-input',
      message: 'Correct the marked fields.',
      requestId: 'req_1',
      fields: problem.fields,
    });
  });

  it('says when nobody is signed in any more', async () => {
    const lost = vi.fn();
    whenSessionIsLost(lost);
    fetching.mockResolvedValue(
      answer(401, { code: 'not-signed-in', status: 401, detail: 'Sign in first.' }, 'application/problem+json'),
    );
    await expect(get('/tasks')).rejects.toBeInstanceOf(ProblemError);
    expect(lost).toHaveBeenCalledOnce();
  });

  it('tells a broken connection from a refusal', async () => {
    fetching.mockRejectedValueOnce(new TypeError('failed'));
    await expect(get('/tasks')).rejects.toMatchObject({ name: 'ConnectionError', status: null });
    fetching.mockResolvedValueOnce(new Response('<html>', { status: 502, headers: { 'content-type': 'text/html' } }));
    await expect(get('/tasks')).rejects.toBeInstanceOf(ConnectionError);
  });

  it('passes an abort through as an abort', async () => {
    const abort = new AbortController();
    abort.abort();
    fetching.mockRejectedValueOnce(new DOMException('aborted', 'AbortError'));
    await expect(get('/tasks', undefined, abort.signal)).rejects.toMatchObject({ name: 'AbortError' });
  });
});

describe('idempotency keys', () => {
  it('stay with the same content and change with it', () => {
    const keyOf = keyKeeper();
    const first = keyOf({ a: 1 });
    expect(keyOf({ a: 1 })).toBe(first);
    expect(keyOf({ a: 2 })).not.toBe(first);
  });

  it('are UUIDs also where the browser has none to give', () => {
    vi.stubGlobal('crypto', { getRandomValues: (bytes: Uint8Array) => bytes.fill(0xff) });
    expect(newKey()).toBe('ffffffff-ffff-4fff-bfff-ffffffffffff');
  });
});
