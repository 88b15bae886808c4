import type { Id } from '../../../contracts/ids';
import type { Body } from '../../../contracts/posts';
import { bodyOfStage } from '../../../contracts/procedure';
import { ArchiveRepository, type TransferPackage } from '../../../persistence/audit/archive-repository';
import { CaseWork } from '../../cases/case-work';
import type { Office } from '../../office';

/** A file that an archive has accepted, and that its transfer package is yet to be made of. */
export interface WaitingTransfer {
  id: Id<'archiveFile'>;
  caseId: Id<'case'>;
  /** Whose archive it is: what that body may read goes into the package. */
  body: Body;
}

/** Accepted files without a package, oldest first. */
export function waitingTransfers(office: Office, most: number): Promise<WaitingTransfer[]> {
  return office.database.read(async (sql) => {
    const waiting = await new ArchiveRepository(sql).withoutPackage(most);
    return waiting.map(({ id, caseId, stage }) => ({ id, caseId, body: bodyOfStage[stage] }));
  });
}

/**
 * 移交包: registers the signed file of the case that went to the archive, with an event that names its hash and its key.
 * Of two at once the second is told `false` (primary key of `transfer_package`), and its bytes belong to nobody.
 */
export function recordTransferPackage(
  office: Office,
  { caseId, ...made }: Omit<TransferPackage, 'madeAt'> & { caseId: Id<'case'> },
): Promise<boolean> {
  return office.database.transaction(async (sql) => {
    const work = await CaseWork.lock(office, sql, caseId);
    const archive = new ArchiveRepository(sql);
    const file = (await archive.ofCase(caseId)).find((one) => one.id === made.archiveFileId);
    const { stage } = work.file;
    if (!file || stage === null) throw new Error(`${made.archiveFileId} is no file of ${caseId}`);
    if ((await archive.packagesOf(caseId)).some((one) => one.archiveFileId === file.id)) return false;
    await archive.addPackage({ ...made, madeAt: work.machineNow });
    work.record('transferPackageMade', bodyOfStage[stage], {
      stage,
      number: file.number,
      supplement: file.supplement,
      sha256: made.sha256.toString('hex'),
      size: made.size,
      keyId: made.keyId,
    });
    await work.settle();
    return true;
  });
}
