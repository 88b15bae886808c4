import type { Id } from '../../contracts/ids';
import { bytesOf, idOf } from '../bytes';
import { toSql } from '../instants';
import type { Sql, Value } from '../sql';

export type ImportState = 'open' | 'applied' | 'discarded';

export interface PeopleImport {
  id: Id<'peopleImport'>;
  kind: string;
  fileName: string;
  /** Base64 of the file's bytes. */
  content: string;
  state: ImportState;
  preparedBy: Id<'person'>;
  report: string | null;
}

/** An import without its file. */
export interface ListedImport {
  id: Id<'peopleImport'>;
  kind: string;
  fileName: string;
  state: ImportState;
  prepared: { by: { id: Id<'person'>; name: { zh: string; en: string } }; at: number };
  ended: { by: { id: Id<'person'>; name: { zh: string; en: string } }; at: number } | null;
}

interface ListedRow {
  id: Buffer;
  kind: string;
  file_name: string;
  state: ImportState;
  prepared_by: Buffer;
  prepared_at: Date;
  by_zh: string;
  by_en: string;
  ended_by: Buffer | null;
  ended_at: Date | null;
  end_zh: string | null;
  end_en: string | null;
}

const atOnce = 500;
const shownAtMost = 100;

/** Files of master data that wait for a second person; the row's lock lets each be applied once. */
export class ImportRepository {
  constructor(private readonly sql: Sql) {}

  async insert(one: Omit<PeopleImport, 'report'>, at: number): Promise<void> {
    await this.sql.insert('people_import', [
      {
        id: bytesOf(one.id),
        kind: one.kind,
        file_name: one.fileName,
        content: one.content,
        state: one.state,
        prepared_by: bytesOf(one.preparedBy),
        prepared_at: toSql(at),
      },
    ]);
  }

  async find(id: Id<'peopleImport'>, lock = false): Promise<PeopleImport | undefined> {
    const row = await this.sql.row<{
      kind: string;
      file_name: string;
      content: string;
      state: ImportState;
      prepared_by: Buffer;
      report: string | null;
    }>(`SELECT * FROM people_import WHERE id = ?${lock ? ' FOR UPDATE' : ''}`, [bytesOf(id)]);
    return (
      row && {
        id,
        kind: row.kind,
        fileName: row.file_name,
        content: row.content,
        state: row.state,
        preparedBy: idOf('person', row.prepared_by),
        report: row.report,
      }
    );
  }

  /** One, or the last hundred: those that wait first, newest first. */
  async list(id: Id<'peopleImport'> | null): Promise<ListedImport[]> {
    const rows = await this.sql.rows<ListedRow>(
      `SELECT x.id, x.kind, x.file_name, x.state, x.prepared_by, x.prepared_at, x.ended_by, x.ended_at,
              n.name_zh AS by_zh, n.name_en AS by_en, e.name_zh AS end_zh, e.name_en AS end_en
       FROM people_import x JOIN person n ON n.id = x.prepared_by LEFT JOIN person e ON e.id = x.ended_by
       ${id === null ? '' : 'WHERE x.id = ?'} ORDER BY x.state = 'open' DESC, x.id DESC LIMIT ${String(shownAtMost)}`,
      id === null ? [] : [bytesOf(id)],
    );
    return rows.map((row) => ({
      id: idOf('peopleImport', row.id),
      ...{ kind: row.kind, fileName: row.file_name, state: row.state },
      prepared: {
        by: { id: idOf('person', row.prepared_by), name: { zh: row.by_zh, en: row.by_en } },
        at: row.prepared_at.getTime(),
      },
      ended:
        row.ended_by && row.ended_at
          ? {
              by: { id: idOf('person', row.ended_by), name: { zh: row.end_zh ?? '', en: row.end_en ?? '' } },
              at: row.ended_at.getTime(),
            }
          : null,
    }));
  }

  async end(
    id: Id<'peopleImport'>,
    state: 'applied' | 'discarded',
    report: string | null,
    by: Id<'person'>,
    at: number,
  ): Promise<void> {
    await this.sql.run('UPDATE people_import SET state = ?, report = ?, ended_by = ?, ended_at = ? WHERE id = ?', [
      state,
      report,
      bytesOf(by),
      toSql(at),
      bytesOf(id),
    ]);
  }

  /** Rows of one table, in the order of the file, some hundreds to a statement. */
  async add(table: 'organisation' | 'unit' | 'person' | 'post', rows: Record<string, Value>[]): Promise<void> {
    for (let from = 0; from < rows.length; from += atOnce) {
      await this.sql.insert(table, rows.slice(from, from + atOnce));
    }
  }

  /** Changes one row by its id. */
  async change(
    table: 'organisation' | 'unit' | 'person' | 'post',
    id: Buffer,
    columns: Record<string, Value>,
  ): Promise<void> {
    const names = Object.keys(columns);
    await this.sql.run(`UPDATE \`${table}\` SET ${names.map((name) => `\`${name}\` = ?`).join(', ')} WHERE id = ?`, [
      ...Object.values(columns),
      id,
    ]);
  }
}
