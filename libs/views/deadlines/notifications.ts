import type { NotificationList } from '../../contracts/api/registry';
import type { Actor } from '../../contracts/posts';
import { notificationWords, type NotificationCode, type NotificationParams } from '../../contracts/words/notifications';
import { bytesOf, idOf, idOrNull } from '../../persistence/bytes';
import { decodeCursor, encodeCursor, hexId, pageOf } from '../cursor';
import type { ReadingRoom } from '../reading-room';

interface Row {
  id: Buffer;
  case_id: Buffer | null;
  code: NotificationCode;
  params: string;
  at: Date;
  read_at: Date | null;
  number: string | null;
  programme_version_id: Buffer | null;
}

const unreadCap = 1000;

/** What the reader was told, newest first, with the unread count (capped at 1,000). */
export function readNotifications(
  room: ReadingRoom,
  actor: Actor,
  query: { limit: number; after?: string },
): Promise<NotificationList> {
  return room.database.read(async (sql) => {
    const person = bytesOf(actor.personId);
    const after = query.after === undefined ? null : decodeCursor(query.after, [hexId])[0];
    const rows = await sql.rows<Row>(
      `SELECT n.*, c.number, c.programme_version_id FROM notification n LEFT JOIN case_file c ON c.id = n.case_id
       WHERE n.person_id = ? ${after ? 'AND n.id < ?' : ''} ORDER BY n.id DESC LIMIT ${String(query.limit + 1)}`,
      [person, ...(after ? [Buffer.from(after, 'hex')] : [])],
    );
    const unread = await sql.row<{ n: number }>(
      `SELECT COUNT(*) AS n FROM (SELECT 1 FROM notification WHERE person_id = ? AND read_at IS NULL LIMIT ${String(unreadCap)}) u`,
      [person],
    );
    const programmes = new Map<string, Awaited<ReturnType<ReadingRoom['programme']>>>();
    for (const row of rows) {
      if (!row.programme_version_id) continue;
      const id = idOf('programme', row.programme_version_id);
      programmes.set(id, await room.programme(sql, id));
    }
    const page = pageOf(
      rows,
      query.limit,
      (row) => encodeCursor([row.id.toString('hex')]),
      (row) => {
        const programme = idOrNull('programme', row.programme_version_id);
        const deadlines = (programme && programmes.get(programme)?.content.deadlines) ?? [];
        const params = JSON.parse(row.params) as Omit<NotificationParams, 'rule'> & { rule?: string };
        const rule = deadlines.find((one) => one.id === params.rule)?.title;
        const { title, text } = notificationWords[row.code];
        return {
          id: idOf('notification', row.id),
          at: row.at.toISOString(),
          title,
          text: text({ ...params, rule }),
          caseId: idOrNull('case', row.case_id),
          caseNumber: row.number,
          light:
            row.code === 'escalation' || row.code === 'order-overdue'
              ? ('overdue' as const)
              : row.code === 'reminder'
                ? ('due-soon' as const)
                : null,
          read: row.read_at !== null,
        };
      },
    );
    return { ...page, unread: unread?.n ?? 0 };
  });
}
