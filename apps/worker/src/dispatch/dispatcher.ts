import { randomInt } from 'node:crypto';
import type { Delivering, Letter } from '../../../../activities';
import type { Logger } from '../../../../libs/platform/log';
import { SendFailure, type Channel } from '../../../../libs/platform/messages/channel';
import { inParallel, Loop } from '../loop';

const batch = 16;
const width = 4;
const idlePause = 1_000;
const longestPause = 60_000;
const stopWithin = 3_000;

export interface DispatcherSettings {
  delivering: Delivering;
  channel: Channel;
  log: Logger;
}

export interface Sent {
  sent: number;
  failed: number;
  putBack: number;
}

/**
 * Hands letters to one channel. Each channel has a dispatcher and a loop of its own, and no transaction is open while it
 * sends: a gateway that is dead or slow holds up nothing but its own letters. While it is away one letter at a time
 * asks whether it is back.
 */
export class Dispatcher {
  private readonly loop: Loop;
  private away = 0;

  constructor(private readonly settings: DispatcherSettings) {
    this.loop = new Loop({
      name: `dispatch-${settings.channel.kind}`,
      log: settings.log,
      step: async (stopping) => this.next(await this.once(stopping)),
    });
  }

  start(): void {
    this.loop.start();
  }

  /** What is being sent is given a little time; what is cut off goes again under its key. */
  async stop(): Promise<void> {
    const { channel } = this.settings;
    const impatient = setTimeout(() => {
      channel.close();
    }, stopWithin);
    await this.loop.stop();
    clearTimeout(impatient);
    channel.close();
  }

  /** Claims and sends one batch. What a stop or a gateway found to be away left untried is given back. */
  async once(stopping?: AbortSignal): Promise<Sent> {
    const { delivering, channel } = this.settings;
    const letters = await delivering.claim(channel.kind, this.away > 0 ? 1 : batch);
    const untried: Letter[] = [];
    const done: Sent = { sent: 0, failed: 0, putBack: 0 };
    const found = { away: false };
    await inParallel(letters, width, async (letter) => {
      if (found.away || stopping?.aborted) {
        untried.push(letter);
        return;
      }
      const failure = await this.send(letter);
      if (failure) {
        found.away ||= failure.at === 'gateway';
        done.failed += 1;
        await delivering.failed(letter, failure);
      } else {
        done.sent += 1;
        await delivering.sent(letter);
      }
    });
    if (untried.length > 0) await delivering.putBack(untried);
    if (found.away) this.away += 1;
    else if (letters.length > untried.length) this.back();
    return { ...done, putBack: untried.length };
  }

  private async send(letter: Letter): Promise<SendFailure | null> {
    const { channel, log } = this.settings;
    try {
      await channel.send(letter.message);
      return null;
    } catch (error) {
      const failure = error instanceof SendFailure ? error : new SendFailure('fault', 'message');
      if (failure.at === 'message') {
        log.warn({ delivery: letter.id, channel: channel.kind, code: failure.code }, 'a message was not taken');
      } else if (this.away === 0) {
        log.warn({ channel: channel.kind, code: failure.code }, 'the gateway takes no messages');
      }
      return failure;
    }
  }

  private back(): void {
    const { channel, log } = this.settings;
    if (this.away > 0) log.info({ channel: channel.kind, failures: this.away }, 'the gateway takes messages again');
    this.away = 0;
  }

  private next({ sent, failed }: Sent): number {
    if (this.away === 0) return sent + failed > 0 ? 0 : idlePause;
    const pause = Math.min(idlePause * 2 ** Math.min(this.away, 10), longestPause);
    return randomInt(pause / 2, pause);
  }
}
