import { createHash, timingSafeEqual } from 'node:crypto';
import type { LegalDate } from '../../contracts/deadlines';
import type { Id } from '../../contracts/ids';
import type { Step } from '../../contracts/procedure';
import { bytesOf, idOf } from '../bytes';
import { fromSql, fromSqlOrNull, toSql, toSqlOrNull } from '../instants';
import type { Sql } from '../sql';

/** What a calendar was told of one task. */
export interface FeedEntry {
  taskId: string;
  number: string;
  step: Step;
  dueOn: LegalDate;
  provisional: boolean;
  /** Raised whenever what was told changes. */
  sequence: number;
  /** Machine instants. */
  modifiedAt: number;
  goneAt: number | null;
}

export interface Feed {
  personId: Id<'person'>;
  language: 'zh-CN' | 'en';
  createdAt: number;
}

interface FeedRow {
  person_id: Buffer;
  token_hash: Buffer;
  language: Feed['language'];
  created_at: Date;
}

/** The address's token is never stored, only its hash. */
const hashOf = (token: string): Buffer => createHash('sha256').update(token).digest();

export class FeedRepository {
  constructor(private readonly sql: Sql) {}

  /** One address a person: the one before opens nothing from here on. */
  async put(feed: Feed, token: string): Promise<void> {
    await this.sql.run(
      `INSERT INTO calendar_feed (person_id, token_hash, language, created_at) VALUES (?, ?, ?, ?)
       ON DUPLICATE KEY UPDATE token_hash = VALUES(token_hash), language = VALUES(language), created_at = VALUES(created_at)`,
      [bytesOf(feed.personId), hashOf(token), feed.language, toSql(feed.createdAt)],
    );
  }

  async end(personId: Id<'person'>): Promise<void> {
    await this.sql.run('DELETE FROM calendar_feed WHERE person_id = ?', [bytesOf(personId)]);
    await this.sql.run('DELETE FROM calendar_feed_entry WHERE person_id = ?', [bytesOf(personId)]);
  }

  async ofPerson(personId: Id<'person'>): Promise<Feed | undefined> {
    const row = await this.sql.row<FeedRow>('SELECT * FROM calendar_feed WHERE person_id = ?', [bytesOf(personId)]);
    return row && feedOf(row);
  }

  /** Found by the hash, so that the time it takes says nothing of the token; compared once more in constant time. */
  async find(token: string): Promise<Feed | undefined> {
    const hash = hashOf(token);
    const row = await this.sql.row<FeedRow>('SELECT * FROM calendar_feed WHERE token_hash = ?', [hash]);
    return row && timingSafeEqual(row.token_hash, hash) ? feedOf(row) : undefined;
  }

  /** Locked until the commit: two readings at once tell one sequence. */
  async lock(personId: Id<'person'>): Promise<boolean> {
    const row = await this.sql.row('SELECT person_id FROM calendar_feed WHERE person_id = ? FOR UPDATE', [
      bytesOf(personId),
    ]);
    return row !== undefined;
  }

  async entries(personId: Id<'person'>): Promise<FeedEntry[]> {
    const rows = await this.sql.rows<{
      task_id: Buffer;
      number: string;
      step: Step;
      due_on: LegalDate;
      provisional: number;
      sequence: number;
      modified_at: Date;
      gone_at: Date | null;
    }>('SELECT * FROM calendar_feed_entry WHERE person_id = ? ORDER BY due_on, task_id', [bytesOf(personId)]);
    return rows.map((row) => ({
      taskId: idOf('task', row.task_id),
      number: row.number,
      step: row.step,
      dueOn: row.due_on,
      provisional: row.provisional === 1,
      sequence: row.sequence,
      modifiedAt: fromSql(row.modified_at),
      goneAt: fromSqlOrNull(row.gone_at),
    }));
  }

  /** Writes what changed and forgets what is over. */
  async keep(personId: Id<'person'>, changed: readonly FeedEntry[], over: readonly FeedEntry[]): Promise<void> {
    const person = bytesOf(personId);
    if (changed.length > 0) {
      await this.sql.run(
        `REPLACE INTO calendar_feed_entry (person_id, task_id, number, step, due_on, provisional, sequence, modified_at, gone_at)
         VALUES ${changed.map(() => '(?, ?, ?, ?, ?, ?, ?, ?, ?)').join(', ')}`,
        changed.flatMap((one) => [
          person,
          bytesOf(one.taskId),
          one.number,
          one.step,
          one.dueOn,
          one.provisional,
          one.sequence,
          toSql(one.modifiedAt),
          toSqlOrNull(one.goneAt),
        ]),
      );
    }
    for (const one of over) {
      await this.sql.run('DELETE FROM calendar_feed_entry WHERE person_id = ? AND task_id = ?', [
        person,
        bytesOf(one.taskId),
      ]);
    }
  }
}

const feedOf = (row: FeedRow): Feed => ({
  personId: idOf('person', row.person_id),
  language: row.language,
  createdAt: fromSql(row.created_at),
});
