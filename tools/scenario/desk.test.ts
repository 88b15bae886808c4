import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Desk, DeskError, type DeskOptions } from './desk';
import { Exchange } from './exchange';

interface Heard {
  method: string;
  url: string;
  headers: IncomingMessage['headers'];
  body: Buffer;
}

type Reply = { status: number; body?: unknown; cookie?: string } | 'hang up';

/** A server that answers with the given replies in order, and remembers what it was asked. */
class Counter {
  readonly heard: Heard[] = [];
  private readonly replies: Reply[] = [];
  private readonly server: Server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const { method = '', url = '', headers } = request;
      this.heard.push({ method, url, headers, body: Buffer.concat(parts) });
      const reply = this.replies.shift() ?? { status: 500 };
      if (reply === 'hang up') return void request.socket.destroy();
      if (reply.cookie) response.setHeader('set-cookie', `${reply.cookie}; Path=/; HttpOnly`);
      response.writeHead(reply.status, { 'content-type': 'application/json' });
      response.end(JSON.stringify(reply.body ?? {}));
    });
  });

  async open(): Promise<string> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${String((this.server.address() as AddressInfo).port)}`;
  }

  answer(...replies: Reply[]): void {
    this.replies.push(...replies);
  }

  close(): void {
    this.server.close();
  }
}

const problem = (status: number, code: string): Reply => ({
  status,
  body: { type: 'about:blank', title: code, status, code, detail: '说明', requestId: 'r1' },
});
const signedIn: Reply = { status: 201, body: { csrfToken: 'token-1' }, cookie: 'mcr_session=abc' };

describe('Desk', () => {
  let counter: Counter;
  let exchange: Exchange;
  let url: string;

  beforeEach(async () => {
    counter = new Counter();
    url = await counter.open();
    exchange = new Exchange(url);
  });
  afterEach(() => {
    exchange.close();
    counter.close();
  });

  async function seated(options: DeskOptions = {}): Promise<Desk> {
    const desk = new Desk(exchange, options);
    counter.answer(signedIn);
    await desk.signIn({ username: 'h41a.preparer', password: 'p' });
    counter.heard.length = 0;
    return desk;
  }

  it('sends cookie, CSRF token and a new key with every act, and no key or token with a reading', async () => {
    const desk = await seated();
    counter.answer({ status: 200, body: {} }, { status: 200, body: {} }, { status: 200, body: { items: [] } });
    await desk.claim('task_1');
    await desk.claim('task_2');
    await desk.inbox();
    const [first, second, reading] = counter.heard;
    expect(first?.headers).toMatchObject({ cookie: 'mcr_session=abc', 'x-csrf-token': 'token-1' });
    expect(first?.headers['idempotency-key']).toMatch(/^[0-9a-f-]{36}$/);
    expect(second?.headers['idempotency-key']).not.toBe(first?.headers['idempotency-key']);
    expect(reading?.headers['idempotency-key']).toBeUndefined();
    expect(reading?.headers['x-csrf-token']).toBeUndefined();
  });

  it('repeats an act under the same key while the service is away, the connection breaks or the case is handed over', async () => {
    const desk = await seated({ patienceMs: 10_000 });
    counter.answer(problem(503, 'unavailable'), 'hang up', problem(409, 'handing-over'), {
      status: 200,
      body: { rev: 3 },
    });
    await expect(desk.claim('task_1')).resolves.toEqual({ rev: 3 });
    expect(counter.heard).toHaveLength(4);
    expect(new Set(counter.heard.map((heard) => heard.headers['idempotency-key'])).size).toBe(1);
  });

  it('never repeats without patience', async () => {
    const desk = await seated();
    counter.answer(problem(503, 'unavailable'), { status: 200 });
    await expect(desk.claim('task_1')).rejects.toMatchObject({ status: 503, code: 'unavailable' });
    expect(counter.heard).toHaveLength(1);
  });

  it('hands a refusal on at once, with its code', async () => {
    const desk = await seated({ patienceMs: 10_000 });
    counter.answer(problem(409, 'claimed-by-another'));
    const refusal: unknown = await desk.claim('task_1').catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(DeskError);
    expect(refusal).toMatchObject({ status: 409, code: 'claimed-by-another', problem: { requestId: 'r1' } });
    expect(counter.heard).toHaveLength(1);
  });

  it('sends a file as its bare bytes in one request, with case, title and name beside them', async () => {
    const desk = await seated();
    const bytes = Buffer.from([0x25, 0x50, 0x44, 0x46, 0, 255]);
    counter.answer({ status: 201, body: { id: 'doc_1' } });
    await desk.upload('case_1', '建设方案', '建设方案.pdf', bytes);
    const [heard] = counter.heard;
    expect(heard?.url).toBe('/api/v1/uploads');
    expect(heard?.headers).toMatchObject({
      'content-type': 'application/offset+octet-stream',
      'tus-resumable': '1.0.0',
      'upload-length': '6',
    });
    expect(heard?.body.equals(bytes)).toBe(true);
    const told = String(heard?.headers['upload-metadata'])
      .split(',')
      .map((pair) => pair.split(' '));
    expect(told.map(([name, value]) => [name, Buffer.from(value ?? '', 'base64').toString()])).toEqual([
      ['caseId', 'case_1'],
      ['title', '建设方案'],
      ['filename', '建设方案.pdf'],
    ]);
  });

  it('reads every page of a list', async () => {
    const desk = await seated();
    counter.answer(
      { status: 200, body: { items: [1, 2], next: 'k 1' } },
      { status: 200, body: { items: [3], next: null } },
    );
    await expect(desk.events('case_1')).resolves.toEqual([1, 2, 3]);
    expect(counter.heard[1]?.url).toContain('after=k%201');
  });
});
