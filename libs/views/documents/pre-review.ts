import type { PreReviewView } from '../../contracts/api/pre-review';
import type { Id } from '../../contracts/ids';
import type { Actor } from '../../contracts/posts';
import { isWindowOpen } from '../../domain/declaration/window';
import { entitled } from '../../domain/people/entitlement';
import { PreReviewRepository } from '../../persistence/documents/pre-review-repository';
import type { Sql } from '../../persistence/sql';
import { partiesOf, readCase, type ReadCase } from '../cases/case-reader';
import type { ReadingRoom } from '../reading-room';

const none: PreReviewView = { shared: false, sharedAt: null, comments: [], allowedActions: [] };

/** 预审 of a case: for its hospital and its province; for everybody else there is none. Refused as readCase. */
export function readPreReview(room: ReadingRoom, actor: Actor, caseId: Id<'case'>): Promise<PreReviewView> {
  return room.database.read(async (sql) => {
    const read = await readCase(sql, actor, caseId);
    if (!read.bodies.has('hospital') && !read.bodies.has('province')) return none;
    const reviews = new PreReviewRepository(sql);
    const sharedAt = await reviews.sharedAt(caseId);
    const comments = await reviews.of(caseId);
    const by = await provinceName(sql, read);
    return {
      shared: sharedAt !== null,
      sharedAt: sharedAt === null ? null : new Date(sharedAt).toISOString(),
      comments: comments.map((comment, at) => ({
        id: comment.id,
        no: at + 1,
        text: comment.text,
        by,
        at: new Date(comment.commentedAt).toISOString(),
        doneAt: comment.doneAt === null ? null : new Date(comment.doneAt).toISOString(),
      })),
      allowedActions: await actionsOn(room, sql, actor, read, sharedAt !== null),
    };
  });
}

async function provinceName(sql: Sql, { file }: ReadCase) {
  const row = await sql.row<{ name_zh: string; name_en: string }>(
    'SELECT name_zh, name_en FROM organisation WHERE id = UNHEX(?)',
    [file.provinceId.slice(-32)],
  );
  return { zh: row?.name_zh ?? '', en: row?.name_en ?? '' };
}

async function actionsOn(room: ReadingRoom, sql: Sql, actor: Actor, read: ReadCase, shared: boolean) {
  const { file, call } = read;
  if (file.stage !== 'declaration' || file.status !== 'open' || !call) return [];
  const { content } = await room.programme(sql, file.programmeVersionId);
  const calendar = await room.calendar(sql, read.calendarVersion);
  const drafting = isWindowOpen(call, content, calendar, room.legalNow(read.clockOffset));
  const on = { parties: partiesOf(file), acted: read.acted, drafting, shared };
  const may = (action: 'share-draft' | 'tick-remark' | 'remark-on-draft') => entitled(actor, action, on).allowed;
  const found: PreReviewView['allowedActions'] = [];
  if (may('share-draft')) found.push(shared ? 'unshare' : 'share');
  if (may('tick-remark')) found.push('tick');
  if (may('remark-on-draft')) found.push('comment');
  return found;
}
