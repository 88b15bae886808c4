import { Controller, Inject, Res } from '@nestjs/common';
import { requestId } from '../../../../libs/contracts/api/requests';
import type { Actor } from '../../../../libs/contracts/posts';
import { printProof, type ProofPaper } from '../../../../libs/platform/pdf/proof';
import { readNotice, readReceipt } from '../../../../libs/views/documents/requests/request-papers';
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
  constructor(@Inject(ReadingRoom) private readonly room: ReadingRoom) {}

  @Route(notice)
  async notice(@Me() me: Actor, @Checked() { params }: Given<typeof notice>, @Res() reply: Reply): Promise<void> {
    const view = await readNotice(this.room, me, params.id);
    await send(reply, noticeProof(view), noticeFileName(view));
  }

  @Route(receipt)
  async receipt(@Me() me: Actor, @Checked() { params }: Given<typeof receipt>, @Res() reply: Reply): Promise<void> {
    const view = await readReceipt(this.room, me, params.id);
    await send(reply, receiptProof(view), receiptFileName(view));
  }
}

async function send(reply: Reply, paper: ProofPaper, fileName: string): Promise<void> {
  const file = await printProof(paper);
  await reply
    .header('content-type', 'application/pdf')
    .header('content-length', String(file.length))
    .header('content-disposition', attachment(fileName))
    .header('cache-control', 'private, no-store')
    .send(file);
}
