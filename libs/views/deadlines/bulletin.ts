import type { BulletinQuery } from '../../contracts/api/overdue';
import { Refused } from '../../contracts/errors';
import { fieldError } from '../../contracts/field-errors';
import type { Actor, Role } from '../../contracts/posts';
import { calendarOf, makeCalendar, type Calendar } from '../../domain/deadlines/calendar';
import { instantAt } from '../../domain/deadlines/legal-day';
import {
  changesSince,
  legalWeek,
  overdueAsOf,
  weekBefore,
  type LegalWeek,
  type OverdueThen,
  type WeekChanges,
} from '../../domain/deadlines/overdue-as-of';
import { bulletinPosts, oversightOf, type Oversight } from '../../domain/deadlines/overseeing';
import { readCalendarAsOf } from '../../persistence/deadlines/calendar-as-of';
import type { Sql } from '../../persistence/sql';
import type { ReadingRoom } from '../reading-room';
import { limitsBetween, responsibleThen, rungsThen, type BulletinRow } from './bulletin-rows';

/** What the bulletin of a week says. */
export interface Bulletin {
  week: LegalWeek & { name: string };
  oversight: Oversight;
  /** Legal instant of the ledger it was drawn up from: the week's end, or now while the week goes on. */
  asOf: number;
  unfinished: boolean;
  overdue: OverdueThen<BulletinRow>[];
  changes: WeekChanges<BulletinRow>;
  responsible: Map<BulletinRow, Role[]>;
  rungs: Map<BulletinRow, number>;
}

/**
 * The weekly bulletin, reckoned from the ledger as it stood at the end of the week and of the week before; no snapshot
 * is needed, for what the ledger says of an instant never changes. Refused: not-entitled, invalid-input for a week that
 * is none or has not begun.
 */
export function readBulletin(room: ReadingRoom, actor: Actor, query: BulletinQuery): Promise<Bulletin> {
  const oversight = oversightOf(actor, query.body, bulletinPosts);
  const week = legalWeek(query.week);
  if (!week) throw new Refused('invalid-input', { fields: [fieldError('week', 'format')] });
  return room.database.read(async (sql) => {
    const clock = await sql.row<{ offset_ms: number | string }>('SELECT offset_ms FROM clock WHERE id = 1');
    const now = room.legalNow(clock?.offset_ms ?? 0);
    if (instantAt(week.monday, '00:00', 'Asia/Shanghai') > now) {
      throw new Refused('invalid-input', { fields: [fieldError('week', 'not-yet')] });
    }
    const before = weekBefore(week).end;
    const asOf = Math.min(week.end, now);
    const rows = await limitsBetween(room, sql, oversight, { from: before, to: asOf });
    const overdue = overdueAsOf(rows, asOf, await calendarThen(sql, asOf));
    const changes = changesSince(overdueAsOf(rows, before, await calendarThen(sql, before)), overdue);
    const named = oversight.inside ? overdue.map((one) => one.row) : [];
    return {
      week: { ...week, name: query.week },
      oversight,
      asOf,
      unfinished: asOf < week.end,
      overdue,
      changes,
      responsible: await responsibleThen(sql, named, asOf),
      rungs: await rungsThen(sql, named, asOf),
    };
  });
}

async function calendarThen(sql: Sql, at: number): Promise<(row: BulletinRow) => Calendar> {
  const calendar = makeCalendar(await readCalendarAsOf(sql, at));
  return (row) => calendarOf(calendar, row.body, row.province);
}
