import type { DocumentView, ScanState } from '../../contracts/api/documents';
import { Refused } from '../../contracts/errors';
import type { EventType } from '../../contracts/events';
import type { Id } from '../../contracts/ids';
import type { Actor, Post, Side } from '../../contracts/posts';
import { bodyOfPost } from '../../contracts/posts';
import { newId } from '../../persistence/bytes';
import { DocumentRepository, type Content, type LockedDocument } from '../../persistence/documents/document-repository';
import { UploadRepository } from '../../persistence/documents/upload-repository';
import { actorFacts, CaseWork } from '../cases/case-work';
import { permitCase } from '../cases/permit';
import type { Office } from '../office';
import { once } from '../once';

export interface DocumentInput {
  caseId: Id<'case'>;
  title: string;
  /** As it is kept and downloaded. */
  fileName: string;
  /** As it was sent; the same where nothing else is said. */
  givenName?: string;
  /** Item of the programme's list, indicator of the standard. */
  slot?: string | null;
  indicator?: string | null;
  /** A new version of this document. */
  documentId?: Id<'document'> | null;
  /** The upload it came by: finished in the same commit. */
  uploadId?: Id<'upload'>;
  /** Of content that is new to the store: `waiting` where a scanner is configured. */
  scan?: ScanState;
  key: string;
  /** A file already taken into the store; its row makes it a document. */
  file: Content;
}

/**
 * Adds a stored file to a case, as a document or as the next version of one. Equal content is kept once: `kept` says
 * whether the bytes just taken are the ones in use. Refused: not-found, not-entitled, case-closed, document-withdrawn,
 * too-many-documents.
 */
export async function addDocument(
  actor: Actor,
  input: DocumentInput,
  office: Office,
): Promise<{ document: DocumentView; kept: boolean }> {
  const { file } = input;
  const request = [input.caseId, input.documentId ?? null, input.title, input.fileName, file.sha256.toString('hex')];
  let kept = false;
  const document = await once(office, actor, { value: input.key, request }, async (sql) => {
    const work = await CaseWork.lock(office, sql, input.caseId, actor);
    const post = permitCase(actor, 'add-document', work);
    const documents = new DocumentRepository(sql);
    const replaced = input.documentId ? await requireOwn(documents, input.caseId, input.documentId, post) : null;
    if (!replaced) await requireRoom(work, documents, input);
    const content = await documents.keepContent(file, input.scan ?? 'not-scanned', office.machineNow());
    kept = content.kept;
    const view = await write(work, documents, { actor, post, input, replaced, scan: content.scan });
    if (content.own) await documents.waitForScan(view.versionId, file.sha256, content.scan, office.machineNow());
    if (input.uploadId) await new UploadRepository(sql).finish(input.uploadId, view, office.machineNow());
    await work.settle();
    return view;
  });
  return { document, kept };
}

/** The programme's limit for an item, checked where the document is written: of two at once one is over it. */
async function requireRoom(work: CaseWork, documents: DocumentRepository, { caseId, slot }: DocumentInput) {
  const limit = work.programme.documents.find((one) => one.id === slot)?.maxCount;
  if (!slot || limit === undefined) return;
  const { inSlot } = await documents.count(caseId, slot);
  if (inSlot >= limit) throw new Refused('too-many-documents', { facts: { limit } });
}

interface Writing {
  actor: Actor;
  post: Post;
  input: DocumentInput;
  replaced: LockedDocument | null;
  scan: ScanState;
}

async function write(work: CaseWork, documents: DocumentRepository, writing: Writing): Promise<DocumentView> {
  const { actor, post, input, replaced, scan } = writing;
  const { file, fileName } = input;
  const side = sideOf(post);
  const title = replaced?.title ?? input.title;
  const version = {
    documentId: input.documentId ?? newId('document'),
    number: (replaced?.version ?? 0) + 1,
    fileName,
    givenName: input.givenName ?? fileName,
    content: file,
    postId: post.id,
    personId: actor.personId,
    at: work.now,
  };
  const { slot = null, indicator = null } = input;
  const versionId = replaced
    ? await documents.replace(version)
    : await documents.add({ caseId: input.caseId, title, side, slot, indicator }, version);
  const sha256 = file.sha256.toString('hex');
  recordDocument(work, side, replaced ? 'Replaced' : 'Added', {
    actor: actorFacts(actor, post),
    document: version.documentId,
    version: version.number,
    title,
    sha256,
    size: file.size,
  });
  const { mediaType, size } = file;
  return {
    id: version.documentId,
    versionId,
    version: version.number,
    title,
    fileName,
    mediaType,
    size,
    sha256,
    state: scan,
  };
}

const sideOf = (post: Post): Side => bodyOfPost(post) ?? 'panel';

/** An event of a document: the applicant's are told to all above, a body's stay inside it. */
export function recordDocument(
  work: CaseWork,
  side: Side,
  what: 'Added' | 'Replaced' | 'Withdrawn',
  payload: Record<string, unknown>,
): void {
  const type: EventType = side === 'hospital' ? `document${what}` : `bodyDocument${what}`;
  work.record(type, side === 'panel' ? 'nation' : side, payload);
}

/** A document that the body of this post put there and nobody withdrew. Refused: not-found, not-entitled, document-withdrawn. */
export async function requireOwn(
  documents: DocumentRepository,
  caseId: Id<'case'>,
  documentId: Id<'document'>,
  post: Post,
): Promise<LockedDocument> {
  const found = await documents.find(caseId, documentId);
  if (!found) throw new Refused('not-found');
  if (found.side !== sideOf(post)) throw new Refused(found.side === 'hospital' ? 'not-entitled' : 'not-found');
  if (found.withdrawn) throw new Refused('document-withdrawn');
  return found;
}
