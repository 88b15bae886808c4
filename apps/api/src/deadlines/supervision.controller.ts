import { Controller, Inject } from '@nestjs/common';
import { urgeCase } from '../../../../libs/casework/deadlines/urge-case';
import { Office } from '../../../../libs/casework/office';
import type { Key } from '../../../../libs/casework/once';
import { caseId } from '../../../../libs/contracts/api/cases';
import { supervision } from '../../../../libs/contracts/api/supervision';
import { actReceipt, urgeInput } from '../../../../libs/contracts/api/verbs';
import type { Actor } from '../../../../libs/contracts/posts';
import { readSupervision } from '../../../../libs/views/deadlines/supervision';
import { ReadingRoom } from '../../../../libs/views/reading-room';
import { Checked, endpoint, Me, OnceKey, Route, type Given } from '../http/endpoint';

const read = endpoint({ method: 'GET', path: '/cases/:id/supervision', summary: 'What was done to keep a case moving', permission: 'signed-in', params: caseId, answer: supervision });
const urge = endpoint({ method: 'POST', path: '/cases/:id/urge', summary: 'Urge whoever holds the open tasks', permission: 'signed-in', params: caseId, body: urgeInput, answer: actReceipt, once: true });

@Controller()
export class SupervisionController {
  constructor(
    @Inject(Office) private readonly office: Office,
    @Inject(ReadingRoom) private readonly room: ReadingRoom,
  ) {}

  @Route(read)
  read(@Me() me: Actor, @Checked() { params }: Given<typeof read>) {
    return readSupervision(this.room, me, params.id);
  }

  @Route(urge)
  urge(@Me() me: Actor, @Checked() { params, body }: Given<typeof urge>, @OnceKey() key: Key) {
    return urgeCase(me, { caseId: params.id, key, ...body }, this.office);
  }
}
