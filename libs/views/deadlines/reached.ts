import type { RungReached } from '../../contracts/api/deadlines';
import type { DeliveryChannel, DeliveryState } from '../../contracts/deliveries';
import type { Id } from '../../contracts/ids';
import { bytesOf, idOf } from '../../persistence/bytes';
import { marks, type Sql } from '../../persistence/sql';

interface Row {
  deadline_id: Buffer;
  notification_id: Buffer;
  rung: string;
  params: string;
  read_at: Date | null;
  person_id: Buffer;
  name_zh: string;
  name_en: string;
  channel: DeliveryChannel | null;
  state: DeliveryState | null;
  attempts: number | null;
  sent_at: Date | null;
}

/** Whom the rungs of these limits reached and what became of the messages, by limit, rung and due date. */
export type Reached = ReadonlyMap<string, RungReached[]>;
export const reachedKey = (deadline: Id<'deadline'>, rung: string, dueOn: string): string =>
  [deadline, rung, dueOn].join(' ');

/** The caller hands in limits whose people the reader may know: those of the reader's own bodies. */
export async function readReached(sql: Sql, deadlines: readonly Id<'deadline'>[]): Promise<Reached> {
  const found = new Map<string, RungReached[]>();
  if (deadlines.length === 0) return found;
  const rows = await sql.rows<Row>(
    `SELECT n.id AS notification_id, n.deadline_id, n.rung, n.params, n.read_at, p.id AS person_id, p.name_zh, p.name_en,
            d.channel, d.state, d.attempts, d.sent_at
     FROM notification n JOIN person p ON p.id = n.person_id
     LEFT JOIN delivery_notification l ON l.notification_id = n.id LEFT JOIN delivery d ON d.id = l.delivery_id
     WHERE n.deadline_id IN (${marks(deadlines.length)}) ORDER BY n.id, d.channel`,
    deadlines.map(bytesOf),
  );
  const told = new Map<string, RungReached>();
  for (const row of rows) {
    const notification = row.notification_id.toString('hex');
    const one = told.get(notification) ?? reachedOf(row);
    if (!told.has(notification)) {
      told.set(notification, one);
      const { dueOn } = JSON.parse(row.params) as { dueOn?: string };
      const key = reachedKey(idOf('deadline', row.deadline_id), row.rung, dueOn ?? '');
      found.set(key, [...(found.get(key) ?? []), one]);
    }
    if (row.channel !== null && row.state !== null) {
      const { channel, state, attempts, sent_at } = row;
      one.messages.push({ channel, state, attempts: attempts ?? 0, sentAt: sent_at?.toISOString() ?? null });
    }
  }
  return found;
}

const reachedOf = (row: Row): RungReached => ({
  person: { id: idOf('person', row.person_id), name: { zh: row.name_zh, en: row.name_en } },
  read: row.read_at !== null,
  messages: [],
});
