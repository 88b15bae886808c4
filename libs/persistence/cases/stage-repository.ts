import type { Id } from '../../contracts/ids';
import type { Stage, StageOutcome, Step, Target } from '../../contracts/procedure';
import { bytesOf, idOf } from '../bytes';
import { fromSql, fromSqlOrNull, toSql } from '../instants';
import type { Sql } from '../sql';

export interface CaseStage {
  id: Id<'stage'>;
  caseId: Id<'case'>;
  stage: Stage;
  part: string;
  round: number;
  procedureVersion: number;
  openedAt: number;
  endedAt: number | null;
  outcome: StageOutcome | null;
  target: Target | null;
  followed: boolean;
}

interface Row {
  id: Buffer;
  case_id: Buffer;
  stage: Stage;
  part: string;
  round: number;
  procedure_version: number;
  opened_at: Date;
  ended_at: Date | null;
  outcome: StageOutcome | null;
  target_stage: Stage | null;
  target_step: Step | null;
  followed: number;
}

export class StageRepository {
  constructor(private readonly sql: Sql) {}

  /** Every stage entered so far, in the order of entering. */
  async ofCase(caseId: Id<'case'>): Promise<CaseStage[]> {
    const rows = await this.sql.rows<Row>('SELECT * FROM case_stage WHERE case_id = ? ORDER BY id', [bytesOf(caseId)]);
    return rows.map(stageOf);
  }

  async insert(stage: CaseStage): Promise<void> {
    await this.sql.insert('case_stage', [
      {
        id: bytesOf(stage.id),
        case_id: bytesOf(stage.caseId),
        stage: stage.stage,
        part: stage.part,
        round: stage.round,
        procedure_version: stage.procedureVersion,
        opened_at: toSql(stage.openedAt),
      },
    ]);
  }

  async end(
    id: Id<'stage'>,
    at: number,
    outcome: StageOutcome,
    target: Target | null,
    followed: boolean,
  ): Promise<void> {
    await this.sql.run(
      'UPDATE case_stage SET ended_at = ?, outcome = ?, target_stage = ?, target_step = ?, followed = ? WHERE id = ?',
      [toSql(at), outcome, target?.stage ?? null, target?.step ?? null, followed, bytesOf(id)],
    );
  }

  /** Marks every ended stage of the case as handed over. */
  async follow(caseId: Id<'case'>): Promise<void> {
    await this.sql.run(
      'UPDATE case_stage SET followed = 1 WHERE case_id = ? AND ended_at IS NOT NULL AND followed = 0',
      [bytesOf(caseId)],
    );
  }
}

function stageOf(row: Row): CaseStage {
  return {
    id: idOf('stage', row.id),
    caseId: idOf('case', row.case_id),
    stage: row.stage,
    part: row.part,
    round: row.round,
    procedureVersion: row.procedure_version,
    openedAt: fromSql(row.opened_at),
    endedAt: fromSqlOrNull(row.ended_at),
    outcome: row.outcome,
    target: row.target_stage && row.target_step ? { stage: row.target_stage, step: row.target_step } : null,
    followed: row.followed === 1,
  };
}
