import type { Readable } from 'node:stream';
import { Controller, Inject, Req, Res } from '@nestjs/common';
import { addDocument, requireMayAddTo } from '../../../../libs/casework/documents/add-document';
import { Office } from '../../../../libs/casework/office';
import type { Key } from '../../../../libs/casework/once';
import {
  caseDocumentId,
  caseId,
  documentQuery,
  documentView,
  type DocumentView,
} from '../../../../libs/contracts/api/cases';
import { Refused } from '../../../../libs/contracts/errors';
import type { Actor } from '../../../../libs/contracts/posts';
import { FileStore } from '../../../../libs/platform/files/file-store';
import { findContent } from '../../../../libs/views/documents/documents';
import { ReadingRoom } from '../../../../libs/views/reading-room';
import { attachment } from '../http/attachment';
import { Checked, endpoint, Me, OnceKey, Route, type Given, type KnownRequest, type Reply } from '../http/endpoint';

const add = endpoint({
  method: 'POST',
  path: '/cases/:id/documents',
  summary: 'Add a file to a case: the body is the file',
  permission: 'signed-in',
  params: caseId,
  query: documentQuery,
  upload: true,
  answer: documentView,
  once: true,
  status: 201,
});
const content = endpoint({
  method: 'GET',
  path: '/cases/:id/documents/:documentId/content',
  summary: 'Download a document',
  permission: 'signed-in',
  params: caseDocumentId,
  answer: 'file',
});

@Controller()
export class DocumentsController {
  constructor(
    @Inject(Office) private readonly office: Office,
    @Inject(ReadingRoom) private readonly room: ReadingRoom,
    @Inject(FileStore) private readonly files: FileStore,
  ) {}

  @Route(add)
  async add(
    @Me() me: Actor,
    @Checked() { params, query }: Given<typeof add>,
    @OnceKey() key: Key,
    @Req() request: KnownRequest,
  ): Promise<DocumentView> {
    // Asked before the bytes are taken in: nobody fills the disk of a case that is not theirs.
    await requireMayAddTo(me, params.id, this.office);
    if (!isStream(request.body)) throw new Refused('unsupported-media-type');
    const file = await this.files.take(request.body, query.fileName);
    let used = false;
    try {
      const { document, kept } = await addDocument(
        me,
        { caseId: params.id, ...query, key: key.value, file },
        this.office,
      );
      used = kept;
      return document;
    } finally {
      // Equal content is in the store already, or the act was refused: these bytes are not needed.
      if (!used) await this.files.drop(file.path);
    }
  }

  @Route(content)
  async content(@Me() me: Actor, @Checked() { params }: Given<typeof content>, @Res() reply: Reply): Promise<void> {
    const found = await findContent(this.room, me, params.id, params.documentId);
    const stream = await this.files.read(found.path);
    await reply
      .header('content-type', found.mediaType)
      .header('content-length', String(found.size))
      .header('content-disposition', attachment(found.fileName))
      .header('x-content-sha256', found.sha256)
      .header('cache-control', 'private, no-store')
      .send(stream);
  }
}

const isStream = (body: unknown): body is Readable => typeof (body as Readable | undefined)?.pipe === 'function';
