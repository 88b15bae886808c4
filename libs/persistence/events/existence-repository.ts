import { idPrefixes, isId, type IdKind } from '../../contracts/ids';
import { bytesOf } from '../bytes';
import { marks, type Sql } from '../sql';

/** Where the things are that a route can name; the names are ours and never a caller's. */
const tables = {
  case: 'case_file',
  task: 'task',
  document: 'document',
  order: 'supervision_order',
  person: 'person',
  organisation: 'organisation',
  deadline: 'deadline',
} as const satisfies Partial<Record<IdKind, string>>;
const kinds = Object.keys(tables) as (keyof typeof tables)[];

export class ExistenceRepository {
  constructor(private readonly sql: Sql) {}

  /** Those of the ids that stand for something. One statement for each kind that is named. */
  async existing(ids: readonly string[]): Promise<Set<string>> {
    const found = new Set<string>();
    for (const kind of kinds) {
      const asked = ids.filter((id) => isId(kind, id));
      if (asked.length === 0) continue;
      const rows = await this.sql.rows<{ id: Buffer }>(
        `SELECT id FROM ${tables[kind]} WHERE id IN (${marks(asked.length)})`,
        asked.map(bytesOf),
      );
      for (const row of rows) found.add(`${idPrefixes[kind]}_${row.id.toString('hex')}`);
    }
    return found;
  }
}
