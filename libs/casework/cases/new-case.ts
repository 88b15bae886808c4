import { newId } from '../../persistence/bytes';
import type { CaseFile } from '../../persistence/cases/case-file';

type Given = Pick<
  CaseFile,
  | 'kind'
  | 'number'
  | 'programmeVersionId'
  | 'standardVersionId'
  | 'callId'
  | 'applicantId'
  | 'provinceId'
  | 'nationId'
  | 'province'
  | 'centerKind'
  | 'specialty'
  | 'openedAt'
>;

/** A case file before anything happened in it. */
export const newCaseFile = (given: Given): CaseFile => ({
  ...given,
  id: newId('case'),
  centerId: null,
  year: null,
  status: 'open',
  result: null,
  stage: null,
  stageSince: null,
  submittedAt: null,
  closedAt: null,
  archive: null,
  legalHolds: 0,
  rev: 0,
  eventSeq: 0,
  eventHead: null,
  eventAt: null,
  messageSeq: 0,
  messageAt: null,
  ackedSeq: 0,
  ackedAt: null,
  armedUntil: null,
  nextAlarmAt: null,
  orderAlarmAt: null,
  historyLength: 0,
});
