import type { Id } from '../../contracts/ids';
import type { LegalDate } from '../../contracts/deadlines';
import type { Programme } from '../../contracts/programme';
import type { Standard } from '../../contracts/standard';
import { bytesOf, idOf } from '../bytes';
import type { Sql } from '../sql';

export interface Published<T> {
  content: T;
  /** SHA-256 of the canonical content, hex. */
  hash: string;
}

export interface Call {
  id: Id<'call'>;
  programmeVersionId: Id<'programme'>;
  noticeNumber: string;
  noticeDate: LegalDate;
  windowOpens: LegalDate;
  windowCloses: LegalDate;
  basis: string;
}

export interface CallRow {
  id: Buffer;
  programme_version_id: Buffer;
  notice_number: string;
  notice_date: LegalDate;
  window_opens: LegalDate;
  window_closes: LegalDate;
  basis: string;
}

export const callOf = (row: CallRow): Call => ({
  id: idOf('call', row.id),
  programmeVersionId: idOf('programme', row.programme_version_id),
  noticeNumber: row.notice_number,
  noticeDate: row.notice_date,
  windowOpens: row.window_opens,
  windowCloses: row.window_closes,
  basis: row.basis,
});

/** Published versions never change, so readers may keep them. */
export class ProgrammeRepository {
  constructor(private readonly sql: Sql) {}

  async programme(id: Id<'programme'>): Promise<Published<Programme>> {
    return published<Programme>(
      await this.sql.row('SELECT content, hash FROM programme_version WHERE id = ?', [bytesOf(id)]),
    );
  }

  async standard(id: Id<'standard'>): Promise<Published<Standard>> {
    return published<Standard>(
      await this.sql.row('SELECT content, hash FROM standard_version WHERE id = ?', [bytesOf(id)]),
    );
  }

  async standardByCode(code: string): Promise<Id<'standard'> | undefined> {
    const row = await this.sql.row<{ id: Buffer }>(
      'SELECT id FROM standard_version WHERE code = ? ORDER BY published_at DESC LIMIT 1',
      [code],
    );
    return row && idOf('standard', row.id);
  }

  async call(id: Id<'call'>): Promise<Call | undefined> {
    const row = await this.sql.row<CallRow>('SELECT * FROM declaration_call WHERE id = ?', [bytesOf(id)]);
    return row && callOf(row);
  }
}

function published<T>(row: { content: string; hash: Buffer } | undefined): Published<T> {
  if (!row) throw new Error('no such published version');
  return { content: JSON.parse(row.content) as T, hash: row.hash.toString('hex') };
}
