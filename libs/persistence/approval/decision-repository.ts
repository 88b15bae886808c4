import type { Id } from '../../contracts/ids';
import type { Side } from '../../contracts/posts';
import type { Outcome, Stage, Step } from '../../contracts/procedure';
import { bytesOf, bytesOrNull, idOf, idOrNull } from '../bytes';
import { canonicalText } from '../events/chain';
import { fromSql, fromSqlOrNull, toSql } from '../instants';
import type { Sql } from '../sql';

export interface Decision {
  id: Id<'decision'>;
  caseId: Id<'case'>;
  taskId: Id<'task'>;
  stage: Stage;
  round: number;
  step: Step;
  outcome: Outcome;
  side: Side;
  personId: Id<'person'>;
  /** Who was stood in for, and by which grant. */
  onBehalfOf: Id<'person'> | null;
  deputyId: Id<'deputy'> | null;
  postId: Id<'post'>;
  at: number;
  form: Record<string, unknown>;
  recalledAt: number | null;
}

interface Row {
  id: Buffer;
  case_id: Buffer;
  task_id: Buffer;
  stage: Stage;
  round: number;
  step: Step;
  outcome: Outcome;
  side: Side;
  person_id: Buffer;
  on_behalf_of: Buffer | null;
  deputy_id: Buffer | null;
  post_id: Buffer;
  at: Date;
  form: string;
  recalled_at: Date | null;
}

export class DecisionRepository {
  constructor(private readonly sql: Sql) {}

  async insert(decision: Decision): Promise<void> {
    await this.sql.insert('decision', [
      {
        id: bytesOf(decision.id),
        case_id: bytesOf(decision.caseId),
        task_id: bytesOf(decision.taskId),
        stage: decision.stage,
        round: decision.round,
        step: decision.step,
        outcome: decision.outcome,
        side: decision.side,
        person_id: bytesOf(decision.personId),
        on_behalf_of: bytesOrNull(decision.onBehalfOf),
        deputy_id: bytesOrNull(decision.deputyId),
        post_id: bytesOf(decision.postId),
        at: toSql(decision.at),
        form: canonicalText(decision.form),
      },
    ]);
  }

  async recall(id: Id<'decision'>, at: number): Promise<void> {
    await this.sql.run('UPDATE decision SET recalled_at = ? WHERE id = ?', [toSql(at), bytesOf(id)]);
  }

  /** The last decision on a step that was not recalled. */
  async last(caseId: Id<'case'>, stage: Stage, step: Step): Promise<Decision | undefined> {
    const row = await this.sql.row<Row>(
      'SELECT * FROM decision WHERE case_id = ? AND stage = ? AND step = ? AND recalled_at IS NULL ORDER BY id DESC LIMIT 1',
      [bytesOf(caseId), stage, step],
    );
    return row && decisionOf(row);
  }

  async find(id: Id<'decision'>): Promise<Decision | undefined> {
    const row = await this.sql.row<Row>('SELECT * FROM decision WHERE id = ?', [bytesOf(id)]);
    return row && decisionOf(row);
  }

  async ofCase(caseId: Id<'case'>): Promise<Decision[]> {
    const rows = await this.sql.rows<Row>('SELECT * FROM decision WHERE case_id = ? ORDER BY id', [bytesOf(caseId)]);
    return rows.map(decisionOf);
  }
}

function decisionOf(row: Row): Decision {
  return {
    id: idOf('decision', row.id),
    caseId: idOf('case', row.case_id),
    taskId: idOf('task', row.task_id),
    stage: row.stage,
    round: row.round,
    step: row.step,
    outcome: row.outcome,
    side: row.side,
    personId: idOf('person', row.person_id),
    onBehalfOf: idOrNull('person', row.on_behalf_of),
    deputyId: idOrNull('deputy', row.deputy_id),
    postId: idOf('post', row.post_id),
    at: fromSql(row.at),
    form: JSON.parse(row.form) as Record<string, unknown>,
    recalledAt: fromSqlOrNull(row.recalled_at),
  };
}
