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

async function hasColumn(runner: QueryRunner, table: string, column: string): Promise<boolean> {
  const found = (await runner.query(
    `SELECT 1 FROM information_schema.columns WHERE table_schema = DATABASE() AND table_name = '${table}' AND column_name = '${column}'`,
  )) as unknown[];
  return found.length > 0;
}

/** Adds a column. Idempotent; MySQL has no `IF NOT EXISTS` for columns. Code that does not know it must not miss it: nullable or with a default. */
export async function addColumn(runner: QueryRunner, table: string, column: string, definition: string): Promise<void> {
  if (await hasColumn(runner, table, column)) return;
  await runner.query(`ALTER TABLE \`${table}\` ADD COLUMN \`${column}\` ${definition}`);
}

export async function dropColumn(runner: QueryRunner, table: string, column: string): Promise<void> {
  if (!(await hasColumn(runner, table, column))) return;
  await runner.query(`ALTER TABLE \`${table}\` DROP COLUMN \`${column}\``);
}

async function hasKey(runner: QueryRunner, table: string, key: string): Promise<boolean> {
  const found = (await runner.query(
    `SELECT 1 FROM information_schema.statistics WHERE table_schema = DATABASE() AND table_name = '${table}' AND index_name = '${key}'`,
  )) as unknown[];
  return found.length > 0;
}

/** Adds a key; `columns` with their brackets. Idempotent, as `addColumn` is. */
export async function addKey(
  runner: QueryRunner,
  table: string,
  key: string,
  columns: string,
  comment: string,
): Promise<void> {
  if (await hasKey(runner, table, key)) return;
  await runner.query(`ALTER TABLE \`${table}\` ADD KEY \`${key}\` ${columns} COMMENT '${comment}'`);
}

export async function dropKey(runner: QueryRunner, table: string, key: string): Promise<void> {
  if (!(await hasKey(runner, table, key))) return;
  await runner.query(`ALTER TABLE \`${table}\` DROP KEY \`${key}\``);
}
