import type { DocumentView } from '../../contracts/api/cases';
import type { Id } from '../../contracts/ids';
import { bodyOfPost, type Actor, type Side } from '../../contracts/posts';
import { bytesOf, newId } from '../../persistence/bytes';
import { toSql } from '../../persistence/instants';
import type { Sql } from '../../persistence/sql';
import { actorFacts, CaseWork } from '../cases/case-work';
import { permitCase } from '../cases/permit';
import type { Office } from '../office';
import { once } from '../once';

/** A file already taken into the store; its row makes it a document. */
export interface TakenFile {
  sha256: Buffer;
  size: number;
  path: string;
  mediaType: string;
}

export interface DocumentInput {
  caseId: Id<'case'>;
  title: string;
  fileName: string;
  key: string;
  file: TakenFile;
}

/**
 * Adds a stored file to a case. Equal content is kept once: `kept` says whether the bytes just taken are the ones in
 * use. Refused: not-found, not-entitled, case-closed.
 */
export async function addDocument(
  actor: Actor,
  input: DocumentInput,
  office: Office,
): Promise<{ document: DocumentView; kept: boolean }> {
  const { file } = input;
  const request = [input.caseId, input.title, input.fileName, file.sha256.toString('hex')];
  let kept = false;
  const document = await once(office, actor, { value: input.key, request }, async (sql) => {
    const work = await CaseWork.lock(office, sql, input.caseId, actor);
    const post = permitCase(actor, 'add-document', work);
    kept = await keepContent(sql, file, office.machineNow());
    const view: DocumentView = {
      id: newId('document'),
      title: input.title,
      fileName: input.fileName,
      mediaType: file.mediaType,
      size: file.size,
      sha256: file.sha256.toString('hex'),
    };
    const side: Side = bodyOfPost(post) ?? 'panel';
    await sql.insert('document', [
      {
        id: bytesOf(view.id),
        case_id: bytesOf(input.caseId),
        title: view.title,
        side,
        file_name: view.fileName,
        media_type: view.mediaType,
        sha256: file.sha256,
        size: file.size,
        added_by: bytesOf(post.id),
        added_at: toSql(work.now),
      },
    ]);
    work.record(side === 'hospital' ? 'documentAdded' : 'bodyDocumentAdded', side === 'panel' ? 'nation' : side, {
      actor: actorFacts(actor, post),
      document: view.id,
      title: view.title,
      sha256: view.sha256,
      size: view.size,
    });
    await work.settle();
    return view;
  });
  return { document, kept };
}

/** The same check before any bytes are taken in. Refused: not-found, not-entitled, case-closed. */
export function requireMayAddTo(actor: Actor, caseId: Id<'case'>, office: Office): Promise<void> {
  return office.database.transaction(async (sql) => {
    permitCase(actor, 'add-document', await CaseWork.lock(office, sql, caseId, actor));
  });
}

/** False where the same content is in the store already. Relies on the primary key on the hash. */
async function keepContent(sql: Sql, file: TakenFile, machineNow: number): Promise<boolean> {
  const inserted = await sql.run('INSERT IGNORE INTO blob_content (sha256, size, path, created_at) VALUES (?,?,?,?)', [
    file.sha256,
    file.size,
    file.path,
    toSql(machineNow),
  ]);
  return inserted === 1;
}
