import type { Id } from '../../contracts/ids';
import {
  bodyOfStage,
  type ArchiveState,
  type CaseKind,
  type CaseStatus,
  type Result,
  type Stage,
} from '../../contracts/procedure';
import { idOf, idOrNull } from '../bytes';
import { fromSql, fromSqlOrNull } from '../instants';

/** A case file as a unit of work holds it. Instants are legal epoch milliseconds unless said otherwise. */
export interface CaseFile {
  readonly id: Id<'case'>;
  readonly kind: CaseKind;
  readonly number: string;
  readonly programmeVersionId: Id<'programme'>;
  readonly standardVersionId: Id<'standard'>;
  readonly callId: Id<'call'> | null;
  readonly applicantId: Id<'organisation'>;
  readonly provinceId: Id<'organisation'>;
  readonly nationId: Id<'organisation'>;
  readonly province: string;
  readonly centerKind: 'NMC' | 'NRMC';
  readonly specialty: string;
  readonly openedAt: number;
  centerId: Id<'center'> | null;
  year: number | null;
  status: CaseStatus;
  result: Result | null;
  stage: Stage | null;
  stageSince: number | null;
  submittedAt: number | null;
  closedAt: number | null;
  archive: ArchiveState | null;
  /** Legal holds that stand on the file. */
  legalHolds: number;
  rev: number;
  eventSeq: number;
  eventHead: Buffer | null;
  eventAt: number | null;
  messageSeq: number;
  messageAt: number | null;
  ackedSeq: number;
  ackedAt: number | null;
  armedUntil: number | null;
  nextAlarmAt: number | null;
  /** Earliest alarm of an unanswered supervision order. */
  orderAlarmAt: number | null;
  historyLength: number;
}

export interface CaseFileRow {
  id: Buffer;
  kind: CaseKind;
  number: string;
  programme_version_id: Buffer;
  standard_version_id: Buffer;
  call_id: Buffer | null;
  applicant_id: Buffer;
  province_id: Buffer;
  nation_id: Buffer;
  province: string;
  center_kind: 'NMC' | 'NRMC';
  specialty: string;
  center_id: Buffer | null;
  year: number | null;
  status: CaseStatus;
  result: Result | null;
  stage: Stage | null;
  stage_since: Date | null;
  submitted_at: Date | null;
  opened_at: Date;
  closed_at: Date | null;
  archive: ArchiveState | null;
  legal_holds: number;
  rev: number;
  event_seq: number;
  event_head: Buffer | null;
  event_at: Date | null;
  message_seq: number;
  message_at: Date | null;
  acked_seq: number;
  acked_at: Date | null;
  armed_until: Date | null;
  next_alarm_at: Date | null;
  order_alarm_at: Date | null;
  history_length: number;
}

export function caseFileOf(row: CaseFileRow): CaseFile {
  return {
    id: idOf('case', row.id),
    kind: row.kind,
    number: row.number,
    programmeVersionId: idOf('programme', row.programme_version_id),
    standardVersionId: idOf('standard', row.standard_version_id),
    callId: idOrNull('call', row.call_id),
    applicantId: idOf('organisation', row.applicant_id),
    provinceId: idOf('organisation', row.province_id),
    nationId: idOf('organisation', row.nation_id),
    province: row.province,
    centerKind: row.center_kind,
    specialty: row.specialty,
    centerId: idOrNull('center', row.center_id),
    year: row.year,
    status: row.status,
    result: row.result,
    stage: row.stage,
    stageSince: fromSqlOrNull(row.stage_since),
    submittedAt: fromSqlOrNull(row.submitted_at),
    openedAt: fromSql(row.opened_at),
    closedAt: fromSqlOrNull(row.closed_at),
    archive: row.archive,
    legalHolds: row.legal_holds,
    rev: row.rev,
    eventSeq: row.event_seq,
    eventHead: row.event_head,
    eventAt: fromSqlOrNull(row.event_at),
    messageSeq: row.message_seq,
    messageAt: fromSqlOrNull(row.message_at),
    ackedSeq: row.acked_seq,
    ackedAt: fromSqlOrNull(row.acked_at),
    armedUntil: fromSqlOrNull(row.armed_until),
    nextAlarmAt: fromSqlOrNull(row.next_alarm_at),
    orderAlarmAt: fromSqlOrNull(row.order_alarm_at),
    historyLength: row.history_length,
  };
}

/** What entitlement needs to know of the case. */
export const partiesOfFile = ({
  applicantId,
  provinceId,
  nationId,
  submittedAt,
  callId,
  archive,
  stage,
}: Pick<CaseFile, 'applicantId' | 'provinceId' | 'nationId' | 'submittedAt' | 'callId' | 'archive' | 'stage'>) => ({
  applicantId,
  provinceId,
  nationId,
  submitted: submittedAt !== null,
  callId,
  archive: archive !== null && stage !== null ? bodyOfStage[stage] : null,
});
