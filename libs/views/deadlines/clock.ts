import type { ClockView } from '../../contracts/api/session';
import type { ReadingRoom } from '../reading-room';

/** The legal clock, and where a move under way is going. */
export function readClock(room: ReadingRoom, movable: boolean): Promise<ClockView> {
  return room.database.read(async (sql) => {
    const row = await sql.row<{ offset_ms: number | string; target_at: Date | null }>(
      'SELECT offset_ms, target_at FROM clock WHERE id = 1',
    );
    return {
      legalNow: new Date(room.legalNow(row?.offset_ms ?? 0)).toISOString(),
      movable,
      target: row?.target_at?.toISOString() ?? null,
    };
  });
}
