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
    return (
      row && {
        id,
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
      }
    );
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
