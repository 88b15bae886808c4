import type { CaseFileKind } from '../../../contracts/case-file';
import { Refused } from '../../../contracts/errors';
import type { Words } from '../../../contracts/forms';
import type { Id } from '../../../contracts/ids';
import type { Actor, Body } from '../../../contracts/posts';
import { roleWords } from '../../../contracts/words/procedure';
import { entitled } from '../../../domain/people/entitlement';
import { bodyOnCase } from '../../../domain/people/relation';
import { ArchiveRepository } from '../../../persistence/audit/archive-repository';
import { bytesOf } from '../../../persistence/bytes';
import { StageRepository } from '../../../persistence/cases/stage-repository';
import { caseAtHand } from '../../cases/case-actions';
import { readCase } from '../../cases/case-reader';
import type { DocumentContent } from '../../documents/content';
import type { ReadingRoom } from '../../reading-room';

export interface PermittedFile {
  /** The one body whose file the actor may have: nobody is given more than they can read. */
  bodies: Body[];
  /** It is what an archive is given: the case is closed, and its archive open or complete. */
  archived: boolean;
  /** For the export's header: post and person. */
  exportedBy: Words;
}

/**
 * The transfer package of an accepted file, for those of the body whose archive it is that may have its file. Refused:
 * not-found, not-entitled, package-not-made.
 */
export function findTransferPackage(
  room: ReadingRoom,
  actor: Actor,
  { caseId, fileId }: { caseId: Id<'case'>; fileId: Id<'archiveFile'> },
): Promise<DocumentContent> {
  return room.database.read(async (sql) => {
    const read = await readCase(sql, actor, caseId);
    const stages = await new StageRepository(sql).ofCase(caseId);
    const at = caseAtHand(read, stages, false, read.acted);
    const verdict = entitled(actor, 'export-file', at);
    if (!verdict.allowed) throw new Refused(verdict.because);
    const archive = new ArchiveRepository(sql);
    const file = (await archive.ofCase(caseId)).find((one) => one.id === fileId);
    if (!file || bodyOnCase(verdict.post, at.parties) !== at.parties.archive) throw new Refused('not-found');
    const made = (await archive.packagesOf(caseId)).find((one) => one.archiveFileId === fileId);
    if (!made) throw new Refused('package-not-made');
    const { path, size, sha256 } = made;
    const fileName = `${file.number}.zip`;
    return { path, size, sha256: sha256.toString('hex'), mediaType: 'application/zip', fileName };
  });
}

/** Whether the actor may have that file of the case. Refused: not-found, not-entitled. */
export function permitCaseFile(
  room: ReadingRoom,
  actor: Actor,
  caseId: Id<'case'>,
  kind: CaseFileKind,
): Promise<PermittedFile> {
  return room.database.read(async (sql) => {
    const read = await readCase(sql, actor, caseId);
    const stages = await new StageRepository(sql).ofCase(caseId);
    const at = caseAtHand(read, stages, false, read.acted);
    const verdict = entitled(actor, kind === 'applicant' ? 'export-applicant-file' : 'export-file', at);
    if (!verdict.allowed) throw new Refused(verdict.because);
    const body = bodyOnCase(verdict.post, at.parties);
    const person = await sql.row<{ name_zh: string; name_en: string }>(
      'SELECT name_zh, name_en FROM person WHERE id = ?',
      [bytesOf(actor.personId)],
    );
    const role = roleWords[verdict.post.role];
    return {
      bodies: body ? [body] : [],
      archived: kind === 'archive' && read.file.archive !== null,
      exportedBy: { zh: `${role.zh} ${person?.name_zh ?? ''}`, en: `${role.en} ${person?.name_en ?? ''}` },
    };
  });
}
