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

const atOnce = 500;

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
