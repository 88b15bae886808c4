import type { Limit } from '../../../contracts/api/values';
import { idOf } from '../../../persistence/bytes';
import { LedgerRepository } from '../../../persistence/deadlines/ledger-repository';
import type { Sql } from '../../../persistence/sql';
import type { ReadCase } from '../../cases/case-reader';
import { limitOf } from '../../deadlines/limits';
import type { ReadingRoom } from '../../reading-room';
import type { NamedRow } from './request-rows';

/** The legal clock as it is stored. */
export interface Clock {
  offset_ms: number | string;
  calendar_version: number;
}

export const clockOf = (read: Pick<ReadCase, 'clockOffset' | 'calendarVersion'>): Clock => ({
  offset_ms: read.clockOffset,
  calendar_version: read.calendarVersion,
});

/** Limits of the answers that still run, in one read for all rows. */
export async function limitsOfRequests<R extends NamedRow>(
  room: ReadingRoom,
  sql: Sql,
  rows: readonly R[],
  clock: Clock,
): Promise<Map<R, Limit>> {
  const limits = new Map<R, Limit>();
  if (rows.length === 0) return limits;
  const cases = [...new Set(rows.map((row) => idOf('case', row.case_id)))];
  const ledgers = await new LedgerRepository(sql).openOf(cases);
  const calendar = await room.calendar(sql, clock.calendar_version);
  for (const row of rows) {
    const id = idOf('request', row.id);
    const open = (ledgers.get(idOf('case', row.case_id)) ?? []).find(
      (one) => one.requestId === id && one.subject === 'request',
    );
    if (!open) continue;
    const { content } = await room.programme(sql, idOf('programme', row.programme_version_id));
    const setting = { programme: content, calendar, province: row.province, legalNow: room.legalNow(clock.offset_ms) };
    limits.set(row, limitOf(open, setting));
  }
  return limits;
}
