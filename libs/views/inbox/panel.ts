import type { TaskView } from '../../contracts/api/tasks';
import { bytesOf, idOf } from '../../persistence/bytes';
import type { PanelLevel } from '../../persistence/evaluation/panel-repository';
import type { Sql } from '../../persistence/sql';
import type { ReadCase } from '../cases/case-reader';

/** Experts of the pool that may be seated, without hard conflicts; the command checks them again. */
export async function readPool(sql: Sql, read: ReadCase, level: PanelLevel): Promise<TaskView['pool']> {
  const rows = await sql.rows<{
    person_id: Buffer;
    name_zh: string;
    name_en: string;
    organisation_id: Buffer;
    org_zh: string;
    org_en: string;
  }>(
    `SELECT x.person_id, n.name_zh, n.name_en, x.organisation_id, o.name_zh AS org_zh, o.name_en AS org_en
     FROM post x JOIN person n ON n.id = x.person_id JOIN organisation o ON o.id = x.organisation_id
     WHERE x.role = 'expert' AND x.pool = ?
       AND NOT EXISTS (SELECT 1 FROM post e WHERE e.person_id = x.person_id AND e.organisation_id = ?)
       AND NOT EXISTS (SELECT 1 FROM panel p JOIN seat s ON s.panel_id = p.id AND s.left_at IS NULL
                       WHERE p.case_id = ? AND p.level <> ? AND s.person_id = x.person_id)
     ORDER BY n.name_en`,
    [level === 'nation' ? 'nation' : read.file.province, bytesOf(read.file.applicantId), bytesOf(read.file.id), level],
  );
  return rows.map((row) => ({
    id: idOf('person', row.person_id),
    name: { zh: row.name_zh, en: row.name_en },
    organisation: { id: idOf('organisation', row.organisation_id), name: { zh: row.org_zh, en: row.org_en } },
  }));
}

export async function readSeats(sql: Sql, read: ReadCase, level: PanelLevel): Promise<TaskView['seats']> {
  const rows = await sql.rows<{ id: Buffer; person_id: Buffer; name_zh: string; name_en: string; is_lead: number }>(
    `SELECT s.id, s.person_id, n.name_zh, n.name_en, s.is_lead
     FROM panel p JOIN seat s ON s.panel_id = p.id AND s.left_at IS NULL JOIN person n ON n.id = s.person_id
     WHERE p.case_id = ? AND p.level = ? ORDER BY s.is_lead DESC, s.id`,
    [bytesOf(read.file.id), level],
  );
  return rows.map((row) => ({
    id: idOf('seat', row.id),
    person: { id: idOf('person', row.person_id), name: { zh: row.name_zh, en: row.name_en } },
    lead: row.is_lead === 1,
  }));
}
