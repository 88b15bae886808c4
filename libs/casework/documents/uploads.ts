import { createHash } from 'node:crypto';
import type { UploadMetadata } from '../../contracts/api/documents';
import { Refused, type FieldError, type RefusalCode } from '../../contracts/errors';
import { fieldError } from '../../contracts/field-errors';
import { idFromHex, type Id } from '../../contracts/ids';
import type { Actor } from '../../contracts/posts';
import type { FileFormat, RequiredDocument } from '../../contracts/programme';
import { DocumentRepository, type LockedDocument } from '../../persistence/documents/document-repository';
import { UploadRepository, type Upload } from '../../persistence/documents/upload-repository';
import { requestDigest } from '../../persistence/people/idempotency-repository';
import type { Sql } from '../../persistence/sql';
import { CaseWork } from '../cases/case-work';
import { permitCase } from '../cases/permit';
import type { Office } from '../office';
import { requireOwn } from './add-document';

export type { Upload } from '../../persistence/documents/upload-repository';

export interface UploadInput {
  metadata: UploadMetadata;
  /** As the protocol gives it back. */
  raw: Record<string, string>;
  size: number;
  /** The name it will be kept under. */
  fileName: string;
  key: string;
}

export interface UploadLimits {
  /** Bytes of one file. */
  size: number;
  /** Documents of one case. */
  documents: number;
}

/** One upload for each key of a person: the same request again is the same upload. */
export const uploadIdOf = (actor: Actor, key: string): Id<'upload'> =>
  idFromHex('upload', createHash('sha256').update(`${actor.personId} ${key}`).digest('hex').slice(0, 32));

/**
 * Begins an upload, or finds the one of the same key. Nothing is taken in before this has allowed it. Refused:
 * not-found, not-entitled, case-closed, document-withdrawn, invalid-input (item, indicator), format-not-offered,
 * file-too-large, too-many-documents, key-reused.
 */
export function beginUpload(actor: Actor, input: UploadInput, limits: UploadLimits, office: Office): Promise<Upload> {
  const { metadata } = input;
  const digest = requestDigest(['upload', metadata, input.size]);
  return office.database.transaction(async (sql) => {
    const uploads = new UploadRepository(sql);
    const upload = uploadOf(actor, input, office.machineNow());
    const known = await uploads.find(upload.id);
    if (known && !known.requestDigest.equals(digest)) throw new Refused('key-reused');
    if (known?.answer) return known;
    const work = await CaseWork.lock(office, sql, metadata.caseId, actor);
    const replaced = await checkPurpose(actor, work, sql, metadata);
    const item = await itemOf(work, replaced?.slot ?? metadata.slot ?? null, metadata);
    checkFile(input, item, limits);
    if (known) await uploads.restart(known.id, office.machineNow());
    else {
      await checkCount(sql, metadata, item, limits);
      if (!(await uploads.begin(upload, digest))) return (await uploads.find(upload.id)) ?? upload;
    }
    return upload;
  });
}

function uploadOf(actor: Actor, { metadata, raw, size, fileName, key }: UploadInput, machineNow: number): Upload {
  return {
    id: uploadIdOf(actor, key),
    personId: actor.personId,
    caseId: metadata.caseId,
    documentId: metadata.documentId ?? null,
    slot: metadata.slot ?? null,
    indicator: metadata.indicator ?? null,
    title: metadata.title ?? (fileName.replace(/\.[^.]+$/, '').slice(0, 200) || fileName.slice(0, 200)),
    fileName,
    givenName: metadata.filename,
    size,
    metadata: raw,
    createdAt: machineNow,
    answer: null,
    refusal: null,
  };
}

async function checkPurpose(
  actor: Actor,
  work: CaseWork,
  sql: Sql,
  metadata: UploadMetadata,
): Promise<LockedDocument | null> {
  const post = permitCase(actor, 'add-document', work);
  if (!metadata.documentId) return null;
  return requireOwn(new DocumentRepository(sql), metadata.caseId, metadata.documentId, post);
}

/** The item of the programme's list; evidence names an indicator of the case's standard. */
async function itemOf(work: CaseWork, slot: string | null, metadata: UploadMetadata): Promise<RequiredDocument | null> {
  const fields: FieldError[] = [];
  const item = work.programme.documents.find((one) => one.id === slot) ?? null;
  if (slot !== null && !item) fields.push(fieldError('slot', 'not-offered'));
  const { indicator, documentId } = metadata;
  if (item?.perIndicator && !indicator && !documentId) fields.push(fieldError('indicator', 'required'));
  if (indicator && !(await work.standard()).indicators.some((one) => one.id === indicator)) {
    fields.push(fieldError('indicator', 'indicator-unknown'));
  }
  if (fields.length > 0) throw new Refused('invalid-input', { fields });
  return item;
}

const formatOf = (fileName: string): string => {
  const extension = fileName.slice(fileName.lastIndexOf('.') + 1).toLowerCase();
  return extension === 'jpeg' ? 'jpg' : extension;
};

function checkFile({ size, fileName }: UploadInput, item: RequiredDocument | null, limits: UploadLimits): void {
  if (size === 0) throw new Refused('file-empty');
  const limit = Math.min(limits.size, (item?.maxMegabytes ?? Infinity) * 1024 * 1024);
  if (size > limit) throw new Refused('file-too-large', { facts: { limit } });
  if (item && !item.formats.includes(formatOf(fileName) as FileFormat))
    throw new Refused('format-not-offered', { facts: { formats: item.formats.join(', ') } });
}

async function checkCount(
  sql: Sql,
  metadata: UploadMetadata,
  item: RequiredDocument | null,
  limits: UploadLimits,
): Promise<void> {
  if (metadata.documentId) return;
  const count = await new DocumentRepository(sql).count(metadata.caseId, item?.id ?? null);
  if (count.all >= limits.documents) throw new Refused('too-many-documents', { facts: { limit: limits.documents } });
  const most = item?.maxCount ?? Infinity;
  if (count.inSlot >= most) throw new Refused('too-many-documents', { facts: { limit: most } });
}

/** An upload for the person who began it. Refused as `not-found` for anybody else. */
export function findUpload(actor: Actor, id: Id<'upload'>, office: Office): Promise<Upload> {
  return office.database.read(async (sql) => {
    const upload = await new UploadRepository(sql).find(id);
    if (upload?.personId !== actor.personId) throw new Refused('not-found');
    return upload;
  });
}

export const refuseUpload = (id: Id<'upload'>, code: RefusalCode, office: Office): Promise<void> =>
  office.database.transaction((sql) => new UploadRepository(sql).refuse(id, code, office.machineNow()));

export const removeUpload = (id: Id<'upload'>, office: Office): Promise<void> =>
  office.database.transaction((sql) => new UploadRepository(sql).remove(id));

/** By which one of several requests, in whatever process, writes an upload. */
export const uploadHold = (id: Id<'upload'>, office: Office) => {
  const act = <T>(work: (uploads: UploadRepository) => Promise<T>): Promise<T> =>
    office.database.transaction((sql) => work(new UploadRepository(sql)));
  return {
    take: (holder: string, ms: number) => act((uploads) => uploads.hold(id, holder, ms)),
    ask: () => act((uploads) => uploads.want(id)),
    isWanted: () => act((uploads) => uploads.isWanted(id)),
    letGo: (holder: string) => act((uploads) => uploads.letGo(id, holder)),
  };
};
