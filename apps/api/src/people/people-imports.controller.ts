import { Controller, Inject } from '@nestjs/common';
import { Office } from '../../../../libs/casework/office';
import type { Key } from '../../../../libs/casework/once';
import {
  applyImport,
  discardImport,
  prepareImport,
  previewImport,
} from '../../../../libs/casework/people/import-people';
import * as imports from '../../../../libs/contracts/api/people-imports';
import type { Actor } from '../../../../libs/contracts/posts';
import { Checked, endpoint, Me, OnceKey, Route, type Given } from '../http/endpoint';

const prepare = endpoint({
  method: 'POST',
  path: '/people-imports',
  summary: 'Prepare the import of a CSV file of organisations, units, people or posts',
  permission: { roles: ['system-admin'] },
  body: imports.prepareImport,
  answer: imports.preparedImport,
  once: true,
  status: 201,
});
const preview = endpoint({
  method: 'GET',
  path: '/people-imports/:id',
  summary: 'What a prepared file would do, or what an applied one did, row by row',
  permission: { roles: ['system-admin', 'security-admin', 'auditor'] },
  params: imports.peopleImportId,
  answer: imports.importPreview,
});
const apply = endpoint({
  method: 'POST',
  path: '/people-imports/:id/apply',
  summary: 'Apply a prepared file as it was previewed',
  permission: { roles: ['security-admin'] },
  params: imports.peopleImportId,
  body: imports.applyImport,
  answer: imports.appliedImport,
  once: true,
});
const discard = endpoint({
  method: 'DELETE',
  path: '/people-imports/:id',
  summary: 'Discard a prepared file',
  permission: { roles: ['system-admin'] },
  params: imports.peopleImportId,
  answer: 'nothing',
  once: true,
  status: 204,
});

@Controller()
export class PeopleImportsController {
  constructor(@Inject(Office) private readonly office: Office) {}

  @Route(prepare)
  prepare(@Me() me: Actor, @Checked() { body }: Given<typeof prepare>, @OnceKey() key: Key) {
    return prepareImport(me, { ...body, key }, this.office);
  }

  @Route(preview)
  preview(@Me() me: Actor, @Checked() { params }: Given<typeof preview>) {
    return previewImport(me, params.id, this.office);
  }

  @Route(apply)
  apply(@Me() me: Actor, @Checked() { params, body }: Given<typeof apply>, @OnceKey() key: Key) {
    return applyImport(me, { importId: params.id, digest: body.digest, key }, this.office);
  }

  @Route(discard)
  async discard(@Me() me: Actor, @Checked() { params }: Given<typeof discard>, @OnceKey() key: Key): Promise<void> {
    await discardImport(me, { importId: params.id, key }, this.office);
  }
}
