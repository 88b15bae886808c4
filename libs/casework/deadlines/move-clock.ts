import { Refused } from '../../contracts/errors';
import type { Sql } from '../../persistence/sql';
import type { Office } from '../office';

const day = 86_400_000;

/**
 * Sets where the training clock is to go; the worker moves it from alarm to alarm and clears the target when it is
 * there. Refused: clock-not-movable (outside training, or backwards), clock-moving.
 */
export async function moveClock(
  input: { to?: string | undefined; days?: number | undefined },
  training: boolean,
  office: Office,
): Promise<void> {
  if (!training) throw new Refused('clock-not-movable');
  await office.database.transaction(async (sql: Sql) => {
    const row = await sql.row<{ offset_ms: number | string; target_at: Date | null }>(
      'SELECT offset_ms, target_at FROM clock WHERE id = 1 FOR UPDATE',
    );
    const now = office.machineNow() + Number(row?.offset_ms ?? 0);
    const target = input.to === undefined ? now + (input.days ?? 0) * day : Date.parse(input.to);
    if (!row || target <= now) throw new Refused('clock-not-movable');
    if (row.target_at !== null) throw new Refused('clock-moving');
    await sql.run('UPDATE clock SET target_at = ? WHERE id = 1', [new Date(target)]);
  });
}
