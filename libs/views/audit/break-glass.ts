import type { BreakGlassList, BreakGlassView } from '../../contracts/api/break-glass';
import { Refused } from '../../contracts/errors';
import type { Words } from '../../contracts/forms';
import type { Id } from '../../contracts/ids';
import type { Actor } from '../../contracts/posts';
import { isOpenGlass } from '../../domain/people/auditing';
import { entitled } from '../../domain/people/entitlement';
import { bytesOf } from '../../persistence/bytes';
import { BreakGlassRepository, type BreakGlassRead } from '../../persistence/people/break-glass-repository';
import { decodeCursor, encodeCursor, hexId, isoInstant, pageOf } from '../cursor';
import type { ReadingRoom } from '../reading-room';

/** Who asked for emergency access, who confirmed it, until when it runs: for the three administrators. Refused: not-entitled. */
export async function readBreakGlass(
  room: ReadingRoom,
  actor: Actor,
  { limit, after, maxHours }: { limit: number; after?: string | undefined; maxHours: number },
): Promise<BreakGlassList> {
  const may = entitled(actor, 'break-glass-read', null);
  if (!may.allowed) throw new Refused(may.because);
  const [at = '', id = ''] = after === undefined ? [] : decodeCursor(after, [isoInstant, hexId]);
  const before = after === undefined ? null : { at: new Date(at), id: Buffer.from(id, 'hex') };
  const rows = await room.database.read((sql) => new BreakGlassRepository(sql).list(limit + 1, before));
  const now = room.machineNow();
  return {
    ...pageOf(
      rows,
      limit,
      (row) => encodeCursor([iso(row.askedAt), bytesOf(row.id).toString('hex')]),
      (row) => present(actor, row, now),
    ),
    mayAsk: entitled(actor, 'break-glass-ask', null).allowed,
    maxHours,
  };
}

const iso = (at: number): string => new Date(at).toISOString();
const isoOrNull = (at: number | null): string | null => (at === null ? null : iso(at));
const personOf = (id: Id<'person'> | null, name: Words) => id && { id, name };

function stateOf(row: BreakGlassRead, now: number): BreakGlassView['state'] {
  if (row.state !== 'granted') return row.state;
  return isOpenGlass({ ...row, now }) ? 'running' : 'over';
}

const present = (actor: Actor, row: BreakGlassRead, now: number): BreakGlassView => ({
  ...{ id: row.id, caseNumber: row.caseNumber, reason: row.reason, hours: row.hours, state: stateOf(row, now) },
  askedBy: { id: row.askedBy, name: row.askerName },
  askedAt: iso(row.askedAt),
  decidedBy: personOf(row.decidedBy, row.deciderName),
  decidedAt: isoOrNull(row.decidedAt),
  until: isoOrNull(row.until),
  endedBy: personOf(row.endedBy, row.enderName),
  endedAt: isoOrNull(row.endedAt),
  allowedActions: (['decide', 'end', 'look'] as const).filter(
    (act) => entitled(actor, `break-glass-${act}`, { ...row, now }).allowed,
  ),
});
