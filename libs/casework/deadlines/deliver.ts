import type { MessageLine, OutgoingChannel, OutgoingMessage } from '../../contracts/deliveries';
import type { LegalDay } from '../../contracts/deadlines';
import type { Id } from '../../contracts/ids';
import { messageWords } from '../../contracts/words/messages';
import { stageWords, stepWords } from '../../contracts/words/procedure';
import { legalDateOf } from '../../domain/deadlines/legal-day';
import {
  DeliveryRepository,
  type CarriedNotification,
  type ClaimedDelivery,
} from '../../persistence/deadlines/delivery-repository';
import type { Office } from '../office';

const hour = 3_600_000;
const mostLines = 100;
const firstPause = 30_000;
const longestPause = 15 * 60_000;
/** Longer than any channel may take for one message. */
export const claimedFor = 120_000;

export interface DeliveryPolicy {
  /** After so many hours nobody needs the message any more. */
  giveUpHours: number;
  /** The console as people type it. */
  publicUrl: string;
}

/** A message that this worker alone may send for now. */
export interface Letter {
  id: Id<'delivery'>;
  attempts: number;
  madeAt: number;
  message: OutgoingMessage;
}

/** Why a message did not go out. */
export interface Failure {
  /** A short code: neither the words of a server nor an address. */
  code: string;
  /** Sending it again would fail again. */
  final: boolean;
}

/**
 * Takes letters that are due on a channel for `claimedFor`. A worker that dies with them leaves them to be taken again
 * under the same key: a letter may arrive twice, never not at all.
 */
export function claimLetters(
  office: Office,
  channel: OutgoingChannel,
  limit: number,
  policy: DeliveryPolicy,
): Promise<Letter[]> {
  return office.database.transaction(async (sql) => {
    const repository = new DeliveryRepository(sql);
    const setting = await repository.setting();
    if (!setting) return [];
    const { day } = (await office.programme(sql, setting.programme)).content;
    const now = office.machineNow();
    const today = legalDateOf(now + setting.offset, day);
    const sendable: ClaimedDelivery[] = [];
    for (const one of await repository.claim(channel, { now, limit, until: now + claimedFor, today })) {
      if (one.madeAt + policy.giveUpHours * hour <= now) await repository.ended(one.id, 'given-up', 'too-old');
      // Whoever has left the house is told nothing any more.
      else if (!one.inPost) await repository.ended(one.id, 'given-up', 'no-post');
      else if (channel === 'mail' && one.email === null) await repository.ended(one.id, 'not-addressed', null);
      else sendable.push(one);
    }
    const carried = await repository.carried(sendable.map((one) => one.id));
    return sendable.map(({ id, attempts, madeAt, ...to }) => ({
      id,
      attempts,
      madeAt,
      message: messageOf(
        id,
        to,
        carried.filter((one) => one.deliveryId === id),
        { day, publicUrl: policy.publicUrl },
      ),
    }));
  });
}

function messageOf(
  key: Id<'delivery'>,
  to: Pick<ClaimedDelivery, 'personId' | 'name' | 'email' | 'language'>,
  carried: readonly CarriedNotification[],
  { day, publicUrl }: { day: LegalDay; publicUrl: string },
): OutgoingMessage {
  const language = to.language === 'en' ? 'en' : 'zh';
  const lines = carried.slice(0, mostLines).map((one): MessageLine => {
    const { step, stage, dueOn } = one.params;
    const words = wordsOf(stepWords, step) ?? wordsOf(stageWords, stage);
    return {
      number: one.caseNumber,
      step: words?.[language] ?? null,
      date: typeof dueOn === 'string' ? dueOn : legalDateOf(one.at, day),
    };
  });
  const link = new URL('/notifications', publicUrl).href;
  const content = { name: to.name[language], lines, more: carried.length - lines.length, link };
  return {
    key,
    to: to.personId,
    email: to.email,
    language,
    ...content,
    ...messageWords(content, language),
  };
}

function wordsOf<T>(all: Record<string, T>, code: unknown): T | undefined {
  return typeof code === 'string' && Object.hasOwn(all, code) ? all[code] : undefined;
}

/** The gateway has taken it. */
export function recordSent(office: Office, letter: Letter): Promise<void> {
  return office.database.transaction(async (sql) => {
    const repository = new DeliveryRepository(sql);
    const setting = await repository.setting();
    await repository.sent(letter.id, office.machineNow() + (setting?.offset ?? 0));
  });
}

/** Tried again after a pause that doubles up to 15 minutes, with jitter; given up when that is no use any more. */
export function recordFailed(
  office: Office,
  letter: Letter,
  failure: Failure,
  policy: Pick<DeliveryPolicy, 'giveUpHours'>,
): Promise<void> {
  return office.database.transaction(async (sql) => {
    const repository = new DeliveryRepository(sql);
    const pause = Math.min(firstPause * 2 ** Math.min(letter.attempts - 1, 16), longestPause);
    const nextAt = office.machineNow() + pause * (0.5 + Math.random() / 2);
    if (failure.final || nextAt >= letter.madeAt + policy.giveUpHours * hour)
      await repository.ended(letter.id, 'given-up', failure.code);
    else await repository.failed(letter.id, failure.code, nextAt);
  });
}

/** Gives letters back that were not tried, because their gateway turned out to be away. */
export function putBack(office: Office, letters: readonly Letter[]): Promise<void> {
  return office.database.transaction((sql) =>
    new DeliveryRepository(sql).putBack(
      letters.map((one) => one.id),
      office.machineNow(),
    ),
  );
}
