import type { ReceiverList } from '../../contracts/api/tasks';
import type { Id } from '../../contracts/ids';
import {
  bodyOfRole,
  isSuperior,
  ownPosts,
  roles,
  superiors,
  type Acted,
  type Actor,
  type Role,
} from '../../contracts/posts';
import { legalDateOf } from '../../domain/deadlines/legal-day';
import { bodyOfTask, entitledToTask, separated } from '../../domain/people/entitled';
import { organisationOfBody } from '../../domain/people/relation';
import { bytesOf, idOf } from '../../persistence/bytes';
import { actedOf as factsOf } from '../../persistence/cases/case-repository';
import { type Task } from '../../persistence/cases/task-repository';
import { DeputyRepository } from '../../persistence/people/deputy-repository';
import { RecusalRepository } from '../../persistence/people/recusal-repository';
import { marks, type Sql } from '../../persistence/sql';
import { partiesOf, type ReadCase } from '../cases/case-reader';
import type { ReadingRoom } from '../reading-room';
import { seenTask } from './seen-task';
import { actionsOnTask, taskAtHand } from './task-actions';

type Verb = ReceiverList['items'][number]['by'][number];
const verbs: Verb[] = ['hand-over', 'assign', 'reassign'];

/**
 * To whom the reader may hand a task over, assign it for a reply, or reassign it now, by the rules of these commands, so
 * that a choice offered is a choice accepted; empty where the reader may do none. Refused as `not-found`.
 */
export function readReceivers(room: ReadingRoom, actor: Actor, taskId: Id<'task'>): Promise<ReceiverList> {
  return room.database.read(async (sql) => {
    const { read, task, tasks } = await seenTask(sql, actor, taskId);
    const allowed = actionsOnTask(actor, await taskAtHand(sql, actor, read, task, tasks));
    const mine = verbs.filter((verb) => allowed.includes(verb));
    if (mine.length === 0) return { items: [] };
    const { day } = (await room.programme(sql, read.file.programmeVersionId)).content;
    const staff = await staffOf(sql, read, task, legalDateOf(room.legalNow(read.clockOffset), day));
    const siblings = tasks.filter((one) => one.stage === task.stage);
    const acted = await actedOf(sql, read);
    const recused = await new RecusalRepository(sql).ofTask(task.id);
    return {
      items: staff.flatMap(({ name, colleague }) => {
        const by = mine.filter(
          (verb) =>
            !isIdle(verb, actor, task, colleague) &&
            !recused.has(colleague.personId) &&
            accepts(verb, colleague, task, siblings, { acted, callId: read.file.callId }),
        );
        return by.length > 0
          ? [
              {
                id: colleague.personId,
                name,
                roles: rolesOf(colleague),
                standsInFor: principalsOf(colleague, task),
                by,
              },
            ]
          : [];
      }),
    };
  });
}

/** Nothing would change: one asks not oneself, and gives a task not to who holds it. */
const isIdle = (verb: Verb, actor: Actor, task: Task, colleague: Actor): boolean =>
  verb === 'assign' ? colleague.personId === actor.personId : colleague.personId === task.holderId;

function accepts(
  verb: Verb,
  colleague: Actor,
  task: Task,
  siblings: readonly Task[],
  { acted, callId }: { acted: Acted; callId: Id<'call'> | null },
): boolean {
  return verb === 'assign'
    ? separated([colleague.personId], task, siblings, acted) === null
    : 'post' in entitledToTask(colleague, task, siblings, acted, callId);
}

const rolesOf = (colleague: Actor): Role[] => [...new Set(ownPosts(colleague).map((post) => post.role))];

/** Whom a colleague would act for in the task, where it is not for themselves. */
function principalsOf(colleague: Actor, task: Task) {
  const posts = colleague.posts.filter((post) => post.role === task.role);
  if (posts.some((post) => post.onBehalfOf === undefined)) return [];
  return posts.flatMap(({ onBehalfOf }) => (onBehalfOf ? [{ id: onBehalfOf.personId, name: onBehalfOf.name }] : []));
}

/** Everybody who today works for the task's body, with these posts, and those they stand in for. */
async function staffOf(
  sql: Sql,
  read: ReadCase,
  task: Task,
  today: string,
): Promise<{ name: { zh: string; en: string }; colleague: Actor }[]> {
  if (!task.role) return [];
  const body = bodyOfTask(task);
  const organisationId = organisationOfBody(body, partiesOf(read.file));
  // An archivist's task stays among archivists, a reply may come from all of the body.
  const ofBody = roles.filter(
    (role) => bodyOfRole[role] === body || (role === 'archivist' && partiesOf(read.file).archive === body),
  );
  const wanted = [...ofBody, ...superiors];
  const rows = await sql.rows<{
    id: Buffer;
    name_zh: string;
    name_en: string;
    post_id: Buffer;
    role: Role;
    kind: Actor['posts'][number]['organisationKind'];
    province: string | null;
  }>(
    `SELECT n.id, n.name_zh, n.name_en, p.id AS post_id, p.role, o.kind, o.province
     FROM post p JOIN person n ON n.id = p.person_id JOIN organisation o ON o.id = p.organisation_id
     WHERE p.organisation_id = ? AND p.role IN (${marks(wanted.length)}) AND p.valid_from <= ?
       AND (p.valid_to IS NULL OR p.valid_to >= ?) ORDER BY n.name_zh, n.id, p.role`,
    [bytesOf(organisationId), ...wanted, today, today],
  );
  const people = new Map<string, { name: { zh: string; en: string }; colleague: Actor }>();
  for (const row of rows) {
    const personId = idOf('person', row.id);
    const known = people.get(personId) ?? {
      name: { zh: row.name_zh, en: row.name_en },
      colleague: { personId, requestId: '', posts: [] },
    };
    const post = {
      id: idOf('post', row.post_id),
      role: row.role,
      organisationId,
      organisationKind: row.kind,
      province: row.province,
    };
    people.set(personId, { ...known, colleague: { ...known.colleague, posts: [...known.colleague.posts, post] } });
  }
  for (const grant of await new DeputyRepository(sql).standingIn(organisationId, today, today)) {
    const deputy = people.get(grant.deputyPerson);
    const principal = people.get(grant.principalPerson);
    const post = principal?.colleague.posts.find((one) => one.id === grant.principalPost);
    if (!deputy || !principal || !post) continue;
    const { id: deputyId, principalPerson, scope } = grant;
    const behalf = { ...post, onBehalfOf: { personId: principalPerson, name: principal.name, deputyId, scope } };
    const { colleague } = deputy;
    people.set(grant.deputyPerson, { ...deputy, colleague: { ...colleague, posts: [...colleague.posts, behalf] } });
  }
  // The line of superiors is asked nothing; one of them is here for whom they stand in for.
  return [...people.values()].filter(({ colleague }) => colleague.posts.some((post) => !isSuperior(post.role)));
}

/** What everybody has done on the case, in one statement however many they are. */
async function actedOf(sql: Sql, read: ReadCase): Promise<Acted> {
  const rows = await sql.rows<{ kind: 'act' | 'help'; said: string }>(
    `SELECT DISTINCT 'act' AS kind, CONCAT_WS(':', side, HEX(person_id), HEX(on_behalf_of)) AS said FROM decision WHERE case_id = ?
     UNION ALL SELECT DISTINCT 'help', CONCAT(stage, '/', step, ':', HEX(to_person)) FROM task_assignment
     WHERE case_id = ? AND reply IS NOT NULL`,
    [bytesOf(read.file.id), bytesOf(read.file.id)],
  );
  const said = (kind: string) => rows.filter((row) => row.kind === kind).map((row) => row.said);
  return factsOf(said('act'), said('help'));
}
