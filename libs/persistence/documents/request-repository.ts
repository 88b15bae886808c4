import type { Id } from '../../contracts/ids';
import type { Body } from '../../contracts/posts';
import type { Stage } from '../../contracts/procedure';
import type { RequestKind, RequestState, ServedHow } from '../../contracts/requests';
import { bytesOf, bytesOrNull, idOf, idOrNull } from '../bytes';
import { fromSql, fromSqlOrNull, toSql, toSqlOrNull } from '../instants';
import { marks, type Sql } from '../sql';

/** One written notice with what came of it; a further round is a request of its own in the same thread. */
export interface DocumentRequest {
  id: Id<'request'>;
  caseId: Id<'case'>;
  stageId: Id<'stage'>;
  stage: Stage;
  threadId: Id<'request'>;
  previousId: Id<'request'> | null;
  parentId: Id<'request'> | null;
  round: number;
  kind: RequestKind;
  fromBody: Body;
  fromOrganisation: Id<'organisation'>;
  toBody: Body;
  toOrganisation: Id<'organisation'>;
  state: RequestState;
  number: string | null;
  dueDays: number;
  oneTimeReason: string | null;
  letterRequired: boolean;
  ownCheck: boolean;
  draftedBy: Id<'person'>;
  draftedPost: Id<'post'>;
  draftedAt: number;
  checkedBy: Id<'person'> | null;
  checkedAt: number | null;
  checkNote: string | null;
  sentBy: Id<'person'> | null;
  sentAt: number | null;
  servedOn: string | null;
  servedHow: ServedHow | null;
  servedBy: Id<'person'> | null;
  dueOn: string | null;
  answeredAt: number | null;
  late: boolean;
  receiptNumber: string | null;
  answerCheckedBy: Id<'person'> | null;
  answerCheckedAt: number | null;
  answerMark: string | null;
  endedAt: number | null;
  endReason: string | null;
  itemsTotal: number;
  itemsDone: number;
  rev: number;
}

/** Canonical text with its SHA-256. */
export interface Frozen {
  text: string;
  digest: Buffer;
}

export interface RequestRow {
  id: Buffer;
  case_id: Buffer;
  stage_id: Buffer;
  stage: Stage;
  thread_id: Buffer;
  previous_id: Buffer | null;
  parent_id: Buffer | null;
  round: number;
  kind: RequestKind;
  from_body: Body;
  from_organisation: Buffer;
  to_body: Body;
  to_organisation: Buffer;
  state: RequestState;
  number: string | null;
  due_days: number;
  one_time_reason: string | null;
  letter_required: number;
  own_check: number;
  drafted_by: Buffer;
  drafted_post: Buffer;
  drafted_at: Date;
  checked_by: Buffer | null;
  checked_at: Date | null;
  check_note: string | null;
  sent_by: Buffer | null;
  sent_at: Date | null;
  served_on: string | null;
  served_how: ServedHow | null;
  served_by: Buffer | null;
  due_on: string | null;
  answered_at: Date | null;
  late: number;
  receipt_number: string | null;
  answer_checked_by: Buffer | null;
  answer_checked_at: Date | null;
  answer_mark: string | null;
  ended_at: Date | null;
  end_reason: string | null;
  items_total: number;
  items_done: number;
  rev: number;
}

/** All but the frozen papers, which are long and read where they are shown. */
export const requestColumns = [
  'id, case_id, stage_id, stage, thread_id, previous_id, parent_id, round, kind',
  'from_body, from_organisation, to_body, to_organisation, state, number, due_days, one_time_reason',
  'letter_required, own_check, drafted_by, drafted_post, drafted_at, checked_by, checked_at, check_note',
  'sent_by, sent_at, served_on, served_how, served_by, due_on, answered_at, late, receipt_number',
  'answer_checked_by, answer_checked_at, answer_mark, ended_at, end_reason, items_total, items_done, rev',
]
  .join(', ')
  .split(', ')
  .map((name) => `r.${name}`)
  .join(', ');

export class RequestRepository {
  constructor(private readonly sql: Sql) {}

  async insert(request: DocumentRequest): Promise<void> {
    await this.sql.insert('document_request', [
      {
        id: bytesOf(request.id),
        case_id: bytesOf(request.caseId),
        stage_id: bytesOf(request.stageId),
        stage: request.stage,
        parent_id: bytesOrNull(request.parentId),
        kind: request.kind,
        from_body: request.fromBody,
        from_organisation: bytesOf(request.fromOrganisation),
        to_body: request.toBody,
        to_organisation: bytesOf(request.toOrganisation),
        letter_required: request.letterRequired,
        own_check: request.ownCheck,
        drafted_by: bytesOf(request.draftedBy),
        drafted_post: bytesOf(request.draftedPost),
        drafted_at: toSql(request.draftedAt),
        ...mutable(request),
      },
    ]);
  }

  /** Writes everything an act may have changed. The papers are frozen by `freeze`. */
  async save(request: DocumentRequest): Promise<void> {
    request.rev += 1;
    const values = mutable(request);
    const set = Object.keys(values)
      .map((name) => `${name} = ?`)
      .join(', ');
    await this.sql.run(`UPDATE document_request SET ${set} WHERE id = ?`, [
      ...Object.values(values),
      bytesOf(request.id),
    ]);
  }

  /** Keeps a paper as it was sent or given; once. */
  async freeze(id: Id<'request'>, paper: 'notice' | 'receipt', frozen: Frozen): Promise<void> {
    await this.sql.run(
      `UPDATE document_request SET ${paper} = ?, ${paper}_digest = ? WHERE id = ? AND ${paper} IS NULL`,
      [frozen.text, frozen.digest, bytesOf(id)],
    );
  }

  async frozen(id: Id<'request'>, paper: 'notice' | 'receipt'): Promise<Frozen | null> {
    const row = await this.sql.row<{ text: string | null; digest: Buffer | null }>(
      `SELECT ${paper} AS text, ${paper}_digest AS digest FROM document_request WHERE id = ?`,
      [bytesOf(id)],
    );
    return row?.text && row.digest ? { text: row.text, digest: row.digest } : null;
  }

  async caseOf(id: Id<'request'>): Promise<Id<'case'> | undefined> {
    const row = await this.sql.row<{ case_id: Buffer }>('SELECT case_id FROM document_request WHERE id = ?', [
      bytesOf(id),
    ]);
    return row && idOf('case', row.case_id);
  }

  async find(id: Id<'request'>): Promise<DocumentRequest | undefined> {
    const [request] = await this.many([id]);
    return request;
  }

  async many(ids: readonly Id<'request'>[]): Promise<DocumentRequest[]> {
    if (ids.length === 0) return [];
    const rows = await this.sql.rows<RequestRow>(
      `SELECT ${requestColumns} FROM document_request r WHERE r.id IN (${marks(ids.length)}) ORDER BY r.id`,
      ids.map(bytesOf),
    );
    return rows.map(requestOf);
  }

  /** Every request of a case, in the order they were drafted. */
  async ofCase(caseId: Id<'case'>): Promise<DocumentRequest[]> {
    const rows = await this.sql.rows<RequestRow>(
      `SELECT ${requestColumns} FROM document_request r WHERE r.case_id = ? ORDER BY r.id`,
      [bytesOf(caseId)],
    );
    return rows.map(requestOf);
  }
}

function mutable(request: DocumentRequest) {
  return {
    thread_id: bytesOf(request.threadId),
    previous_id: bytesOrNull(request.previousId),
    round: request.round,
    state: request.state,
    number: request.number,
    due_days: request.dueDays,
    one_time_reason: request.oneTimeReason,
    checked_by: bytesOrNull(request.checkedBy),
    checked_at: toSqlOrNull(request.checkedAt),
    check_note: request.checkNote,
    sent_by: bytesOrNull(request.sentBy),
    sent_at: toSqlOrNull(request.sentAt),
    served_on: request.servedOn,
    served_how: request.servedHow,
    served_by: bytesOrNull(request.servedBy),
    due_on: request.dueOn,
    answered_at: toSqlOrNull(request.answeredAt),
    late: request.late,
    receipt_number: request.receiptNumber,
    answer_checked_by: bytesOrNull(request.answerCheckedBy),
    answer_checked_at: toSqlOrNull(request.answerCheckedAt),
    answer_mark: request.answerMark,
    ended_at: toSqlOrNull(request.endedAt),
    end_reason: request.endReason,
    items_total: request.itemsTotal,
    items_done: request.itemsDone,
    rev: request.rev,
  };
}

export function requestOf(row: RequestRow): DocumentRequest {
  return {
    id: idOf('request', row.id),
    caseId: idOf('case', row.case_id),
    stageId: idOf('stage', row.stage_id),
    stage: row.stage,
    threadId: idOf('request', row.thread_id),
    previousId: idOrNull('request', row.previous_id),
    parentId: idOrNull('request', row.parent_id),
    round: row.round,
    kind: row.kind,
    fromBody: row.from_body,
    fromOrganisation: idOf('organisation', row.from_organisation),
    toBody: row.to_body,
    toOrganisation: idOf('organisation', row.to_organisation),
    state: row.state,
    number: row.number,
    dueDays: row.due_days,
    oneTimeReason: row.one_time_reason,
    letterRequired: row.letter_required === 1,
    ownCheck: row.own_check === 1,
    draftedBy: idOf('person', row.drafted_by),
    draftedPost: idOf('post', row.drafted_post),
    draftedAt: fromSql(row.drafted_at),
    checkedBy: idOrNull('person', row.checked_by),
    checkedAt: fromSqlOrNull(row.checked_at),
    checkNote: row.check_note,
    sentBy: idOrNull('person', row.sent_by),
    sentAt: fromSqlOrNull(row.sent_at),
    servedOn: row.served_on,
    servedHow: row.served_how,
    servedBy: idOrNull('person', row.served_by),
    dueOn: row.due_on,
    answeredAt: fromSqlOrNull(row.answered_at),
    late: row.late === 1,
    receiptNumber: row.receipt_number,
    answerCheckedBy: idOrNull('person', row.answer_checked_by),
    answerCheckedAt: fromSqlOrNull(row.answer_checked_at),
    answerMark: row.answer_mark,
    endedAt: fromSqlOrNull(row.ended_at),
    endReason: row.end_reason,
    itemsTotal: row.items_total,
    itemsDone: row.items_done,
    rev: row.rev,
  };
}
