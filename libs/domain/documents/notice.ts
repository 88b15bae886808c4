import type { FileFormat } from '../../contracts/file-formats';
import type { RequestKind } from '../../contracts/requests';

/** What a written notice says, zh-CN: rendered as page and PDF, and frozen when it is sent. No person is named. */
export interface NoticeContent {
  kind: 'request-notice';
  title: string;
  /** Given by the engine at sending; a preview has none. */
  number: string | null;
  from: string;
  to: string;
  dated: string | null;
  caseNumber: string;
  applicant: string;
  round: number;
  paragraphs: string[];
  items: {
    no: number;
    title: string;
    accepts: string;
    formats: FileFormat[];
    required: boolean;
    indicator: string | null;
    returnReason: string | null;
  }[];
  closing: string[];
}

export interface NoticeFacts {
  kind: RequestKind;
  passedOn: boolean;
  number: string | null;
  from: string;
  to: string;
  dated: string | null;
  caseNumber: string;
  applicant: string;
  round: number;
  dueDays: number;
  serviceDays: number;
  letterRequired: boolean;
  items: NoticeContent['items'];
}

const titles: Record<RequestKind, string> = {
  correction: '申报材料补正通知书',
  supplement: '补充材料通知书',
  request: '材料提供通知书',
};

/** The notice of a request. Pure: the same facts give the same notice. */
export function noticeContent(facts: NoticeFacts): NoticeContent {
  const returned = facts.items.some((item) => item.returnReason !== null);
  return {
    kind: 'request-notice',
    title: facts.passedOn ? '材料提供转办通知书' : titles[facts.kind],
    number: facts.number,
    from: facts.from,
    to: facts.to,
    dated: facts.dated,
    caseNumber: facts.caseNumber,
    applicant: facts.applicant,
    round: facts.round,
    paragraphs: [
      `${facts.to}：`,
      `${facts.applicant}申报事项（${facts.caseNumber}）${opening(facts, returned)}`,
      `请于本通知送达后${String(facts.dueDays)}个工作日内逐项答复，并一次性提交。`,
    ],
    items: facts.items,
    closing: [
      `自签收之日起计算期限；未签收的，发出后${String(facts.serviceDays)}个工作日视为送达。`,
      ...(facts.letterRequired ? ['答复请附正式公文，注明文号、日期并上传盖章原件。'] : []),
      '确有困难的，可在期限内申请延期并说明理由；无法提供的事项，请说明原因。',
    ],
  };
}

function opening(facts: NoticeFacts, returned: boolean): string {
  if (returned && facts.round > 1) return `经审核，下列事项的答复仍需补充（第${String(facts.round)}次通知）。`;
  switch (facts.kind) {
    case 'correction':
      return '经审查，下列材料需要补正。';
    case 'supplement':
      return '经形式审查，下列材料需要补充。';
    case 'request':
      return '办理中需要提供下列材料。';
  }
}

/** The receipt of an answer: what was submitted when, with every file's SHA-256. Frozen at submission. */
export interface ReceiptContent {
  kind: 'answer-receipt';
  title: string;
  number: string;
  requestNumber: string;
  caseNumber: string;
  applicant: string;
  from: string;
  to: string;
  /** ISO instant. */
  receivedAt: string;
  late: boolean;
  letter: { number: string; dated: string } | null;
  items: {
    no: number;
    title: string;
    text: string | null;
    unavailableBecause: string | null;
    files: { title: string; fileName: string; size: number; sha256: string }[];
  }[];
}

export const receiptContent = (facts: Omit<ReceiptContent, 'kind' | 'title'>): ReceiptContent => ({
  kind: 'answer-receipt',
  title: '材料接收回执',
  ...facts,
});
