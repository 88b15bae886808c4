import type { Words } from '../../contracts/forms';
import type { Id } from '../../contracts/ids';
import { bytesOf, idOf } from '../../persistence/bytes';
import { marks, type Sql } from '../../persistence/sql';

/** Names by id. Answers a name without words for whom nobody knows any more. */
export type Names<T extends 'person' | 'organisation'> = (id: Id<T>) => { id: Id<T>; name: Words };

const unknown: Words = { zh: '', en: '' };

async function named<T extends 'person' | 'organisation'>(
  sql: Sql,
  kind: T,
  given: readonly (Id<T> | null)[],
): Promise<Names<T>> {
  const ids = [...new Set(given.filter((id) => id !== null))];
  const rows =
    ids.length === 0
      ? []
      : await sql.rows<{ id: Buffer; name_zh: string; name_en: string }>(
          `SELECT id, name_zh, name_en FROM ${kind} WHERE id IN (${marks(ids.length)})`,
          ids.map(bytesOf),
        );
  const names = new Map(rows.map((row) => [idOf(kind, row.id), { zh: row.name_zh, en: row.name_en }]));
  return (id) => ({ id, name: names.get(id) ?? unknown });
}

/** People as they are shown. Nulls, where nobody holds a place, are passed over. */
export const peopleNamed = (sql: Sql, ids: readonly (Id<'person'> | null)[]): Promise<Names<'person'>> =>
  named(sql, 'person', ids);

export const organisationsNamed = (sql: Sql, ids: readonly Id<'organisation'>[]): Promise<Names<'organisation'>> =>
  named(sql, 'organisation', ids);
