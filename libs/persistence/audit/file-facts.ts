import type { FileFacts } from '../../contracts/archive';
import type { Programme } from '../../contracts/programme';
import { bytesOf, idOf } from '../bytes';
import type { CaseFile } from '../cases/case-file';
import type { Sql } from '../sql';

type Facts = Pick<FileFacts, 'stages' | 'decisions' | 'papers' | 'documents' | 'requests'>;
interface Row {
  what: 'stage' | 'decision' | 'paper' | 'document' | 'request';
  a: string | null;
  b: string | null;
  c: string | null;
  named: string | null;
  document_id: Buffer | null;
}

/** Drafts that never went out are nothing that happened, nor are acts that were recalled. */
const everything = `
  SELECT 'stage' AS what, stage AS a, outcome AS b, NULL AS c, NULL AS named, NULL AS document_id, id
  FROM case_stage WHERE case_id = ?
  UNION ALL SELECT 'decision', stage, step, outcome, COALESCE(JSON_UNQUOTE(JSON_EXTRACT(form, '$.screenshot')),
                   JSON_UNQUOTE(JSON_EXTRACT(form, '$.original'))), NULL, id
  FROM decision WHERE case_id = ? AND recalled_at IS NULL
  UNION ALL SELECT 'paper', kind, number, NULL, NULL, document_id, id FROM paper WHERE case_id = ?
  UNION ALL SELECT 'document', slot, NULL, NULL, NULL, id, id FROM document WHERE case_id = ? AND withdrawn_at IS NULL
  UNION ALL SELECT 'request', state, receipt_number, NULL, NULL, NULL, id
  FROM document_request WHERE case_id = ? AND sent_at IS NOT NULL
  ORDER BY id`;

/** What the check-list of a case's file is reckoned from, in one statement. */
export async function readFileFacts(
  sql: Sql,
  file: Pick<CaseFile, 'id' | 'result' | 'submittedAt'>,
  programme: Programme,
): Promise<FileFacts> {
  const id = bytesOf(file.id);
  const rows = await sql.rows<Row>(everything, [id, id, id, id, id]);
  const of = (what: Row['what']): Row[] => rows.filter((row) => row.what === what);
  // The rows are written by this engine from its own lists of words.
  const facts = {
    stages: of('stage').map(({ a, b }) => ({ stage: a, outcome: b })),
    decisions: of('decision').map(({ a, b, c, named }) => ({ stage: a, step: b, outcome: c, document: named })),
    papers: of('paper').map(({ a, b, document_id }) => ({ kind: a, number: b, documentId: documentOf(document_id) })),
    documents: new Map(of('document').map(({ a, document_id }) => [documentOf(document_id), { slot: a }])),
    requests: of('request').map(({ a, b }) => ({ state: a, receipt: b })),
  } as Facts;
  return {
    ...facts,
    result: file.result,
    submitted: file.submittedAt !== null,
    requiredSlots: programme.documents.flatMap((one) => (one.stage === 'declaration' && one.required ? [one.id] : [])),
  };
}

const documentOf = (id: Buffer | null): string => (id ? idOf('document', id) : '');
