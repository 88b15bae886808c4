import type { CaseFileKind } from '../../../contracts/case-file';
import { Refused } from '../../../contracts/errors';
import type { Words } from '../../../contracts/forms';
import type { Id } from '../../../contracts/ids';
import type { Actor, Body } from '../../../contracts/posts';
import { roleWords } from '../../../contracts/words/procedure';
import { entitled } from '../../../domain/people/entitlement';
import { bodyOnCase } from '../../../domain/people/relation';
import { bytesOf } from '../../../persistence/bytes';
import { StageRepository } from '../../../persistence/cases/stage-repository';
import { caseAtHand } from '../../cases/case-actions';
import { readCase } from '../../cases/case-reader';
import type { ReadingRoom } from '../../reading-room';

export interface PermittedFile {
  /** The one body whose file the actor may have: nobody is given more than they can read. */
  bodies: Body[];
  /** For the export's header: post and person. */
  exportedBy: Words;
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
      exportedBy: { zh: `${role.zh} ${person?.name_zh ?? ''}`, en: `${role.en} ${person?.name_en ?? ''}` },
    };
  });
}
