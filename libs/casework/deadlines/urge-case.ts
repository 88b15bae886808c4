import type { ActReceipt, UrgeInput } from '../../contracts/api/verbs';
import { Refused } from '../../contracts/errors';
import type { Id } from '../../contracts/ids';
import type { Actor, Body, Post } from '../../contracts/posts';
import { bodyOfStage } from '../../contracts/procedure';
import { workingDayOf } from '../../domain/deadlines/urging';
import { newId } from '../../persistence/bytes';
import { NotificationRepository } from '../../persistence/deadlines/notification-repository';
import { UrgeRepository } from '../../persistence/deadlines/urge-repository';
import { actorFacts, CaseWork } from '../cases/case-work';
import { bodyOf, permitCase } from '../cases/permit';
import type { Office } from '../office';
import { once, type Key } from '../once';
import { reach, reachFacts } from '../people/reach';
import { receiptOfAct } from '../cases/receipts';

/**
 * 催办: tells whoever holds the open tasks (the whole post while nobody does; deputies in the place of those away) that the
 * case is waited for. At most once per task and working day, whoever urges and whatever the programme says: a guard of the engine against nagging, held
 * by the unique key (task, working day) under the case's lock. Refused: not-found, not-entitled, other-side,
 * case-closed, on-hold, handing-over, already-urged.
 */
export function urgeCase(
  actor: Actor,
  input: { caseId: Id<'case'>; key: Key } & UrgeInput,
  office: Office,
): Promise<ActReceipt> {
  return once(office, actor, input.key, async (sql) => {
    const work = await CaseWork.lock(office, sql, input.caseId, actor);
    const { post, own, desk } = await requireMayUrge(actor, work);
    const open = (await work.tasks.ofCase(input.caseId)).filter((task) => task.state === 'open');
    const urges = new UrgeRepository(sql);
    const workingDay = workingDayOf(work.calendar, work.today);
    const urged = await urges.urgedOn(
      open.map((task) => task.id),
      workingDay,
    );
    const tasks = open.filter((task) => !urged.has(task.id));
    if (tasks.length === 0) throw new Refused('already-urged', { facts: { workingDay } });
    const note = input.note ?? null;
    const taskIds = tasks.map((task) => task.id);
    await urges.add({
      id: newId('urge'),
      caseId: input.caseId,
      taskIds,
      workingDay,
      body: own,
      byPerson: actor.personId,
      byPost: post.id,
      note,
      at: work.now,
    });
    const reached = await reach(work, desk, ['holder'], tasks);
    await new NotificationRepository(sql).add(
      reached.people.map((personId) => ({
        personId,
        caseId: input.caseId,
        code: 'urged',
        params: { number: work.file.number, note: short(note) },
        at: work.now,
      })),
    );
    // Names stay inside a body: the one that urges another reads who did it, the one that is urged reads whom it reached.
    const by = { actor: actorFacts(actor, post) };
    if (own !== desk) work.record('urgeSent', own, { ...by, body: desk, note });
    work.record('caseUrged', desk, {
      ...(own === desk ? by : {}),
      body: own,
      note,
      ...reachFacts(reached),
      steps: [...new Set(tasks.map((task) => task.step))],
    });
    await work.settle();
    return receiptOfAct(work);
  });
}

async function requireMayUrge(actor: Actor, work: CaseWork): Promise<{ post: Post; own: Body; desk: Body }> {
  const stages = await work.stages.ofCase(work.file.id);
  const post = permitCase(actor, 'urge', work, { stages });
  return { post, own: bodyOf(post, work.parties), desk: bodyOfStage[work.file.stage ?? 'declaration'] };
}

/** A notification's parameters are bounded; the whole text is in the event. */
const short = (text: string | null): string | null => (text === null ? null : text.slice(0, 100));
