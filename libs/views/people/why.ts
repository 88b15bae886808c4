import type { WhyAnswer } from '../../contracts/api/why';
import type { CaseAction, TaskAction } from '../../contracts/actions';
import { Refused } from '../../contracts/errors';
import type { Words } from '../../contracts/forms';
import type { Id } from '../../contracts/ids';
import { isOfBodyOf, ownPosts, wholePosts, type Actor, type Post, type Role } from '../../contracts/posts';
import { wordsOfReason, type Reason } from '../../contracts/words/reasons';
import { legalDateOf } from '../../domain/deadlines/legal-day';
import { entitled } from '../../domain/people/entitlement';
import type { Verdict } from '../../domain/people/verdict';
import { bytesOf, idOf } from '../../persistence/bytes';
import { HoldRepository } from '../../persistence/cases/hold-repository';
import { StageRepository } from '../../persistence/cases/stage-repository';
import { TaskRepository } from '../../persistence/cases/task-repository';
import { readActed } from '../../persistence/people/acted-repository';
import { actorOfPerson } from '../../persistence/people/actor';
import type { Sql } from '../../persistence/sql';
import { caseAtHand } from '../cases/case-actions';
import { readCase, seesTask } from '../cases/case-reader';
import { taskAtHand } from '../inbox/task-actions';
import type { ReadingRoom } from '../reading-room';

interface Asked {
  /** Whose standing is explained, and whose sight of the case it is asked with. */
  who: Actor;
  person: { id: Id<'person'>; name: Words } | null;
  reader: Actor;
}

const managers: ReadonlySet<Role> = new Set<Role>(['provincial-manager', 'national-manager']);

/** Why somebody may do an act on a task, or not. Refused as `not-found` where the reader may not know of it, or of whom. */
export function explainTask(
  room: ReadingRoom,
  actor: Actor,
  taskId: Id<'task'>,
  query: { action: TaskAction; person?: Id<'person'> | undefined },
): Promise<WhyAnswer> {
  return room.database.read(async (sql) => {
    const asked = await askedAbout(room, sql, actor, query.person);
    const owner = await sql.row<{ case_id: Buffer }>('SELECT case_id FROM task WHERE id = ?', [bytesOf(taskId)]);
    if (!owner) throw new Refused('not-found');
    const read = await readCase(sql, asked.reader, idOf('case', owner.case_id));
    const tasks = await new TaskRepository(sql).ofCase(read.file.id);
    const task = tasks.find((one) => one.id === taskId);
    if (!task || !(task.personId === asked.reader.personId || seesTask(read, task))) throw new Refused('not-found');
    const on = await taskAtHand(sql, asked.who, read, task, tasks);
    return answer(query.action, asked, entitled(asked.who, query.action, on));
  });
}

/** The same of an act on a whole case. */
export function explainCase(
  room: ReadingRoom,
  actor: Actor,
  caseId: Id<'case'>,
  query: { action: CaseAction; person?: Id<'person'> | undefined },
): Promise<WhyAnswer> {
  return room.database.read(async (sql) => {
    const asked = await askedAbout(room, sql, actor, query.person);
    const read = await readCase(sql, asked.reader, caseId);
    const stages = await new StageRepository(sql).ofCase(caseId);
    const withdrawal = await new HoldRepository(sql).pendingWithdrawal(caseId);
    const { acted } = await readActed(sql, caseId, asked.who, null);
    const on = caseAtHand(read, stages, withdrawal !== undefined, acted);
    return answer(query.action, asked, entitled(asked.who, query.action, on));
  });
}

/**
 * Oneself, or a colleague: for a manager one of the same body, for the security administrator anybody of the
 * organisation. The security administrator sees no case, so the question is asked with the colleague's own sight.
 */
async function askedAbout(room: ReadingRoom, sql: Sql, actor: Actor, person: Id<'person'> | undefined): Promise<Asked> {
  if (person === undefined || person === actor.personId) return { who: actor, person: null, reader: actor };
  const found = await sql.row<{ offset_ms: number | string; name_zh: string; name_en: string }>(
    'SELECT k.offset_ms, n.name_zh, n.name_en FROM person n JOIN clock k ON k.id = 1 WHERE n.id = ?',
    [bytesOf(person)],
  );
  if (!found) throw new Refused('not-found');
  const today = legalDateOf(room.legalNow(found.offset_ms), { zone: 'Asia/Shanghai' });
  const who = await actorOfPerson(sql, bytesOf(person), actor.requestId, today);
  const named = { id: person, name: { zh: found.name_zh, en: found.name_en } };
  const posts = ownPosts(who);
  const manages = wholePosts(actor).some(
    (own) => managers.has(own.role) && posts.some((post) => isOfBodyOf(post, own)),
  );
  if (manages) return { who, person: named, reader: actor };
  const secures = ownPosts(actor).some(
    (own) => own.role === 'security-admin' && posts.some((post) => post.organisationId === own.organisationId),
  );
  if (secures) return { who, person: named, reader: who };
  throw new Refused('not-found');
}

const because = (post: Post): Reason =>
  post.onBehalfOf
    ? { code: 'stands-in', roles: [post.role], name: post.onBehalfOf.name }
    : { code: 'holds-post', roles: [post.role] };

const answer = (action: string, { person }: Asked, verdict: Verdict): WhyAnswer => ({
  action,
  person,
  allowed: verdict.allowed,
  because: verdict.allowed ? null : verdict.because,
  reasons: (verdict.allowed ? [because(verdict.post)] : verdict.reasons).map((reason) => ({
    code: reason.code,
    words: wordsOfReason(reason),
  })),
});
