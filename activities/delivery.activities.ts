import {
  claimLetters,
  putBack,
  recordFailed,
  recordSent,
  type DeliveryPolicy,
  type Failure,
  type Letter,
} from '../libs/casework/deadlines/deliver';
import { gatherDeliveries, type GatherPolicy } from '../libs/casework/deadlines/gather-deliveries';
import type { Office } from '../libs/casework/office';
import type { OutgoingChannel } from '../libs/contracts/deliveries';

export type { Failure, Letter } from '../libs/casework/deadlines/deliver';

/** The record of what leaves the house, for a worker that knows no casework. */
export interface Delivering {
  /** The number of deliveries made of what people were told. */
  gather(): Promise<number>;
  claim(channel: OutgoingChannel, limit: number): Promise<Letter[]>;
  sent(letter: Letter): Promise<void>;
  failed(letter: Letter, failure: Failure): Promise<void>;
  putBack(letters: readonly Letter[]): Promise<void>;
}

export const makeDelivering = (office: Office, policy: GatherPolicy & DeliveryPolicy): Delivering => ({
  gather: () => gatherDeliveries(office, policy),
  claim: (channel, limit) => claimLetters(office, channel, limit, policy),
  sent: (letter) => recordSent(office, letter),
  failed: (letter, failure) => recordFailed(office, letter, failure, policy),
  putBack: (letters) => putBack(office, letters),
});
