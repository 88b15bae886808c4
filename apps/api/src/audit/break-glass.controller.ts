import { Controller, Inject } from '@nestjs/common';
import {
  askBreakGlass,
  decideBreakGlass,
  endBreakGlass,
  lookByBreakGlass,
} from '../../../../libs/casework/audit/break-glass';
import { Office } from '../../../../libs/casework/office';
import type { Key } from '../../../../libs/casework/once';
import * as glass from '../../../../libs/contracts/api/break-glass';
import type { Actor } from '../../../../libs/contracts/posts';
import { readWholeRecord } from '../../../../libs/views/audit/audit-log';
import { readBreakGlass } from '../../../../libs/views/audit/break-glass';
import { ReadingRoom } from '../../../../libs/views/reading-room';
import { environmentToken, type ApiEnvironment } from '../environment';
import { Checked, endpoint, Me, OnceKey, Route, type Given } from '../http/endpoint';

const keepers = { roles: ['system-admin', 'security-admin'] } as const;

const list = endpoint({
  method: 'GET',
  path: '/break-glass',
  summary: 'Emergency access: who asked and why, who confirmed it, until when',
  permission: { roles: [...keepers.roles, 'auditor'] },
  query: glass.breakGlassQuery,
  answer: glass.breakGlassList,
});
const ask = endpoint({
  method: 'POST',
  path: '/break-glass',
  summary: 'Ask to read the record of one case in an emergency; a second person confirms it',
  permission: keepers,
  body: glass.askBreakGlassInput,
  answer: glass.askedBreakGlass,
  once: true,
  status: 201,
});
const decide = endpoint({
  method: 'POST',
  path: '/break-glass/:id/decision',
  summary: 'Confirm or refuse emergency access that another person asked for',
  permission: keepers,
  params: glass.breakGlassId,
  body: glass.decideBreakGlassInput,
  answer: glass.decidedBreakGlass,
  once: true,
});
const end = endpoint({
  method: 'POST',
  path: '/break-glass/:id/end',
  summary: 'End emergency access before its time',
  permission: keepers,
  params: glass.breakGlassId,
  answer: glass.askedBreakGlass,
  once: true,
});
const record = endpoint({
  method: 'GET',
  path: '/break-glass/:id/record',
  summary: 'The record of the case, while emergency access runs; every look is recorded',
  permission: keepers,
  params: glass.breakGlassId,
  query: glass.lookQuery,
  answer: glass.breakGlassRecord,
});

@Controller()
export class BreakGlassController {
  constructor(
    @Inject(Office) private readonly office: Office,
    @Inject(ReadingRoom) private readonly room: ReadingRoom,
    @Inject(environmentToken) private readonly env: ApiEnvironment,
  ) {}

  @Route(list)
  list(@Me() me: Actor, @Checked() { query }: Given<typeof list>) {
    return readBreakGlass(this.room, me, { ...query, maxHours: this.env.audit.breakGlassHours });
  }

  @Route(ask)
  ask(@Me() me: Actor, @Checked() { body }: Given<typeof ask>, @OnceKey() key: Key) {
    return askBreakGlass(me, { ...body, maxHours: this.env.audit.breakGlassHours, key }, this.office);
  }

  @Route(decide)
  decide(@Me() me: Actor, @Checked() { params, body }: Given<typeof decide>, @OnceKey() key: Key) {
    return decideBreakGlass(me, { id: params.id, grant: body.grant, key }, this.office);
  }

  @Route(end)
  end(@Me() me: Actor, @Checked() { params }: Given<typeof end>, @OnceKey() key: Key) {
    return endBreakGlass(me, { id: params.id, key }, this.office);
  }

  @Route(record)
  async record(@Me() me: Actor, @Checked() { params, query }: Given<typeof record>) {
    const { file, reason, until } = await lookByBreakGlass(me, params.id, this.office);
    return { number: file.number, reason, until, ...(await readWholeRecord(this.room, file.id, query)) };
  }
}
