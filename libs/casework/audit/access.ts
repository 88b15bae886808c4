import type { Id } from '../../contracts/ids';
import type { Actor } from '../../contracts/posts';
import type { Office } from '../office';

/** What was given out, by its ids and hashes; never its content. */
export type Access =
  | { type: 'documentDownloaded'; caseId: Id<'case'>; document: Id<'document'>; sha256: string; part: string | null }
  | { type: 'packageDownloaded'; caseId: Id<'case'>; sha256s: string[] }
  | { type: 'reportViewed'; report: 'people-import'; id: string }
  | { type: 'calendarFetched'; entries: number }
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
