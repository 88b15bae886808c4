import type { Id } from '../../contracts/ids';
import { DecisionRepository } from '../../persistence/approval/decision-repository';
import { bytesOf, newId } from '../../persistence/bytes';
import { PaperRepository } from '../../persistence/designation/paper-repository';
import type { ActAtWork } from '../approval/act-at-work';
import { openReportingYear } from '../reporting/open-reporting-year';

/**
 * The notice is issued: its paper is registered, the center enters the registry and its first reporting year opens, in
 * this one commit. Relies on the unique keys on paper.number, center.case_id and case_file (center, year).
 */
export async function issueNotice({ work, decision, post }: ActAtWork): Promise<undefined> {
  const { number, dated, original } = decision.form as Record<'number' | 'dated' | 'original', string>;
  await new PaperRepository(work.sql).register({
    id: newId('paper'),
    caseId: work.file.id,
    kind: 'notice',
    number,
    dated,
    form: 'notice',
    documentId: original,
    enteredBy: post.id,
    enteredAt: work.now,
  });
  const draft = await new DecisionRepository(work.sql).last(work.file.id, 'issue', 'draft-notice');
  if (!draft) throw new Error('a notice is issued only after it was drafted');
  const { centerNameZh, centerNameEn } = draft.form as Record<'centerNameZh' | 'centerNameEn', string>;
  const centerId = newId('center');
  await enterCenter(work, centerId, { centerNameZh, centerNameEn, number, dated });
  work.file.centerId = centerId;
  work.record('centerDesignated', 'nation', {
    center: centerId,
    number,
    dated,
    name: { zh: centerNameZh, en: centerNameEn },
  });
  const year = Number(work.today.slice(0, 4));
  const reporting = await openReportingYear(work, centerId, year);
  work.record('reportingYearOpened', 'nation', { case: reporting.id, number: reporting.number, year });
  return undefined;
}

async function enterCenter(
  work: ActAtWork['work'],
  id: Id<'center'>,
  center: { centerNameZh: string; centerNameEn: string; number: string; dated: string },
): Promise<void> {
  const { file } = work;
  const host = await work.sql.row<{ name_zh: string; name_en: string }>(
    'SELECT name_zh, name_en FROM organisation WHERE id = ?',
    [bytesOf(file.applicantId)],
  );
  await work.sql.insert('center', [
    {
      id: bytesOf(id),
      code: file.number,
      kind: file.centerKind,
      specialty: file.specialty,
      name_zh: center.centerNameZh,
      name_en: center.centerNameEn,
      hosts: JSON.stringify([{ zh: host?.name_zh ?? '', en: host?.name_en ?? '' }]),
      province: file.province,
      designated_on: center.dated,
      document_number: center.number,
      case_id: bytesOf(file.id),
      organisation_id: bytesOf(file.applicantId),
      basis: 'verified',
    },
  ]);
}
