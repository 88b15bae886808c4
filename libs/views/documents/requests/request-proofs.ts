import type { NoticeView, ReceiptView } from '../../../contracts/api/requests';
import type { ProofBlock, ProofPaper } from '../../../platform/pdf/proof';

const digits = (date: string): number[] => date.split('-').map(Number);
const inFull = (date: string): string => {
  const [year, month, day] = digits(date);
  return `${String(year)}年${String(month)}月${String(day)}日`;
};
/** Papers are dated and timed by the zone in which the law counts days. */
const momentOf = (instant: string): string => {
  const china = new Date(Date.parse(instant) + 8 * 3_600_000).toISOString();
  return `${inFull(china.slice(0, 10))} ${china.slice(11, 16)}`;
};
const sizeOf = (bytes: number): string =>
  bytes < 1024
    ? `${String(bytes)} B`
    : bytes < 1024 ** 2
      ? `${(bytes / 1024).toFixed(1)} KB`
      : `${(bytes / 1024 ** 2).toFixed(1)} MB`;

const paragraph = (text: string): ProofBlock => ({ kind: 'paragraph', text });

/** The written notice for the printer: what was frozen, or what a draft would say. zh-CN, as papers are. */
export function noticeProof({ frozen, sha256, notice }: NoticeView): ProofPaper {
  const [, ...paragraphs] = notice.paragraphs;
  return {
    title: notice.title,
    number: notice.number,
    addressee: notice.to,
    blocks: [
      ...paragraphs.map(paragraph),
      {
        kind: 'table',
        head: ['序号', '事项', '要求', '格式', '必需'],
        widths: [28, 130, '*', 64, 28],
        rows: notice.items.map((item) => [
          String(item.no),
          item.indicator === null ? item.title : `${item.title}（${item.indicator}）`,
          item.returnReason === null ? item.accepts : `${item.accepts}\n退回理由：${item.returnReason}`,
          item.formats.join('、').toUpperCase(),
          item.required ? '是' : '否',
        ]),
      },
      ...notice.closing.map(paragraph),
    ],
    issuer: notice.from,
    date: notice.dated === null ? '（尚未发出）' : inFull(notice.dated),
    foot: frozen && sha256 !== null ? `内容摘要 SHA-256 ${sha256}` : '预览稿，尚未发出',
  };
}

/** The receipt for the printer: number, moment, items, and every file with its SHA-256. */
export function receiptProof({ sha256, receipt }: ReceiptView): ProofPaper {
  const files = receipt.items.flatMap((item) => item.files.map((file) => ({ ...file, no: item.no })));
  return {
    title: receipt.title,
    number: receipt.number,
    addressee: receipt.from,
    blocks: [
      paragraph(
        `你单位就${receipt.requestNumber}号通知（${receipt.applicant}，案号${receipt.caseNumber}）提交的材料，已于${momentOf(receipt.receivedAt)}收到${receipt.late ? '，系逾期提交' : ''}。`,
      ),
      ...(receipt.letter === null
        ? []
        : [paragraph(`所附公文：${receipt.letter.number}，${inFull(receipt.letter.dated)}。`)]),
      {
        kind: 'table',
        head: ['序号', '事项', '答复', '文件'],
        widths: [28, 140, '*', 40],
        rows: receipt.items.map((item) => [
          String(item.no),
          item.title,
          item.unavailableBecause === null ? (item.text ?? '—') : `无法提供：${item.unavailableBecause}`,
          `${String(item.files.length)} 个`,
        ]),
      },
      ...(files.length === 0
        ? []
        : [
            {
              kind: 'table',
              head: ['事项', '文件名', '大小', 'SHA-256'],
              widths: [28, 130, 48, '*'],
              rows: files.map((file) => [String(file.no), file.fileName, sizeOf(file.size), file.sha256]),
            } satisfies ProofBlock,
          ]),
    ],
    issuer: receipt.to,
    date: momentOf(receipt.receivedAt),
    foot: `内容摘要 SHA-256 ${sha256}`,
  };
}

/** Names of the files, as people keep them. */
export const noticeFileName = ({ notice }: NoticeView): string => `${notice.title}${notice.number ?? '（预览）'}.pdf`;
export const receiptFileName = ({ receipt }: ReceiptView): string => `${receipt.title}${receipt.number}.pdf`;
