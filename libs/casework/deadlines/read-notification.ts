import type { Id } from '../../contracts/ids';
import { Refused } from '../../contracts/errors';
import type { Actor } from '../../contracts/posts';
import { bytesOf } from '../../persistence/bytes';
import type { Office } from '../office';

/** Marks one's own notification read. Marking it again changes nothing. Refused: not-found. */
export async function markNotificationRead(actor: Actor, id: Id<'notification'>, office: Office): Promise<void> {
  await office.database.transaction(async (sql) => {
    const row = await sql.row('SELECT id FROM notification WHERE id = ? AND person_id = ?', [
      bytesOf(id),
      bytesOf(actor.personId),
    ]);
    if (!row) throw new Refused('not-found');
    await sql.run('UPDATE notification SET read_at = COALESCE(read_at, ?) WHERE id = ?', [
      new Date(office.machineNow()),
      bytesOf(id),
    ]);
  });
}
