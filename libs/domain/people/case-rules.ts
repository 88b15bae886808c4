import type { CaseAction, OrderAction } from '../../contracts/actions';
import { type Acted, type Actor, type Body } from '../../contracts/posts';
import { bodyOfStage, type CaseStatus } from '../../contracts/procedure';
import { postToExtend } from '../deadlines/extending';
import { postOfManager, postToAnswer, type OrderToAnswer } from '../deadlines/supervising';
import { postToUrge } from '../deadlines/urging';
import { postForCaseAct, type CaseAct, type CaseForActions } from './case-actions';
import { postForCaseVerb, type CaseVerb } from './case-verbs';
import { seesCase, type CaseParties } from './relation';
import { judge, judgeOnCase, lacking, refuse, rolesThatMay, type Bar, type Verdict } from './verdict';

/** A case as an act on the whole of it needs to see it. */
export interface CaseObject extends CaseForActions {
  /** Between the end of a stage and the entering of the next. */
  handingOver: boolean;
  /** Bodies that ended a stage in the case. */
  worked: ReadonlySet<Body>;
  /** The actor sits on a panel of the case. */
  seated: boolean;
  /** What the actor, and everybody they stand in for, did in the case. */
  acted: Acted;
}

/** A supervision order with the case it is on. */
export interface OrderObject {
  parties: CaseParties;
  acted: Acted;
  order: OrderToAnswer & { state: 'open' | 'answered' | 'closed' | 'repeated' };
}

type Rule = (actor: Actor, on: CaseObject) => Verdict;

const isWithdrawal = (act: CaseAct): boolean => act === 'withdraw' || act === 'agree-withdrawal';

/** Acts that move a case. Whether the post may do such a thing at all comes first: a stranger learns nothing of the case's state. */
const moving =
  (act: Exclude<CaseAct, 'add-document'>): Rule =>
  (actor, on) => {
    const asked = {
      ...on,
      designated: false,
      status: act === 'resume' ? ('on-hold' as const) : ('open' as const),
      withdrawalPending: act === 'agree-withdrawal',
    };
    return judgeOnCase(
      actor,
      on,
      (one) => postForCaseAct(one, act, asked),
      () => [
        on.status === 'closed' && 'case-closed',
        act === 'hold' && on.status === 'on-hold' && 'on-hold',
        act === 'resume' && on.status !== 'on-hold' && 'not-on-hold',
        isWithdrawal(act) && on.designated && 'already-designated',
        act === 'withdraw' && on.withdrawalPending && 'withdrawal-pending',
        act === 'agree-withdrawal' && !on.withdrawalPending && 'no-withdrawal-pending',
        on.handingOver && 'handing-over',
      ],
    );
  };

const addDocument: Rule = (actor, on) => {
  const asked = { ...on, status: 'open' as const };
  const find = (one: Actor) => postForCaseAct(one, 'add-document', asked);
  const post = find(actor);
  return judge(
    post,
    [on.status === 'closed' && 'case-closed'],
    lacking(actor, rolesThatMay(on.parties, find), { callId: on.parties.callId, step: null }),
  );
};

const verb =
  (which: CaseVerb): Rule =>
  (actor, on) => {
    const { parties, status } = on;
    const closed = postForCaseVerb(actor, which, { status, parties }) === undefined;
    return judgeOnCase(
      actor,
      on,
      (one) => postForCaseVerb(one, which, { status: 'open', parties }),
      () => [status === 'closed' && closed && 'case-closed'],
    );
  };

const urge: Rule = (actor, on) => {
  const desk = bodyOfStage[on.stage ?? 'declaration'];
  return judgeOnCase(
    actor,
    on,
    (one) => postToUrge(one, on.parties, desk, on.worked),
    () => [
      on.status === 'closed' && 'case-closed',
      on.status === 'on-hold' && 'on-hold',
      on.handingOver && 'handing-over',
    ],
  );
};

/** Whoever sees the case for a body of theirs may stop watching it, also when it is closed. */
const unwatch: Rule = (actor, on) =>
  judgeOnCase(
    actor,
    { ...on, acted: new Map() },
    (one) => postForCaseVerb(one, 'copy', on),
    () => [],
  );

/** A seat of the panel sees the case, but none of these acts is a seat's. */
const known =
  (rule: Rule): Rule =>
  (actor, on) =>
    seesCase(actor, on.parties, on.seated) ? rule(actor, on) : refuse('not-found');

export const caseRules: Record<CaseAction, Rule> = {
  withdraw: known(moving('withdraw')),
  'agree-withdrawal': known(moving('agree-withdrawal')),
  hold: known(moving('hold')),
  resume: known(moving('resume')),
  'add-document': known(addDocument),
  comment: known(verb('comment')),
  watch: known(verb('watch')),
  unwatch: known(unwatch),
  copy: known(verb('copy')),
  'log-call': known(verb('log-call')),
  urge: known(urge),
};

/** A limit of a body, whose own signatory may extend it; by how much its rule says. */
export interface LimitObject {
  parties: CaseParties;
  acted: Acted;
  status: CaseStatus;
  body: Body;
}

export const extendDeadline = (actor: Actor, on: LimitObject): Verdict =>
  judgeOnCase(
    actor,
    on,
    (one) => postToExtend(one, on.parties, on.body),
    () => [on.status === 'closed' && 'case-closed', on.status === 'on-hold' && 'on-hold'],
  );

const orderOver = ({ order }: OrderObject): Bar =>
  (order.state === 'closed' || order.state === 'repeated') && 'order-ended';
const manages = (actor: Actor, on: OrderObject): Verdict =>
  judgeOnCase(
    actor,
    on,
    (one) => postOfManager(one, on.parties, on.order.body),
    () => [orderOver(on)],
  );

export const orderRules: Record<OrderAction, (actor: Actor, on: OrderObject) => Verdict> = {
  'order-answer': (actor, on) =>
    judgeOnCase(
      actor,
      on,
      (one) => postToAnswer(one, on.parties, on.order),
      () => [on.order.state !== 'open' && 'order-ended'],
    ),
  'order-close': manages,
  'order-repeat': manages,
};
