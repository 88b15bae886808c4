import type { OperationsView } from '../../contracts/api/registry';
import type { Sql } from '../../persistence/sql';

/** Days that what was not sent is shown for. */
const shownDays = 30;

/** Messages that wait to leave the house, and those of the last 30 days that never will. */
export async function readMessagesOut(sql: Sql, machineNow: number): Promise<OperationsView['messages']> {
  const rows = await sql.rows<{ state: string; n: number | string; oldest: Date }>(
    `SELECT state, COUNT(*) AS n, MIN(made_at) AS oldest FROM delivery
     WHERE state IN ('waiting', 'failed') OR (state IN ('given-up', 'not-addressed', 'no-channel') AND made_at > ?)
     GROUP BY state`,
    [new Date(machineNow - shownDays * 86_400_000)],
  );
  const count = (state: string): number => Number(rows.find((row) => row.state === state)?.n ?? 0);
  const oldest = rows
    .filter((row) => row.state === 'waiting' || row.state === 'failed')
    .map((row) => row.oldest.getTime());
  return {
    waiting: count('waiting'),
    failed: count('failed'),
    givenUp: count('given-up'),
    notAddressed: count('not-addressed'),
    noChannel: count('no-channel'),
    oldestWaitingSeconds: oldest.length > 0 ? (machineNow - Math.min(...oldest)) / 1000 : null,
  };
}
