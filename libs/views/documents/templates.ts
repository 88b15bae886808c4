import type { TemplateView } from '../../contracts/api/documents';
import { Refused } from '../../contracts/errors';
import type { Id } from '../../contracts/ids';
import type { Actor } from '../../contracts/posts';
import { templateFilesOf, type Programme } from '../../contracts/programme';
import { isTemplateFile, type Template } from '../../contracts/template';
import type { Sql } from '../../persistence/sql';
import { readCase } from '../cases/case-reader';
import type { ReadingRoom } from '../reading-room';

export const presentTemplate = (template: Template | undefined): TemplateView | null => {
  if (!template) return null;
  return isTemplateFile(template)
    ? { title: template.title, address: null, sha256: template.sha256 }
    : { title: template.title, address: template.address, sha256: null };
};

/** The template of an item of the library; null for items in own words. */
export const templateOfItem = (programme: Programme, libraryId: string | null): TemplateView | null =>
  presentTemplate(programme.requests?.library.find((one) => one.id === libraryId)?.template);

const mediaTypes = {
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};

export interface FoundTemplate {
  fileName: string;
  mediaType: string;
  content: Buffer;
}

/**
 * A file to fill in of the programme version that the case is pinned to, under its title. Refused as readCase, and
 * not-found where that version names no such file.
 */
export function findTemplate(
  room: ReadingRoom,
  actor: Actor,
  caseId: Id<'case'>,
  sha256: string,
): Promise<FoundTemplate> {
  return room.database.read(async (sql) => {
    const read = await readCase(sql, actor, caseId);
    const programme = await room.programme(sql, read.file.programmeVersionId);
    const template = templateFilesOf(programme.content).find((one) => one.sha256 === sha256);
    const content = template && (await contentOf(sql, sha256));
    if (!template || !content) throw new Refused('not-found');
    const ending = template.file.endsWith('.xlsx') ? 'xlsx' : 'docx';
    return { fileName: `${template.title.zh}.${ending}`, mediaType: mediaTypes[ending], content };
  });
}

async function contentOf(sql: Sql, sha256: string): Promise<Buffer | undefined> {
  const row = await sql.row<{ content: Buffer }>('SELECT content FROM programme_template WHERE sha256 = ?', [
    Buffer.from(sha256, 'hex'),
  ]);
  return row?.content;
}
