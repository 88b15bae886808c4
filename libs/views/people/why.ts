import { caseActions, taskActions, type CaseAction, type TaskAction } from '../../contracts/actions';
import type { WhyAnswer, WhyQuery, WhyView } from '../../contracts/api/why';
import { Refused } from '../../contracts/errors';
import type { Id } from '../../contracts/ids';
import type { Actor, Post } from '../../contracts/posts';
import { wordsOfReason, type Reason } from '../../contracts/words/reasons';
import type { CaseObject } from '../../domain/people/case-rules';
import { entitled } from '../../domain/people/entitlement';
import type { Verdict } from '../../domain/people/verdict';
import { idOf } from '../../persistence/bytes';
import { HoldRepository } from '../../persistence/cases/hold-repository';
import { StageRepository } from '../../persistence/cases/stage-repository';
import { TaskRepository } from '../../persistence/cases/task-repository';
import { readActed } from '../../persistence/people/acted-repository';
import { type Sql } from '../../persistence/sql';
import { caseAtHand } from '../cases/case-actions';
import { readCase, seesTask, type ReadCase } from '../cases/case-reader';
import { seenTask } from '../inbox/seen-task';
import { taskAtHand } from '../inbox/task-actions';
import type { ReadingRoom } from '../reading-room';
import { askedAbout, type Asked } from './asked-about';
import { organisationsNamed, peopleNamed } from './names';

/** Why somebody may do an act on a task, or not. Refused as `not-found` where the reader may not know of it, or of whom. */
export function explainTask(
  room: ReadingRoom,
  actor: Actor,
  taskId: Id<'task'>,
  query: { action: TaskAction; person?: Id<'person'> | undefined },
): Promise<WhyAnswer> {
  return room.database.read(async (sql) => {
    const asked = await askedAbout(room, sql, actor, query.person);
    const { read, task, tasks } = await seenTask(sql, asked.reader, taskId);
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
    const on = await caseObject(sql, asked, read);
    return answer(query.action, asked, entitled(asked.who, query.action, on));
  });
}

/**
 * The same of everything at once: of the case by its number, and of its open tasks that the reader may know of. Refused
 * as `not-found` where they may not know of the case, or of whom they ask about.
 */
export function explainAll(room: ReadingRoom, actor: Actor, query: WhyQuery): Promise<WhyView> {
  return room.database.read(async (sql) => {
    const asked = await askedAbout(room, sql, actor, query.person);
    const { who } = asked;
    const found = await sql.row<{ id: Buffer }>('SELECT id FROM case_file WHERE number = ?', [query.number]);
    if (!found) throw new Refused('not-found');
    const caseId = idOf('case', found.id);
    const read = await readCase(sql, asked.reader, caseId);
    const on = await caseObject(sql, asked, read);
    const all = await new TaskRepository(sql).ofCase(caseId);
    const seen = all.filter(
      (task) => task.state === 'open' && (task.personId === asked.reader.personId || seesTask(read, task)),
    );
    const personOf = await peopleNamed(sql, [who.personId, ...seen.flatMap((task) => task.holderId ?? [])]);
    const tasks: WhyView['tasks'] = [];
    for (const task of seen) {
      const object = await taskAtHand(sql, who, read, task, all);
      tasks.push({
        ...{ id: task.id, stage: task.stage, step: task.step, waitingForRole: task.role },
        holder: task.holderId && personOf(task.holderId),
        acts: taskActions
          .filter((action) => action !== 'recall')
          .map((action) => answer(action, asked, entitled(who, action, object))),
      });
    }
    return {
      ...{ caseId, caseNumber: read.file.number, person: personOf(who.personId), posts: await postsOf(sql, who) },
      acts: caseActions.map((action) => answer(action, asked, entitled(who, action, on))),
      tasks,
    };
  });
}

async function caseObject(sql: Sql, { who }: Asked, read: ReadCase): Promise<CaseObject> {
  const stages = await new StageRepository(sql).ofCase(read.file.id);
  const withdrawal = await new HoldRepository(sql).pendingWithdrawal(read.file.id);
  const { acted } = await readActed(sql, read.file.id, who, null);
  return caseAtHand(read, stages, withdrawal !== undefined, acted);
}

async function postsOf(sql: Sql, { posts }: Actor): Promise<WhyView['posts']> {
  const names = await organisationsNamed(
    sql,
    posts.map((post) => post.organisationId),
  );
  return posts.map(({ role, organisationId, onBehalfOf }) => ({
    role,
    organisation: names(organisationId),
    onBehalfOf: onBehalfOf ? { id: onBehalfOf.personId, name: onBehalfOf.name } : null,
  }));
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
