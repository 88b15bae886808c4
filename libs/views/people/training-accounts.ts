import type { TrainingAccounts } from '../../contracts/api/session';
import type { Role } from '../../contracts/posts';
import { idOf } from '../../persistence/bytes';
import type { ReadingRoom } from '../reading-room';

/** The fictional accounts of a training stack; there are none anywhere else. */
export function readTrainingAccounts(room: ReadingRoom, password: string): Promise<TrainingAccounts> {
  return room.database.read(async (sql) => {
    const rows = await sql.rows<{
      username: string;
      name_zh: string;
      name_en: string;
      role: Role;
      organisation_id: Buffer;
      org_zh: string;
      org_en: string;
    }>(
      `SELECT a.username, n.name_zh, n.name_en, p.role, p.organisation_id, o.name_zh AS org_zh, o.name_en AS org_en
       FROM account a JOIN person n ON n.id = a.person_id JOIN post p ON p.person_id = a.person_id
       JOIN organisation o ON o.id = p.organisation_id WHERE a.training = 1 ORDER BY o.kind, a.username`,
    );
    return {
      items: rows.map((row) => ({
        username: row.username,
        password,
        name: { zh: row.name_zh, en: row.name_en },
        role: row.role,
        organisation: { id: idOf('organisation', row.organisation_id), name: { zh: row.org_zh, en: row.org_en } },
      })),
    };
  });
}
