/** What leaves the house: by which way, how it stands, and all that a message says. */

export const deliveryChannels = ['mail', 'webhook', 'none'] as const;
/** `none`: the engine had no way out when the message was made. */
export type DeliveryChannel = (typeof deliveryChannels)[number];
export type OutgoingChannel = Exclude<DeliveryChannel, 'none'>;

export const deliveryStates = ['waiting', 'failed', 'sent', 'given-up', 'not-addressed', 'no-channel'] as const;
/** `failed` is tried again; `given-up`, `not-addressed` and `no-channel` are not. */
export type DeliveryState = (typeof deliveryStates)[number];

export type Language = 'zh' | 'en';

/** Of a case a message tells its number, the step and the date, and nothing else. */
export interface MessageLine {
  number: string;
  /** In the language of the message; null where the notification is about no step. */
  step: string | null;
  /** `YYYY-MM-DD`: due where something is due, else the legal day it happened. */
  date: string;
}

/** A message as it is handed to a channel. */
export interface OutgoingMessage {
  /** Idempotency key: the same for every attempt, also after a crash. */
  key: string;
  /** Id of the person. */
  to: string;
  name: string;
  email: string | null;
  language: Language;
  title: string;
  /** The whole message as plain text, link included. */
  text: string;
  lines: MessageLine[];
  /** Notifications beyond those in `lines`. */
  more: number;
  link: string;
}
