import type { TransferInput, TransferReport } from '../../contracts/api/people';
import { refusals, Refused, type RefusalCode } from '../../contracts/errors';
import { fieldError } from '../../contracts/field-errors';
import type { Id } from '../../contracts/ids';
import type { Actor, Post } from '../../contracts/posts';
import { bodyOfTask } from '../../domain/people/entitled';
import { mayNameReceiver } from '../../domain/people/administering';
import { entitled, requireEntitled } from '../../domain/people/entitlement';
import { newId } from '../../persistence/bytes';
import { AssignmentRepository } from '../../persistence/cases/assignment-repository';
import { PersonRepository } from '../../persistence/people/person-repository';
import { TransferRepository, type Transfer, type TransferItem } from '../../persistence/people/transfer-repository';
import type { TaskAtWork } from '../cases/permit';
import { actorFacts, CaseWork } from '../cases/case-work';
import { nameOfPerson } from '../cases/copy-case';
import { requireReceiver } from '../inbox/receiver';
import { tell } from '../inbox/pass-on-task';
import type { Office } from '../office';
import type { Key } from '../once';
import { administer } from './administration';

type Input = { personId: Id<'person'>; key: Key } & TransferInput;

/**
 * Passes on every open task of somebody who leaves: to the person named where nothing speaks against them, else back to
 * the task's post. One case at a time, by id, each in a commit of its own; asked again with the same key it goes on
 * where it stopped. Orders addressed to the leaver follow their task; those whose task is not theirs any more are answered
 * by the post. Managers pass on what their body works, administrators everything. Refused: not-found,
 * not-entitled, invalid-input (`to`: by an administrator, or the leaver).
 */
export async function transferTasks(actor: Actor, input: Input, office: Office): Promise<TransferReport> {
  const { id, post } = await begin(actor, input, office);
  const transfer = await office.database.read((sql) => new TransferRepository(sql).find(id));
  if (!transfer) throw new Error('a transfer that was begun');
  if (!transfer.ended) {
    const manages = post.role !== 'system-admin';
    const cases = await office.database.read(async (sql) => {
      const transfers = new TransferRepository(sql);
      const mine = (organisationId: Id<'organisation'> | null) => !manages || organisationId === post.organisationId;
      const tasks = (await transfers.waiting(transfer.personId)).filter(
        (task) => mine(task.organisationId) || task.as === 'seat',
      );
      const orders = (await transfers.orders(transfer.personId)).filter((order) => mine(order.organisationId));
      return new Set([...tasks, ...orders].map((one) => one.caseId));
    });
    for (const caseId of cases) await moveTasksOfCase(actor, post, transfer, caseId, office);
    await end(actor, post, transfer, office);
  }
  const items = await office.database.read((sql) => new TransferRepository(sql).items(id));
  return {
    id,
    items: items.map(({ reason, ...item }) => ({
      ...item,
      reason: reason === null ? null : { code: reason, message: refusals[reason].words },
    })),
  };
}

function begin(actor: Actor, input: Input, office: Office): Promise<{ id: Id<'transfer'>; post: Post }> {
  return administer(office, actor, input.key, async ({ sql, record, today, now }) => {
    const people = new PersonRepository(sql);
    const known = await people.find(input.personId);
    const atWork = { id: input.personId, organisations: await people.organisations(input.personId, today) };
    if (!known || !entitled(actor, 'read-person', atWork).allowed) throw new Refused('not-found');
    const post = requireEntitled(actor, 'transfer-tasks', atWork);
    if (input.to !== null && (!mayNameReceiver(post) || input.to === input.personId)) {
      throw new Refused('invalid-input', { fields: [fieldError('to', 'not-offered')] });
    }
    const id = newId('transfer');
    await new TransferRepository(sql).begin({
      id,
      personId: input.personId,
      toPerson: input.to,
      reason: input.reason,
      byPerson: actor.personId,
      byPost: post.id,
      at: now,
    });
    record('transferBegun', post, { transfer: id, person: input.personId, to: input.to, reason: input.reason });
    return { id, post };
  });
}

/** Whoever ends it first writes it down: two that carry one transfer on at once do not. */
async function end(actor: Actor, post: Post, transfer: Transfer, office: Office): Promise<void> {
  const ending = { value: `${transfer.id}.end`, request: [transfer.id, 'end'] };
  await administer(office, actor, ending, async ({ sql, record, now }) => {
    const transfers = new TransferRepository(sql);
    if (!(await transfers.end(transfer.id, now))) return { ended: true };
    const items = await transfers.items(transfer.id);
    const count = (result: TransferItem['result']) => items.filter((item) => item.result === result).length;
    const facts = { transfer: transfer.id, person: transfer.personId };
    record('transferEnded', post, { ...facts, given: count('given'), released: count('released') });
    return { ended: true };
  });
}

/** All that the leaver has in one case, under its lock. What was moved before is not theirs any more: nothing is done twice. */
async function moveTasksOfCase(
  actor: Actor,
  post: Post,
  transfer: Transfer,
  caseId: Id<'case'>,
  office: Office,
): Promise<void> {
  await office.database.transaction(async (sql) => {
    const work = await CaseWork.lock(office, sql, caseId, actor);
    const tasks = (await work.tasks.ofCase(caseId)).filter(
      (task) => task.state === 'open' && (task.holderId === transfer.personId || task.assignedTo === transfer.personId),
    );
    const manages = post.role !== 'system-admin';
    for (const task of tasks) {
      if (manages && task.organisationId !== null && task.organisationId !== post.organisationId) continue;
      const siblings = await work.tasks.ofStage(caseId, task.stage);
      await moveTask(actor, post, transfer, { work, task, siblings });
    }
    const transfers = new TransferRepository(sql);
    for (const order of await transfers.orders(transfer.personId)) {
      // Those of tasks that were moved above have gone with them.
      const reached = order.caseId === caseId && (!manages || order.organisationId === post.organisationId);
      if (!reached || !(await transfers.giveToPost(order.id, transfer.personId))) continue;
      const facts = { actor: actorFacts(actor, post), number: order.number, reason: transfer.reason };
      work.record('orderReaddressed', order.body, { ...facts, person: transfer.personId });
    }
    await work.settle();
  });
}

async function moveTask(actor: Actor, post: Post, transfer: Transfer, at: TaskAtWork): Promise<void> {
  const { work, task } = at;
  const facts = { actor: actorFacts(actor, post), stage: task.stage, task: task.id, step: task.step };
  const assignments = new AssignmentRepository(work.sql);
  const transfers = new TransferRepository(work.sql);
  const reason = transfer.reason;
  const lost = task.assignedTo;
  await assignments.end(task, null, work.now);
  if (task.holderId !== transfer.personId) {
    // Asked for a reply: it is the holder's again.
    work.record('replyTakenBack', bodyOfTask(task), { ...facts, person: transfer.personId, reason });
    await transfers.moved(transfer.id, { taskId: task.id, result: 'released', reason: null });
    return;
  }
  const from = await nameOfPerson(work, transfer.personId);
  const [receiver, refused] = await receiverOf(at, transfer);
  if (receiver) {
    await work.tasks.claim(task.id, receiver.person, receiver.post.id, work.now);
    const to = await nameOfPerson(work, receiver.person);
    await tell(work, [receiver.person, ...(lost ? [lost] : [])], 'reassigned', to);
    work.record('taskReassigned', bodyOfTask(task), { ...facts, person: receiver.person, from, to, reason });
  } else {
    await work.tasks.release(task.id);
    work.record('taskReleased', bodyOfTask(task), { ...facts, from, reason });
  }
  await transfers.readdress(task.id, transfer.personId, receiver?.person ?? null);
  await transfers.moved(transfer.id, { taskId: task.id, result: receiver ? 'given' : 'released', reason: refused });
}

/** The person named, by the same rule as if they claimed the task; otherwise why not. */
async function receiverOf(
  at: TaskAtWork,
  transfer: Transfer,
): Promise<[{ person: Id<'person'>; post: Post } | null, RefusalCode | null]> {
  if (transfer.toPerson === null || at.task.role === null) return [null, null];
  try {
    return [{ person: transfer.toPerson, post: await requireReceiver(at, transfer.toPerson) }, null];
  } catch (error) {
    if (error instanceof Refused) return [null, error.code];
    throw error;
  }
}
