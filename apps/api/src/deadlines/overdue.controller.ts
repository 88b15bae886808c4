import { Controller, Inject, Res } from '@nestjs/common';
import { bulletinQuery, overdueList, overdueQuery } from '../../../../libs/contracts/api/overdue';
import type { Actor } from '../../../../libs/contracts/posts';
import { bulletinPosts, overseers } from '../../../../libs/domain/deadlines/overseeing';
import { wordDocument, wordMediaType } from '../../../../libs/platform/papers/word-document';
import { readBulletin } from '../../../../libs/views/deadlines/bulletin';
import { bulletinFileName, bulletinPaper } from '../../../../libs/views/deadlines/bulletin-paper';
import { readOverdue } from '../../../../libs/views/deadlines/overdue';
import { ReadingRoom } from '../../../../libs/views/reading-room';
import { attachment } from '../http/attachment';
import { Checked, endpoint, Me, Route, type Given, type Reply } from '../http/endpoint';

const list = endpoint({
  method: 'GET',
  path: '/overdue',
  scope: 'deadlines',
  summary: 'What is overdue or due soon at a body',
  permission: { roles: overseers },
  query: overdueQuery,
  answer: overdueList,
});
const bulletin = endpoint({
  method: 'GET',
  path: '/overdue/bulletin',
  summary: 'The weekly bulletin of overdue limits, as .docx',
  permission: { roles: bulletinPosts },
  query: bulletinQuery,
  answer: 'file',
});

@Controller()
export class OverdueController {
  constructor(@Inject(ReadingRoom) private readonly room: ReadingRoom) {}

  @Route(list)
  list(@Me() me: Actor, @Checked() { query }: Given<typeof list>) {
    return readOverdue(this.room, me, query);
  }

  @Route(bulletin)
  async bulletin(@Me() me: Actor, @Checked() { query }: Given<typeof bulletin>, @Res() reply: Reply): Promise<void> {
    const found = await readBulletin(this.room, me, query);
    const file = await wordDocument(bulletinPaper(found, query.language));
    await reply
      .header('content-type', wordMediaType)
      .header('content-length', String(file.length))
      .header('content-disposition', attachment(bulletinFileName(found, query.language)))
      .send(file);
  }
}
