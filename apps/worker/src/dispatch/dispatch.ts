import type { Channel } from '../../../../libs/platform/messages/channel';
import { Dispatcher } from './dispatcher';
import { Gatherer, type GathererSettings } from './gatherer';

/** All that leaves the house by message: what gathers it, and one dispatcher for each way out. */
export class Dispatch {
  private readonly parts: { start(): void; stop(): Promise<void> }[];

  constructor(settings: GathererSettings & { channels: readonly Channel[] }) {
    const { channels, delivering, log } = settings;
    this.parts = [new Gatherer(settings), ...channels.map((channel) => new Dispatcher({ delivering, channel, log }))];
    if (channels.length === 0) log.info('no mail and no webhook is set up: people are told in the console only');
  }

  start(): void {
    for (const part of this.parts) part.start();
  }

  async stop(): Promise<void> {
    await Promise.all(this.parts.map((part) => part.stop()));
  }
}
