import type { Adjustment, LegalDate, LimitRule } from '../../contracts/deadlines';
import type { Role } from '../../contracts/posts';
import { bodyOfStage, type Stage, type Step } from '../../contracts/procedure';
import type { DeadlineRule, DeadlineSubject, Programme } from '../../contracts/programme';
import { binds } from '../../domain/deadlines/ledger';
import { legalDateOf } from '../../domain/deadlines/legal-day';
import type { DatedRow } from '../../domain/deadlines/overdue-as-of';
import type { Oversight, OwingBody } from '../../domain/deadlines/overseeing';
import { bodyOfTask } from '../../domain/people/entitled';
import { bytesOf, idOf } from '../../persistence/bytes';
import { marks, type Sql } from '../../persistence/sql';
import type { ReadingRoom } from '../reading-room';

/** A limit of the ledger with what the bulletin says of it. */
export interface BulletinRow extends DatedRow {
  id: Buffer;
  caseId: Buffer;
  stageId: Buffer | null;
  taskId: Buffer | null;
  subject: DeadlineSubject;
  kind: 'commitment' | 'internal';
  body: OwingBody;
  rule: DeadlineRule['rule'];
  title: { zh: string; en: string };
  programme: Programme;
  ladder: string | null;
  number: string;
  hospital: { zh: string; en: string };
  /** Two-digit code, and the name of its commission. */
  province: string;
  provinceName: { zh: string; en: string };
}

interface Row {
  id: Buffer;
  case_id: Buffer;
  stage_id: Buffer | null;
  task_id: Buffer | null;
  rule_id: string;
  own_rule: string | null;
  subject: DeadlineSubject;
  kind: BulletinRow['kind'];
  body: OwingBody;
  starts_on: LegalDate;
  opened_at: Date;
  adjustment: string | null;
  number: string;
  province: string;
  programme_version_id: Buffer;
  hospital_zh: string;
  hospital_en: string;
  province_zh: string;
  province_en: string;
  window_opens: LegalDate | null;
  window_closes: LegalDate | null;
}

/**
 * Limits that may have been overdue between two instants: those open then, less those that were never adjusted and are
 * due later.
 */
export async function limitsBetween(
  room: ReadingRoom,
  sql: Sql,
  oversight: Oversight,
  between: { from: number; to: number },
): Promise<BulletinRow[]> {
  const { inside, as, organisations, body } = oversight;
  const column = as === 'nation' ? 'nation_id' : 'province_id';
  const scope = inside
    ? `d.organisation_id IN (${marks(organisations.length)}) AND d.kind IN ('commitment', 'internal')`
    : `c.${column} IN (${marks(organisations.length)}) AND d.body = ? AND d.kind = 'commitment'`;
  const rows = await sql.rows<Row>(
    `SELECT d.id, d.case_id, d.stage_id, d.task_id, d.rule_id, d.own_rule, d.subject, d.kind, d.body, d.starts_on, d.opened_at,
            a.content AS adjustment, c.number, c.province, c.programme_version_id, o.name_zh AS hospital_zh,
            o.name_en AS hospital_en, p.name_zh AS province_zh, p.name_en AS province_en, l.window_opens, l.window_closes
     FROM deadline d JOIN case_file c ON c.id = d.case_id
     JOIN organisation o ON o.id = c.applicant_id JOIN organisation p ON p.id = c.province_id
     LEFT JOIN declaration_call l ON l.id = c.call_id
     LEFT JOIN deadline_adjustment a ON a.deadline_id = d.id
     WHERE ${scope} ${as === 'nation' ? 'AND c.submitted_at <= ?' : ''}
       AND (d.closed_at IS NULL OR d.closed_at > ?) AND d.opened_at <= ?
       AND (d.due_on <= ? OR EXISTS (SELECT 1 FROM deadline_adjustment e WHERE e.deadline_id = d.id))
     ORDER BY d.id, a.seq`,
    [
      ...organisations.map(bytesOf),
      ...(inside ? [] : [body]),
      ...(as === 'nation' ? [new Date(between.to)] : []),
      new Date(between.from),
      new Date(between.to),
      legalDateOf(between.to, { zone: 'Asia/Shanghai' }),
    ],
  );
  const found = new Map<string, BulletinRow & { adjustments: Adjustment[] }>();
  for (const row of rows) {
    const key = row.id.toString('hex');
    const one =
      found.get(key) ?? rowOf(row, (await room.programme(sql, idOf('programme', row.programme_version_id))).content);
    if (row.adjustment !== null) one.adjustments.push(JSON.parse(row.adjustment) as Adjustment);
    found.set(key, one);
  }
  return [...found.values()];
}

function rowOf(row: Row, programme: Programme): BulletinRow & { adjustments: Adjustment[] } {
  const rule = programme.deadlines.find((one) => one.id === row.rule_id);
  if (!rule) throw new Error(`the pinned programme has no limit ${row.rule_id}`);
  const { window_opens: windowOpens, window_closes: windowCloses } = row;
  return {
    // What goes on after a recall has the same start: one limit to those who read of it.
    key: [row.number, row.rule_id, row.starts_on, row.task_id?.toString('hex') ?? ''].join(' '),
    id: row.id,
    caseId: row.case_id,
    stageId: row.stage_id,
    taskId: row.task_id,
    subject: row.subject,
    kind: row.kind,
    body: row.body,
    rule: row.own_rule === null ? rule.rule : (JSON.parse(row.own_rule) as LimitRule),
    pausesAtMost: rule.pausesAtMost?.days,
    title: rule.title,
    programme,
    ladder: rule.ladder,
    day: programme.day,
    startsOn: row.starts_on,
    openedAt: row.opened_at.getTime(),
    adjustments: [],
    callDates: windowOpens && windowCloses ? { windowOpens, windowCloses } : {},
    number: row.number,
    hospital: { zh: row.hospital_zh, en: row.hospital_en },
    province: row.province,
    provinceName: { zh: row.province_zh, en: row.province_en },
  };
}

/** Posts that had a task bound by each row at the instant. Names of people are no part of a bulletin. */
export async function responsibleThen(
  sql: Sql,
  rows: readonly BulletinRow[],
  instant: number,
): Promise<Map<BulletinRow, Role[]>> {
  if (rows.length === 0) return new Map();
  const cases = [...new Map(rows.map((row) => [row.caseId.toString('hex'), row.caseId])).values()];
  const tasks = await sql.rows<{
    id: Buffer;
    case_id: Buffer;
    stage_id: Buffer;
    stage: Stage;
    step: Step;
    role: Role | null;
  }>(
    `SELECT id, case_id, stage_id, stage, step, role FROM task
     WHERE case_id IN (${marks(cases.length)}) AND opened_at <= ? AND (done_at IS NULL OR done_at > ?) ORDER BY id`,
    [...cases, new Date(instant), new Date(instant)],
  );
  return new Map(
    rows.map((row) => {
      const limit = {
        subject: row.subject,
        body: row.body,
        stageId: row.stageId && idOf('stage', row.stageId),
        taskId: row.taskId && idOf('task', row.taskId),
      };
      const bound = tasks.filter(
        (task) =>
          task.case_id.equals(row.caseId) &&
          bodyOfTask(task) === row.body &&
          binds(limit, {
            id: idOf('task', task.id),
            stageId: idOf('stage', task.stage_id),
            body: bodyOfStage[task.stage],
            step: task.step,
          }),
      );
      return [row, [...new Set(bound.map((task) => task.role ?? ('expert' as const)))]];
    }),
  );
}

/** The highest rung each row had reached by the instant, as its offset in working days from the due date. */
export async function rungsThen(
  sql: Sql,
  rows: readonly BulletinRow[],
  instant: number,
): Promise<Map<BulletinRow, number>> {
  if (rows.length === 0) return new Map();
  const rung = await sql.rows<{ deadline_id: Buffer; rung: string }>(
    `SELECT deadline_id, rung FROM alarm_rung
     WHERE deadline_id IN (${marks(rows.length)}) AND state = 'rung' AND at <= ? ORDER BY at`,
    [...rows.map((row) => row.id), new Date(instant)],
  );
  const found = new Map<BulletinRow, number>();
  for (const row of rows) {
    const last = rung.filter((one) => one.deadline_id.equals(row.id)).at(-1);
    const ladder = row.ladder ? row.programme.ladders[row.ladder] : undefined;
    const known = [...(ladder?.reminders ?? []), ...(ladder?.escalations ?? [])].find((one) => one.id === last?.rung);
    if (known) found.set(row, known.offset);
  }
  return found;
}
