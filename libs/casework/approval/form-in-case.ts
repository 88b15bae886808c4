import type { FieldError } from '../../contracts/errors';
import type { Field } from '../../contracts/forms';
import { fileChecklist } from '../../domain/audit/file-checklist';
import { checkForm, type FormContext } from '../../domain/cases/check-form';
import { returnTargets } from '../../domain/cases/return-targets';
import { ArchiveRepository } from '../../persistence/audit/archive-repository';
import { readFileFacts } from '../../persistence/audit/file-facts';
import { bytesOf, idOf } from '../../persistence/bytes';
import type { Task } from '../../persistence/cases/task-repository';
import { marks } from '../../persistence/sql';
import type { CaseWork } from '../cases/case-work';
import { seatsOfStage } from '../cases/stage-moves';

/** Problems of a well-shaped form against the case: documents, standard, panel, targets, numbers. Reads only what the form needs. */
export async function checkFormInCase(
  work: CaseWork,
  task: Task,
  form: readonly Field[],
  values: Record<string, unknown>,
): Promise<FieldError[]> {
  const has = (type: Field['type']): boolean => form.some((field) => field.type === type);
  const panel = task.stage === 'national-review' ? work.programme.panels.nation : work.programme.panels.province;
  const context: FormContext = {
    standard: await work.standard(),
    documentIds: await documentsNamed(work, values),
    targets: has('target') ? await targetsOf(work, task) : [],
    seatIds: has('attendance') ? (await seatsOfStage(work, task.stage)).map((seat) => seat.id) : [],
    quorum: panel.quorum.value,
    panelSize: { min: panel.minSize.value, max: panel.maxSize.value },
    today: work.today,
    ...(await archiveContext(work, has)),
  };
  return checkForm(form, values, context);
}

async function archiveContext(work: CaseWork, has: (type: Field['type']) => boolean) {
  const pattern = work.programme.archive?.number.pattern;
  return {
    checklist: has('checklist') ? fileChecklist(await readFileFacts(work.sql, work.file, work.programme)) : [],
    retentionClasses: has('retention-class')
      ? (await new ArchiveRepository(work.sql).retentionClasses()).map((one) => one.id)
      : [],
    archiveNumber: pattern === undefined ? null : new RegExp(pattern, 'u'),
  };
}

async function targetsOf(work: CaseWork, task: Task) {
  const entered = (await work.stages.ofCase(work.file.id)).map((stage) => stage.stage);
  return returnTargets(task.stage, task.step, entered);
}

/** Every document id anywhere in the form, looked up in one statement. */
async function documentsNamed(work: CaseWork, values: Record<string, unknown>): Promise<Set<string>> {
  const named = [...new Set(JSON.stringify(values).match(/(?<=")doc_[0-9a-f]{32}(?=")/g) ?? [])];
  if (named.length === 0) return new Set();
  const rows = await work.sql.rows<{ id: Buffer }>(
    `SELECT id FROM document WHERE case_id = ? AND withdrawn_at IS NULL AND id IN (${marks(named.length)})`,
    [bytesOf(work.file.id), ...named.map(bytesOf)],
  );
  return new Set(rows.map((row) => idOf('document', row.id) as string));
}
