import { Controller, Inject, Res } from '@nestjs/common';
import { recordAccess } from '../../../../libs/casework/audit/access';
import { Office } from '../../../../libs/casework/office';
import { requestId } from '../../../../libs/contracts/api/requests';
import type { Id } from '../../../../libs/contracts/ids';
import type { Actor } from '../../../../libs/contracts/posts';
import { printProof, type ProofPaper } from '../../../../libs/platform/pdf/proof';
import { caseOfRequest, readNotice, readReceipt } from '../../../../libs/views/documents/requests/request-papers';
import {
  noticeFileName,
  noticeProof,
  receiptFileName,
  receiptProof,
} from '../../../../libs/views/documents/requests/request-proofs';
import { ReadingRoom } from '../../../../libs/views/reading-room';
import { attachment } from '../http/attachment';
import { Checked, endpoint, Me, Route, type Given, type Reply } from '../http/endpoint';

const notice = endpoint({
  method: 'GET',
  path: '/requests/:id/notice.pdf',
  summary: 'The written notice of a request, as PDF with the mark of a proof',
  permission: 'signed-in',
  params: requestId,
  answer: 'file',
});
const receipt = endpoint({
  method: 'GET',
  path: '/requests/:id/receipt.pdf',
  summary: 'The receipt of an answer, as PDF with the mark of a proof',
  permission: 'signed-in',
  params: requestId,
  answer: 'file',
});

@Controller()
export class RequestPapersController {
  constructor(
    @Inject(Office) private readonly office: Office,
    @Inject(ReadingRoom) private readonly room: ReadingRoom,
  ) {}

  @Route(notice)
  async notice(@Me() me: Actor, @Checked() { params }: Given<typeof notice>, @Res() reply: Reply): Promise<void> {
    const view = await readNotice(this.room, me, params.id);
    await send(reply, noticeProof(view), noticeFileName(view), () => this.record(me, params.id, 'notice', view.sha256));
  }

  @Route(receipt)
  async receipt(@Me() me: Actor, @Checked() { params }: Given<typeof receipt>, @Res() reply: Reply): Promise<void> {
    const view = await readReceipt(this.room, me, params.id);
    await send(reply, receiptProof(view), receiptFileName(view), () =>
      this.record(me, params.id, 'receipt', view.sha256),
    );
  }

  private async record(
    me: Actor,
    request: Id<'request'>,
    paper: 'notice' | 'receipt',
    sha256: string | null,
  ): Promise<void> {
    const caseId = await caseOfRequest(this.room, me, request);
    await recordAccess(me, { type: 'paperDownloaded', caseId, request, paper, sha256 }, this.office);
  }
}

/** Recorded once it is printed, before its first byte leaves. */
async function send(reply: Reply, paper: ProofPaper, fileName: string, record: () => Promise<void>): Promise<void> {
  const file = await printProof(paper);
  await record();
  await reply
    .header('content-type', 'application/pdf')
    .header('content-length', String(file.length))
    .header('content-disposition', attachment(fileName))
    .header('cache-control', 'private, no-store')
    .send(file);
}
