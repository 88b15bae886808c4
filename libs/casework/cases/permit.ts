import type { CaseAction, DraftAction, OrderAction, TaskAction } from '../../contracts/actions';
import { Refused } from '../../contracts/errors';
import { bodyOfPost, type Actor, type Body, type Post } from '../../contracts/posts';
import { bodyOfStage } from '../../contracts/procedure';
import { entitled } from '../../domain/people/entitlement';
import type { OrderObject } from '../../domain/people/case-rules';
import type { AskingObject, DraftObject } from '../../domain/people/document-rules';
import type { Verdict } from '../../domain/people/verdict';
import type { PendingWithdrawal } from '../../persistence/cases/hold-repository';
import type { CaseStage } from '../../persistence/cases/stage-repository';
import type { Task } from '../../persistence/cases/task-repository';
import type { CaseWork } from './case-work';

/** A task under the lock of its case, with the tasks of its stage in all rounds. */
export interface TaskAtWork {
  work: CaseWork;
  task: Task;
  siblings: Task[];
}

/** The post of a verdict; throws its refusal. */
export function allowed(verdict: Verdict, facts?: Record<string, string | number | boolean | null>): Post {
  if (verdict.allowed) return verdict.post;
  throw new Refused(verdict.because, facts && verdict.because === 'task-not-open' ? { facts } : {});
}

/** Asks entitlement about an act on the locked task. Refused with what it says. */
export function permitTask(actor: Actor, action: TaskAction, { work, task, siblings }: TaskAtWork): Post {
  const { acted, recused, parties } = work;
  const verdict = entitled(work.standing(actor), action, {
    case: { status: work.file.status, parties },
    task,
    siblings,
    acted,
    recused,
  });
  return allowed(verdict, happened(task));
}

/** What became of a task meanwhile. */
export const happened = (task: Task) => ({ outcome: task.outcome, state: task.state, rev: task.rev });

/** Asks entitlement about an act on the whole locked case. Refused with what it says. */
export function permitCase(
  actor: Actor,
  action: CaseAction,
  work: CaseWork,
  known: { stages?: readonly CaseStage[]; withdrawal?: PendingWithdrawal | undefined } = {},
): Post {
  const { file } = work;
  const stages = known.stages ?? [];
  const verdict = entitled(work.standing(actor), action, {
    kind: file.kind,
    status: file.status,
    stage: file.stage,
    parties: work.parties,
    designated: file.kind === 'designation' && file.centerId !== null,
    withdrawalPending: known.withdrawal !== undefined,
    handingOver: !stages.some((stage) => stage.endedAt === null),
    worked: new Set(stages.filter((stage) => stage.endedAt !== null).map((stage) => bodyOfStage[stage.stage])),
    seated: false,
    acted: work.acted,
  });
  return allowed(verdict);
}

/** Asks entitlement about a supervision order of the locked case. Refused with what it says. */
export function permitOrder(actor: Actor, action: OrderAction, work: CaseWork, order: OrderObject['order']): Post {
  const { parties, acted } = work;
  return allowed(entitled(work.standing(actor), action, { parties, acted, order }));
}

/** Asks entitlement about drafting a request, or proposing what to ask for, on the locked case. */
export const permitAsking = (
  actor: Actor,
  action: 'draft-request' | 'propose-item',
  work: CaseWork,
  on: Pick<AskingObject, 'stage' | 'seated'>,
): Post => {
  const { parties, acted, file } = work;
  return allowed(entitled(work.standing(actor), action, { parties, acted, status: file.status, ...on }));
};

/** Asks entitlement about a draft declaration that may be opened to the province. */
export const permitOnDraft = (
  actor: Actor,
  action: Exclude<DraftAction, 'draft-request' | 'propose-item'>,
  work: CaseWork,
  on: Pick<DraftObject, 'drafting' | 'shared'>,
): Post => {
  const { parties, acted } = work;
  return allowed(entitled(work.standing(actor), action, { parties, acted, ...on }));
};

/** The body a post acts for. Refused: not-entitled where it acts for none. */
export function bodyOf(post: Post): Body {
  const body = bodyOfPost(post);
  return body ?? allowedNobody();
}

const allowedNobody = (): never => {
  throw new Refused('not-entitled');
};
