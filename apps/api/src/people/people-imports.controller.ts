import { Controller, Inject } from '@nestjs/common';
import { recordAccess } from '../../../../libs/casework/audit/access';
import { Office } from '../../../../libs/casework/office';
import type { Key } from '../../../../libs/casework/once';
import {
  applyImport,
  discardImport,
  listImports,
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
const list = endpoint({
  method: 'GET',
  path: '/people-imports',
  summary: 'Files that wait for a second person, and the last that ended',
  permission: { roles: ['system-admin', 'security-admin', 'auditor'] },
  answer: imports.importList,
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

  @Route(list)
  list(@Me() me: Actor) {
    return listImports(me, this.office);
  }

  @Route(preview)
  async preview(@Me() me: Actor, @Checked() { params }: Given<typeof preview>) {
    const report = await previewImport(me, params.id, this.office);
    await recordAccess(me, { type: 'reportViewed', report: 'people-import', id: params.id }, this.office);
    return report;
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
