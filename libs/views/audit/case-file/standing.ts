import type { CaseFileKind } from '../../../contracts/case-file';
import { Refused } from '../../../contracts/errors';
import type { Id } from '../../../contracts/ids';
import { bodies as allBodies, type Actor, type Body, type OrganisationKind } from '../../../contracts/posts';
import { makeCalendar, type Calendar } from '../../../domain/deadlines/calendar';
import { signatoryOf } from '../../../domain/people/posts-of-body';
import { organisationOfBody } from '../../../domain/people/relation';
import { bytesOf } from '../../../persistence/bytes';
import { caseFileOf as fileOfRow, type CaseFile, type CaseFileRow } from '../../../persistence/cases/case-file';
import type { Reads } from '../../../persistence/database';
import { readCalendarAsOf } from '../../../persistence/deadlines/calendar-as-of';
import type { Sql } from '../../../persistence/sql';
import { partiesOf } from '../../cases/case-reader';
import { readEvents } from '../../cases/events';
import type { Unscanned } from '../../documents/readable';
import { ReadingRoom } from '../../reading-room';

/** Which file of a case is wanted. */
export interface CaseFileWish {
  caseId: Id<'case'>;
  for: CaseFileKind;
  /** Bodies whose readers may see what goes in; the applicant's file is the hospital's, whatever is said here. */
  bodies: readonly Body[];
  unscanned: Unscanned;
}

/** A case while its file is put together: everything is read by the views, as the bodies' readers would be answered. */
export interface CaseAtHand {
  room: ReadingRoom;
  sql: Sql;
  file: CaseFile;
  reader: Actor;
  for: CaseFileKind;
  bodies: readonly Body[];
  /** Nothing is hidden: only then can the chain of events be shown whole. */
  whole: boolean;
  unscanned: Unscanned;
  /** Legal instant of the last event that is in it. */
  asOf: number;
}

const kindOf: Record<Body, OrganisationKind> = { hospital: 'hospital', province: 'province', nation: 'nhc' };
const nobody = '0'.repeat(32);

/** Nobody in person, with a post at each of the bodies: what the views answer them is what those bodies may read. */
function readerOf(file: CaseFile, bodies: readonly Body[]): Actor {
  const posts = bodies.map((body) => ({
    id: `post_${nobody}` as Id<'post'>,
    role: signatoryOf(body),
    organisationId: organisationOfBody(body, partiesOf(file)),
    organisationKind: kindOf[body],
    province: body === 'nation' ? null : file.province,
  }));
  return { personId: `person_${nobody}`, posts, requestId: '' };
}

/** The record as it stood at a legal instant: no answer depends on when it is asked for. */
class RoomAsOf extends ReadingRoom {
  private known: Calendar | null = null;

  constructor(
    reads: Reads,
    private readonly asOf: number,
  ) {
    super(reads);
  }

  override legalNow(): number {
    return this.asOf;
  }

  override async calendar(sql: Sql): Promise<Calendar> {
    this.known ??= makeCalendar(await readCalendarAsOf(sql, this.asOf));
    return this.known;
  }
}

/** Opens the case for reading. Refused: not-found. */
export async function takeCase(reads: Reads, sql: Sql, wish: CaseFileWish): Promise<CaseAtHand> {
  const row = await sql.row<CaseFileRow>('SELECT * FROM case_file WHERE id = ?', [bytesOf(wish.caseId)]);
  if (!row) throw new Refused('not-found');
  const file = fileOfRow(row);
  const wanted: readonly Body[] = wish.for === 'applicant' ? ['hospital'] : wish.bodies;
  // The nation knows of no case before it was submitted.
  const bodies = allBodies.filter((body) => wanted.includes(body) && (body !== 'nation' || file.submittedAt !== null));
  const reader = readerOf(file, bodies);
  const whole = wish.for === 'archive' && allBodies.every((body) => wanted.includes(body));
  const asOf = whole ? (file.eventAt ?? file.openedAt) : await lastShown(reads, file, reader, wish.for);
  const room = new RoomAsOf(reads, asOf);
  return { room, sql, file, reader, for: wish.for, bodies, whole, unscanned: wish.unscanned, asOf };
}

/** Not the last event of all: when something hidden happened is hidden too. */
async function lastShown(reads: Reads, file: CaseFile, reader: Actor, kind: CaseFileKind): Promise<number> {
  const outward = kind === 'applicant' ? ({ outward: true } as const) : {};
  const { items } = await readEvents(new ReadingRoom(reads), reader, file.id, { limit: 1, ...outward });
  return items[0] ? Date.parse(items[0].at) : file.openedAt;
}
