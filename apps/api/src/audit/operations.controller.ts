import { Controller, Inject, Res } from '@nestjs/common';
import * as z from 'zod';
import {
  operationsView,
  readiness,
  version,
  type Readiness,
  type Version,
} from '../../../../libs/contracts/api/registry';
import type { Actor } from '../../../../libs/contracts/posts';
import { readOperations, readReadiness } from '../../../../libs/views/audit/operations';
import { ReadingRoom } from '../../../../libs/views/reading-room';
import { environmentToken, type ApiEnvironment } from '../environment';
import { endpoint, Me, Route, type Reply } from '../http/endpoint';
import { scannerOf } from '../start-checks';
import { programName, programVersion } from './version';

const operations = endpoint({
  method: 'GET',
  path: '/operations',
  scope: 'operations',
  summary: 'Outbox, engine and alarms',
  permission: { roles: ['system-admin', 'auditor', 'national-manager'] },
  answer: operationsView,
});
const live = endpoint({
  method: 'GET',
  path: '/health/live',
  bare: true,
  summary: 'The process answers',
  permission: 'public',
  answer: z.strictObject({ status: z.literal('live') }),
});
const ready = endpoint({
  method: 'GET',
  path: '/health/ready',
  bare: true,
  summary: 'The database answers',
  permission: 'public',
  answer: readiness,
});
const about = endpoint({
  method: 'GET',
  path: '/version',
  bare: true,
  summary: 'What runs here',
  permission: 'public',
  answer: version,
});

@Controller()
export class OperationsController {
  constructor(
    @Inject(ReadingRoom) private readonly room: ReadingRoom,
    @Inject(environmentToken) private readonly env: ApiEnvironment,
  ) {}

  @Route(operations)
  operations(@Me() me: Actor) {
    return readOperations(this.room, me, scannerOf(this.env));
  }

  @Route(live)
  live() {
    return { status: 'live' };
  }

  @Route(ready)
  async ready(@Res({ passthrough: true }) reply: Reply): Promise<Readiness> {
    const answer = await readReadiness(this.room);
    if (answer.status !== 'ready') void reply.status(503).header('retry-after', '2');
    return answer;
  }

  @Route(about)
  about(): Version {
    return { name: programName, version: programVersion, node: process.version };
  }
}
