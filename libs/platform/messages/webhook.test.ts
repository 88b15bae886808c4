import { timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { OutgoingMessage } from '../../contracts/deliveries';
import { SendFailure } from './channel';
import { signatureOf, WebhookChannel } from './webhook';

const secret = 'a secret between the two of at least 32';
const message: OutgoingMessage = {
  key: 'msg_0123456789abcdef0123456789abcdef',
  to: 'person_0123456789abcdef0123456789abcdef',
  name: '张示例',
  email: null,
  language: 'zh',
  title: '您有1条通知',
  text: '…',
  lines: [{ number: 'NRMC-2026-41-0001', step: '受理审查', date: '2026-01-12' }],
  more: 0,
  link: 'https://review.example.org/notifications',
};

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

describe('the webhook', () => {
  let server: Server;
  let url: string;
  let answer: Answer;
  let posts: { headers: IncomingMessage['headers']; body: string; path: string | undefined }[];
  beforeAll(async () => {
    server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        posts.push({ headers: request.headers, body: Buffer.concat(chunks).toString(), path: request.url });
        answer(request, response);
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}/messages`;
  });
  beforeEach(() => {
    posts = [];
    answer = (_, response) => response.writeHead(204).end();
  });
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });

  const failure = async (channel = new WebhookChannel({ url, secret }, 2_000)) => {
    const error: unknown = await channel.send(message).then(
      () => null,
      (reason: unknown) => reason,
    );
    if (!(error instanceof SendFailure)) throw new Error('it did not fail as a sending does');
    return [error.code, error.at, error.final];
  };

  it('is signed so that the receiver can check it, and carries its key and no more of the case than it may', async () => {
    await new WebhookChannel({ url, secret }).send(message);
    const [post] = posts;
    if (!post) throw new Error('nothing came');
    const timestamp = String(post.headers['x-timestamp']);
    const given = Buffer.from(String(post.headers['x-signature']).replace(/^v1=/, ''), 'hex');
    const right = Buffer.from(signatureOf(secret, timestamp, post.body), 'hex');
    expect(timingSafeEqual(given, right)).toBe(true);
    expect(Math.abs(Number(timestamp) - Date.now() / 1000)).toBeLessThan(60);
    expect(signatureOf(secret, timestamp, `${post.body} `)).not.toBe(given.toString('hex'));
    expect(signatureOf(secret, String(Number(timestamp) + 1), post.body)).not.toBe(given.toString('hex'));
    expect(post.headers['idempotency-key']).toBe(message.key);
    const { text, ...sent } = message;
    expect(text).toBe('…');
    expect(JSON.parse(post.body)).toEqual(sent);
  });

  it.each([
    [500, 'gateway', false],
    [503, 'gateway', false],
    [401, 'gateway', false],
    [404, 'gateway', false],
    [429, 'gateway', false],
    [422, 'message', true],
    [400, 'message', true],
  ])('an answer of %i is about the %s', async (status, at, final) => {
    answer = (_, response) => response.writeHead(status).end('what it says is not read');
    expect(await failure()).toEqual([`http-${String(status)}`, at, final]);
  });

  it('follows no redirect', async () => {
    answer = (request, response) =>
      request.url === '/messages'
        ? response.writeHead(307, { location: '/elsewhere' }).end()
        : response.writeHead(204).end();
    expect(await failure()).toEqual(['redirect', 'gateway', false]);
    expect(posts.map((post) => post.path)).toEqual(['/messages']);
  });

  it('a gateway that never answers is left in bounded time; one that answers without end is not listened to', async () => {
    answer = () => undefined;
    expect(await failure(new WebhookChannel({ url, secret }, 200))).toEqual(['timeout', 'gateway', false]);
    answer = (_, response) => response.writeHead(200).write('and then');
    await new WebhookChannel({ url, secret }, 1_000).send(message);
  });

  it('a gateway that is away', async () => {
    expect(await failure(new WebhookChannel({ url: 'http://127.0.0.1:1/', secret }))).toEqual([
      'unreachable',
      'gateway',
      false,
    ]);
  });
});
