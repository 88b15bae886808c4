import type { WithdrawnDocument } from '../../contracts/api/documents';
import { Refused } from '../../contracts/errors';
import type { Id } from '../../contracts/ids';
import type { Actor } from '../../contracts/posts';
import { DocumentRepository } from '../../persistence/documents/document-repository';
import { actorFacts, CaseWork } from '../cases/case-work';
import { permitCase } from '../cases/permit';
import type { Office } from '../office';
import { once, type Key } from '../once';
import { recordDocument, requireOwn } from './add-document';

export interface WithdrawDocumentInput {
  caseId: Id<'case'>;
  documentId: Id<'document'>;
  reason: string;
  key: Key;
}

/**
 * Marks a document withdrawn, with its reason; it stays where it is and can be read. Refused: not-found, not-entitled
 * (another body's), case-closed, document-withdrawn, document-in-use (a registered paper's original).
 */
export function withdrawDocument(
  actor: Actor,
  input: WithdrawDocumentInput,
  office: Office,
): Promise<WithdrawnDocument> {
  return once(office, actor, input.key, async (sql) => {
    const work = await CaseWork.lock(office, sql, input.caseId, actor);
    const post = permitCase(actor, 'add-document', work);
    const documents = new DocumentRepository(sql);
    const found = await requireOwn(documents, input.caseId, input.documentId, post);
    if (await documents.isOriginal(input.caseId, input.documentId)) throw new Refused('document-in-use');
    await documents.withdraw(input.documentId, post.id, input.reason, work.now);
    recordDocument(work, found.side, 'Withdrawn', {
      actor: actorFacts(actor, post),
      document: input.documentId,
      title: found.title,
      reason: input.reason,
    });
    await work.settle();
    return { id: input.documentId, withdrawnAt: new Date(work.now).toISOString() };
  });
}
