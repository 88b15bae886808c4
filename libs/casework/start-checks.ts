import { missingMigrations } from '../persistence/migrate';
import type { Office } from './office';

/** Why a process refuses to start on this database. */
export class UnfitDatabase extends Error {
  constructor(reason: string) {
    super(`Not started: ${reason}`);
    this.name = 'UnfitDatabase';
  }
}

/** Throws UnfitDatabase for a schema behind the code, and in production for training accounts or a moved clock. */
export async function checkStart(office: Office, mode: 'training' | 'production'): Promise<void> {
  await office.database.read(async (sql) => {
    const missing = await missingMigrations((query) => sql.rows<{ name: string }>(query));
    if (missing.length > 0)
      throw new UnfitDatabase(`the schema misses ${missing.join(', ')}. Run npm run migrate first.`);
    if (mode === 'training') return;
    const account = await sql.row('SELECT id FROM account WHERE training = 1 LIMIT 1');
    if (account) throw new UnfitDatabase('this database has training accounts and is not for production.');
    const clock = await sql.row<{ offset_ms: number | string }>('SELECT offset_ms FROM clock WHERE id = 1');
    if (Number(clock?.offset_ms ?? 0) !== 0) throw new UnfitDatabase('the legal clock of this database was moved.');
  });
}
