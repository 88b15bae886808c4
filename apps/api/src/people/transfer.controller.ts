import { Controller, Inject } from '@nestjs/common';
import { Office } from '../../../../libs/casework/office';
import type { Key } from '../../../../libs/casework/once';
import { transferTasks } from '../../../../libs/casework/people/transfer-tasks';
import { personId, transferInput, transferPreview, transferReport } from '../../../../libs/contracts/api/people';
import type { Actor } from '../../../../libs/contracts/posts';
import { previewTransfer } from '../../../../libs/views/people/transfer';
import { ReadingRoom } from '../../../../libs/views/reading-room';
import { Checked, endpoint, Me, OnceKey, Route, type Given } from '../http/endpoint';

const preview = endpoint({
  method: 'GET',
  path: '/people/:id/transfer',
  summary: 'Open tasks of somebody who leaves, and who could take each',
  permission: 'signed-in',
  params: personId,
  answer: transferPreview,
});
const transfer = endpoint({
  method: 'POST',
  path: '/people/:id/transfer',
  summary: 'Pass on all open tasks of somebody who leaves',
  permission: 'signed-in',
  params: personId,
  body: transferInput,
  answer: transferReport,
  once: true,
});

@Controller()
export class TransferController {
  constructor(
    @Inject(Office) private readonly office: Office,
    @Inject(ReadingRoom) private readonly room: ReadingRoom,
  ) {}

  @Route(preview)
  preview(@Me() me: Actor, @Checked() { params }: Given<typeof preview>) {
    return previewTransfer(this.room, me, params.id);
  }

  @Route(transfer)
  transfer(@Me() me: Actor, @Checked() { params, body }: Given<typeof transfer>, @OnceKey() key: Key) {
    return transferTasks(me, { personId: params.id, ...body, key }, this.office);
  }
}
