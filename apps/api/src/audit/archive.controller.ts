import { Controller, Inject } from '@nestjs/common';
import { liftLegalHold, placeLegalHold } from '../../../../libs/casework/audit/archive/legal-hold';
import { openSupplement } from '../../../../libs/casework/audit/archive/supplement';
import { Office } from '../../../../libs/casework/office';
import type { Key } from '../../../../libs/casework/once';
import {
  archiveView,
  legalHoldInput,
  legalHoldParams,
  legalHoldReceipt,
  supplementInput,
} from '../../../../libs/contracts/api/archive';
import { caseId } from '../../../../libs/contracts/api/cases';
import { actReceipt } from '../../../../libs/contracts/api/verbs';
import type { Actor } from '../../../../libs/contracts/posts';
import { readArchive } from '../../../../libs/views/audit/archive';
import { ReadingRoom } from '../../../../libs/views/reading-room';
import { Checked, endpoint, Me, OnceKey, Route, type Given } from '../http/endpoint';

const read = endpoint({
  method: 'GET',
  path: '/cases/:id/archive',
  summary: 'The archive of a closed case: check-list, files, legal holds',
  permission: 'signed-in',
  params: caseId,
  answer: archiveView,
});
const supplement = endpoint({
  method: 'POST',
  path: '/cases/:id/supplement',
  summary: 'Open a supplement to the file of a case',
  permission: { roles: ['provincial-handler', 'national-handler'] },
  params: caseId,
  body: supplementInput,
  answer: actReceipt,
  once: true,
});
const place = endpoint({
  method: 'POST',
  path: '/cases/:id/legal-holds',
  summary: 'Place a legal hold on the file of a case',
  permission: { roles: ['archivist'] },
  params: caseId,
  body: legalHoldInput,
  answer: legalHoldReceipt,
  once: true,
  status: 201,
});
const lift = endpoint({
  method: 'POST',
  path: '/cases/:id/legal-holds/:holdId/lift',
  summary: 'Lift a legal hold',
  permission: { roles: ['archivist'] },
  params: legalHoldParams,
  body: legalHoldInput,
  answer: legalHoldReceipt,
  once: true,
});

@Controller()
export class ArchiveController {
  constructor(
    @Inject(Office) private readonly office: Office,
    @Inject(ReadingRoom) private readonly room: ReadingRoom,
  ) {}

  @Route(read)
  read(@Me() actor: Actor, @Checked() { params }: Given<typeof read>) {
    return readArchive(this.room, actor, params.id);
  }

  @Route(supplement)
  supplement(@Me() actor: Actor, @Checked() { params, body }: Given<typeof supplement>, @OnceKey() key: Key) {
    return openSupplement(actor, { caseId: params.id, key, ...body }, this.office);
  }

  @Route(place)
  place(@Me() actor: Actor, @Checked() { params, body }: Given<typeof place>, @OnceKey() key: Key) {
    return placeLegalHold(actor, { caseId: params.id, key, ...body }, this.office);
  }

  @Route(lift)
  lift(@Me() actor: Actor, @Checked() { params, body }: Given<typeof lift>, @OnceKey() key: Key) {
    return liftLegalHold(actor, { caseId: params.id, holdId: params.holdId, key, ...body }, this.office);
  }
}
