import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  get,
  post,
  renewal,
  setCsrfToken,
  setRequestLanguage,
  whenConfirmationIsNeeded,
  whenSessionIsLost,
} from './http';
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

describe('a session that goes on under a new id', () => {
  const problem = (status: number, code: string): Response =>
    answer(
      status,
      { type: 'about:blank', title: 't', status, code, detail: code, requestId: 'req_1' },
      'application/problem+json',
    );

  it('repeats an act with the same key once its person has confirmed', async () => {
    const confirm = vi.fn(() => {
      setCsrfToken('new-token');
      return Promise.resolve(true);
    });
    whenConfirmationIsNeeded(confirm);
    fetching
      .mockResolvedValueOnce(problem(403, 'step-up-needed'))
      .mockResolvedValueOnce(answer(200, { receipt: 'R-1' }));
    expect(await post('/tasks/x/decision', { rev: 1 }, 'key-1')).toEqual({ receipt: 'R-1' });
    expect(confirm).toHaveBeenCalledTimes(1);
    const [first, second] = fetching.mock.calls.map(([, init]) => init?.headers as Record<string, string>);
    expect([first?.['Idempotency-Key'], second?.['Idempotency-Key']]).toEqual(['key-1', 'key-1']);
    expect([first?.['X-CSRF-Token'], second?.['X-CSRF-Token']]).toEqual(['token', 'new-token']);
  });

  it('leaves an act undone that its person does not confirm', async () => {
    whenConfirmationIsNeeded(() => Promise.resolve(false));
    fetching.mockResolvedValue(problem(403, 'step-up-needed'));
    await expect(post('/tasks/x/decision', { rev: 1 }, 'key-1')).rejects.toMatchObject({ code: 'step-up-needed' });
    expect(fetching).toHaveBeenCalledTimes(1);
  });

  it('asks again what was sent under the old id while the new one was being made', async () => {
    const lost = vi.fn();
    whenSessionIsLost(lost);
    fetching.mockResolvedValueOnce(problem(401, 'not-signed-in')).mockResolvedValueOnce(answer(200, { items: [] }));
    let finish = (): void => undefined;
    const renewing = renewal(() => new Promise<void>((resolve) => (finish = resolve)));
    const asked = get('/tasks');
    finish();
    await renewing;
    expect(await asked).toEqual({ items: [] });
    expect(lost).not.toHaveBeenCalled();
  });

  it('says that nobody is signed in where no new id was made', async () => {
    const lost = vi.fn();
    whenSessionIsLost(lost);
    fetching.mockResolvedValue(problem(401, 'not-signed-in'));
    await expect(get('/tasks')).rejects.toMatchObject({ code: 'not-signed-in' });
    expect(fetching).toHaveBeenCalledTimes(1);
    expect(lost).toHaveBeenCalledTimes(1);
  });
});
