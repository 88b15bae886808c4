import type { QueryRunner } from 'typeorm';

/** What the application's account may do with a table. `append`: insert and read, nothing else. */
export type Access = 'write' | 'append' | 'read';

const privileges: Record<Access, string> = {
  write: 'SELECT, INSERT, UPDATE, DELETE',
  append: 'SELECT, INSERT',
  read: 'SELECT',
};

/** `user@host` of the application's account, told by the migrating process before it runs anything. */
let applicationAccount: { user: string; host: string } | null = null;
export function grantTo(account: { user: string; host: string }): void {
  applicationAccount = account;
}

/**
 * Creates a table and grants the application its access. Idempotent: DDL is not transactional, and a
 * migration killed half-way is run again. Keys and codes compare as binary.
 */
export async function createTable(runner: QueryRunner, table: string, columns: string, access: Access): Promise<void> {
  await runner.query(
    `CREATE TABLE IF NOT EXISTS \`${table}\` (${columns}) ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin`,
  );
  if (!applicationAccount) return;
  const { user, host } = applicationAccount;
  await runner.query(`GRANT ${privileges[access]} ON \`${table}\` TO '${user}'@'${host}'`);
}

export async function dropTable(runner: QueryRunner, table: string): Promise<void> {
  await runner.query(`DROP TABLE IF EXISTS \`${table}\``);
}
