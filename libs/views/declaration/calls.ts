import type { Calls } from '../../contracts/api/cases';
import { isWindowOpen } from '../../domain/declaration/window';
import { idOf } from '../../persistence/bytes';
import { callOf, type CallRow } from '../../persistence/programmes/programme-repository';
import type { ReadingRoom } from '../reading-room';

/** Calls, newest window first; `open` by the legal clock. */
export function readCalls(room: ReadingRoom): Promise<Calls> {
  return room.database.read(async (sql) => {
    const rows = await sql.rows<CallRow & { offset_ms: number | string; calendar_version: number }>(
      'SELECT l.*, k.offset_ms, k.calendar_version FROM declaration_call l JOIN clock k ON k.id = 1 ORDER BY l.window_closes DESC LIMIT 100',
    );
    const items: Calls['items'] = [];
    for (const row of rows) {
      const call = callOf(row);
      const { content } = await room.programme(sql, idOf('programme', row.programme_version_id));
      const calendar = await room.calendar(sql, row.calendar_version);
      items.push({
        id: call.id,
        noticeNumber: call.noticeNumber,
        noticeDate: call.noticeDate,
        programme: content.code,
        programmeVersion: content.version,
        title: content.title,
        windowOpens: call.windowOpens,
        windowCloses: call.windowCloses,
        open: isWindowOpen(call, content, calendar, room.legalNow(row.offset_ms)),
        basis: call.basis,
      });
    }
    return { items };
  });
}
