import { existsSync } from 'node:fs';
import type { KeyObject } from 'node:crypto';
import { Controller, Inject, Req, Res } from '@nestjs/common';
import { recordAccess } from '../../../../libs/casework/audit/access';
import { Office } from '../../../../libs/casework/office';
import { caseFileQuery, caseId } from '../../../../libs/contracts/api/cases';
import { transferPackageParams } from '../../../../libs/contracts/api/archive';
import { Refused } from '../../../../libs/contracts/errors';
import type { Actor } from '../../../../libs/contracts/posts';
import { FileStore } from '../../../../libs/platform/files/file-store';
import { readSigningKey } from '../../../../libs/platform/signing/key-files';
import { readPageFiles } from '../../../../libs/platform/zip/page-files';
import { caseFileOf } from '../../../../libs/views/audit/case-file/case-file';
import { packCaseFile } from '../../../../libs/views/audit/case-file/pack-case-file';
import { findTransferPackage, permitCaseFile } from '../../../../libs/views/audit/case-file/permit';
import { unscannedIn } from '../../../../libs/views/documents/readable';
import { ReadingRoom } from '../../../../libs/views/reading-room';
import { environmentToken, type ApiEnvironment } from '../environment';
import { attachment } from '../http/attachment';
import { give } from '../documents/giving';
import { Checked, endpoint, Me, Route, type Given, type KnownRequest, type Reply } from '../http/endpoint';

const file = endpoint({
  method: 'GET',
  path: '/cases/:id/file',
  summary: 'The file of a decision: record, rules and documents as one ZIP that verifies offline',
  permission: 'signed-in',
  params: caseId,
  query: caseFileQuery,
  answer: 'file',
});
const transferPackage = endpoint({
  method: 'GET',
  path: '/cases/:id/archive/files/:fileId/package',
  summary: 'What went to the archive: the signed file of the decision, as it was when the archive accepted it',
  permission: 'signed-in',
  params: transferPackageParams,
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
    const { bodies, exportedBy, archived } = await permitCaseFile(this.room, me, params.id, query.for);
    const wish = { caseId: params.id, for: query.for, bodies, unscanned: unscannedIn(this.env) };
    const key = this.signingKey();
    if (archived && key === null) throw new Refused('file-unsigned');
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

  @Route(transferPackage)
  async package(
    @Me() me: Actor,
    @Checked() { params }: Given<typeof transferPackage>,
    @Req() request: KnownRequest,
    @Res() reply: Reply,
  ): Promise<void> {
    const { id: caseId, fileId } = params;
    const found = await findTransferPackage(this.room, me, { caseId, fileId });
    const access = { type: 'transferPackageDownloaded', caseId, file: fileId, sha256: found.sha256 } as const;
    await recordAccess(me, { ...access, part: request.headers.range ?? null }, this.office);
    await give(this.files, found, request, reply);
  }

  /** Null where none is set up. One that is set up and not there is refused: nobody asked for files without a signature. */
  private signingKey(): KeyObject | null {
    const { signingKeyFile } = this.env.audit;
    if (signingKeyFile === null) return null;
    if (!existsSync(signingKeyFile)) throw new Refused('file-unsigned');
    return readSigningKey(signingKeyFile);
  }
}
