import { Controller, Inject } from '@nestjs/common';
import { askExtension } from '../../../../libs/casework/documents/requests/extensions';
import { openRequest } from '../../../../libs/casework/documents/requests/open-request';
import { askAnswerCheck, checkAnswer } from '../../../../libs/casework/documents/requests/own-check';
import { passOnItems } from '../../../../libs/casework/documents/requests/pass-on-items';
import { proposeItem } from '../../../../libs/casework/documents/requests/propose-item';
import { declineProposal } from '../../../../libs/casework/documents/requests/decline-proposal';
import { saveAnswer } from '../../../../libs/casework/documents/requests/save-answer';
import { takeOverAnswer } from '../../../../libs/casework/documents/requests/take-over';
import { readReceipt } from '../../../../libs/views/documents/requests/request-papers';
import type { Key } from '../../../../libs/casework/once';
import { Office } from '../../../../libs/casework/office';
import { caseId } from '../../../../libs/contracts/api/cases';
import {
  answerCheckInput,
  askExtensionInput,
  declineProposalInput,
  passOnItemsInput,
  proposeItemInput,
  proposalId,
  proposedItem,
  receiptView,
  requestId,
  requestItemId,
  requestReceipt,
  saveAnswerInput,
  savedItem,
  takeOverInput,
} from '../../../../libs/contracts/api/requests';
import type { Actor } from '../../../../libs/contracts/posts';
import { ReadingRoom } from '../../../../libs/views/reading-room';
import { Checked, endpoint, Me, OnceKey, Route, type Given } from '../http/endpoint';

const receipt = endpoint({
  method: 'GET',
  path: '/requests/:id/receipt',
  summary: 'The receipt of an answer',
  permission: 'signed-in',
  params: requestId,
  answer: receiptView,
});
const open = endpoint({
  method: 'POST',
  path: '/requests/:id/open',
  summary: 'Open a notice: it is served',
  permission: 'signed-in',
  params: requestId,
  answer: requestReceipt,
  once: true,
});
const save = endpoint({
  method: 'POST',
  path: '/requests/:id/items/:itemId/answer',
  summary: 'Save the answer to one item',
  permission: 'signed-in',
  params: requestItemId,
  body: saveAnswerInput,
  answer: savedItem,
  once: true,
});
const takeOver = endpoint({
  method: 'POST',
  path: '/requests/:id/items/:itemId/take-over',
  summary: 'Take over what the hospital handed in for an item that was passed on',
  permission: 'signed-in',
  params: requestItemId,
  body: takeOverInput,
  answer: savedItem,
  once: true,
});
const askOwnCheck = endpoint({
  method: 'POST',
  path: '/requests/:id/ask-answer-check',
  summary: 'Ask the own signatory to check an answer',
  permission: 'signed-in',
  params: requestId,
  answer: requestReceipt,
  once: true,
});
const ownCheck = endpoint({
  method: 'POST',
  path: '/requests/:id/answer-check',
  summary: 'Vouch for an answer inside, or give it back',
  permission: 'signed-in',
  params: requestId,
  body: answerCheckInput,
  answer: requestReceipt,
  once: true,
});
const passOn = endpoint({
  method: 'POST',
  path: '/requests/:id/pass-on',
  summary: 'Pass items on to the hospital',
  permission: 'signed-in',
  params: requestId,
  body: passOnItemsInput,
  answer: requestReceipt,
  once: true,
  status: 201,
});
const askMoreTime = endpoint({
  method: 'POST',
  path: '/requests/:id/extensions',
  summary: 'Ask for more time',
  permission: 'signed-in',
  params: requestId,
  body: askExtensionInput,
  answer: requestReceipt,
  once: true,
  status: 201,
});
const propose = endpoint({
  method: 'POST',
  path: '/cases/:id/item-proposals',
  summary: 'Propose an item to ask for, as a seat of the panel',
  permission: 'signed-in',
  params: caseId,
  body: proposeItemInput,
  answer: proposedItem,
  once: true,
  status: 201,
});
const decline = endpoint({
  method: 'POST',
  path: '/item-proposals/:id/decline',
  summary: 'Not take up what an expert proposed, for a reason kept inside',
  permission: 'signed-in',
  params: proposalId,
  body: declineProposalInput,
  answer: proposedItem,
  once: true,
});

@Controller()
export class AnswersController {
  constructor(
    @Inject(Office) private readonly office: Office,
    @Inject(ReadingRoom) private readonly room: ReadingRoom,
  ) {}

  @Route(receipt)
  receipt(@Me() me: Actor, @Checked() { params }: Given<typeof receipt>) {
    return readReceipt(this.room, me, params.id);
  }

  @Route(open)
  open(@Me() me: Actor, @Checked() { params }: Given<typeof open>, @OnceKey() key: Key) {
    return openRequest(me, { requestId: params.id, key }, this.office);
  }

  @Route(save)
  save(@Me() me: Actor, @Checked() { params, body }: Given<typeof save>, @OnceKey() key: Key) {
    return saveAnswer(me, { requestId: params.id, itemId: params.itemId, key, ...body }, this.office);
  }

  @Route(takeOver)
  takeOver(@Me() me: Actor, @Checked() { params, body }: Given<typeof takeOver>, @OnceKey() key: Key) {
    return takeOverAnswer(me, { requestId: params.id, itemId: params.itemId, key, ...body }, this.office);
  }

  @Route(askOwnCheck)
  askOwnCheck(@Me() me: Actor, @Checked() { params }: Given<typeof askOwnCheck>, @OnceKey() key: Key) {
    return askAnswerCheck(me, { requestId: params.id, key }, this.office);
  }

  @Route(ownCheck)
  ownCheck(@Me() me: Actor, @Checked() { params, body }: Given<typeof ownCheck>, @OnceKey() key: Key) {
    return checkAnswer(me, { requestId: params.id, key, ...body }, this.office);
  }

  @Route(passOn)
  passOn(@Me() me: Actor, @Checked() { params, body }: Given<typeof passOn>, @OnceKey() key: Key) {
    return passOnItems(me, { requestId: params.id, key, ...body }, this.office);
  }

  @Route(askMoreTime)
  askMoreTime(@Me() me: Actor, @Checked() { params, body }: Given<typeof askMoreTime>, @OnceKey() key: Key) {
    return askExtension(me, { requestId: params.id, key, ...body }, this.office);
  }

  @Route(propose)
  propose(@Me() me: Actor, @Checked() { params, body }: Given<typeof propose>, @OnceKey() key: Key) {
    return proposeItem(me, { caseId: params.id, key, ...body }, this.office);
  }

  @Route(decline)
  decline(@Me() me: Actor, @Checked() { params, body }: Given<typeof decline>, @OnceKey() key: Key) {
    return declineProposal(me, { proposalId: params.id, key, ...body }, this.office);
  }
}
