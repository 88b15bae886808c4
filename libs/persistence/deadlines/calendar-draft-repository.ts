import type { CalendarDay, CalendarNotice } from '../../contracts/calendar';
import type { Id } from '../../contracts/ids';
import { bytesOf, idOf } from '../bytes';
import { canonicalText } from '../events/chain';
import { fromSql, toSql } from '../instants';
import type { Sql } from '../sql';

/** An import that was prepared. Instants are legal epoch milliseconds. */
export interface CalendarDraft {
  id: Id<'calendarDraft'>;
  state: 'open' | 'published' | 'discarded';
  kind: 'import' | 'provincial';
  year: number;
  province: string | null;
  notice: CalendarNotice;
  preparedPerson: Id<'person'>;
  preparedPost: Id<'post'>;
  preparedAt: number;
  content: string;
  days: CalendarDay[];
  version: number | null;
}

interface Row {
  id: Buffer;
  state: CalendarDraft['state'];
  kind: CalendarDraft['kind'];
  year: number;
  province: string | null;
  notice_title: string;
  notice_number: string | null;
  notice_date: string | null;
  prepared_person: Buffer;
  prepared_post: Buffer;
  prepared_at: Date;
  content: string;
  days: string;
  version: number | null;
}

export class CalendarDraftRepository {
  constructor(private readonly sql: Sql) {}

  async insert(draft: CalendarDraft): Promise<void> {
    await this.sql.insert('calendar_draft', [
      {
        id: bytesOf(draft.id),
        state: draft.state,
        kind: draft.kind,
        year: draft.year,
        province: draft.province,
        notice_title: draft.notice.title,
        notice_number: draft.notice.number,
        notice_date: draft.notice.date,
        prepared_person: bytesOf(draft.preparedPerson),
        prepared_post: bytesOf(draft.preparedPost),
        prepared_at: toSql(draft.preparedAt),
        content: draft.content,
        days: canonicalText(draft.days),
      },
    ]);
  }

  async find(id: Id<'calendarDraft'>): Promise<CalendarDraft | undefined> {
    const row = await this.sql.row<Row>('SELECT * FROM calendar_draft WHERE id = ?', [bytesOf(id)]);
    return row && draftOf(row);
  }

  async lock(id: Id<'calendarDraft'>): Promise<CalendarDraft | undefined> {
    const row = await this.sql.row<Row>('SELECT * FROM calendar_draft WHERE id = ? FOR UPDATE', [bytesOf(id)]);
    return row && draftOf(row);
  }

  /** Open drafts of the nation (null) or of one province, newest first. */
  async open(province: string | null): Promise<CalendarDraft[]> {
    const rows = await this.sql.rows<Row>(
      `SELECT * FROM calendar_draft WHERE state = 'open' AND ${province === null ? 'province IS NULL' : 'province = ?'}
       ORDER BY id DESC LIMIT 100`,
      province === null ? [] : [province],
    );
    return rows.map(draftOf);
  }

  async close(id: Id<'calendarDraft'>, state: 'published' | 'discarded', version: number | null): Promise<void> {
    await this.sql.run('UPDATE calendar_draft SET state = ?, version = ? WHERE id = ?', [state, version, bytesOf(id)]);
  }
}

const draftOf = (row: Row): CalendarDraft => ({
  id: idOf('calendarDraft', row.id),
  state: row.state,
  kind: row.kind,
  year: row.year,
  province: row.province,
  notice: { title: row.notice_title, number: row.notice_number, date: row.notice_date },
  preparedPerson: idOf('person', row.prepared_person),
  preparedPost: idOf('post', row.prepared_post),
  preparedAt: fromSql(row.prepared_at),
  content: row.content,
  days: JSON.parse(row.days) as CalendarDay[],
  version: row.version,
});
