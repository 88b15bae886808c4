import type { CaseAction, OrderAction } from '../../contracts/actions';
import type { Acted, Actor, Body, Post } from '../../contracts/posts';
import { bodyOfStage, type ArchiveState, type CaseStatus } from '../../contracts/procedure';
import { postToExtend } from '../deadlines/extending';
import { postOfManager, postToAnswer, type OrderToAnswer } from '../deadlines/supervising';
import { postToUrge } from '../deadlines/urging';
import { isRunning } from '../audit/archive';
import { postForCaseAct, type CaseAct, type CaseForActions } from './case-actions';
import { postForCaseVerb, type CaseVerb } from './case-verbs';
import { managerOf, workingPostsOf } from './posts-of-body';
import { bodyOnCase, postsOnCase, postWithRole, seesCase, type CaseParties } from './relation';
import { judge, judgeOnCase, lacking, refuse, rolesThatMay, type Bar, type Verdict } from './verdict';

/** A case as an act on the whole of it needs to see it. */
export interface CaseObject extends CaseForActions {
  /** Between the end of a stage and the entering of the next. */
  handingOver: boolean;
  /** A legal hold stands on its file. */
  legalHold: boolean;
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
  const now = (one: Actor) => postForCaseAct(one, 'add-document', on);
  const find = (one: Actor) => now(one) ?? postForCaseAct(one, 'add-document', asked);
  const post = find(actor);
  return judge(
    post,
    [on.status === 'closed' && now(actor) === undefined && 'case-closed'],
    lacking(actor, rolesThatMay(on.parties, find), { callId: on.parties.callId, step: null }),
  );
};

/** Open or on hold, or closed and being put into the archive. */
const isWorked = (on: { status: CaseStatus; archive: ArchiveState | null }): boolean =>
  on.status === 'on-hold' || isRunning(on);

const verb =
  (which: CaseVerb): Rule =>
  (actor, on) => {
    const { parties, status, archive } = on;
    const now = (one: Actor) => postForCaseVerb(one, which, { status, archive, parties });
    const everOn = (one: Actor) => postForCaseVerb(one, which, { status: 'open', archive: null, parties });
    // Outside its body nothing tells whether the archive of a closed case is open: closed is closed.
    return judgeOnCase(
      actor,
      on,
      (one) => now(one) ?? everOn(one),
      () => [status === 'closed' && now(actor) === undefined && 'case-closed'],
    );
  };

const urge: Rule = (actor, on) => {
  const desk = bodyOfStage[on.stage ?? 'declaration'];
  // What is put into an archive is pressed by the archive's own body; nobody else waits for it.
  const now = (one: Actor) => postToUrge(one, on.parties, desk, on.archive === 'open' ? new Set() : on.worked);
  const find = (one: Actor) => now(one) ?? postToUrge(one, on.parties, desk, on.worked);
  return judgeOnCase(actor, on, find, () => [
    (!isWorked(on) || now(actor) === undefined) && 'case-closed',
    on.status === 'on-hold' && 'on-hold',
    on.handingOver && 'handing-over',
  ]);
};

/**
 * The file of a body's own record, open or closed, for those who could read all of it screen by screen: who works or
 * oversees its cases, once it was the body's turn, and the archivist it is handed over to.
 */
const exportFile: Rule = (actor, on) => {
  const tookPart = (body: Body): boolean =>
    on.worked.has(body) || (on.stage !== null && bodyOfStage[on.stage] === body);
  const find = (one: Actor): Post | undefined =>
    postsOnCase(one, on.parties).find((post) => {
      const body = bodyOnCase(post, on.parties);
      if (body === null || body === 'hospital' || !tookPart(body)) return false;
      return workingPostsOf(body).includes(post.role) || managerOf(body) === post.role || post.role === 'archivist';
    });
  return judgeOnCase(actor, { ...on, acted: new Map() }, find, () => []);
};

/** The applicant's file, for the applicant's own. */
const exportApplicantFile: Rule = (actor, on) => {
  const find = (one: Actor): Post | undefined =>
    postWithRole(one, on.parties, 'hospital-preparer') ?? postWithRole(one, on.parties, 'hospital-signatory');
  return judgeOnCase(actor, { ...on, acted: new Map() }, find, () => []);
};

/** Whoever sees the case for a body of theirs may stop watching it, also when it is closed. */
const unwatch: Rule = (actor, on) =>
  judgeOnCase(
    actor,
    { ...on, acted: new Map() },
    (one) => postForCaseVerb(one, 'copy', on),
    () => [],
  );

/** Later papers: asked for by the handler of the body in whose archive the file is. */
const openSupplement: Rule = (actor, on) => {
  const { archive } = on.parties;
  const find = (one: Actor): Post | undefined =>
    (archive !== 'nation' ? postWithRole(one, on.parties, 'provincial-handler') : undefined) ??
    (archive !== 'province' ? postWithRole(one, on.parties, 'national-handler') : undefined);
  return judgeOnCase(actor, on, find, () => [
    on.archive === null && 'not-archived',
    on.archive === 'open' && 'archive-open',
  ]);
};

/** 法律保全. By the archivist, who sees the case from the opening of its archive on. */
const onFile =
  (bars: (on: CaseObject) => Bar[]): Rule =>
  (actor, on) =>
    judgeOnCase(
      actor,
      on,
      (one) => postWithRole(one, on.parties, 'archivist'),
      () => bars(on),
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
  'export-file': known(exportFile),
  'export-applicant-file': known(exportApplicantFile),
  'open-supplement': known(openSupplement),
  'place-legal-hold': known(onFile(() => [])),
  'lift-legal-hold': known(onFile((on) => [!on.legalHold && 'no-legal-hold'])),
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
