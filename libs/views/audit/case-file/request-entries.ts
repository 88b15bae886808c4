import type { RequestView } from '../../../contracts/api/requests';
import type { Id } from '../../../contracts/ids';
import { RequestRepository } from '../../../persistence/documents/request-repository';
import { readCaseRequests } from '../../documents/requests/case-requests';
import { readRequest } from '../../documents/requests/request-page';
import { jsonEntry, textEntry, type CaseFileEntry } from './entries';
import type { CaseAtHand } from './standing';

/** Requests with their items, answers and extensions; notices and receipts as they were frozen, byte by byte. */
export async function requestEntries({ room, reader, file, sql }: CaseAtHand): Promise<CaseFileEntry[]> {
  const { threads } = await readCaseRequests(room, reader, file.id);
  const rounds = threads.flatMap((thread) => thread.rounds);
  const told: unknown[] = [];
  const papers: CaseFileEntry[] = [];
  for (const [index, round] of rounds.entries()) {
    const name = String(index + 1).padStart(3, '0');
    const frozen = await paperEntries(new RequestRepository(sql), round.id, name);
    papers.push(...frozen);
    told.push({ ...presentRequest(await readRequest(room, reader, round.id)), papers: frozen.map(({ path }) => path) });
  }
  return [jsonEntry('record/requests.json', { zh: '材料要求与答复', en: 'Requests and answers' }, told), ...papers];
}

async function paperEntries(requests: RequestRepository, id: Id<'request'>, name: string): Promise<CaseFileEntry[]> {
  const notice = await requests.frozen(id, 'notice');
  const receipt = await requests.frozen(id, 'receipt');
  return [
    ...(notice
      ? [
          textEntry(
            `requests/${name}-notice.json`,
            { zh: '通知（送达时原文）', en: 'Notice, as it was sent' },
            notice.text,
          ),
        ]
      : []),
    ...(receipt
      ? [
          textEntry(
            `requests/${name}-receipt.json`,
            { zh: '回执（出具时原文）', en: 'Receipt, as it was given' },
            receipt.text,
          ),
        ]
      : []),
  ];
}

/** Without what belongs to the moment or to the person who looks. */
function presentRequest(view: RequestView) {
  const { id, stage, kind, passedOn, number, state, round, from, to, sentAt, servedOn, servedHow, dueOn, dueDays } =
    view;
  const { answeredAt, late, receiptNumber, endedAt, endReason, previousId, parentId, items, extensions } = view;
  const { oneTimeReason, checkNote, letterRequired, ownCheck, reminders } = view;
  return {
    ...{ id, stage, kind, passedOn, number, state, round, from, to, sentAt, servedOn, servedHow, dueOn, dueDays },
    ...{ answeredAt, late, receiptNumber, endedAt, endReason, previousId, parentId, oneTimeReason, checkNote },
    ...{ letterRequired, ownCheck, reminders, items, extensions },
  };
}
