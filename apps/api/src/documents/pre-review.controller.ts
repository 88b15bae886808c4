import { Controller, Inject } from '@nestjs/common';
import { commentOnDraft, shareDraft, tickComment } from '../../../../libs/casework/documents/pre-review';
import type { Key } from '../../../../libs/casework/once';
import { Office } from '../../../../libs/casework/office';
import { caseId } from '../../../../libs/contracts/api/cases';
import {
  draftCommentInput,
  preReviewCommentId,
  preReviewReceipt,
  preReviewView,
  shareDraftInput,
  tickInput,
} from '../../../../libs/contracts/api/pre-review';
import type { Actor } from '../../../../libs/contracts/posts';
import { readPreReview } from '../../../../libs/views/documents/pre-review';
import { ReadingRoom } from '../../../../libs/views/reading-room';
import { Checked, endpoint, Me, OnceKey, Route, type Given } from '../http/endpoint';

const read = endpoint({
  method: 'GET',
  path: '/cases/:id/pre-review',
  summary: 'What the province remarked on a draft declaration',
  permission: 'signed-in',
  params: caseId,
  answer: preReviewView,
});
const share = endpoint({
  method: 'POST',
  path: '/cases/:id/pre-review/share',
  summary: 'Open a draft declaration to the province, or close it',
  permission: 'signed-in',
  params: caseId,
  body: shareDraftInput,
  answer: preReviewReceipt,
  once: true,
});
const comment = endpoint({
  method: 'POST',
  path: '/cases/:id/pre-review/comments',
  summary: 'Remark on a draft declaration',
  permission: 'signed-in',
  params: caseId,
  body: draftCommentInput,
  answer: preReviewReceipt,
  once: true,
  status: 201,
});
const tick = endpoint({
  method: 'POST',
  path: '/cases/:id/pre-review/comments/:commentId/tick',
  summary: 'Tick off a remark on the own draft',
  permission: 'signed-in',
  params: preReviewCommentId,
  body: tickInput,
  answer: preReviewReceipt,
  once: true,
});

@Controller()
export class PreReviewController {
  constructor(
    @Inject(Office) private readonly office: Office,
    @Inject(ReadingRoom) private readonly room: ReadingRoom,
  ) {}

  @Route(read)
  read(@Me() me: Actor, @Checked() { params }: Given<typeof read>) {
    return readPreReview(this.room, me, params.id);
  }

  @Route(share)
  share(@Me() me: Actor, @Checked() { params, body }: Given<typeof share>, @OnceKey() key: Key) {
    return shareDraft(me, { caseId: params.id, key, ...body }, this.office);
  }

  @Route(comment)
  comment(@Me() me: Actor, @Checked() { params, body }: Given<typeof comment>, @OnceKey() key: Key) {
    return commentOnDraft(me, { caseId: params.id, key, ...body }, this.office);
  }

  @Route(tick)
  tick(@Me() me: Actor, @Checked() { params, body }: Given<typeof tick>, @OnceKey() key: Key) {
    return tickComment(me, { caseId: params.id, commentId: params.commentId, key, ...body }, this.office);
  }
}
