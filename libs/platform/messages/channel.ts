import type { OutgoingChannel, OutgoingMessage } from '../../contracts/deliveries';

/**
 * Why a message could not be handed over. `message`: it or its address; others may well go. `gateway`: nothing will go
 * for now. `final`: sending the same again would fail again.
 */
export class SendFailure extends Error {
  constructor(
    readonly code: string,
    readonly at: 'message' | 'gateway',
    readonly final = false,
  ) {
    super(`not sent: ${code}`);
    this.name = 'SendFailure';
  }
}

/** A way out of the house. */
export interface Channel {
  readonly kind: OutgoingChannel;
  /** Resolves when the gateway has taken the message. Throws SendFailure, in bounded time whatever the gateway does. */
  send(message: OutgoingMessage): Promise<void>;
  /** Ends what is under way and gives connections back; the channel can be used again. */
  close(): void;
}

/** The longest that handing one message over may take. */
export const longestSending = 15_000;
