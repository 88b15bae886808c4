import type { Reference } from '../../../contracts/reference';
import type { Sql } from '../../../persistence/sql';

/** Enters the retention classes of the reference data; one that is there keeps what it says, files name it. */
export async function seedRetentionClasses(sql: Sql, reference: Reference): Promise<void> {
  for (const [position, one] of reference.retentionClasses.classes.entries()) {
    await sql.run(
      'INSERT IGNORE INTO retention_class (id, position, name_zh, name_en, years, basis, source) VALUES (?,?,?,?,?,?,?)',
      [one.id, position, one.name.zh, one.name.en, one.years, one.basis, one.source ?? null],
    );
  }
}
