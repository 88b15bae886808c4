import { createServer, type Socket } from 'node:net';
import type { OutgoingMessage } from '../../contracts/deliveries';
import { messageWords } from '../../contracts/words/messages';
import { openMailServer, type MailServer } from '../../../test/support/deadlines/mail-server';
import { SendFailure } from './channel';
import { MailChannel, type MailSettings } from './mail';

const settings = (port: number, given: Partial<MailSettings> = {}): MailSettings => ({
  host: '127.0.0.1',
  port,
  security: 'none',
  user: null,
  password: null,
  from: { name: 'NMC', address: 'review@example.org' },
  ...given,
});
const message = (given: Partial<OutgoingMessage> = {}): OutgoingMessage => {
  const content = {
    name: '张示例',
    lines: [{ number: 'NRMC-2026-41-0001', step: '受理审查', date: '2026-01-12' }],
    more: 0,
    link: 'https://review.example.org/notifications',
  };
  return {
    key: 'msg_0123456789abcdef0123456789abcdef',
    to: 'person_0123456789abcdef0123456789abcdef',
    email: 'zhang@example.org',
    language: 'zh',
    ...content,
    ...messageWords(content, 'zh'),
    ...given,
  };
};

const trickle = (socket: Socket, line: string): void => void setInterval(() => socket.write(line), 20).unref();

describe('mail', () => {
  const open: { close(): unknown }[] = [];
  const server = async (...args: Parameters<typeof openMailServer>): Promise<MailServer> => {
    const one = await openMailServer(...args);
    open.push(one);
    return one;
  };
  const channel = (port: number, given: Partial<MailSettings> = {}, timeout = 5_000): MailChannel => {
    const one = new MailChannel(settings(port, given), timeout);
    open.unshift(one);
    return one;
  };
  const failure = async (sending: Promise<void>): Promise<Pick<SendFailure, 'code' | 'at' | 'final'>> => {
    const error: unknown = await sending.then(
      () => null,
      (reason: unknown) => reason,
    );
    if (!(error instanceof SendFailure)) throw new Error('it did not fail as a sending does');
    return { code: error.code, at: error.at, final: error.final };
  };
  afterEach(async () => {
    for (const one of open.splice(0)) await one.close();
  });

  it('arrives with its words, and with a key that a second copy is recognised by', async () => {
    const { port, received } = await server();
    const mail = channel(port);
    await mail.send(message());
    await mail.send(message());
    const [first, second] = received;
    expect(first?.to).toEqual(['zhang@example.org']);
    expect(first?.headers.get('subject')).toBe('国家医学中心申报与评审：您有1条通知');
    expect(first?.headers.get('from')).toBe('NMC <review@example.org>');
    expect(first?.headers.get('to')).toBe('张示例 <zhang@example.org>');
    expect(first?.headers.get('message-id')).toBe('<msg_0123456789abcdef0123456789abcdef@example.org>');
    expect(second?.headers.get('message-id')).toBe(first?.headers.get('message-id'));
    expect(first?.headers.get('idempotency-key')).toBe('msg_0123456789abcdef0123456789abcdef');
    expect(first?.headers.get('auto-submitted')).toBe('auto-generated');
    expect(first?.headers.get('content-language')).toBe('zh-CN');
    expect(first?.text.split('\n')).toEqual([
      '张示例：',
      '',
      'NRMC-2026-41-0001，受理审查，2026-01-12',
      '',
      '请登录系统查看：https://review.example.org/notifications',
      '本消息由系统自动发送，请勿回复。',
      '',
    ]);
  });

  it('a name cannot add a header or a recipient', async () => {
    const { port, received } = await server();
    for (const name of ['Wu\r\nBcc: other@example.org', 'Wu" <other@example.org>, "', 'Wu\n\nA body of one’s own']) {
      await channel(port).send(message({ name, title: `${name} title` }));
    }
    expect(received.map((one) => one.to)).toEqual(Array.from({ length: 3 }, () => ['zhang@example.org']));
    for (const one of received) {
      expect(one.headers.has('bcc')).toBe(false);
      expect(one.headers.get('to')).toMatch(/<zhang@example\.org>$/);
      expect(one.text.startsWith('张示例：')).toBe(true);
    }
  });

  it('an address that is not one plain address is never handed to the server', async () => {
    const { port, received } = await server();
    for (const email of [
      null,
      'a@example.org, b@example.org',
      'a@example.org\r\nRCPT TO:<b@example.org>',
      '<a@example.org>',
      'group: a@example.org;',
      'a',
      'a@b@example.org',
      `${'a'.repeat(250)}@example.org`,
    ]) {
      expect(await failure(channel(port).send(message({ email })))).toEqual({
        code: 'bad-address',
        at: 'message',
        final: true,
      });
    }
    expect(received).toEqual([]);
  });

  it('signs in; a login that is refused concerns every message', async () => {
    const { port, received } = await server({
      authOptional: false,
      onAuth: (auth, _session, done) => {
        if (auth.username === 'review' && auth.password === 'right') done(null, { user: 'review' });
        else done(new Error('no'));
      },
    });
    expect(await failure(channel(port, { user: 'review', password: 'wrong' }).send(message()))).toEqual({
      code: 'refused-login',
      at: 'gateway',
      final: false,
    });
    await channel(port, { user: 'review', password: 'right' }).send(message());
    expect(received).toHaveLength(1);
  });

  it('speaks TLS to a server it can believe, and to no other', async () => {
    // The library's own certificate is signed by nobody.
    const implicit = await server({ secure: true });
    const upgrading = await server({ hideSTARTTLS: false });
    const plain = await server();
    const results = [
      await failure(channel(implicit.port, { security: 'tls' }).send(message())),
      await failure(channel(upgrading.port, { security: 'starttls' }).send(message())),
      await failure(channel(plain.port, { security: 'starttls' }).send(message())),
    ];
    expect(results.map((one) => [one.at, one.final])).toEqual(results.map(() => ['gateway', false]));
    expect(results.slice(0, 2).map((one) => one.code)).toEqual(['tls', 'tls']);
    expect([implicit, upgrading, plain].flatMap((one) => one.received)).toEqual([]);
  });

  it('tells what is about one message from what is about the server', async () => {
    const { port, received } = await server({
      onRcptTo: ({ address }, _session, done) => {
        const code = { 'gone@example.org': 550, 'grey@example.org': 450 }[address];
        done(code === undefined ? null : Object.assign(new Error('not now'), { responseCode: code }));
      },
      onMailFrom: ({ address }, _session, done) => {
        done(address === 'review@example.org' ? null : Object.assign(new Error('no'), { responseCode: 553 }));
      },
    });
    const mail = channel(port);
    const said = (code: string, at: string, final: boolean) => ({ code, at, final });
    expect(await failure(mail.send(message({ email: 'gone@example.org' })))).toEqual(said('smtp-550', 'message', true));
    expect(await failure(mail.send(message({ email: 'grey@example.org' })))).toEqual(
      said('smtp-450', 'message', false),
    );
    const stranger = channel(port, { from: { name: 'NMC', address: 'stranger@example.org' } });
    expect(await failure(stranger.send(message()))).toEqual(said('smtp-553', 'gateway', false));
    await mail.send(message());
    expect(received).toHaveLength(1);
  });

  it.each([
    ['says nothing', () => undefined],
    ['greets for ever', (socket: Socket) => trickle(socket, '220-wait\r\n')],
    [
      'never comes to the end of an answer',
      (socket: Socket) => {
        socket.write('220 mail.example.org ESMTP\r\n');
        trickle(socket, '250-wait\r\n');
      },
    ],
  ])('a server that accepts and %s is left in bounded time', async (_, greet) => {
    const sockets = new Set<Socket>();
    const silent = createServer((socket) => {
      sockets.add(socket);
      socket.on('error', () => undefined);
      greet(socket);
    });
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    open.push({
      close: () => {
        sockets.forEach((socket) => socket.destroy());
        silent.close();
      },
    });
    const { port } = silent.address() as { port: number };
    const started = performance.now();
    expect(await failure(channel(port, {}, 300).send(message()))).toEqual({
      code: 'timeout',
      at: 'gateway',
      final: false,
    });
    expect(performance.now() - started).toBeLessThan(3_000);
  });

  it('a server that is away, then there, then anew', async () => {
    const first = await openMailServer();
    await first.close();
    const mail = channel(first.port);
    expect(await failure(mail.send(message()))).toEqual({ code: 'unreachable', at: 'gateway', final: false });
    const second = await openMailServer({}, first.port);
    await mail.send(message());
    expect(second.received).toHaveLength(1);
    await second.close();
    expect((await failure(mail.send(message()))).at).toBe('gateway');
    const third = await server({}, first.port);
    await mail.send(message());
    expect(third.received).toHaveLength(1);
  });
});
