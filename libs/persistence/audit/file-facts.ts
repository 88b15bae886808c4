import type { FileFacts } from '../../contracts/archive';
import type { Id } from '../../contracts/ids';
import type { Programme } from '../../contracts/programme';
import { DecisionRepository } from '../approval/decision-repository';
import { bytesOf, idOf } from '../bytes';
import type { CaseFile } from '../cases/case-file';
import { StageRepository } from '../cases/stage-repository';
import type { Sql } from '../sql';

/** What the check-list of a case's file is reckoned from, in five statements. */
export async function readFileFacts(
  sql: Sql,
  file: Pick<CaseFile, 'id' | 'result' | 'submittedAt'>,
  programme: Programme,
): Promise<FileFacts> {
  const stages = await new StageRepository(sql).ofCase(file.id);
  const decisions = await new DecisionRepository(sql).ofCase(file.id);
  return {
    result: file.result,
    submitted: file.submittedAt !== null,
    stages: stages.map(({ stage, outcome }) => ({ stage, outcome })),
    decisions: decisions
      .filter((one) => one.recalledAt === null)
      .map(({ stage, step, outcome, form }) => ({ stage, step, outcome, document: documentNamed(form) })),
    papers: await papersOf(sql, file.id),
    documents: await documentsOf(sql, file.id),
    requiredSlots: programme.documents.flatMap((one) => (one.stage === 'declaration' && one.required ? [one.id] : [])),
    requests: await requestsOf(sql, file.id),
  };
}

function documentNamed(form: Record<string, unknown>): string | null {
  const named = form.screenshot ?? form.original;
  return typeof named === 'string' ? named : null;
}

async function papersOf(sql: Sql, caseId: Id<'case'>): Promise<FileFacts['papers']> {
  const rows = await sql.rows<{ kind: FileFacts['papers'][number]['kind']; number: string; document_id: Buffer }>(
    'SELECT kind, number, document_id FROM paper WHERE case_id = ? ORDER BY id',
    [bytesOf(caseId)],
  );
  return rows.map(({ kind, number, document_id }) => ({ kind, number, documentId: idOf('document', document_id) }));
}

async function documentsOf(sql: Sql, caseId: Id<'case'>): Promise<FileFacts['documents']> {
  const rows = await sql.rows<{ id: Buffer; slot: string | null }>(
    'SELECT id, slot FROM document WHERE case_id = ? AND withdrawn_at IS NULL',
    [bytesOf(caseId)],
  );
  return new Map(rows.map(({ id, slot }) => [idOf('document', id) as string, { slot }]));
}

/** Drafts that never went out are nothing that happened. */
async function requestsOf(sql: Sql, caseId: Id<'case'>): Promise<FileFacts['requests']> {
  const rows = await sql.rows<{ state: FileFacts['requests'][number]['state']; receipt_number: string | null }>(
    'SELECT state, receipt_number FROM document_request WHERE case_id = ? AND sent_at IS NOT NULL',
    [bytesOf(caseId)],
  );
  return rows.map(({ state, receipt_number }) => ({ state, receipt: receipt_number }));
}
