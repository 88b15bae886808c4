import type { DraftAction, RequestAct, RequestAction } from '../../contracts/actions';
import { ownPosts, type Acted, type Actor, type Body, type Role } from '../../contracts/posts';
import { bodyOfStage, type CaseStatus, type Stage } from '../../contracts/procedure';
import type { RequestState } from '../../contracts/requests';
import { isIntake, isRequestStage, postOfBody, postToAnswer } from '../documents/request-parties';
import { peopleOf } from './acted';
import { checkerOf, handlerOf, signatoryOf } from './posts-of-body';
import { postWithRole, seesCase, type CaseParties } from './relation';
import { judge, judgeOnCase, refuse, type Bar, type Verdict } from './verdict';

interface OnCase {
  parties: CaseParties;
  acted: Acted;
  status: CaseStatus;
}

/** A document request with the case it is on. */
export interface RequestObject extends OnCase {
  request: {
    fromBody: Body;
    toBody: Body;
    stage: Stage;
    state: RequestState;
    draftedBy: string;
    servedOn: string | null;
    endedAt: number | null;
  };
  /** More time was asked for, and nobody has decided it yet. */
  extensionAsked: boolean;
  /** As many were granted as the programme allows. */
  extensionUsedUp?: boolean;
}

type Rule = (actor: Actor, on: RequestObject) => Verdict;

const resting = ({ status }: OnCase): Bar[] => [
  status === 'closed' && 'case-closed',
  status === 'on-hold' && 'on-hold',
];
const isUnsent = ({ state }: RequestObject['request']): boolean =>
  state === 'draft' || state === 'awaiting-check' || state === 'approved';
const editable = ({ request }: RequestObject): Bar =>
  request.state !== 'draft' && request.state !== 'approved' && 'request-not-editable';
const sent = ({ request }: RequestObject): Bar => request.state !== 'sent' && 'request-not-open';

/** An act of the post `of` names, on a case that goes on, barred by the request's state. */
const by =
  (of: (request: RequestObject['request']) => Role | null, ...bars: ((on: RequestObject) => Bar)[]): Rule =>
  (actor, on) => {
    const role = of(on.request);
    const find = (one: Actor) => (role === null ? undefined : postWithRole(one, on.parties, role));
    return judgeOnCase(actor, on, find, () => [...resting(on), ...bars.map((bar) => bar(on))]);
  };
const asker = (request: RequestObject['request']): Role => handlerOf(request.fromBody);
const answerer = (request: RequestObject['request']): Role => handlerOf(request.toBody);

/** Neither who drafted it checks it, nor whoever stands in for them. */
const check: Rule = (actor, on) => {
  const role = checkerOf(on.request.fromBody);
  const find = (one: Actor) => (role === null ? undefined : postWithRole(one, on.parties, role));
  return judgeOnCase(actor, on, find, (post) => [
    peopleOf(actor, post).some((person) => person === on.request.draftedBy) && 'same-person',
    ...resting(on),
    on.request.state !== 'awaiting-check' && 'request-not-editable',
  ]);
};

/** What is served already may be opened again, whatever became of the case. */
const open: Rule = (actor, on) => {
  const waits = on.request.state === 'sent' && on.request.servedOn === null;
  return judgeOnCase(
    actor,
    on,
    (one) => postToAnswer(one, on.parties, on.request.toBody),
    () => (waits ? resting(on) : []),
  );
};

const answer: Rule = (actor, on) =>
  judgeOnCase(
    actor,
    on,
    (one) => postToAnswer(one, on.parties, on.request.toBody),
    () => [...resting(on), sent(on)],
  );

const acts: Record<RequestAct, Rule> = {
  revise: by(asker, editable),
  'ask-check': by(asker, editable),
  check,
  send: by(asker, editable, ({ request }) => isIntake(request.stage) && 'sent-by-decision'),
  withdraw: by(
    asker,
    ({ request }) => (request.endedAt !== null || request.state === 'answered') && 'request-not-open',
  ),
  'decide-extension': by(asker, sent, ({ extensionAsked }) => !extensionAsked && 'no-extension-asked'),
  accept: by(asker, ({ request }) => request.state !== 'answered' && 'request-not-open'),
  open,
  answer,
  submit: by(answerer, sent),
  'check-answer': by((request) => signatoryOf(request.toBody), sent),
  'ask-answer-check': by(answerer, sent),
  'pass-on': by(answerer, ({ request }) => request.toBody !== 'province' && 'request-not-here', sent),
  'ask-extension': by(
    answerer,
    sent,
    ({ extensionAsked }) => extensionAsked && 'extension-asked',
    ({ extensionUsedUp }) => extensionUsedUp === true && 'extension-used-up',
  ),
};

/** A request is known to the bodies that ask and answer, to the other side once it was sent. */
const known =
  (rule: Rule): Rule =>
  (actor, on) => {
    const { fromBody, toBody } = on.request;
    const asks = postOfBody(actor, on.parties, fromBody) !== undefined;
    const answers = postOfBody(actor, on.parties, toBody) !== undefined && !isUnsent(on.request);
    return asks || answers ? rule(actor, on) : refuse('not-found');
  };

export const requestRules = Object.fromEntries(
  Object.entries(acts).map(([act, rule]) => [`request-${act}`, known(rule)]),
) as Record<RequestAction, Rule>;

/** A case on which something is to be asked for. */
export interface AskingObject extends OnCase {
  stage: Stage | null;
  /** The actor sits on the panel of the stage. */
  seated: boolean;
}

/** A draft declaration that the province may remark on. */
export interface DraftObject {
  parties: CaseParties;
  acted: Acted;
  /** The declaration is being written, and its window is open. */
  drafting: boolean;
  /** The hospital has opened it to the province. */
  shared: boolean;
}

export interface DraftObjects extends Record<DraftAction, AskingObject | DraftObject> {
  'draft-request': AskingObject;
  'propose-item': AskingObject;
  'share-draft': DraftObject;
  'remark-on-draft': DraftObject;
  'tick-remark': DraftObject;
}

const onDraft =
  (role: Role, wantsShared: boolean) =>
  (actor: Actor, on: DraftObject): Verdict => {
    if (!seesCase(actor, on.parties, false)) return refuse('not-found');
    return judgeOnCase(
      actor,
      on,
      (one) => postWithRole(one, on.parties, role),
      () => [!on.drafting && 'pre-review-over', wantsShared && !on.shared && 'draft-not-shared'],
    );
  };

export const draftRules: { [A in DraftAction]: (actor: Actor, on: DraftObjects[A]) => Verdict } = {
  'draft-request': (actor, on) => {
    if (!seesCase(actor, on.parties, false)) return refuse('not-found');
    const role = on.stage && handlerOf(bodyOfStage[on.stage]);
    return judgeOnCase(
      actor,
      on,
      (one) => (role === null ? undefined : postWithRole(one, on.parties, role)),
      () => [...resting(on), (on.stage === null || !isRequestStage(on.stage)) && 'request-not-here'],
    );
  },
  'propose-item': (actor, on) => {
    const seat = on.seated ? ownPosts(actor).find((post) => post.role === 'expert') : undefined;
    return seat ? judge(seat, resting(on)) : refuse('not-found');
  },
  'share-draft': onDraft('hospital-preparer', false),
  'remark-on-draft': onDraft('provincial-handler', true),
  'tick-remark': onDraft('hospital-preparer', false),
};
