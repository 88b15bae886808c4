import type { Id } from '../../contracts/ids';
import type { Acted, Actor } from '../../contracts/posts';
import { bytesOf, idOf } from '../bytes';
import { actedOf } from '../cases/case-repository';
import { marks, type Sql } from '../sql';

/**
 * What a person and everybody they stand in for did in a case, and whether the person stepped back from a task: what
 * the case's lock tells of whoever asks for it, read for anybody, in one statement.
 */
export async function readActed(
  sql: Sql,
  caseId: Id<'case'>,
  actor: Actor,
  taskId: Id<'task'> | null,
): Promise<{ acted: Acted; recused: boolean }> {
  const behalf = actor.posts.flatMap((post) => post.onBehalfOf?.personId ?? []);
  const people = [...new Set([actor.personId, ...behalf])].map(bytesOf);
  const persons = marks(people.length);
  const rows = await sql.rows<{ kind: 'act' | 'help' | 'recusal'; said: string }>(
    `SELECT DISTINCT 'act' AS kind, CONCAT_WS(':', side, HEX(person_id), HEX(on_behalf_of)) AS said FROM decision
     WHERE case_id = ? AND (person_id IN (${persons}) OR on_behalf_of IN (${persons}))
     UNION ALL SELECT DISTINCT 'help', CONCAT(stage, '/', step, ':', HEX(to_person)) FROM task_assignment
     WHERE case_id = ? AND to_person IN (${persons}) AND reply IS NOT NULL
     UNION ALL SELECT 'recusal', '' FROM task_recusal WHERE person_id = ? AND task_id = ?`,
    [
      bytesOf(caseId),
      ...people,
      ...people,
      bytesOf(caseId),
      ...people,
      bytesOf(actor.personId),
      taskId ? bytesOf(taskId) : null,
    ],
  );
  const said = (kind: string) => rows.filter((row) => row.kind === kind).map((row) => row.said);
  return { acted: actedOf(said('act'), said('help')), recused: said('recusal').length > 0 };
}

/** The same of many cases, without the tasks one stepped back from; by case. In one statement. */
export async function readActedOf(
  sql: Sql,
  cases: readonly Id<'case'>[],
  actor: Actor,
): Promise<ReadonlyMap<Id<'case'>, Acted>> {
  const ids = [...new Set(cases)];
  if (ids.length === 0) return new Map();
  const behalf = actor.posts.flatMap((post) => post.onBehalfOf?.personId ?? []);
  const people = [...new Set([actor.personId, ...behalf])].map(bytesOf);
  const [ofCases, persons] = [marks(ids.length), marks(people.length)];
  const rows = await sql.rows<{ case_id: Buffer; kind: 'act' | 'help'; said: string }>(
    `SELECT DISTINCT case_id, 'act' AS kind, CONCAT_WS(':', side, HEX(person_id), HEX(on_behalf_of)) AS said FROM decision
     WHERE case_id IN (${ofCases}) AND (person_id IN (${persons}) OR on_behalf_of IN (${persons}))
     UNION ALL SELECT DISTINCT case_id, 'help', CONCAT(stage, '/', step, ':', HEX(to_person)) FROM task_assignment
     WHERE case_id IN (${ofCases}) AND to_person IN (${persons}) AND reply IS NOT NULL`,
    [...ids.map(bytesOf), ...people, ...people, ...ids.map(bytesOf), ...people],
  );
  return new Map(
    ids.map((id) => {
      const said = (kind: string) =>
        rows.filter((row) => row.kind === kind && idOf('case', row.case_id) === id).map((row) => row.said);
      return [id, actedOf(said('act'), said('help'))];
    }),
  );
}
