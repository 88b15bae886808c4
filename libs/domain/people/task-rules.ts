import type { TaskAction } from '../../contracts/actions';
import type { Id } from '../../contracts/ids';
import type { Acted, Actor, Post } from '../../contracts/posts';
import type { CaseStatus } from '../../contracts/procedure';
import type { Outcome } from '../../contracts/procedure';
import type { Reason } from '../../contracts/words/reasons';
import { isOverFor } from '../audit/archive';
import { isRecallable } from '../cases/registry';
import { actedElsewhere } from './acted';
import { bodyOfTask, entitledToTask, postsForTask, separated, type TaskForEntitlement } from './entitled';
import { managerPost } from './passing-on';
import { bodiesOnCase, bodyOnCase, postsOnCase, type CaseParties } from './relation';
import { judge, lacking, refuse, rolesThatMay, type Bar, type Verdict } from './verdict';

/** A task as an act on it needs to see it. */
export interface TaskAtHand extends TaskForEntitlement {
  outcome?: Outcome | null;
  /** Whose reply the holder waits for. */
  assignedTo: Id<'person'> | null;
}

export interface TaskObject {
  case: { status: CaseStatus; parties: CaseParties };
  task: TaskAtHand;
  /** Tasks of the stage in all rounds. */
  siblings: readonly TaskForEntitlement[];
  /** What the actor, and everybody they stand in for, did in the case. */
  acted: Acted;
  /** The actor stepped back from this task. */
  recused: boolean;
}

/** Whether the task is something that exists for the actor: theirs in person, or of a body of theirs. */
export const knowsTask = (actor: Actor, { case: { parties }, task }: Pick<TaskObject, 'case' | 'task'>): boolean =>
  task.personId === actor.personId || bodiesOnCase(actor, parties).has(bodyOfTask(task));

type Rule = (actor: Actor, on: TaskObject) => Verdict;

/** Bars of a task that is over, or on hold. */
const notOpen = ({ case: { status }, task }: TaskObject): Bar[] => [
  isOverFor(status, task) && 'case-closed',
  task.state !== 'open' && 'task-not-open',
  status === 'on-hold' && 'on-hold',
];

/** By whoever the task waits for: post or seat, one side, three persons to a paper, nobody who stepped back. */
function doer(actor: Actor, on: TaskObject, bars: readonly Bar[]): Verdict {
  const { task, siblings, acted } = on;
  const { callId } = on.case.parties;
  const entitled = entitledToTask(actor, task, siblings, acted, callId);
  if ('post' in entitled) return judge(entitled.post, [on.recused && 'recused', ...notOpen(on), ...bars]);
  if (entitled.refused === 'not-entitled') {
    return judge(
      undefined,
      [],
      task.role === null ? [{ code: 'needs-seat' }] : lacking(actor, [task.role], { callId, step: task.step }),
    );
  }
  return refuse(entitled.refused, ...principals(actor, on));
}

/** Whom it is because of, where it is not the actor but whom they stand in for. */
function principals(actor: Actor, { case: { parties }, task, siblings, acted }: TaskObject): Reason[] {
  return postsForTask(actor, task, parties.callId).flatMap((post): Reason[] => {
    const barred = post.onBehalfOf && separated([post.onBehalfOf.personId], task, siblings, acted);
    return post.onBehalfOf && barred ? [{ code: `principal-${barred}`, name: post.onBehalfOf.name }] : [];
  });
}

const heldByActor = (actor: Actor, { task }: TaskObject): Bar =>
  task.holderId === null ? 'not-claimed' : task.holderId !== actor.personId && 'claimed-by-another';
const awaited = ({ task }: TaskObject): Bar => task.assignedTo !== null && 'awaiting-reply';

/** Passing on: by the holder. An expert's seat is nobody else's. */
const passing: Rule = (actor, on) => {
  const verdict = doer(actor, on, [on.task.role === null && 'not-entitled', heldByActor(actor, on), awaited(on)]);
  return verdict;
};

/** By the manager of the body whose task it is. */
const managing: Rule = (actor, on) => {
  const { parties } = on.case;
  const find = (one: Actor) => managerPost(one, parties, on.task);
  const post = find(actor);
  const body = post && bodyOnCase(post, parties);
  return judge(
    post,
    [post && body && actedElsewhere(on.acted, actor, post, body) && 'other-side', ...notOpen(on)],
    lacking(actor, rolesThatMay(parties, find), { callId: parties.callId, step: null }),
  );
};

const reply: Rule = (actor, on) => {
  const { parties } = on.case;
  const body = on.task.role && bodyOfTask(on.task);
  const find = (one: Actor): Post | undefined =>
    body ? postsOnCase(one, parties).find((post) => bodyOnCase(post, parties) === body) : undefined;
  const post = find(actor);
  return judge(
    post,
    [
      post && body && actedElsewhere(on.acted, actor, post, body) && 'other-side',
      ...notOpen(on),
      on.task.assignedTo === null && 'nothing-assigned',
      on.task.assignedTo !== actor.personId && 'not-entitled',
    ],
    lacking(actor, rolesThatMay(parties, find), { callId: parties.callId, step: null }),
  );
};

/** One's own act only, and through a post that still is one's own or stood in for. */
const recall: Rule = (actor, on) => {
  const { task } = on;
  const { status, parties } = on.case;
  if (task.decidedBy !== actor.personId) return refuse(task.state === 'done' ? 'not-your-act' : 'cannot-recall');
  const [post] = postsForTask(actor, task, parties.callId);
  return judge(
    post,
    [
      isOverFor(status, task) && 'case-closed',
      status === 'on-hold' && 'on-hold',
      (task.state !== 'done' || !isRecallable(task.stage, task.step, task.outcome ?? null)) && 'cannot-recall',
    ],
    task.role === null
      ? [{ code: 'needs-seat' }]
      : lacking(actor, [task.role], { callId: parties.callId, step: task.step }),
  );
};

const known =
  (rule: Rule): Rule =>
  (actor, on) =>
    knowsTask(actor, on) ? rule(actor, on) : refuse('not-found');

export const taskRules: Record<TaskAction, Rule> = {
  claim: known((actor, on) =>
    doer(actor, on, [on.task.holderId !== null && on.task.holderId !== actor.personId && 'claimed-by-another']),
  ),
  release: known((actor, on) => doer(actor, on, [on.task.holderId !== actor.personId && 'not-claimed', awaited(on)])),
  decide: known((actor, on) => doer(actor, on, [heldByActor(actor, on), awaited(on)])),
  recall: known(recall),
  'hand-over': known(passing),
  assign: known(passing),
  'take-back': known((actor, on) =>
    doer(actor, on, [heldByActor(actor, on), on.task.assignedTo === null && 'nothing-assigned']),
  ),
  reply: known(reply),
  reassign: known(managing),
  order: known(managing),
  recuse: known((actor, on) => doer(actor, on, [on.task.role === null && 'not-entitled'])),
};
