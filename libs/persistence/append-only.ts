import type { QueryRunner } from 'typeorm';
import { faultCode } from './database';

/** What may never be changed, by whatever account. The grants of the application's account say the same (`append`). */
export const appendOnlyTables = [
  'case_event',
  'system_event',
  'anchor',
  'anchor_head',
  'audit_verification',
  'deadline_adjustment',
  'alarm_rung',
  'paper',
] as const;

/**
 * A server with a binary log makes triggers for SUPER only unless log_bin_trust_function_creators is on; an account may
 * also lack TRIGGER. The grants of the application's account hold all the same.
 */
const notOurs = new Set([
  'ER_BINLOG_CREATE_ROUTINE_NEED_SUPER',
  'ER_SPECIFIC_ACCESS_DENIED_ERROR',
  'ER_TABLEACCESS_DENIED_ERROR',
  'ER_ACCESS_DENIED_ERROR',
]);

/**
 * Makes triggers that refuse UPDATE and DELETE on what is append-only, for every account; on MySQL 8 and MariaDB alike.
 * Idempotent, and asked at every migration: a server that did not let them be made may do so today. Null, or a line of
 * what to do where the server does not let this account make them.
 */
export async function refuseChanges(runner: QueryRunner): Promise<string | null> {
  const found = (await runner.query(
    'SELECT trigger_name AS name FROM information_schema.triggers WHERE trigger_schema = DATABASE()',
  )) as { name: string }[];
  const there = new Set(found.map(({ name }) => name));
  for (const table of appendOnlyTables) {
    for (const act of ['UPDATE', 'DELETE'] as const) {
      const name = `${table}_no_${act.toLowerCase()}`;
      if (there.has(name)) continue;
      try {
        await runner.query(
          `CREATE TRIGGER \`${name}\` BEFORE ${act} ON \`${table}\` FOR EACH ROW SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = '${table} is append-only'`,
        );
      } catch (error) {
        const code = faultCode(error);
        if (code === undefined || !notOurs.has(code)) throw error;
        return `no triggers on append-only tables (${code}): grant the migrating account TRIGGER, and where the server writes a binary log set log_bin_trust_function_creators=1; then migrate again`;
      }
    }
  }
  return null;
}
