import type { DeputyPreview, DeputyPreviewQuery } from '../../contracts/api/deputies';
import type { LegalDate } from '../../contracts/deadlines';
import { coversAct, type DeputyScope } from '../../contracts/deputies';
import { Refused } from '../../contracts/errors';
import { fieldError } from '../../contracts/field-errors';
import type { Id } from '../../contracts/ids';
import { mayStandInFor, ownPosts, type Actor } from '../../contracts/posts';
import { wordsOfReason } from '../../contracts/words/reasons';
import { entitled } from '../../domain/people/entitlement';
import { bytesOf, idOf } from '../../persistence/bytes';
import { caseFileOf, partiesOfFile, type CaseFileRow } from '../../persistence/cases/case-file';
import { TaskRepository } from '../../persistence/cases/task-repository';
import { readActedOf } from '../../persistence/people/acted-repository';
import { actorOfPerson } from '../../persistence/people/actor';
import { DeputyRepository, type HeldPost } from '../../persistence/people/deputy-repository';
import { marks, type Sql } from '../../persistence/sql';
import type { ReadingRoom } from '../reading-room';
import { readToday } from './organisations';

/** As many tasks are looked at, the most urgent first. */
const looked = 100;

/**
 * Which open tasks of a post somebody could not do as its deputy today, and why: what keeps either of the two from the
 * act. For whoever may name. Refused: not-found, and what naming itself would be refused with.
 */
export function previewDeputy(room: ReadingRoom, actor: Actor, query: DeputyPreviewQuery): Promise<DeputyPreview> {
  const scope = scopeOf(query);
  return room.database.read(async (sql) => {
    const today = await readToday(room, sql);
    const post = await new DeputyRepository(sql).post(query.postId);
    if (!post || !ownPosts(actor).some((own) => own.id === post.id || mayStandInFor(post, own)))
      throw new Refused('not-found');
    const deputy = await actorOfPerson(sql, bytesOf(query.personId), actor.requestId, today);
    requireNaming(actor, post, deputy, { scope, today: today });
    const waiting = await tasksOf(sql, post, scope);
    const acting = standingIn(deputy, post, scope);
    const shown = waiting.slice(0, looked);
    return { open: shown.length, more: waiting.length > looked, barred: await barred(sql, acting, shown) };
  });
}

function scopeOf({ scope, callId, steps }: DeputyPreviewQuery): DeputyScope {
  if (scope === 'post') return { kind: 'post' };
  if (scope === 'call' && callId) return { kind: 'call', callId };
  if (scope === 'steps' && steps) return { kind: 'steps', steps };
  throw new Refused('invalid-input', { fields: [fieldError(scope === 'call' ? 'callId' : 'steps', 'required')] });
}

/** That the actor could name them at all; whether others stand in already is told when it is done. */
function requireNaming(
  actor: Actor,
  post: HeldPost,
  deputy: Actor,
  { scope, today }: { scope: DeputyScope; today: LegalDate },
): void {
  const wanted = {
    ...{ principalPost: post.id, principalPerson: post.personId, deputyPerson: deputy.personId },
    ...{ validFrom: today, validTo: today, scope },
  };
  const verdict = entitled(actor, 'deputy-name', { post, wanted, deputyPosts: ownPosts(deputy), standing: [] });
  if (!verdict.allowed) throw new Refused(verdict.because);
}

/** The person as if the grant stood. */
const standingIn = (deputy: Actor, post: HeldPost, scope: DeputyScope): Actor => ({
  ...deputy,
  posts: [
    ...deputy.posts,
    {
      ...{ id: post.id, role: post.role, organisationId: post.organisationId, province: post.province },
      organisationKind: post.organisationKind,
      onBehalfOf: { personId: post.personId, name: post.personName, deputyId: `deputy_${'0'.repeat(32)}`, scope },
    },
  ],
});

interface Waiting {
  id: Id<'task'>;
  dueAt: Date | null;
  file: ReturnType<typeof caseFileOf>;
}

/** Open tasks that wait for the post or lie with its holder, as far as the scope reaches. */
async function tasksOf(sql: Sql, post: HeldPost, scope: DeputyScope): Promise<Waiting[]> {
  const narrow =
    scope.kind === 'call'
      ? 'AND c.call_id = ?'
      : scope.kind === 'steps'
        ? `AND t.step IN (${marks(scope.steps.length)})`
        : '';
  const rows = await sql.rows<CaseFileRow & { task_id: Buffer; task_due: Date | null; task_step: string }>(
    `SELECT c.*, t.id AS task_id, t.due_at AS task_due, t.step AS task_step FROM task t JOIN case_file c ON c.id = t.case_id
     WHERE t.organisation_id = ? AND t.role = ? AND t.state = 'open' AND (t.holder_id IS NULL OR t.holder_id = ?) ${narrow}
     ORDER BY t.due_at IS NULL, t.due_at, t.id LIMIT ${String(looked + 1)}`,
    [
      bytesOf(post.organisationId),
      post.role,
      bytesOf(post.personId),
      ...(scope.kind === 'call' ? [bytesOf(scope.callId)] : scope.kind === 'steps' ? scope.steps : []),
    ],
  );
  return rows
    .map((row) => ({ id: idOf('task', row.task_id), dueAt: row.task_due, step: row.task_step, file: caseFileOf(row) }))
    .filter(({ file, step }) => coversAct(scope, { callId: partiesOfFile(file).callId, step }));
}

async function barred(sql: Sql, deputy: Actor, waiting: readonly Waiting[]): Promise<DeputyPreview['barred']> {
  const cases = waiting.map(({ file }) => file.id);
  const acted = await readActedOf(sql, cases, deputy);
  const recused = await recusedFrom(sql, deputy.personId, waiting);
  const tasks = await new TaskRepository(sql).ofCases([...new Set(cases)]);
  return waiting.flatMap(({ id, dueAt, file }) => {
    const task = tasks.find((one) => one.id === id);
    if (!task) return [];
    const verdict = entitled(deputy, 'claim', {
      // Whether the case stands still, or the principal holds the task, is no conflict of the deputy's.
      case: { status: 'open', parties: partiesOfFile(file) },
      task: { ...task, holderId: null },
      siblings: tasks.filter((one) => one.caseId === file.id && one.stage === task.stage),
      acted: acted.get(file.id) ?? new Map(),
      recused: recused.has(id),
    });
    if (verdict.allowed) return [];
    const reasons = verdict.reasons.map((reason) => ({ code: reason.code, words: wordsOfReason(reason) }));
    return [
      {
        ...{ id, caseId: file.id, caseNumber: file.number, stage: task.stage, step: task.step },
        ...{ dueAt: dueAt?.toISOString() ?? null, reasons },
      },
    ];
  });
}

async function recusedFrom(sql: Sql, person: Id<'person'>, waiting: readonly Waiting[]): Promise<ReadonlySet<string>> {
  if (waiting.length === 0) return new Set();
  const rows = await sql.rows<{ task_id: Buffer }>(
    `SELECT task_id FROM task_recusal WHERE person_id = ? AND task_id IN (${marks(waiting.length)})`,
    [bytesOf(person), ...waiting.map(({ id }) => bytesOf(id))],
  );
  return new Set(rows.map((row) => idOf('task', row.task_id)));
}
