import { Refused } from '../../contracts/errors';
import { fieldError } from '../../contracts/field-errors';
import type { Words } from '../../contracts/forms';
import type { Id } from '../../contracts/ids';
import type { Stage } from '../../contracts/procedure';
import { bytesOf, idOf } from '../bytes';
import { faultCode } from '../database';
import { fromSql, fromSqlOrNull, toSql } from '../instants';
import type { Sql } from '../sql';

/** A file as an archive accepted it. `supplement`: 0 the file itself, then its supplements in order. */
export interface ArchiveFile {
  id: Id<'archiveFile'>;
  caseId: Id<'case'>;
  stageId: Id<'stage'>;
  supplement: number;
  organisationId: Id<'organisation'>;
  number: string;
  retentionClass: string;
  place: string;
  acceptedBy: Id<'person'>;
  acceptedPost: Id<'post'>;
  /** Legal epoch milliseconds. */
  acceptedAt: number;
}

/** `years`: null where it is kept for ever. */
export interface RetentionClass {
  id: string;
  name: Words;
  years: number | null;
  basis: string;
}

export interface LegalHold {
  id: Id<'legalHold'>;
  caseId: Id<'case'>;
  reason: string;
  placedBy: Id<'person'>;
  placedAt: number;
  liftedBy: Id<'person'> | null;
  liftedAt: number | null;
  liftReason: string | null;
}

/** The signed file of a decision as it went to the archive. */
export interface TransferPackage {
  archiveFileId: Id<'archiveFile'>;
  sha256: Buffer;
  size: number;
  /** Below the files folder. */
  path: string;
  keyId: string;
  /** Legal epoch milliseconds of the last event that is in it. */
  asOf: number;
  /** Machine epoch milliseconds. */
  madeAt: number;
}

interface PackageRow {
  archive_file_id: Buffer;
  sha256: Buffer;
  size: number | string;
  path: string;
  key_id: string;
  as_of: Date;
  made_at: Date;
}

interface FileRow {
  id: Buffer;
  case_id: Buffer;
  stage_id: Buffer;
  supplement: number;
  organisation_id: Buffer;
  number: string;
  retention_class: string;
  place: string;
  accepted_by: Buffer;
  accepted_post: Buffer;
  accepted_at: Date;
}

interface HoldRow {
  id: Buffer;
  case_id: Buffer;
  reason: string;
  placed_by: Buffer;
  placed_at: Date;
  lifted_by: Buffer | null;
  lifted_at: Date | null;
  lift_reason: string | null;
}

/** The archive of closed cases. Nothing here is ever deleted: the engine disposes of nothing. */
export class ArchiveRepository {
  constructor(private readonly sql: Sql) {}

  /** Registers an accepted file. Refused as `archive-number-taken`; relies on the unique key (organisation, number). */
  async accept(file: ArchiveFile): Promise<void> {
    try {
      await this.sql.insert('archive_file', [
        {
          id: bytesOf(file.id),
          case_id: bytesOf(file.caseId),
          stage_id: bytesOf(file.stageId),
          supplement: file.supplement,
          organisation_id: bytesOf(file.organisationId),
          number: file.number,
          retention_class: file.retentionClass,
          place: file.place,
          accepted_by: bytesOf(file.acceptedBy),
          accepted_post: bytesOf(file.acceptedPost),
          accepted_at: toSql(file.acceptedAt),
        },
      ]);
    } catch (error) {
      if (faultCode(error) !== 'ER_DUP_ENTRY') throw error;
      throw new Refused('archive-number-taken', { fields: [fieldError('number', 'archive-number-taken')] });
    }
  }

  /** Files of a case, the first one first. */
  async ofCase(caseId: Id<'case'>): Promise<ArchiveFile[]> {
    const rows = await this.sql.rows<FileRow>('SELECT * FROM archive_file WHERE case_id = ? ORDER BY supplement', [
      bytesOf(caseId),
    ]);
    return rows.map((row) => ({
      id: idOf('archiveFile', row.id),
      caseId: idOf('case', row.case_id),
      stageId: idOf('stage', row.stage_id),
      supplement: row.supplement,
      organisationId: idOf('organisation', row.organisation_id),
      number: row.number,
      retentionClass: row.retention_class,
      place: row.place,
      acceptedBy: idOf('person', row.accepted_by),
      acceptedPost: idOf('post', row.accepted_post),
      acceptedAt: fromSql(row.accepted_at),
    }));
  }

  /** Accepted files that no package was made of, oldest first, with the stage each lies in. */
  async withoutPackage(most: number): Promise<{ id: Id<'archiveFile'>; caseId: Id<'case'>; stage: Stage }[]> {
    const rows = await this.sql.rows<{ id: Buffer; case_id: Buffer; stage: Stage }>(
      `SELECT f.id, f.case_id, s.stage FROM archive_file f JOIN case_stage s ON s.id = f.stage_id
       WHERE NOT EXISTS (SELECT 1 FROM transfer_package p WHERE p.archive_file_id = f.id)
       ORDER BY f.id LIMIT ${String(most)}`,
    );
    return rows.map((row) => ({
      id: idOf('archiveFile', row.id),
      caseId: idOf('case', row.case_id),
      stage: row.stage,
    }));
  }

  /** Packages of a case's files. */
  async packagesOf(caseId: Id<'case'>): Promise<TransferPackage[]> {
    const rows = await this.sql.rows<PackageRow>(
      `SELECT p.archive_file_id, p.sha256, p.size, p.path, p.key_id, p.as_of, p.made_at
       FROM archive_file f JOIN transfer_package p ON p.archive_file_id = f.id WHERE f.case_id = ?`,
      [bytesOf(caseId)],
    );
    return rows.map((row) => ({
      archiveFileId: idOf('archiveFile', row.archive_file_id),
      sha256: row.sha256,
      size: Number(row.size),
      path: row.path,
      keyId: row.key_id,
      asOf: fromSql(row.as_of),
      madeAt: fromSql(row.made_at),
    }));
  }

  async addPackage(made: TransferPackage): Promise<void> {
    await this.sql.insert('transfer_package', [
      {
        archive_file_id: bytesOf(made.archiveFileId),
        sha256: made.sha256,
        size: made.size,
        path: made.path,
        key_id: made.keyId,
        as_of: toSql(made.asOf),
        made_at: toSql(made.madeAt),
      },
    ]);
  }

  async retentionClasses(): Promise<RetentionClass[]> {
    const rows = await this.sql.rows<{
      id: string;
      name_zh: string;
      name_en: string;
      years: number | null;
      basis: string;
    }>('SELECT id, name_zh, name_en, years, basis FROM retention_class ORDER BY position');
    return rows.map(({ id, name_zh, name_en, years, basis }) => ({
      id,
      name: { zh: name_zh, en: name_en },
      years,
      basis,
    }));
  }

  async placeHold(hold: Pick<LegalHold, 'id' | 'caseId' | 'reason' | 'placedBy' | 'placedAt'>, post: Id<'post'>) {
    await this.sql.insert('legal_hold', [
      {
        id: bytesOf(hold.id),
        case_id: bytesOf(hold.caseId),
        reason: hold.reason,
        placed_by: bytesOf(hold.placedBy),
        placed_post: bytesOf(post),
        placed_at: toSql(hold.placedAt),
      },
    ]);
  }

  async liftHold(
    id: Id<'legalHold'>,
    lifted: { by: Id<'person'>; post: Id<'post'>; at: number; reason: string },
  ): Promise<void> {
    await this.sql.run(
      'UPDATE legal_hold SET lifted_by = ?, lifted_post = ?, lifted_at = ?, lift_reason = ? WHERE id = ? AND lifted_at IS NULL',
      [bytesOf(lifted.by), bytesOf(lifted.post), toSql(lifted.at), lifted.reason, bytesOf(id)],
    );
  }

  /** Holds of a case, lifted ones too, oldest first. */
  async holdsOf(caseId: Id<'case'>): Promise<LegalHold[]> {
    const rows = await this.sql.rows<HoldRow>('SELECT * FROM legal_hold WHERE case_id = ? ORDER BY id', [
      bytesOf(caseId),
    ]);
    return rows.map((row) => ({
      id: idOf('legalHold', row.id),
      caseId: idOf('case', row.case_id),
      reason: row.reason,
      placedBy: idOf('person', row.placed_by),
      placedAt: fromSql(row.placed_at),
      liftedBy: row.lifted_by && idOf('person', row.lifted_by),
      liftedAt: fromSqlOrNull(row.lifted_at),
      liftReason: row.lift_reason,
    }));
  }
}
