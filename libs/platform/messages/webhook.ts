import { createHmac } from 'node:crypto';
import type { OutgoingMessage } from '../../contracts/deliveries';
import { machineNow } from '../clocks';
import { longestSending, SendFailure, type Channel } from './channel';

export interface WebhookSettings {
  url: string;
  secret: string;
}

/** The gateway's answers about the message itself: it will not take this one, ever. */
const finalStatus = new Set([400, 413, 415, 422]);

/**
 * What a receiver must find in `X-Signature` after `v1=`: HMAC-SHA256, hex, of the `X-Timestamp` (epoch seconds), a
 * full stop and the body as it came. Old timestamps are the receiver's to refuse.
 */
export const signatureOf = (secret: string, timestamp: string, body: string): string =>
  createHmac('sha256', secret).update(`${timestamp}.${body}`).digest('hex');

/** A signed POST to a gateway for short messages or work chat. */
export class WebhookChannel implements Channel {
  readonly kind = 'webhook';
  private closing = new AbortController();

  constructor(
    private readonly settings: WebhookSettings,
    private readonly timeout = longestSending,
  ) {}

  async send(message: OutgoingMessage): Promise<void> {
    const { key, to, name, email, language, title, lines, more, link } = message;
    const body = JSON.stringify({ key, to, name, email, language, title, lines, more, link });
    const timestamp = String(Math.floor(machineNow() / 1000));
    const response = await this.post(body, {
      'content-type': 'application/json; charset=utf-8',
      'idempotency-key': key,
      'x-timestamp': timestamp,
      'x-signature': `v1=${signatureOf(this.settings.secret, timestamp, body)}`,
    });
    if (response.status >= 200 && response.status < 300) return;
    // Followed, it would carry the message to whom nobody named.
    if (response.status >= 300 && response.status < 400) throw new SendFailure('redirect', 'gateway');
    const final = finalStatus.has(response.status);
    throw new SendFailure(`http-${String(response.status)}`, final ? 'message' : 'gateway', final);
  }

  /** What is being sent fails. */
  close(): void {
    this.closing.abort();
    this.closing = new AbortController();
  }

  private async post(body: string, headers: Record<string, string>): Promise<Response> {
    try {
      const response = await fetch(this.settings.url, {
        method: 'POST',
        headers,
        body,
        redirect: 'manual',
        signal: AbortSignal.any([AbortSignal.timeout(this.timeout), this.closing.signal]),
      });
      // The status is all that is asked for: an answer without end must not be read.
      await response.body?.cancel();
      return response;
    } catch (error) {
      const late = (error as { name?: string }).name === 'TimeoutError';
      throw new SendFailure(late ? 'timeout' : 'unreachable', 'gateway');
    }
  }
}
