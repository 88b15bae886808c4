import { Controller, Inject, Res } from '@nestjs/common';
import { recordAccess } from '../../../../libs/casework/audit/access';
import { Office } from '../../../../libs/casework/office';
import { caseTemplate } from '../../../../libs/contracts/api/documents';
import type { Actor } from '../../../../libs/contracts/posts';
import { findTemplate } from '../../../../libs/views/documents/templates';
import { ReadingRoom } from '../../../../libs/views/reading-room';
import { attachment } from '../http/attachment';
import { Checked, endpoint, Me, Route, type Given, type Reply } from '../http/endpoint';

const template = endpoint({
  method: 'GET',
  path: '/cases/:id/templates/:sha256',
  summary: 'A form to fill in, of the programme version that the case is pinned to',
  permission: 'signed-in',
  params: caseTemplate,
  answer: 'file',
});

@Controller()
export class TemplatesController {
  constructor(
    @Inject(Office) private readonly office: Office,
    @Inject(ReadingRoom) private readonly room: ReadingRoom,
  ) {}

  @Route(template)
  async template(@Me() me: Actor, @Checked() { params }: Given<typeof template>, @Res() reply: Reply): Promise<void> {
    const { fileName, mediaType, content } = await findTemplate(this.room, me, params.id, params.sha256);
    await recordAccess(me, { type: 'templateDownloaded', caseId: params.id, sha256: params.sha256 }, this.office);
    await reply
      .header('content-type', mediaType)
      .header('content-length', String(content.length))
      .header('content-disposition', attachment(fileName))
      // Named by its digest: what is under this address never changes.
      .header('cache-control', 'private, max-age=86400, immutable')
      .send(content);
  }
}
