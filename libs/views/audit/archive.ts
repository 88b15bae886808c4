import type { ArchiveView } from '../../contracts/api/archive';
import { Refused } from '../../contracts/errors';
import type { Id } from '../../contracts/ids';
import type { Actor } from '../../contracts/posts';
import { fileChecklist } from '../../domain/audit/file-checklist';
import { ArchiveRepository, type TransferPackage } from '../../persistence/audit/archive-repository';
import { readFileFacts } from '../../persistence/audit/file-facts';
import { LedgerRepository } from '../../persistence/deadlines/ledger-repository';
import { archiveShownTo, readCase } from '../cases/case-reader';
import { peopleNamed } from '../people/names';
import type { ReadingRoom } from '../reading-room';

/**
 * The archive of a closed case: check-list, files, legal holds. Refused as `not-found` where the reader may not know of
 * the case, is not of the body whose archive it is, or there is none.
 */
export function readArchive(room: ReadingRoom, actor: Actor, caseId: Id<'case'>): Promise<ArchiveView> {
  return room.database.read(async (sql) => {
    const read = await readCase(sql, actor, caseId);
    const { file } = read;
    const state = archiveShownTo(read.bodies, file);
    if (state === null || file.stage === null) throw new Refused('not-found');
    const { content } = await room.programme(sql, file.programmeVersionId);
    const archive = new ArchiveRepository(sql);
    const [files, holds] = [await archive.ofCase(caseId), await archive.holdsOf(caseId)];
    const packages = new Map((await archive.packagesOf(caseId)).map((one) => [one.archiveFileId, one]));
    const classes = new Map((await archive.retentionClasses()).map((one) => [one.id, one]));
    const names = await peopleNamed(sql, [
      ...files.map((one) => one.acceptedBy),
      ...holds.flatMap((one) => [one.placedBy, ...(one.liftedBy ? [one.liftedBy] : [])]),
    ]);
    const row = (await new LedgerRepository(sql).open(caseId)).find((one) => one.ruleId === file.stage);
    return {
      stage: file.stage,
      state,
      dueOn: state === 'open' ? (row?.dueOn ?? null) : null,
      checklist: fileChecklist(await readFileFacts(sql, file, content)),
      files: files.map((one) => ({
        id: one.id,
        supplement: one.supplement,
        number: one.number,
        retentionClass: classes.get(one.retentionClass) ?? unknownClass(one.retentionClass),
        place: one.place,
        acceptedAt: new Date(one.acceptedAt).toISOString(),
        acceptedBy: names(one.acceptedBy),
        package: presentPackage(packages.get(one.id)),
      })),
      holds: holds.map((one) => ({
        id: one.id,
        reason: one.reason,
        placedAt: new Date(one.placedAt).toISOString(),
        placedBy: names(one.placedBy),
        liftedAt: one.liftedAt === null ? null : new Date(one.liftedAt).toISOString(),
        liftedBy: one.liftedBy && names(one.liftedBy),
        liftReason: one.liftReason,
      })),
    };
  });
}

const presentPackage = (made: TransferPackage | undefined) =>
  made
    ? {
        ...{ sha256: made.sha256.toString('hex'), size: made.size, keyId: made.keyId },
        ...{ asOf: new Date(made.asOf).toISOString(), madeAt: new Date(made.madeAt).toISOString() },
      }
    : null;

/** Reference data is only ever added to; a class that is gone all the same is shown by its id. */
const unknownClass = (id: string) => ({ id, name: { zh: id, en: id }, years: null, basis: 'unverified' });
