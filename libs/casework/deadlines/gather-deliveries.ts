import type { LegalDate } from '../../contracts/deadlines';
import type { DeliveryState, OutgoingChannel } from '../../contracts/deliveries';
import type { Id } from '../../contracts/ids';
import type { NotificationCode } from '../../contracts/words/notifications';
import { digestDue } from '../../domain/deadlines/digest';
import { legalDateOf } from '../../domain/deadlines/legal-day';
import { newId } from '../../persistence/bytes';
import { DeliveryRepository, type NewDelivery, type Ungathered } from '../../persistence/deadlines/delivery-repository';
import type { Sql } from '../../persistence/sql';
import type { Office } from '../office';

/** Persons of one unit of work. */
const share = 200;

export interface GatherPolicy {
  /** The ways out that are set up. */
  channels: readonly OutgoingChannel[];
  /** What does not wait for the digest. */
  atOnce: readonly NotificationCode[];
  /** Minutes that what arises together is given to arise. */
  marginMinutes: number;
}

/**
 * Puts notifications that are in no delivery yet into one: what may not wait at once, the rest into the person's one
 * digest of the legal day. Notifications are found by a mark in their own row and not by a high-water mark of ids,
 * which a commit that comes late would slip under. Safe to run twice at once: a person has one digest a day by the
 * unique key. Answers the number of deliveries made.
 */
export async function gatherDeliveries(office: Office, policy: GatherPolicy): Promise<number> {
  const waiting = await office.database.read((sql) => new DeliveryRepository(sql).ungathered());
  if (waiting.length === 0) return 0;
  return office.database.transaction(async (sql) => {
    const due = await findDue(office, sql, waiting, policy);
    if (!due) return 0;
    const repository = new DeliveryRepository(sql);
    const everything = await repository.lockUngathered(due.digest, null);
    const urgent = await repository.lockUngathered(due.atOnce, policy.atOnce);
    const addressed = await repository.addressed([...everything.keys(), ...urgent.keys()]);
    const made = (carried: typeof urgent, digestOf: LegalDate | null): NewDelivery[] =>
      [...carried].flatMap(([personId, notifications]) =>
        waysTo(policy.channels, addressed.has(personId)).map((way) => ({
          ...way,
          id: newId('delivery'),
          personId,
          day: due.today,
          digestOf,
          madeAt: due.machineNow,
          notifications,
        })),
      );
    const deliveries = [...made(everything, due.today), ...made(urgent, null)];
    await repository.add(deliveries);
    return deliveries.length;
  });
}

interface Due {
  today: LegalDate;
  machineNow: number;
  digest: Id<'person'>[];
  atOnce: Id<'person'>[];
}

async function findDue(
  office: Office,
  sql: Sql,
  waiting: readonly Ungathered[],
  policy: GatherPolicy,
): Promise<Due | null> {
  const repository = new DeliveryRepository(sql);
  const setting = await repository.setting();
  if (!setting) return null;
  const { day } = (await office.programme(sql, setting.programme)).content;
  const calendar = await office.calendar(sql, setting.calendarVersion);
  const machineNow = office.machineNow();
  const nowMs = machineNow + setting.offset;
  const today = legalDateOf(nowMs, day);
  const digested = await repository.digested(today);
  const urgent = (one: Ungathered): boolean => policy.atOnce.some((code) => code === one.code);
  const digest = new Set<Id<'person'>>();
  for (const one of waiting) {
    if (urgent(one) || digested.has(one.personId)) continue;
    if (digestDue(calendar, day, { firstAt: one.firstAt, nowMs, marginMinutes: policy.marginMinutes }) !== null)
      digest.add(one.personId);
  }
  const atOnce = new Set(waiting.filter((one) => urgent(one) && !digest.has(one.personId)).map((one) => one.personId));
  return { today, machineNow, digest: [...digest].slice(0, share), atOnce: [...atOnce].slice(0, share) };
}

function waysTo(
  channels: readonly OutgoingChannel[],
  addressed: boolean,
): { channel: NewDelivery['channel']; state: DeliveryState }[] {
  if (channels.length === 0) return [{ channel: 'none', state: 'no-channel' }];
  return channels.map((channel) => ({
    channel,
    state: channel === 'mail' && !addressed ? 'not-addressed' : 'waiting',
  }));
}
