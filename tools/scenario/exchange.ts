import * as http from 'node:http';
import * as https from 'node:https';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

/** Bytes that are made while they are sent. */
export interface Flow {
  length: number;
  pieces: () => Iterable<Buffer>;
}

export interface Sending {
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  path: string;
  headers?: Record<string, string>;
  body?: Buffer | Flow;
}

export interface Answer {
  status: number;
  headers: http.IncomingHttpHeaders;
  body: Buffer;
}

/** One keep-alive connection pool to one address. Plain node:http: half the CPU of fetch, which counts in the bench. */
export class Exchange {
  private readonly base: URL;
  private readonly agent: http.Agent;

  constructor(url: string, connections = 64) {
    this.base = new URL(url);
    const Agent = this.base.protocol === 'https:' ? https.Agent : http.Agent;
    this.agent = new Agent({ keepAlive: true, maxSockets: connections });
  }

  /** Sends once and reads the whole answer. Rejects with the socket's own error; never retries. */
  send(sending: Sending, timeoutMs = 60_000): Promise<Answer> {
    const { request } = this.base.protocol === 'https:' ? https : http;
    return new Promise((resolve, reject) => {
      const headers: Record<string, string | number> = { ...sending.headers };
      if (sending.body) headers['content-length'] = sending.body.length;
      const outgoing = request(
        new URL(sending.path, this.base),
        { method: sending.method, headers, agent: this.agent, timeout: timeoutMs },
        (incoming) => {
          const parts: Buffer[] = [];
          incoming.on('data', (part: Buffer) => parts.push(part));
          incoming.on('error', reject);
          incoming.on('end', () => {
            resolve({ status: incoming.statusCode ?? 0, headers: incoming.headers, body: Buffer.concat(parts) });
          });
        },
      );
      outgoing.on('timeout', () => outgoing.destroy(new Error(`no answer within ${String(timeoutMs)} ms`)));
      outgoing.on('error', reject);
      if (sending.body === undefined || Buffer.isBuffer(sending.body)) outgoing.end(sending.body);
      else pipeline(Readable.from(sending.body.pieces()), outgoing).catch(reject);
    });
  }

  close(): void {
    this.agent.destroy();
  }
}
