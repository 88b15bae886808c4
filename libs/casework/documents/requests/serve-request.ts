import type { LegalDate } from '../../../contracts/deadlines';
import type { Id } from '../../../contracts/ids';
import type { ServedHow } from '../../../contracts/requests';
import type { LedgerRow } from '../../../persistence/deadlines/ledger-repository';
import { RequestRepository, type DocumentRequest } from '../../../persistence/documents/request-repository';
import type { CaseWork } from '../../cases/case-work';
import { startAnswerLimit } from './request-clock';

/** Nobody opened it in time: served by the end of the row that waited for it, however late that is found. */
export async function deemServed(work: CaseWork, row: LedgerRow): Promise<boolean> {
  const ledger = await work.ledger();
  const request = row.requestId ? await new RequestRepository(work.sql).find(row.requestId) : undefined;
  ledger.passPeriod(row, null);
  if (request?.state === 'sent' && request.servedOn === null)
    await serve(work, request, row.dueOn ?? work.today, { how: 'deemed', by: null });
  return false;
}

/** Records service for both bodies and begins the time to answer. */
export async function serve(
  work: CaseWork,
  request: DocumentRequest,
  on: LegalDate,
  { how, by }: { how: ServedHow; by: Id<'person'> | null },
): Promise<void> {
  Object.assign(request, { servedOn: on, servedHow: how, servedBy: by });
  await startAnswerLimit(work, request, on);
  await new RequestRepository(work.sql).save(request);
  const facts = { stage: request.stage, number: request.number, servedOn: on, how, dueOn: request.dueOn };
  work.record('requestServed', request.fromBody, facts);
  work.record('requestServed', request.toBody, facts);
}
