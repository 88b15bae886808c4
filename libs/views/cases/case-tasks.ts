import type { CasePage } from '../../contracts/api/cases';
import {
  audiencesOf,
  audienceOfPerson,
  audienceOfRole,
  narrowAudiencesOf,
  type Actor,
  type Role,
} from '../../contracts/posts';
import { coversAct } from '../../contracts/deputies';
import type { Stage, Step } from '../../contracts/procedure';
import { bytesOf, idOf, idOrNull } from '../../persistence/bytes';
import type { LedgerRow } from '../../persistence/deadlines/ledger-repository';
import type { Sql } from '../../persistence/sql';
import { asideActions } from '../inbox/task-actions';
import { limitOfTask, type LimitSetting } from '../deadlines/limits';
import { seesTask, type ReadCase } from './case-reader';

interface Row {
  id: Buffer;
  stage_id: Buffer;
  stage: Stage;
  step: Step;
  role: Role | null;
  organisation_id: Buffer | null;
  org_zh: string | null;
  org_en: string | null;
  person_id: Buffer | null;
  holder_id: Buffer | null;
  holder_zh: string | null;
  holder_en: string | null;
  unstaffed: number;
  assigned_to: Buffer | null;
  asked_zh: string | null;
  asked_en: string | null;
  opened_at: Date;
  recused: number;
}

/** Open tasks of a case: all for readers inside the body, one's own for an expert, none for others. */
export async function readCaseTasks(
  sql: Sql,
  actor: Actor,
  read: ReadCase,
  ledger: readonly LedgerRow[],
  setting: LimitSetting,
): Promise<CasePage['tasks']> {
  const rows = await sql.rows<Row>(
    `SELECT t.id, t.stage_id, t.stage, t.step, t.role, t.organisation_id, o.name_zh AS org_zh, o.name_en AS org_en,
            t.person_id, t.holder_id, h.name_zh AS holder_zh, h.name_en AS holder_en, t.unstaffed, t.opened_at,
            t.assigned_to, r.name_zh AS asked_zh, r.name_en AS asked_en,
             EXISTS (SELECT 1 FROM task_recusal q WHERE q.person_id = ? AND q.task_id = t.id) AS recused
     FROM task t LEFT JOIN person r ON r.id = t.assigned_to LEFT JOIN organisation o ON o.id = t.organisation_id LEFT JOIN person h ON h.id = COALESCE(t.holder_id, t.person_id)
     WHERE t.case_id = ? AND t.stage = ? AND t.state = 'open' ORDER BY t.id`,
    [bytesOf(actor.personId), bytesOf(read.file.id), read.file.stage],
  );
  const isMine = mineBy(actor, read);
  return rows
    .map((row) => ({ row, own: isMine(row) }))
    .filter(({ row, own }) => own || seesTask(read, row))
    .map(({ row, own }) => ({
      id: idOf('task', row.id),
      step: row.step,
      waitingForRole: row.role,
      organisation: row.organisation_id && {
        id: idOf('organisation', row.organisation_id),
        name: { zh: row.org_zh ?? '', en: row.org_en ?? '' },
      },
      holder: holderOf(row),
      since: row.opened_at.toISOString(),
      limit: limitOfTask(
        { id: idOf('task', row.id), stageId: idOf('stage', row.stage_id), stage: row.stage, step: row.step },
        ledger,
        setting,
      ),
      mine: own,
      unstaffed: row.unstaffed === 1,
      waitsForReplyOf: row.assigned_to && {
        id: idOf('person', row.assigned_to),
        name: { zh: row.asked_zh ?? '', en: row.asked_en ?? '' },
      },
      allowedActions: asideActions(actor, read, {
        id: idOf('task', row.id),
        stage: row.stage,
        step: row.step,
        state: 'open',
        role: row.role,
        organisationId: idOrNull('organisation', row.organisation_id),
        personId: idOrNull('person', row.person_id),
        holderId: idOrNull('person', row.holder_id),
        decidedBy: null,
        decidedFor: null,
        assignedTo: idOrNull('person', row.assigned_to),
      }),
    }));
}

function holderOf(row: Row) {
  const id = idOrNull('person', row.holder_id ?? row.person_id);
  return id && { id, name: { zh: row.holder_zh ?? '', en: row.holder_en ?? '' } };
}

function audienceOf(row: Row): string {
  if (row.role && row.organisation_id) return audienceOfRole(row.role, idOf('organisation', row.organisation_id));
  return row.person_id ? audienceOfPerson(idOf('person', row.person_id)) : '';
}

/** Whether a task is shown in the actor's own inbox. */
function mineBy(actor: Actor, read: ReadCase): (row: Row) => boolean {
  const whole = new Set(audiencesOf(actor));
  const narrow = narrowAudiencesOf(actor);
  return (row) => {
    const audience = audienceOf(row);
    const act = { callId: read.file.callId, step: row.step };
    const stoodIn = narrow.some((one) => one.audience === audience && coversAct(one.scope, act));
    return row.recused === 0 && (whole.has(audience) || stoodIn);
  };
}
