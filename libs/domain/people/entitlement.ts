import type { Action, CaseAction, OrderAction, RequestAction, TaskAction } from '../../contracts/actions';
import { Refused } from '../../contracts/errors';
import type { Id } from '../../contracts/ids';
import { reaches, type Actor, type Post } from '../../contracts/posts';
import { findCalendarPost, type CalendarScope } from '../deadlines/calendar-posts';
import { peopleRules, type PeopleObjects } from './administering';
import {
  mayAskGlass,
  mayAudit,
  mayDecideGlass,
  mayEndGlass,
  mayLookByGlass,
  mayReadGlass,
  type GlassObject,
} from './auditing';
import {
  caseRules,
  extendDeadline,
  orderRules,
  type CaseObject,
  type LimitObject,
  type OrderObject,
} from './case-rules';
import { draftRules, requestRules, type DraftObjects, type RequestObject } from './document-rules';
import { mayName, mayRevoke, type Naming, type Revoking } from './deputies';
import { taskRules, type TaskObject } from './task-rules';
import { judge, lacking, type Verdict } from './verdict';

/** What each action is asked about. */
export type ObjectOf = Record<TaskAction, TaskObject> &
  Record<CaseAction, CaseObject> &
  Record<OrderAction, OrderObject> &
  Record<RequestAction, RequestObject> &
  DraftObjects &
  PeopleObjects & {
    'open-case': { callId: Id<'call'> };
    'calendar-prepare': CalendarScope;
    'calendar-publish': CalendarScope;
    'extend-deadline': LimitObject;
    'deputy-name': Naming;
    'deputy-revoke': Revoking;
    'audit-read': null;
    'break-glass-read': null;
    'break-glass-ask': null;
    'break-glass-decide': GlassObject;
    'break-glass-end': GlassObject;
    'break-glass-look': GlassObject;
  };

const rules: { [A in Action]: (actor: Actor, on: ObjectOf[A]) => Verdict } = {
  ...taskRules,
  ...caseRules,
  ...orderRules,
  ...requestRules,
  ...draftRules,
  ...peopleRules,
  'open-case': (actor, on) => {
    const wanted = { callId: on.callId, step: null };
    const post = actor.posts.find((one) => one.role === 'hospital-preparer' && reaches(one, wanted));
    return judge(post, [], lacking(actor, ['hospital-preparer'], wanted));
  },
  'calendar-prepare': (actor, on) => judge(findCalendarPost(actor, on, 'prepare'), []),
  'calendar-publish': (actor, on) => judge(findCalendarPost(actor, on, 'publish'), []),
  'extend-deadline': extendDeadline,
  'deputy-name': mayName,
  'deputy-revoke': mayRevoke,
  'audit-read': mayAudit,
  'break-glass-read': mayReadGlass,
  'break-glass-ask': mayAskGlass,
  'break-glass-decide': mayDecideGlass,
  'break-glass-end': mayEndGlass,
  'break-glass-look': mayLookByGlass,
};

/**
 * The one door: whether the actor may do it, through which post, or why not. Pure, and no by default. Commands ask it
 * under the lock, views for what they offer, the explainer for its words.
 */
export const entitled = <A extends Action>(actor: Actor, action: A, on: ObjectOf[A]): Verdict =>
  rules[action](actor, on);

/** The post of the verdict; throws its refusal. */
export function requireEntitled<A extends Action>(actor: Actor, action: A, on: ObjectOf[A]): Post {
  const verdict = entitled(actor, action, on);
  if (!verdict.allowed) throw new Refused(verdict.because);
  return verdict.post;
}

/** Those of the named actions that the actor may do. */
export const offered = <const Name extends string>(choices: readonly (readonly [Name, Verdict])[]): Name[] =>
  choices.filter(([, verdict]) => verdict.allowed).map(([name]) => name);
