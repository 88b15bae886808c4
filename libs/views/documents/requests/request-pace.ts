import type { RequestPace } from '../../../contracts/api/requests';
import type { Actor } from '../../../contracts/posts';
import { bytesOf, idOf } from '../../../persistence/bytes';
import { toSql } from '../../../persistence/instants';
import type { ReadingRoom } from '../../reading-room';
import { chinaDate } from './request-list';
import { bodiesOfActor } from './request-rows';

const year = 365 * 86_400_000;
const shown = 50;

interface Row {
  to_organisation: Buffer;
  name_zh: string;
  name_en: string;
  open: number | string;
  overdue: number | string;
  answered: number | string;
  late: number | string;
  days: number | string | null;
  rounds: number;
}

/**
 * How those whom the reader's bodies asked in the last year answer, the slowest first: what is open and overdue, what
 * came late, calendar days from service to the answer on average, and the most rounds one matter took.
 */
export function readPace(room: ReadingRoom, actor: Actor): Promise<RequestPace> {
  const bodies = bodiesOfActor(actor);
  if (bodies.length === 0) return Promise.resolve({ items: [] });
  return room.database.read(async (sql) => {
    const clock = await sql.row<{ offset_ms: number | string }>('SELECT offset_ms FROM clock WHERE id = 1');
    const now = room.legalNow(clock?.offset_ms ?? 0);
    const rows = await sql.rows<Row>(
      `SELECT r.to_organisation, o.name_zh, o.name_en, SUM(r.state = 'sent') AS open,
              SUM(r.state = 'sent' AND r.due_on < ?) AS overdue, SUM(r.answered_at IS NOT NULL) AS answered,
              SUM(r.answered_at IS NOT NULL AND r.late = 1) AS late, MAX(r.round) AS rounds,
              AVG(DATEDIFF(TIMESTAMPADD(HOUR, 8, r.answered_at), r.served_on)) AS days
       FROM document_request r JOIN organisation o ON o.id = r.to_organisation
       WHERE (${bodies.map(() => '(r.from_organisation = ? AND r.from_body = ?)').join(' OR ')}) AND r.sent_at >= ?
       GROUP BY r.to_organisation, o.name_zh, o.name_en
       ORDER BY overdue DESC, days DESC, r.to_organisation LIMIT ${String(shown)}`,
      [chinaDate(now), ...bodies.flatMap(({ organisation, body }) => [bytesOf(organisation), body]), toSql(now - year)],
    );
    return {
      items: rows.map((row) => ({
        organisation: { id: idOf('organisation', row.to_organisation), name: { zh: row.name_zh, en: row.name_en } },
        open: Number(row.open),
        overdue: Number(row.overdue),
        answered: Number(row.answered),
        late: Number(row.late),
        averageDays: row.days === null ? null : Math.round(Number(row.days) * 10) / 10,
        mostRounds: row.rounds,
      })),
    };
  });
}
