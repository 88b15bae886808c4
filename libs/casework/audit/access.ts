import type { CaseFileKind } from '../../contracts/case-file';
import type { Id } from '../../contracts/ids';
import type { Actor, Body } from '../../contracts/posts';
import type { Office } from '../office';

/** `events`: how many the record had. */
export interface CaseFileAccess {
  type: 'caseFileExported';
  caseId: Id<'case'>;
  for: CaseFileKind;
  bodies: readonly Body[];
  events: number;
}

/** What was given out, by its ids and hashes; never its content. */
export type Access =
  | { type: 'documentDownloaded'; caseId: Id<'case'>; document: Id<'document'>; sha256: string; part: string | null }
  | { type: 'packageDownloaded'; caseId: Id<'case'>; sha256s: string[] }
  | {
      type: 'transferPackageDownloaded';
      caseId: Id<'case'>;
      file: Id<'archiveFile'>;
      sha256: string;
      part: string | null;
    }
  | { type: 'templateDownloaded'; caseId: Id<'case'>; sha256: string }
  | {
      type: 'paperDownloaded';
      caseId: Id<'case'>;
      request: Id<'request'>;
      paper: 'notice' | 'receipt';
      sha256: string | null;
    }
  | { type: 'reportViewed'; report: 'people-import'; id: string }
  | { type: 'calendarFetched'; entries: number }
  | CaseFileAccess
  | { type: 'listExported'; list: string; parameters: Record<string, string> };

/** Who acts where no single post is behind it: the person, from where, in which request. */
export const accessorFacts = ({ personId, posts, requestId, address }: Actor) => ({
  person: personId,
  posts: posts.map((post) => post.id),
  request: requestId,
  ...(address === undefined ? {} : { address }),
});

/**
 * Records what leaves the house, before its first byte does: what cannot be recorded is not given out. Refused as
 * `unavailable` where the database is away.
 */
export function recordAccess(actor: Actor, { type, ...facts }: Access, office: Office): Promise<void> {
  const payload = { actor: accessorFacts(actor), ...facts };
  return office.database.transaction((sql) => office.log.write(sql, [{ type, payload }], office.machineNow()));
}

/** The same for an export by command, which no session is behind. */
export function recordCommandExport({ type, ...facts }: CaseFileAccess, office: Office): Promise<void> {
  const payload = { actor: null, by: 'command', ...facts };
  return office.database.transaction((sql) => office.log.write(sql, [{ type, payload }], office.machineNow()));
}
