import { addDocument } from '../../../../../libs/casework/documents/add-document';
import { findUpload, refuseUpload } from '../../../../../libs/casework/documents/uploads';
import type { Office } from '../../../../../libs/casework/office';
import type { DocumentView } from '../../../../../libs/contracts/api/documents';
import { Refused } from '../../../../../libs/contracts/errors';
import type { Id } from '../../../../../libs/contracts/ids';
import type { Actor } from '../../../../../libs/contracts/posts';
import type { FileStore, StoredFile } from '../../../../../libs/platform/files/file-store';
import { UploadLocker } from './locker';

export interface Finishing {
  office: Office;
  files: FileStore;
  /** Whether what comes in waits for a virus scan. */
  scanning: boolean;
}

/**
 * Makes an upload that has come in full a document; the same again gives the same document. Refused: not-found,
 * upload-incomplete, what the inspection of the file says, and what `addDocument` says.
 */
export async function finishUpload(
  actor: Actor,
  id: Id<'upload'>,
  { office, files, scanning }: Finishing,
): Promise<DocumentView> {
  await findUpload(actor, id, office);
  return new UploadLocker(office).holding(id, async () => {
    const upload = await findUpload(actor, id, office);
    if (upload.answer) return upload.answer;
    if (upload.refusal) throw new Refused(upload.refusal);
    const file = await take(files, id, upload.fileName, upload.size).catch(async (error: unknown) => {
      if (!(error instanceof Refused) || error.code === 'upload-incomplete') throw error;
      await refuseUpload(id, error.code, office);
      await files.dropIncoming(id);
      throw error;
    });
    let needed = false;
    try {
      const { caseId, title, fileName, givenName, slot, indicator, documentId } = upload;
      const purpose = { caseId, title, fileName, givenName, slot, indicator, documentId };
      const input = {
        ...purpose,
        uploadId: id,
        scan: scanning ? ('waiting' as const) : ('not-scanned' as const),
        file,
      };
      const added = await addDocument(actor, { ...input, key: id }, office);
      needed = true;
      await files.dropIncoming(id);
      // Equal content is in the store already. Not waited for, or the time of the answer would tell; else it is swept.
      if (!added.kept) void files.drop(file.path).catch(() => undefined);
      return added.document;
    } finally {
      if (!needed) await files.drop(file.path);
    }
  });
}

async function take(files: FileStore, id: Id<'upload'>, fileName: string, size: number): Promise<StoredFile> {
  const come = await files.sizeOfIncoming(id);
  if (come === null) throw new Refused('not-found');
  if (come !== size) throw new Refused('upload-incomplete');
  return files.keep(id, fileName);
}
