import { Controller, Inject } from '@nestjs/common';
import { overdueList, overdueQuery } from '../../../../libs/contracts/api/overdue';
import type { Actor } from '../../../../libs/contracts/posts';
import { overseers } from '../../../../libs/domain/deadlines/overseeing';
import { readOverdue } from '../../../../libs/views/deadlines/overdue';
import { ReadingRoom } from '../../../../libs/views/reading-room';
import { Checked, endpoint, Me, Route, type Given } from '../http/endpoint';

const list = endpoint({
  method: 'GET',
  path: '/overdue',
  summary: 'What is overdue or due soon at a body',
  permission: { roles: overseers },
  query: overdueQuery,
  answer: overdueList,
});

@Controller()
export class OverdueController {
  constructor(@Inject(ReadingRoom) private readonly room: ReadingRoom) {}

  @Route(list)
  list(@Me() me: Actor, @Checked() { query }: Given<typeof list>) {
    return readOverdue(this.room, me, query);
  }
}
