import { Controller, Inject } from '@nestjs/common';
import * as audit from '../../../../libs/contracts/api/audit';
import type { Actor } from '../../../../libs/contracts/posts';
import { readAnchors, readVerification } from '../../../../libs/views/audit/anchors';
import { readAuditEvents } from '../../../../libs/views/audit/audit-log';
import { ReadingRoom } from '../../../../libs/views/reading-room';
import { Checked, endpoint, Me, Route, type Given } from '../http/endpoint';

const events = endpoint({
  method: 'GET',
  path: '/audit/events',
  summary: 'Who did what and when, beside the cases or in one case',
  permission: { roles: ['auditor'] },
  query: audit.auditQuery,
  answer: audit.auditEventList,
});
const anchors = endpoint({
  method: 'GET',
  path: '/audit/anchors',
  summary: 'Signed roots over the ends of all chains',
  permission: { roles: ['auditor'] },
  query: audit.anchorsQuery,
  answer: audit.anchorList,
});
const verification = endpoint({
  method: 'GET',
  path: '/audit/verification',
  summary: 'What the last verification of the record found',
  permission: { roles: ['auditor'] },
  answer: audit.verificationView,
});

@Controller()
export class AuditController {
  constructor(@Inject(ReadingRoom) private readonly room: ReadingRoom) {}

  @Route(events)
  events(@Me() me: Actor, @Checked() { query }: Given<typeof events>) {
    return readAuditEvents(this.room, me, query);
  }

  @Route(anchors)
  anchors(@Me() me: Actor, @Checked() { query }: Given<typeof anchors>) {
    return readAnchors(this.room, me, query);
  }

  @Route(verification)
  verification(@Me() me: Actor) {
    return readVerification(this.room, me);
  }
}
