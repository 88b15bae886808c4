import { Controller, Inject, Res } from '@nestjs/common';
import { recordAccess } from '../../../../libs/casework/audit/access';
import { Office } from '../../../../libs/casework/office';
import { caseFileQuery, caseId } from '../../../../libs/contracts/api/cases';
import type { Actor } from '../../../../libs/contracts/posts';
import { FileStore } from '../../../../libs/platform/files/file-store';
import { readSigningKey } from '../../../../libs/platform/signing/key-files';
import { readPageFiles } from '../../../../libs/platform/zip/page-files';
import { caseFileOf } from '../../../../libs/views/audit/case-file/case-file';
import { packCaseFile } from '../../../../libs/views/audit/case-file/pack-case-file';
import { permitCaseFile } from '../../../../libs/views/audit/case-file/permit';
import { unscannedIn } from '../../../../libs/views/documents/readable';
import { ReadingRoom } from '../../../../libs/views/reading-room';
import { environmentToken, type ApiEnvironment } from '../environment';
import { attachment } from '../http/attachment';
import { Checked, endpoint, Me, Route, type Given, type Reply } from '../http/endpoint';

const file = endpoint({
  method: 'GET',
  path: '/cases/:id/file',
  summary: 'The file of a decision: record, rules and documents as one ZIP that verifies offline',
  permission: 'signed-in',
  params: caseId,
  query: caseFileQuery,
  answer: 'file',
});

@Controller()
export class CaseFileController {
  constructor(
    @Inject(Office) private readonly office: Office,
    @Inject(ReadingRoom) private readonly room: ReadingRoom,
    @Inject(FileStore) private readonly files: FileStore,
    @Inject(environmentToken) private readonly env: ApiEnvironment,
  ) {}

  @Route(file)
  async file(@Me() me: Actor, @Checked() { params, query }: Given<typeof file>, @Res() reply: Reply): Promise<void> {
    const { bodies, exportedBy } = await permitCaseFile(this.room, me, params.id, query.for);
    const wish = { caseId: params.id, for: query.for, bodies, unscanned: unscannedIn(this.env) };
    const { signingKeyFile } = this.env.audit;
    const key = signingKeyFile === null ? null : readSigningKey(signingKeyFile);
    const page = readPageFiles();
    const found = await caseFileOf(this.office.database, this.files, wish);
    const { events } = found;
    await recordAccess(
      me,
      { type: 'caseFileExported', caseId: params.id, for: query.for, bodies: found.bodies, events },
      this.office,
    );
    const packing = { page, key, exportedBy, exportedAt: this.office.machineNow() };
    await reply
      .header('content-type', 'application/zip')
      .header('content-disposition', attachment(`${found.number}-${query.for}.zip`))
      .header('x-case-file-signed', key ? 'yes' : 'no')
      .header('cache-control', 'private, no-store')
      .send(packCaseFile(found, packing));
  }
}
