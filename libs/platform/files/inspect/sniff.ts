import { extname } from 'node:path';
import { fileTypeFromBuffer } from 'file-type';
import { Refused } from '../../../contracts/errors';

/** Extensions taken, with the media type they are kept as and what their first bytes may be recognised as. */
const accepted: Record<string, { mediaType: string; magic: readonly string[] }> = {
  '.pdf': { mediaType: 'application/pdf', magic: ['application/pdf'] },
  '.png': { mediaType: 'image/png', magic: ['image/png'] },
  '.jpg': { mediaType: 'image/jpeg', magic: ['image/jpeg'] },
  '.jpeg': { mediaType: 'image/jpeg', magic: ['image/jpeg'] },
  '.docx': {
    mediaType: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    magic: ['application/vnd.openxmlformats-officedocument.wordprocessingml.document', 'application/zip'],
  },
  '.xlsx': {
    mediaType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    magic: ['application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', 'application/zip'],
  },
  '.ofd': { mediaType: 'application/ofd', magic: ['application/zip'] },
  '.zip': { mediaType: 'application/zip', magic: ['application/zip'] },
};

/** The media type of a file by its first bytes, which must fit its name. Refused as `file-type-refused`. */
export async function sniff(head: Buffer, fileName: string): Promise<string> {
  const rule = accepted[extname(fileName).toLowerCase()];
  const found = await fileTypeFromBuffer(head);
  if (!rule || !found || !rule.magic.includes(found.mime)) throw new Refused('file-type-refused');
  return rule.mediaType;
}
