import type { Id } from '../../contracts/ids';
import { mainPart } from '../../contracts/messages';
import type { CaseFile } from '../../persistence/cases/case-file';
import { CaseRepository } from '../../persistence/cases/case-repository';
import { newCaseFile } from '../cases/new-case';
import { CaseWork } from '../cases/case-work';
import { enterInto } from '../cases/stage-moves';

/** Opens a center's reporting year with its first stage and limit, in the commit of the act that causes it. */
export async function openReportingYear(
  designation: CaseWork,
  centerId: Id<'center'>,
  year: number,
): Promise<CaseFile> {
  const { file, sql, office } = designation;
  const opened = newCaseFile({
    kind: 'reporting-year',
    number: `${file.number}-Y${String(year)}`,
    programmeVersionId: file.programmeVersionId,
    standardVersionId: file.standardVersionId,
    callId: null,
    applicantId: file.applicantId,
    provinceId: file.provinceId,
    nationId: file.nationId,
    province: file.province,
    centerKind: file.centerKind,
    specialty: file.specialty,
    openedAt: designation.now,
  });
  opened.centerId = centerId;
  opened.year = year;
  opened.submittedAt = designation.now;
  await new CaseRepository(sql).insert(opened);
  const locked = await new CaseRepository(sql).lock(opened.id);
  if (!locked) throw new Error('the case just made is not there');
  const work = await CaseWork.over(office, sql, locked);
  await work.freshLedger();
  work.record('caseOpened', 'nation', { kind: 'reporting-year', designation: file.id, center: centerId, year });
  await enterInto(work, 'planning', mainPart, null, []);
  work.send({ kind: 'look' });
  await work.settle();
  return work.file;
}
