import { fileChecklist } from '../../../domain/audit/file-checklist';
import { organisationOfBody } from '../../../domain/people/relation';
import { bodyOfStage } from '../../../contracts/procedure';
import { ArchiveRepository } from '../../../persistence/audit/archive-repository';
import { readFileFacts } from '../../../persistence/audit/file-facts';
import { newId } from '../../../persistence/bytes';
import type { ActAtWork } from '../../approval/act-at-work';

/** The check-list as it stood when the file was handed over. */
export async function compileFile({ work, task, decision }: ActAtWork): Promise<undefined> {
  const rows = fileChecklist(await readFileFacts(work.sql, work.file, work.programme));
  work.record('fileCompiled', bodyOfStage[task.stage], {
    stage: task.stage,
    rows: rows.map(({ item, state }) => ({ item, state })),
    missing: decision.form.missing ?? [],
  });
  return undefined;
}

/** The archivist gives number, class and place; the archive of the case is complete. Refused: archive-number-taken. */
export async function acceptFile({ work, task, decision, actor, post }: ActAtWork): Promise<undefined> {
  const { number, retentionClass, place } = decision.form as Record<'number' | 'retentionClass' | 'place', string>;
  const archive = new ArchiveRepository(work.sql);
  const supplement = (await archive.ofCase(work.file.id)).length;
  const body = bodyOfStage[task.stage];
  await archive.accept({
    id: newId('archiveFile'),
    caseId: work.file.id,
    stageId: task.stageId,
    supplement,
    organisationId: organisationOfBody(body, work.parties),
    number: number.trim(),
    retentionClass,
    place,
    acceptedBy: actor.personId,
    acceptedPost: post.id,
    acceptedAt: work.now,
  });
  work.file.archive = 'accepted';
  work.record('fileAccepted', body, { stage: task.stage, number: number.trim(), retentionClass, supplement });
  return undefined;
}
