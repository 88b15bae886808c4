import { createServer, type Server as HttpServer } from 'node:http';
import { createServer as createTcpServer, type AddressInfo, type Server, type Socket } from 'node:net';
import pino from 'pino';
import { makeDelivering, type Delivering } from '../../../../activities/delivery.activities';
import { claimedFor } from '../../../../libs/casework/deadlines/deliver';
import { MailChannel } from '../../../../libs/platform/messages/mail';
import { WebhookChannel } from '../../../../libs/platform/messages/webhook';
import { readOperations } from '../../../../libs/views/audit/operations';
import { readDeadlines } from '../../../../libs/views/deadlines/case-deadlines';
import { ReadingRoom } from '../../../../libs/views/reading-room';
import { until } from '../../../../test/replay/scripted-engine';
import { actorNamed } from '../../../../test/support/actors';
import { openMailServer, type MailServer } from '../../../../test/support/deadlines/mail-server';
import { OutgoingOffice } from '../../../../test/support/deadlines/outgoing';
import { beijing, caseAt, messagesOf, openDesk, type Desk } from '../../../../test/support/record';
import type { CasePlayer } from '../../../../test/support/case-player';
import { Relay } from '../relay/relay';
import { Dispatch } from './dispatch';
import { Dispatcher } from './dispatcher';

const log = pino({ level: 'silent' });
const secret = 'a secret between the two of at least 32';
const policy = {
  channels: ['mail', 'webhook'] as ('mail' | 'webhook')[],
  atOnce: ['urged' as const],
  marginMinutes: 10,
  giveUpHours: 72,
  publicUrl: 'https://review.example.org',
};

describe('the dispatch of messages', () => {
  let desk: Desk;
  let out: OutgoingOffice;
  let player: CasePlayer;
  const open: { close(): unknown }[] = [];
  beforeAll(async () => {
    desk = await openDesk('dispatch');
    desk.clock.still = true;
    out = new OutgoingOffice(desk);
    player = await caseAt(desk.office, 'provincial-intake');
    await out.reach('henan.handler1', 'one@example.org');
    await out.reach('henan.handler2', 'two@example.org', 'en');
  });
  beforeEach(async () => {
    await desk.clock.moveTo(beijing('2026-01-05', '09:00'));
    await out.clear();
  });
  afterEach(async () => {
    for (const one of open.splice(0)) await one.close();
  });
  afterAll(() => desk.office.close());

  const delivering = (given: Partial<typeof policy> = {}): Delivering =>
    makeDelivering(out.office, { ...policy, ...given });
  const mailTo = (port: number, timeout?: number): MailChannel => {
    const settings = { host: '127.0.0.1', port, security: 'none', user: null, password: null } as const;
    const channel = new MailChannel({ ...settings, from: { name: 'NMC', address: 'review@example.org' } }, timeout);
    open.unshift(channel);
    return channel;
  };
  const mailServer = async (...args: Parameters<typeof openMailServer>): Promise<MailServer> => {
    const server = await openMailServer(...args);
    open.push(server);
    return server;
  };
  const mailing = (port: number, given: Partial<Delivering> = {}, timeout?: number): Dispatcher =>
    new Dispatcher({
      delivering: { ...delivering({ channels: ['mail'] }), ...given },
      channel: mailTo(port, timeout),
      log,
    });
  const urge = async (times: number, username = 'henan.handler1', channels = policy.channels): Promise<void> => {
    for (let n = 0; n < times; n += 1) {
      await out.tell(player, username, 'urged');
      await delivering({ channels }).gather();
    }
  };

  it('five cases that ring for a person on one day are one message with five lines, in the person’s language', async () => {
    const server = await mailServer();
    const players = [player];
    while (players.length < 5) players.push(await caseAt(desk.office, 'provincial-intake'));
    await desk.clock.moveTo(beijing('2026-01-08', '09:30'));
    for (const one of players) await one.ring();
    const mailOnly = delivering({ channels: ['mail'] });
    expect(await mailOnly.gather()).toBe(0);
    await desk.clock.moveTo(beijing('2026-01-08', '09:41'));
    expect(await mailOnly.gather()).toBe(2);
    expect(await mailing(server.port).once()).toEqual({ sent: 2, failed: 0, putBack: 0 });
    const numbers = players.map((one) => one.number).sort();
    const mailTo = (address: string) => server.received.find((one) => one.to[0] === address);
    const linesOf = (address: string) =>
      (mailTo(address)?.text ?? '')
        .split('\n')
        .filter((line) => line.includes('2026-01-12'))
        .sort();
    expect(server.received).toHaveLength(2);
    expect(linesOf('one@example.org')).toEqual(numbers.map((number) => `${number}，受理审查，2026-01-12`));
    expect(linesOf('two@example.org')).toEqual(numbers.map((number) => `${number}, Check completeness, 2026-01-12`));
    expect(mailTo('two@example.org')?.headers.get('subject')).toBe(
      'National Medical Centers: You have 5 notifications',
    );

    const room = new ReadingRoom(out.office.database, out.office.machineNow);
    const rungs = async (username: string) =>
      (await readDeadlines(room, await player.actor(username), player.caseId)).items
        .filter((one) => one.rule === 'provincial-intake')
        .flatMap((one) => one.rungs);
    const [rung, ...others] = await rungs('henan.handler1');
    const message = { channel: 'mail', state: 'sent', attempts: 1, sentAt: '2026-01-08T01:41:00.000Z' };
    expect(rung?.reached).toMatchObject([
      { read: false, messages: [message] },
      { read: false, messages: [message] },
    ]);
    expect(others.every((one) => one.reached.length === 0)).toBe(true);
    expect((await rungs('h41a.preparer')).flatMap((one) => one.reached)).toEqual([]);
  });

  it('a worker that dies between the sending and the writing down sends again under the same key', async () => {
    const server = await mailServer();
    await urge(1, 'henan.handler1', ['mail']);
    const dying = mailing(server.port, { sent: () => Promise.reject(new Error('killed here')) });
    await expect(dying.once()).rejects.toThrow('killed here');
    const next = mailing(server.port);
    expect(await next.once()).toEqual({ sent: 0, failed: 0, putBack: 0 });
    out.later(claimedFor);
    expect(await next.once()).toMatchObject({ sent: 1 });
    out.later(claimedFor);
    expect(await next.once()).toMatchObject({ sent: 0 });
    const ids = server.received.map((one) => one.headers.get('message-id'));
    expect(ids).toHaveLength(2);
    expect(new Set(ids).size).toBe(1);
    expect(await out.deliveries()).toMatchObject([{ state: 'sent', attempts: 2 }]);
  });

  it('of two dispatchers at once each sends what the other does not', async () => {
    const server = await mailServer();
    await urge(40, 'henan.handler1', ['mail']);
    const two = [mailing(server.port), mailing(server.port)];
    const done = [0, 0];
    await Promise.all(
      two.map(async (one, index) => {
        for (let sent = 1; sent > 0; done[index] = (done[index] ?? 0) + sent) sent = (await one.once()).sent;
      }),
    );
    expect(done.reduce((sum, one) => sum + one, 0)).toBe(40);
    expect(new Set(server.received.map((one) => one.headers.get('message-id'))).size).toBe(40);
    expect(server.received).toHaveLength(40);
  });

  it('a server that is down is asked by one message at a time, and all go when it is back', async () => {
    const gone = await openMailServer();
    await gone.close();
    await urge(10, 'henan.handler1', ['mail']);
    const one = mailing(gone.port);
    const first = await one.once();
    expect(first.sent).toBe(0);
    expect(first.failed).toBeLessThanOrEqual(4);
    expect(first.failed + first.putBack).toBe(10);
    expect(await one.once()).toEqual({ sent: 0, failed: 1, putBack: 0 });
    const operations = await readOperations(
      new ReadingRoom(out.office.database, out.office.machineNow),
      await actorNamed(out.office, 'ops.system'),
    );
    expect(operations.messages).toMatchObject({
      waiting: 10 - first.failed - 1,
      failed: first.failed + 1,
      givenUp: 0,
      noChannel: 0,
    });
    const server = await mailServer({}, gone.port);
    out.later(60_000);
    let sent = 0;
    for (let round = 0; round < 4; round += 1) sent += (await one.once()).sent;
    expect(sent).toBe(10);
    expect(server.received).toHaveLength(10);
  });

  it('a message that is refused for ever is given up, and holds up no other', async () => {
    const server = await mailServer({
      onRcptTo: ({ address }, _session, done) => {
        done(address === 'one@example.org' ? Object.assign(new Error('gone'), { responseCode: 550 }) : null);
      },
    });
    await urge(1, 'henan.handler1', ['mail']);
    await urge(1, 'henan.handler2', ['mail']);
    expect(await mailing(server.port).once()).toEqual({ sent: 1, failed: 1, putBack: 0 });
    expect(await out.deliveries()).toMatchObject([
      { username: 'henan.handler1', state: 'given-up', error: 'smtp-550' },
      { username: 'henan.handler2', state: 'sent' },
    ]);
  });

  describe('with a mail server that never answers', () => {
    let silent: Server;
    let hook: HttpServer;
    let posts: string[];
    const sockets = new Set<Socket>();
    beforeAll(async () => {
      silent = createTcpServer((socket) => {
        sockets.add(socket);
        socket.on('error', () => undefined);
      });
      hook = createServer((request, response) => {
        posts.push(String(request.headers['idempotency-key']));
        request.resume();
        response.writeHead(204).end();
      });
      await Promise.all(
        [silent, hook].map((one) => new Promise<void>((resolve) => one.listen(0, '127.0.0.1', resolve))),
      );
    });
    beforeEach(() => {
      posts = [];
    });
    afterAll(() => {
      sockets.forEach((socket) => socket.destroy());
      silent.close();
      hook.closeAllConnections();
      hook.close();
    });
    const portOf = (server: Server | HttpServer): number => (server.address() as AddressInfo).port;

    it('everything else goes on: webhook, relay, acts and rings', async () => {
      await urge(3);
      const webhook = new WebhookChannel({ url: `http://127.0.0.1:${String(portOf(hook))}/`, secret });
      // Longer than the test: nothing below may wait for it.
      const mail = mailTo(portOf(silent), 60_000);
      const dispatch = new Dispatch({
        database: out.office.database,
        delivering: delivering(),
        holder: 'one',
        log,
        channels: [mail, webhook],
      });
      dispatch.start();
      await until('the mail server is asked', () => sockets.size > 0);
      await until('the webhook has its three', () => posts.length === 3);
      await desk.clock.moveTo(beijing('2026-01-08', '09:30'));
      const other = await caseAt(desk.office, 'provincial-intake');
      expect((await messagesOf(desk.office, other.caseId)).length).toBeGreaterThan(0);
      const carried: string[] = [];
      const send = (_kind: unknown, caseId: string): Promise<void> => Promise.resolve(void carried.push(caseId));
      const relay = new Relay({ database: out.office.database, sender: { send }, log });
      while ((await relay.once()).sent > 0);
      expect(carried).toContain(other.caseId);
      expect((await out.deliveries()).filter((one) => one.channel === 'mail').map((one) => one.state)).toEqual([
        'waiting',
        'waiting',
        'waiting',
      ]);
      const stopping = performance.now();
      await dispatch.stop();
      expect(performance.now() - stopping).toBeLessThan(10_000);
    });

    it('a message is left after its time and tried again', async () => {
      await urge(2, 'henan.handler1', ['mail']);
      const one = mailing(portOf(silent), {}, 200);
      const { failed, sent } = await one.once();
      expect([sent, failed > 0]).toEqual([0, true]);
      expect((await out.deliveries()).filter((row) => row.error === 'timeout').map((row) => row.state)).toEqual(
        Array.from({ length: failed }, () => 'failed'),
      );
    });
  });
});
