import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import type { Readable } from 'node:stream';

export type ScanResult = { clean: true } | { clean: false; found: string };

const pieceBytes = 256 * 1024;

/** The scanner gave no result: it is away, busy, or did not understand. Nothing is known of the content then. */
export class ScannerAway extends Error {
  constructor(reason: string, cause?: unknown) {
    super(`the virus scanner gave no result: ${reason}`, { cause });
    this.name = 'ScannerAway';
  }
}

/** The scanner answered that it cannot scan this content: it is larger than it takes, or it cannot unpack it. */
export class ScanRefused extends Error {
  constructor(answer: string) {
    super(`the virus scanner could not scan a content: ${answer}`);
    this.name = 'ScanRefused';
  }
}

/** clamd over its INSTREAM command. `address`: tcp://host:port or unix:/path. `silenceMs`: how long it may say and take nothing. */
export class Clamd {
  constructor(
    private readonly address: string,
    private readonly silenceMs = 120_000,
  ) {}

  /** Streams a content through the scanner. Throws ScannerAway, ScanRefused; an error of the content's own stream as it is. */
  async scan(content: Readable): Promise<ScanResult> {
    const socket = this.open();
    const parts: Buffer[] = [];
    // Asked for while the content is sent: a scanner that gives up says so and closes.
    const answer = answerOf(socket, parts);
    answer.catch(() => undefined);
    try {
      await Promise.race([send(content, socket), answer]);
      return resultOf(await answer);
    } catch (error) {
      if (content.errored === error || error instanceof ScannerAway || error instanceof ScanRefused) throw error;
      // The connection broke while more was sent, but what it had to say came before.
      requireNoRefusal(textOf(parts));
      throw new ScannerAway(error instanceof Error ? error.message : String(error), error);
    } finally {
      socket.destroy();
      content.destroy();
    }
  }

  private open(): Socket {
    const socket = this.address.startsWith('unix:')
      ? connect(this.address.slice('unix:'.length))
      : connect(Number(new URL(this.address).port), new URL(this.address).hostname);
    socket.setTimeout(this.silenceMs, () => socket.destroy(new ScannerAway('it was silent for too long')));
    return socket;
  }
}

async function send(content: Readable, socket: Socket): Promise<void> {
  socket.write('zINSTREAM\0');
  for await (const chunk of content) {
    for (let at = 0; at < (chunk as Buffer).length; at += pieceBytes) {
      const piece = (chunk as Buffer).subarray(at, at + pieceBytes);
      const length = Buffer.alloc(4);
      length.writeUInt32BE(piece.length);
      socket.write(length);
      if (!socket.write(piece)) await once(socket, 'drain');
    }
  }
  socket.write(Buffer.alloc(4));
}

async function answerOf(socket: Socket, parts: Buffer[]): Promise<string> {
  for await (const part of socket) parts.push(part as Buffer);
  return textOf(parts);
}

const textOf = (parts: readonly Buffer[]): string => Buffer.concat(parts).toString('utf8').replace(/\0$/, '').trim();

function requireNoRefusal(answer: string): void {
  if (/ ERROR$/.test(answer)) throw new ScanRefused(answer.slice(0, 200));
}

function resultOf(answer: string): ScanResult {
  requireNoRefusal(answer);
  if (answer === 'stream: OK') return { clean: true };
  const found = /^stream: (.+) FOUND$/.exec(answer)?.[1];
  if (found) return { clean: false, found: found.slice(0, 200) };
  throw new ScannerAway(answer === '' ? 'it closed the connection' : answer.slice(0, 200));
}
