import type { Id } from '../../contracts/ids';
import type { Body } from '../../contracts/posts';
import { CaseRepository } from '../../persistence/cases/case-repository';
import type { CaseWork } from './case-work';

/** What every receipt of an act on a case says: its number, the case, and when (legal instant). Call it once the act is settled. */
export const receiptOfAct = (work: CaseWork): { receipt: string; caseId: Id<'case'>; at: string } => ({
  receipt: `${work.file.number}-${String(work.file.eventSeq)}`,
  caseId: work.file.id,
  at: new Date(work.now).toISOString(),
});

/** Series the engine numbers for a body: 督办单 SO, notices of requests DR, receipts of answers RC. */
export type Series = 'SO' | 'DR' | 'RC';

/** `SO-2026-41-0001`: province by its code, the nation as 00. Gapless: taken in the commit that uses it. */
export const nextNumberOf = (work: CaseWork, series: Series, body: Body): Promise<string> =>
  new CaseRepository(work.sql).nextNumber(
    `${series}-${work.today.slice(0, 4)}-${body === 'nation' ? '00' : work.file.province}`,
  );
