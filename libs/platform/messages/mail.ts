import { connect, type Socket } from 'node:net';
import { createTransport, type Transporter } from 'nodemailer';
import type SMTPPool from 'nodemailer/lib/smtp-pool';
import type { OutgoingMessage } from '../../contracts/deliveries';
import { longestSending, SendFailure, type Channel } from './channel';

export interface MailSettings {
  host: string;
  port: number;
  /** `starttls` refuses a server that offers none; `none` is for a relay on the same machine. */
  security: 'tls' | 'starttls' | 'none';
  user: string | null;
  password: string | null;
  from: { name: string; address: string };
}

const connections = 2;
const address = /^[^\s@<>()[\]\\,;:"\p{Cc}]+@[^\s@<>()[\]\\,;:"\p{Cc}]+$/u;

/** Whether it is one plain address: nothing that a mail header or a mail server could read as something else. */
export const isAddress = (text: string): boolean => text.length <= 254 && address.test(text);

/** SMTP over a small pool of connections. */
export class MailChannel implements Channel {
  readonly kind = 'mail';
  private transport: Transporter | null = null;
  private readonly sockets = new Set<Socket>();

  constructor(
    private readonly settings: MailSettings,
    private readonly timeout = longestSending,
  ) {}

  async send(message: OutgoingMessage): Promise<void> {
    const { email } = message;
    if (email === null || !isAddress(email)) throw new SendFailure('bad-address', 'message', true);
    const { from } = this.settings;
    const transport = (this.transport ??= this.open());
    const sending = transport.sendMail({
      from,
      to: { name: message.name.replace(/\p{Cc}+/gu, ' '), address: email },
      envelope: { from: from.address, to: [email] },
      subject: message.title,
      text: message.text,
      // The same for every attempt, so that a message that comes twice is recognised.
      messageId: `<${message.key}@${from.address.slice(from.address.lastIndexOf('@') + 1)}>`,
      headers: {
        'Idempotency-Key': message.key,
        'Auto-Submitted': 'auto-generated',
        'Content-Language': message.language === 'zh' ? 'zh-CN' : 'en',
      },
    });
    try {
      await this.within(transport, sending);
    } catch (error) {
      throw error instanceof SendFailure ? error : failureOf(error);
    }
  }

  /** What is being sent fails. */
  close(): void {
    this.transport?.close();
    this.transport = null;
    // A closed pool would still wait for what its connections are busy with.
    for (const socket of this.sockets) socket.destroy();
  }

  /** The transport's own limits are about silence; a server that trickles would keep its connection for ever. */
  private async within(transport: Transporter, sending: Promise<unknown>): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    const over = new Promise<never>((_, reject) => {
      timer = setTimeout(() => {
        if (this.transport === transport) this.close();
        reject(new SendFailure('timeout', 'gateway'));
      }, this.timeout);
    });
    sending.catch(() => undefined);
    try {
      await Promise.race([sending, over]);
    } finally {
      clearTimeout(timer);
    }
  }

  private open(): Transporter {
    const { host, port, security, user, password } = this.settings;
    const silence = Math.ceil(this.timeout / 2);
    const options: SMTPPool.Options = {
      pool: true,
      maxConnections: connections,
      host,
      port,
      secure: security === 'tls',
      requireTLS: security === 'starttls',
      ignoreTLS: security === 'none',
      ...(user === null ? {} : { auth: { user, pass: password ?? '' } }),
      greetingTimeout: silence,
      socketTimeout: silence,
      getSocket: (_, opened) => {
        this.connect(silence, opened);
      },
      disableFileAccess: true,
      disableUrlAccess: true,
    };
    const transport = createTransport(options);
    // A pooled connection that breaks while idle tells it here; the next message opens another.
    transport.on('error', () => undefined);
    return transport;
  }

  /** Opens the pool's connections, so that they can be ended; TLS comes on top of them. */
  private connect(within: number, opened: (error: Error | null, socket: { connection: Socket } | false) => void): void {
    const { host, port } = this.settings;
    const socket = connect({ host, port });
    this.sockets.add(socket);
    let told = false;
    const tell = (error: Error | null): void => {
      if (told) return;
      told = true;
      clearTimeout(timer);
      if (error) socket.destroy();
      opened(error, error ? false : { connection: socket });
    };
    const timer = setTimeout(() => {
      tell(noConnection('ETIMEDOUT'));
    }, within);
    socket.on('connect', () => {
      tell(null);
    });
    socket.on('error', () => {
      tell(noConnection('ECONNECTION'));
    });
    socket.on('close', () => {
      this.sockets.delete(socket);
      tell(noConnection('ECONNECTION'));
    });
  }
}

const noConnection = (code: string): Error => Object.assign(new Error('no connection'), { code });

const codes: Record<string, string> = {
  ETIMEDOUT: 'timeout',
  EDNS: 'unreachable',
  ECONNECTION: 'unreachable',
  ESOCKET: 'unreachable',
  ETLS: 'tls',
  EAUTH: 'refused-login',
};

function failureOf(error: unknown): SendFailure {
  const { code, command, responseCode } = error as { code?: string; command?: string; responseCode?: number };
  const aboutMessage = (code === 'EENVELOPE' && command !== 'MAIL FROM') || code === 'EMESSAGE';
  if (aboutMessage && responseCode !== undefined)
    return new SendFailure(`smtp-${String(responseCode)}`, 'message', responseCode >= 500);
  if (responseCode !== undefined && code !== 'EAUTH') return new SendFailure(`smtp-${String(responseCode)}`, 'gateway');
  return new SendFailure(tlsFault(error) ? 'tls' : (codes[code ?? ''] ?? 'gateway'), 'gateway');
}

/** A certificate that is not believed comes as a socket's error. */
const tlsFault = (error: unknown): boolean =>
  /certificate|TLS|SSL|altnames/i.test((error as { message?: string }).message ?? '');
