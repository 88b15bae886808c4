import { Controller, Inject, Req, Res } from '@nestjs/common';
import { recordAccess } from '../../../../libs/casework/audit/access';
import { withdrawDocument } from '../../../../libs/casework/documents/withdraw-document';
import { Office } from '../../../../libs/casework/office';
import type { Key } from '../../../../libs/casework/once';
import { caseId } from '../../../../libs/contracts/api/cases';
import {
  caseDocumentId,
  caseVersionId,
  materialsView,
  withdrawDocumentInput,
  withdrawnDocument,
  type MaterialsView,
  type WithdrawnDocument,
} from '../../../../libs/contracts/api/documents';
import { Refused } from '../../../../libs/contracts/errors';
import type { Id } from '../../../../libs/contracts/ids';
import type { Actor } from '../../../../libs/contracts/posts';
import { FileStore } from '../../../../libs/platform/files/file-store';
import { findContent, findPackage } from '../../../../libs/views/documents/content';
import { readMaterials } from '../../../../libs/views/documents/materials';
import { previewOf, unscannedIn, type Unscanned } from '../../../../libs/views/documents/readable';
import { ReadingRoom } from '../../../../libs/views/reading-room';
import { environmentToken, type ApiEnvironment } from '../environment';
import { attachment } from '../http/attachment';
import { Checked, endpoint, Me, OnceKey, Route, type Given, type KnownRequest, type Reply } from '../http/endpoint';
import { give } from './giving';
import { pack } from './packing';

const materials = endpoint({
  method: 'GET',
  path: '/cases/:id/materials',
  summary: 'Materials of a case: what is asked for, documents with their versions',
  permission: 'signed-in',
  params: caseId,
  answer: materialsView,
});
const content = endpoint({
  method: 'GET',
  path: '/cases/:id/documents/:documentId/content',
  summary: 'Download the current version of a document; ranges are answered',
  permission: 'signed-in',
  params: caseDocumentId,
  answer: 'file',
});
const versionContent = endpoint({
  method: 'GET',
  path: '/cases/:id/documents/:documentId/versions/:versionId/content',
  summary: 'Download one version of a document; ranges are answered',
  permission: 'signed-in',
  params: caseVersionId,
  answer: 'file',
});
const preview = endpoint({
  method: 'GET',
  path: '/cases/:id/documents/:documentId/versions/:versionId/preview',
  summary: 'One version of a PDF or an image, to be shown in a page',
  permission: 'signed-in',
  params: caseVersionId,
  answer: 'file',
});
const packed = endpoint({
  method: 'GET',
  path: '/cases/:id/package',
  summary: 'The documents of a case as a ZIP with a manifest',
  permission: 'signed-in',
  params: caseId,
  answer: 'file',
});
const withdraw = endpoint({
  method: 'POST',
  path: '/cases/:id/documents/:documentId/withdraw',
  summary: 'Mark a document withdrawn, with a reason; it stays where it is',
  permission: 'signed-in',
  params: caseDocumentId,
  body: withdrawDocumentInput,
  answer: withdrawnDocument,
  once: true,
});

@Controller()
export class DocumentsController {
  private readonly unscanned: Unscanned;

  constructor(
    @Inject(Office) private readonly office: Office,
    @Inject(ReadingRoom) private readonly room: ReadingRoom,
    @Inject(FileStore) private readonly files: FileStore,
    @Inject(environmentToken) private readonly env: ApiEnvironment,
  ) {
    this.unscanned = unscannedIn(env);
  }

  @Route(materials)
  materials(@Me() me: Actor, @Checked() { params }: Given<typeof materials>): Promise<MaterialsView> {
    const limits = { size: this.env.uploadLimit, documents: this.env.documentLimit };
    return readMaterials(this.room, me, params.id, { unscanned: this.unscanned, limits });
  }

  @Route(content)
  async content(
    @Me() me: Actor,
    @Checked() { params }: Given<typeof content>,
    @Req() request: KnownRequest,
    @Res() reply: Reply,
  ): Promise<void> {
    const { id, documentId } = params;
    const found = await findContent(this.room, me, { caseId: id, documentId }, this.unscanned);
    await this.recordDownload(me, params, found.sha256, request);
    await give(this.files, found, request, reply);
  }

  @Route(versionContent)
  async versionContent(
    @Me() me: Actor,
    @Checked() { params }: Given<typeof versionContent>,
    @Req() request: KnownRequest,
    @Res() reply: Reply,
  ): Promise<void> {
    const { id, documentId, versionId } = params;
    const found = await findContent(this.room, me, { caseId: id, documentId, versionId }, this.unscanned);
    await this.recordDownload(me, params, found.sha256, request);
    await give(this.files, found, request, reply);
  }

  @Route(preview)
  async preview(
    @Me() me: Actor,
    @Checked() { params }: Given<typeof preview>,
    @Req() request: KnownRequest,
    @Res() reply: Reply,
  ): Promise<void> {
    const { id, documentId, versionId } = params;
    const found = await findContent(this.room, me, { caseId: id, documentId, versionId }, this.unscanned);
    if (previewOf(found.mediaType) === null) throw new Refused('no-preview');
    await this.recordDownload(me, params, found.sha256, request);
    await give(this.files, found, request, reply, true);
  }

  @Route(packed)
  async packed(@Me() me: Actor, @Checked() { params }: Given<typeof packed>, @Res() reply: Reply): Promise<void> {
    const found = await findPackage(this.room, me, params.id, this.unscanned);
    const sha256s = found.entries.map((entry) => entry.sha256);
    await recordAccess(me, { type: 'packageDownloaded', caseId: params.id, sha256s }, this.office);
    await reply
      .header('content-type', 'application/zip')
      .header('content-disposition', attachment(`${found.caseNumber}.zip`))
      .header('cache-control', 'private, no-store')
      .send(pack(this.files, found));
  }

  @Route(withdraw)
  withdraw(
    @Me() me: Actor,
    @Checked() { params, body }: Given<typeof withdraw>,
    @OnceKey() key: Key,
  ): Promise<WithdrawnDocument> {
    return withdrawDocument(
      me,
      { caseId: params.id, documentId: params.documentId, reason: body.reason, key },
      this.office,
    );
  }

  private recordDownload(
    me: Actor,
    { id: caseId, documentId: document }: { id: Id<'case'>; documentId: Id<'document'> },
    sha256: string,
    request: KnownRequest,
  ): Promise<void> {
    const part = request.headers.range ?? null;
    return recordAccess(me, { type: 'documentDownloaded', caseId, document, sha256, part }, this.office);
  }
}
