import { Controller, Inject, Req, Res } from '@nestjs/common';
import type { Key } from '../../../../libs/casework/once';
import { documentView, uploadId, type DocumentView } from '../../../../libs/contracts/api/documents';
import type { Actor } from '../../../../libs/contracts/posts';
import { Checked, endpoint, Me, OnceKey, Route, type Given, type KnownRequest, type Reply } from '../http/endpoint';
import { UploadDoor } from './uploads/door';

const begin = endpoint({
  method: 'POST',
  path: '/uploads',
  summary: 'Begin an upload (tus 1.0, with or without its bytes); in one request it answers the document',
  permission: 'signed-in',
  upload: true,
  answer: { sentByItself: documentView },
  once: true,
  status: 201,
});
const offset = endpoint({
  method: 'HEAD',
  path: '/uploads/:uploadId',
  summary: 'How much of an upload has come (tus 1.0)',
  permission: 'signed-in',
  params: uploadId,
  answer: 'nothing',
});
const more = endpoint({
  method: 'PATCH',
  path: '/uploads/:uploadId',
  summary: 'The next bytes of an upload (tus 1.0); after the last of them it answers the document',
  permission: 'signed-in',
  params: uploadId,
  upload: true,
  answer: { sentByItself: documentView },
});
const giveUp = endpoint({
  method: 'DELETE',
  path: '/uploads/:uploadId',
  summary: 'Give up an upload (tus 1.0)',
  permission: 'signed-in',
  params: uploadId,
  answer: 'nothing',
  status: 204,
});
const finish = endpoint({
  method: 'POST',
  path: '/uploads/:uploadId/finish',
  summary: 'The document of an upload whose bytes have all come; the same again is the same document',
  permission: 'signed-in',
  params: uploadId,
  answer: documentView,
});

@Controller()
export class UploadsController {
  constructor(@Inject(UploadDoor) private readonly door: UploadDoor) {}

  @Route(begin)
  begin(@Me() me: Actor, @OnceKey() key: Key, @Req() request: KnownRequest, @Res() reply: Reply): Promise<void> {
    return this.door.begin(me, key.value, request, reply);
  }

  @Route(offset)
  offset(
    @Me() me: Actor,
    @Checked() { params }: Given<typeof offset>,
    @Req() request: KnownRequest,
    @Res() reply: Reply,
  ): Promise<void> {
    return this.door.goOn(me, params.uploadId, request, reply);
  }

  @Route(more)
  more(
    @Me() me: Actor,
    @Checked() { params }: Given<typeof more>,
    @Req() request: KnownRequest,
    @Res() reply: Reply,
  ): Promise<void> {
    return this.door.goOn(me, params.uploadId, request, reply);
  }

  @Route(giveUp)
  giveUp(
    @Me() me: Actor,
    @Checked() { params }: Given<typeof giveUp>,
    @Req() request: KnownRequest,
    @Res() reply: Reply,
  ): Promise<void> {
    return this.door.goOn(me, params.uploadId, request, reply);
  }

  @Route(finish)
  finish(@Me() me: Actor, @Checked() { params }: Given<typeof finish>): Promise<DocumentView> {
    return this.door.finish(me, params.uploadId);
  }
}
