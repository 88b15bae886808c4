import type { LegalDate } from '../../contracts/deadlines';
import type { Id } from '../../contracts/ids';
import { bytesOf, idOf } from '../bytes';
import { toSql } from '../instants';
import type { Sql } from '../sql';

export interface Person {
  id: Id<'person'>;
  code: string | null;
  name: { zh: string; en: string };
  email: string | null;
  phone: string | null;
  language: 'zh' | 'en' | null;
}

export interface Leave {
  id: Id<'absence'>;
  personId: Id<'person'>;
  from: LegalDate;
  to: LegalDate;
  cancelled: boolean;
}

/** People and their leave; nobody is deleted. An act on a person's posts or leave locks the person's row. */
export class PersonRepository {
  constructor(private readonly sql: Sql) {}

  async find(id: Id<'person'>, lock = false): Promise<Person | undefined> {
    const row = await this.sql.row<{
      code: string | null;
      name_zh: string;
      name_en: string;
      email: string | null;
      phone: string | null;
      language: Person['language'];
    }>(`SELECT code, name_zh, name_en, email, phone, language FROM person WHERE id = ?${lock ? ' FOR UPDATE' : ''}`, [
      bytesOf(id),
    ]);
    return (
      row && {
        id,
        code: row.code,
        name: { zh: row.name_zh, en: row.name_en },
        email: row.email,
        phone: row.phone,
        language: row.language,
      }
    );
  }

  /** Throws the driver's ER_DUP_ENTRY where the staff number is another's (unique key). */
  async insert(person: Person): Promise<void> {
    await this.sql.insert('person', [
      {
        id: bytesOf(person.id),
        code: person.code,
        name_zh: person.name.zh,
        name_en: person.name.en,
        email: person.email,
        phone: person.phone,
        language: person.language,
      },
    ]);
  }

  async change(person: Omit<Person, 'code'>): Promise<void> {
    await this.sql.run('UPDATE person SET name_zh = ?, name_en = ?, email = ?, phone = ?, language = ? WHERE id = ?', [
      person.name.zh,
      person.name.en,
      person.email,
      person.phone,
      person.language,
      bytesOf(person.id),
    ]);
  }

  /** Organisations where the person holds, held or will hold a post that did not end before the day. */
  async organisations(id: Id<'person'>, today: string): Promise<Id<'organisation'>[]> {
    const rows = await this.sql.rows<{ organisation_id: Buffer }>(
      'SELECT DISTINCT organisation_id FROM post WHERE person_id = ? AND (valid_to IS NULL OR valid_to >= ?)',
      [bytesOf(id), today],
    );
    return rows.map((row) => idOf('organisation', row.organisation_id));
  }

  async noteLeave(leave: Leave & { reason: string | null; by: Id<'person'>; at: number }): Promise<void> {
    await this.sql.insert('absence', [
      {
        id: bytesOf(leave.id),
        person_id: bytesOf(leave.personId),
        first_day: leave.from,
        last_day: leave.to,
        reason: leave.reason,
        noted_by: bytesOf(leave.by),
        noted_at: toSql(leave.at),
      },
    ]);
  }

  async findLeave(id: Id<'absence'>): Promise<Leave | undefined> {
    const row = await this.sql.row<{
      person_id: Buffer;
      first_day: LegalDate;
      last_day: LegalDate;
      cancelled_at: Date | null;
    }>('SELECT person_id, first_day, last_day, cancelled_at FROM absence WHERE id = ? FOR UPDATE', [bytesOf(id)]);
    return (
      row && {
        id,
        personId: idOf('person', row.person_id),
        from: row.first_day,
        to: row.last_day,
        cancelled: row.cancelled_at !== null,
      }
    );
  }

  async cancelLeave(id: Id<'absence'>, by: Id<'person'>, at: number): Promise<void> {
    await this.sql.run('UPDATE absence SET cancelled_by = ?, cancelled_at = ? WHERE id = ?', [
      bytesOf(by),
      toSql(at),
      bytesOf(id),
    ]);
  }
}
