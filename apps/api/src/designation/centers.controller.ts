import { Controller, Inject } from '@nestjs/common';
import { centerList, centersQuery } from '../../../../libs/contracts/api/registry';
import type { Actor } from '../../../../libs/contracts/posts';
import { readCenters } from '../../../../libs/views/designation/centers';
import { ReadingRoom } from '../../../../libs/views/reading-room';
import { Checked, endpoint, Me, Route, type Given } from '../http/endpoint';

const list = endpoint({
  method: 'GET',
  path: '/centers',
  scope: 'registry',
  summary: 'The registry of centers',
  permission: 'signed-in',
  query: centersQuery,
  answer: centerList,
});

@Controller()
export class CentersController {
  constructor(@Inject(ReadingRoom) private readonly room: ReadingRoom) {}

  @Route(list)
  list(@Me() me: Actor, @Checked() { query }: Given<typeof list>) {
    return readCenters(this.room, me, query);
  }
}
