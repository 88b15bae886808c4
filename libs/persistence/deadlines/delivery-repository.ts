import type { LegalDate } from '../../contracts/deadlines';
import type { DeliveryChannel, DeliveryState, OutgoingChannel } from '../../contracts/deliveries';
import type { Id } from '../../contracts/ids';
import { bytesOf, idOf } from '../bytes';
import { fromSql, toSql, toSqlOrNull } from '../instants';
import { marks, type Sql } from '../sql';

/** Notifications of one person and code that are in no delivery yet. */
export interface Ungathered {
  personId: Id<'person'>;
  code: string;
  /** Legal instant of the first. */
  firstAt: number;
}

export interface NewDelivery {
  id: Id<'delivery'>;
  personId: Id<'person'>;
  channel: DeliveryChannel;
  day: LegalDate;
  digestOf: LegalDate | null;
  state: DeliveryState;
  /** Machine instant. */
  madeAt: number;
  notifications: Id<'notification'>[];
}

/** A delivery that this process alone may send until its lease is over. */
export interface ClaimedDelivery {
  id: Id<'delivery'>;
  personId: Id<'person'>;
  attempts: number;
  madeAt: number;
  name: { zh: string; en: string };
  email: string | null;
  language: string | null;
  /** Whether the person holds any post on the legal day. */
  inPost: boolean;
}

/** A notification as a delivery carries it; `at` is a legal instant. */
export interface CarriedNotification {
  deliveryId: Id<'delivery'>;
  caseNumber: string;
  params: Record<string, unknown>;
  at: number;
}

/** A statement takes 65,535 values at most; the import of a calendar may tell one person of thousands of cases. */
const partSize = 5_000;
const parts = <T>(items: readonly T[]): T[][] =>
  Array.from({ length: Math.ceil(items.length / partSize) }, (_, index) =>
    items.slice(index * partSize, (index + 1) * partSize),
  );

/** Messages on their way out. Instants are machine epoch milliseconds where nothing else is said. */
export class DeliveryRepository {
  constructor(private readonly sql: Sql) {}

  /** Clock, calendar and the newest programme, whose legal day says when digests go out; none before one is published. */
  async setting(): Promise<{ offset: number; calendarVersion: number; programme: Id<'programme'> } | undefined> {
    const row = await this.sql.row<{ offset_ms: number | string; calendar_version: number; programme: Buffer | null }>(
      `SELECT offset_ms, calendar_version,
         (SELECT id FROM programme_version ORDER BY published_at DESC, id DESC LIMIT 1) AS programme
       FROM clock WHERE id = 1`,
    );
    if (!row?.programme) return undefined;
    return {
      offset: Number(row.offset_ms),
      calendarVersion: row.calendar_version,
      programme: idOf('programme', row.programme),
    };
  }

  async ungathered(): Promise<Ungathered[]> {
    const rows = await this.sql.rows<{ person_id: Buffer; code: string; first_at: Date }>(
      `SELECT person_id, code, MIN(at) AS first_at FROM notification WHERE gathered_at IS NULL GROUP BY person_id, code`,
    );
    return rows.map((row) => ({
      personId: idOf('person', row.person_id),
      code: row.code,
      firstAt: fromSql(row.first_at),
    }));
  }

  /** Who has their digest of that day. */
  async digested(day: LegalDate): Promise<Set<Id<'person'>>> {
    const rows = await this.sql.rows<{ person_id: Buffer }>(
      'SELECT DISTINCT person_id FROM delivery WHERE digest_of = ?',
      [day],
    );
    return new Set(rows.map((row) => idOf('person', row.person_id)));
  }

  /** The ungathered notifications of these persons, locked; `codes`: only those. Oldest first. */
  async lockUngathered(
    people: readonly Id<'person'>[],
    codes: readonly string[] | null,
  ): Promise<Map<Id<'person'>, Id<'notification'>[]>> {
    const found = new Map<Id<'person'>, Id<'notification'>[]>();
    if (people.length === 0 || codes?.length === 0) return found;
    const rows = await this.sql.rows<{ id: Buffer; person_id: Buffer }>(
      `SELECT id, person_id FROM notification FORCE INDEX (notification_ungathered)
       WHERE gathered_at IS NULL AND person_id IN (${marks(people.length)})
         ${codes ? `AND code IN (${marks(codes.length)})` : ''} FOR UPDATE SKIP LOCKED`,
      [...people.map(bytesOf), ...(codes ?? [])],
    );
    for (const row of rows.sort((a, b) => Buffer.compare(a.id, b.id))) {
      const person = idOf('person', row.person_id);
      found.set(person, [...(found.get(person) ?? []), idOf('notification', row.id)]);
    }
    return found;
  }

  /** Whether each of these persons has an address. */
  async addressed(people: readonly Id<'person'>[]): Promise<Set<Id<'person'>>> {
    if (people.length === 0) return new Set();
    const rows = await this.sql.rows<{ id: Buffer }>(
      `SELECT id FROM person WHERE email IS NOT NULL AND id IN (${marks(people.length)})`,
      people.map(bytesOf),
    );
    return new Set(rows.map((row) => idOf('person', row.id)));
  }

  /** Writes deliveries and marks what they carry as gathered. */
  async add(deliveries: readonly NewDelivery[]): Promise<void> {
    if (deliveries.length === 0) return;
    await this.sql.insert(
      'delivery',
      deliveries.map((one) => ({
        id: bytesOf(one.id),
        person_id: bytesOf(one.personId),
        channel: one.channel,
        day: one.day,
        digest_of: one.digestOf,
        state: one.state,
        next_at: toSqlOrNull(one.state === 'waiting' ? one.madeAt : null),
        made_at: toSql(one.madeAt),
      })),
    );
    const links = deliveries.flatMap((one) =>
      one.notifications.map((id) => ({ delivery_id: bytesOf(one.id), notification_id: bytesOf(id) })),
    );
    for (const part of parts(links)) await this.sql.insert('delivery_notification', part);
    const ids = [...new Set(deliveries.flatMap((one) => one.notifications))];
    for (const part of parts(ids)) {
      await this.sql.run(
        `UPDATE notification FORCE INDEX (PRIMARY) SET gathered_at = ? WHERE id IN (${marks(part.length)})`,
        [toSql(deliveries[0]?.madeAt ?? 0), ...part.map(bytesOf)],
      );
    }
  }

  /**
   * Deliveries due on a channel, counted as an attempt and kept from other workers until `until`; whoever dies
   * meanwhile has them taken again after it, under the same key.
   */
  async claim(
    channel: OutgoingChannel,
    { now, limit, until, today }: { now: number; limit: number; until: number; today: LegalDate },
  ): Promise<ClaimedDelivery[]> {
    const due = await this.sql.rows<{ id: Buffer }>(
      `SELECT id FROM delivery FORCE INDEX (delivery_due) WHERE channel = ? AND next_at <= ?
       ORDER BY next_at LIMIT ${String(Math.trunc(limit))} FOR UPDATE SKIP LOCKED`,
      [channel, toSql(now)],
    );
    if (due.length === 0) return [];
    const ids = due.map((row) => row.id);
    await this.sql.run(
      `UPDATE delivery FORCE INDEX (PRIMARY) SET next_at = ?, attempts = attempts + 1 WHERE id IN (${marks(ids.length)})`,
      [toSql(until), ...ids],
    );
    const rows = await this.sql.rows<{
      id: Buffer;
      person_id: Buffer;
      attempts: number;
      made_at: Date;
      name_zh: string;
      name_en: string;
      email: string | null;
      language: string | null;
      in_post: number;
    }>(
      `SELECT d.id, d.person_id, d.attempts, d.made_at, p.name_zh, p.name_en, p.email, p.language,
         EXISTS (SELECT 1 FROM post t WHERE t.person_id = p.id AND t.valid_from <= ?
           AND (t.valid_to IS NULL OR t.valid_to >= ?)) AS in_post
       FROM delivery d JOIN person p ON p.id = d.person_id WHERE d.id IN (${marks(ids.length)}) ORDER BY d.id`,
      [today, today, ...ids],
    );
    return rows.map((row) => ({
      id: idOf('delivery', row.id),
      personId: idOf('person', row.person_id),
      attempts: row.attempts,
      madeAt: fromSql(row.made_at),
      name: { zh: row.name_zh, en: row.name_en },
      email: row.email,
      language: row.language,
      inPost: row.in_post === 1,
    }));
  }

  /** What these deliveries carry, oldest first. */
  async carried(ids: readonly Id<'delivery'>[]): Promise<CarriedNotification[]> {
    if (ids.length === 0) return [];
    const rows = await this.sql.rows<{ delivery_id: Buffer; number: string | null; params: string; at: Date }>(
      `SELECT l.delivery_id, c.number, n.params, n.at FROM delivery_notification l
       JOIN notification n ON n.id = l.notification_id LEFT JOIN case_file c ON c.id = n.case_id
       WHERE l.delivery_id IN (${marks(ids.length)}) ORDER BY l.delivery_id, n.id`,
      ids.map(bytesOf),
    );
    return rows.map((row) => ({
      deliveryId: idOf('delivery', row.delivery_id),
      // What is about no case, as who stands in for whom, has no number.
      caseNumber: row.number ?? '',
      params: JSON.parse(row.params) as Record<string, unknown>,
      at: fromSql(row.at),
    }));
  }

  /** `legalAt`: when, by the legal clock. What was sent stays sent, whoever else gave up on it meanwhile. */
  async sent(id: Id<'delivery'>, legalAt: number): Promise<void> {
    await this.sql.run(
      "UPDATE delivery SET state = 'sent', next_at = NULL, last_error = NULL, sent_at = ? WHERE id = ? AND state <> 'sent'",
      [toSql(legalAt), bytesOf(id)],
    );
  }

  async failed(id: Id<'delivery'>, error: string, nextAt: number): Promise<void> {
    await this.sql.run(
      "UPDATE delivery SET state = 'failed', next_at = ?, last_error = ? WHERE id = ? AND next_at IS NOT NULL",
      [toSql(nextAt), error, bytesOf(id)],
    );
  }

  async ended(id: Id<'delivery'>, state: 'given-up' | 'not-addressed', error: string | null): Promise<void> {
    await this.sql.run(
      'UPDATE delivery SET state = ?, next_at = NULL, last_error = ? WHERE id = ? AND next_at IS NOT NULL',
      [state, error, bytesOf(id)],
    );
  }

  /** Gives back what was claimed and not tried. */
  async putBack(ids: readonly Id<'delivery'>[], now: number): Promise<void> {
    if (ids.length === 0) return;
    await this.sql.run(
      `UPDATE delivery FORCE INDEX (PRIMARY) SET next_at = ?, attempts = attempts - 1
       WHERE id IN (${marks(ids.length)}) AND next_at IS NOT NULL`,
      [toSql(now), ...ids.map(bytesOf)],
    );
  }
}
