import type { Words } from '../../contracts/forms';
import type { Id } from '../../contracts/ids';
import { bytesOf, idOf, idOrNull } from '../bytes';
import { fromSql, fromSqlOrNull, toSql, toSqlOrNull } from '../instants';
import type { Sql } from '../sql';

export type BreakGlassState = 'asked' | 'granted' | 'refused' | 'ended';
export interface BreakGlass {
  id: Id<'breakGlass'>;
  caseId: Id<'case'>;
  reason: string;
  hours: number;
  state: BreakGlassState;
  askedBy: Id<'person'>;
  askedAt: number;
  decidedBy: Id<'person'> | null;
  decidedAt: number | null;
  until: number | null;
  endedBy: Id<'person'> | null;
  endedAt: number | null;
}

/** Who is on a case, for those who have to be told. */
export interface CaseOfGlass {
  id: Id<'case'>;
  number: string;
  applicantId: Id<'organisation'>;
  provinceId: Id<'organisation'> | null;
  nationId: Id<'organisation'> | null;
  submitted: boolean;
}

interface Row {
  id: Buffer;
  case_id: Buffer;
  reason: string;
  hours: number;
  state: BreakGlassState;
  asked_by: Buffer;
  asked_at: Date;
  decided_by: Buffer | null;
  decided_at: Date | null;
  until: Date | null;
  ended_by: Buffer | null;
  ended_at: Date | null;
}
interface ListRow {
  number: string;
  asker_zh: string;
  asker_en: string;
  decider_zh: string | null;
  decider_en: string | null;
  ender_zh: string | null;
  ender_en: string | null;
}
/** With the case's number and the names of those who asked, decided and ended. */
export interface BreakGlassRead extends BreakGlass {
  caseNumber: string;
  askerName: Words;
  deciderName: Words;
  enderName: Words;
}
interface CaseRow {
  id: Buffer;
  number: string;
  applicant_id: Buffer;
  province_id: Buffer | null;
  nation_id: Buffer | null;
  submitted_at: Date | null;
}

export class BreakGlassRepository {
  constructor(private readonly sql: Sql) {}

  async insert(glass: BreakGlass): Promise<void> {
    await this.sql.insert('break_glass', [
      {
        id: bytesOf(glass.id),
        case_id: bytesOf(glass.caseId),
        reason: glass.reason,
        hours: glass.hours,
        state: glass.state,
        asked_by: bytesOf(glass.askedBy),
        asked_at: toSql(glass.askedAt),
      },
    ]);
  }

  /** `lock`: it is decided or ended once. */
  async find(id: Id<'breakGlass'>, lock = false): Promise<BreakGlass | undefined> {
    const row = await this.sql.row<Row>(`SELECT * FROM break_glass WHERE id = ? ${lock ? 'FOR UPDATE' : ''}`, [
      bytesOf(id),
    ]);
    return row && glassOf(row);
  }

  /** Newest first, with names and number; `before`: the last one seen. */
  async list(limit: number, before: { at: Date; id: Buffer } | null): Promise<BreakGlassRead[]> {
    const person = (of: string) => `${of}.name_zh AS ${of}_zh, ${of}.name_en AS ${of}_en`;
    const rows = await this.sql.rows<Row & ListRow>(
      `SELECT g.*, c.number, ${person('asker')}, ${person('decider')}, ${person('ender')}
       FROM break_glass g JOIN case_file c ON c.id = g.case_id JOIN person asker ON asker.id = g.asked_by
       LEFT JOIN person decider ON decider.id = g.decided_by LEFT JOIN person ender ON ender.id = g.ended_by
       ${before ? 'WHERE g.asked_at <= ? AND (g.asked_at < ? OR g.id < ?)' : ''}
       ORDER BY g.asked_at DESC, g.id DESC LIMIT ${String(limit)}`,
      before ? [before.at, before.at, before.id] : [],
    );
    return rows.map((row) => ({
      ...glassOf(row),
      caseNumber: row.number,
      askerName: { zh: row.asker_zh, en: row.asker_en },
      deciderName: { zh: row.decider_zh ?? '', en: row.decider_en ?? '' },
      enderName: { zh: row.ender_zh ?? '', en: row.ender_en ?? '' },
    }));
  }

  async decide(id: Id<'breakGlass'>, state: 'granted' | 'refused', by: Id<'person'>, at: number, until: number | null) {
    await this.sql.run('UPDATE break_glass SET state = ?, decided_by = ?, decided_at = ?, until = ? WHERE id = ?', [
      state,
      bytesOf(by),
      toSql(at),
      toSqlOrNull(until),
      bytesOf(id),
    ]);
  }

  async end(id: Id<'breakGlass'>, by: Id<'person'>, at: number): Promise<void> {
    await this.sql.run("UPDATE break_glass SET state = 'ended', ended_by = ?, ended_at = ? WHERE id = ?", [
      bytesOf(by),
      toSql(at),
      bytesOf(id),
    ]);
  }

  async caseNumbered(number: string): Promise<CaseOfGlass | undefined> {
    return this.caseOf('number = ?', number);
  }

  async caseOfId(id: Id<'case'>): Promise<CaseOfGlass | undefined> {
    return this.caseOf('id = ?', bytesOf(id));
  }

  private async caseOf(where: string, value: string | Buffer): Promise<CaseOfGlass | undefined> {
    const row = await this.sql.row<CaseRow>(
      `SELECT id, number, applicant_id, province_id, nation_id, submitted_at FROM case_file WHERE ${where}`,
      [value],
    );
    return (
      row && {
        id: idOf('case', row.id),
        number: row.number,
        applicantId: idOf('organisation', row.applicant_id),
        provinceId: idOrNull('organisation', row.province_id),
        nationId: idOrNull('organisation', row.nation_id),
        submitted: row.submitted_at !== null,
      }
    );
  }

  /** Organisations at which somebody holds one of the posts on that day. */
  async organisationsWith(roles: readonly string[], today: string): Promise<Id<'organisation'>[]> {
    const rows = await this.sql.rows<{ organisation_id: Buffer }>(
      `SELECT DISTINCT organisation_id FROM post WHERE role IN (${roles.map(() => '?').join(',')})
       AND valid_from <= ? AND (valid_to IS NULL OR valid_to >= ?)`,
      [...roles, today, today],
    );
    return rows.map((row) => idOf('organisation', row.organisation_id));
  }
}

const glassOf = (row: Row): BreakGlass => ({
  id: idOf('breakGlass', row.id),
  caseId: idOf('case', row.case_id),
  reason: row.reason,
  hours: row.hours,
  state: row.state,
  askedBy: idOf('person', row.asked_by),
  askedAt: fromSql(row.asked_at),
  decidedBy: idOrNull('person', row.decided_by),
  decidedAt: fromSqlOrNull(row.decided_at),
  until: fromSqlOrNull(row.until),
  endedBy: idOrNull('person', row.ended_by),
  endedAt: fromSqlOrNull(row.ended_at),
});
