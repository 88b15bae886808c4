import {
  caseActions,
  orderActions,
  requestActs,
  taskActions,
  type CaseAction,
  type PeopleAction,
  type RequestAct,
  type TaskAction,
} from '../../libs/contracts/actions';
import type { LegalDate } from '../../libs/contracts/deadlines';
import type { Id } from '../../libs/contracts/ids';
import { bodyOfRole, roles, superiors, type Actor, type Body, type Post, type Role } from '../../libs/contracts/posts';
import {
  archiveStages,
  archiveStates,
  bodyOfStage,
  caseStatuses,
  isArchiveStage,
  stages,
  type ArchiveState,
  type CaseStatus,
  type Stage,
} from '../../libs/contracts/procedure';
import type { RequestState } from '../../libs/contracts/requests';
import type { StepDefinition } from '../../libs/contracts/step';
import { stepRegistry } from '../../libs/domain/cases/registry';
import { bodyOfTask } from '../../libs/domain/people/entitled';
import { organisationOfBody, type CaseParties } from '../../libs/domain/people/relation';
import type { CaseObject } from '../../libs/domain/people/case-rules';
import { entitled, type ObjectOf } from '../../libs/domain/people/entitlement';
import type { TaskAtHand, TaskObject } from '../../libs/domain/people/task-rules';

export const me = 'person_me' as const;
const parties: CaseParties = {
  applicantId: 'org_hospital',
  provinceId: 'org_province',
  nationId: 'org_nation',
  submitted: true,
  archive: null,
  callId: 'call_one',
};
const kinds = { hospital: 'hospital', province: 'province', nation: 'nhc' } as const;
/** Stages in which the nation does not know of the case yet. */
const beforeSubmission = new Set<Stage>(stages.slice(0, stages.indexOf('national-intake')));

/** Somebody with one post: by its role; `~` at another organisation of its kind, `@` of which body where the role does not say. */
export interface Candidate {
  name: string;
  actor: Actor;
  own: boolean;
  role: Role;
  /** The body's organisation on the case, where the post has one. */
  body: Body | null;
}

const isSuperior = (role: Role): boolean => (superiors as readonly Role[]).includes(role);

function candidatesOf(role: Role): Candidate[] {
  const home = bodyOfRole[role];
  const at: (Body | null)[] = home
    ? [home]
    : role === 'archivist'
      ? ['province', 'nation']
      : isSuperior(role)
        ? ['hospital', 'province', 'nation']
        : [null];
  return at.flatMap((body) =>
    [true, false].map((own): Candidate => {
      const organisationId = body ? organisationOfBody(body, parties) : 'org_nation';
      const post: Post = {
        id: 'post_mine',
        role,
        organisationId: own ? organisationId : `${organisationId}_other`,
        organisationKind: body ? kinds[body] : 'nhc',
        province: null,
      };
      const name = `${role}${isSuperior(role) || role === 'archivist' ? `@${String(body)}` : ''}${own ? '' : '~'}`;
      return { name, actor: { personId: me, posts: [post], requestId: '' }, own, role, body };
    }),
  );
}
export const candidates: readonly Candidate[] = roles.flatMap(candidatesOf);

/** The body in whose archive a case of that stage is. */
const archiveOf = (stage: Stage): Body | null => (isArchiveStage(stage) ? bodyOfStage[stage] : null);

/** A task as it is when the action is somebody's to do. */
export function taskFor(step: StepDefinition, action: TaskAction, status: CaseStatus): TaskObject {
  const role = 'role' in step.doer ? step.doer.role : null;
  const body = role && bodyOfTask({ role, stage: step.stage });
  const other = 'person_other';
  const holderId =
    action === 'claim' ? null : action === 'reply' || action === 'reassign' || action === 'order' ? other : me;
  const task: TaskAtHand = {
    id: 'task_this',
    stage: step.stage,
    step: step.step,
    state: action === 'recall' ? 'done' : 'open',
    role,
    organisationId: body ? organisationOfBody(body, parties) : null,
    personId: role ? null : me,
    holderId,
    decidedBy: action === 'recall' ? me : null,
    decidedFor: null,
    assignedTo: action === 'take-back' ? other : action === 'reply' ? me : null,
  };
  const submitted = !beforeSubmission.has(step.stage) && step.stage !== 'provincial-archive';
  const seen = { ...parties, submitted, archive: archiveOf(step.stage) };
  return {
    case: { status: seen.archive ? 'closed' : status, parties: seen },
    task,
    siblings: [task],
    acted: new Map(),
    recused: false,
  };
}

export const caseFor = (
  stage: Stage,
  action: CaseAction,
  status: CaseStatus,
  archive: ArchiveState | null = null,
): CaseObject => ({
  kind: stage === 'planning' ? 'reporting-year' : 'designation',
  status,
  stage,
  archive,
  parties: {
    ...parties,
    submitted: !beforeSubmission.has(stage) && stage !== 'provincial-archive',
    archive: archiveOf(stage),
  },
  designated: false,
  legalHold: action === 'lift-legal-hold',
  withdrawalPending: action === 'agree-withdrawal',
  handingOver: false,
  worked: new Set<Body>(['hospital', 'province']),
  seated: false,
  acted: new Map(),
});

const who = (may: (actor: Actor) => boolean): string =>
  candidates
    .filter(({ actor }) => may(actor))
    .map(({ name }) => name)
    .join(' ') || '-';

const taskLines = (): string[] =>
  stepRegistry.flatMap((step) =>
    taskActions.map(
      (action) =>
        `task ${step.stage}/${step.step} ${action}: ${who((actor) => entitled(actor, action, taskFor(step, action, 'open')).allowed)}`,
    ),
  );

/** Over all steps at once: whoever may on some task of a case that is not open. */
const restingLines = (): string[] =>
  caseStatuses
    .filter((status) => status !== 'open')
    .flatMap((status) =>
      taskActions.map((action) => {
        const may = (actor: Actor) =>
          stepRegistry.some(
            (step) => !isArchiveStage(step.stage) && entitled(actor, action, taskFor(step, action, status)).allowed,
          );
        return `task * ${action}, case ${status}: ${who(may)}`;
      }),
    );

const caseLines = (): string[] =>
  stages
    .filter((stage) => !isArchiveStage(stage))
    .flatMap((stage) =>
      caseActions.flatMap((action) =>
        caseStatuses.map(
          (status) =>
            `case ${stage} ${action}, ${status}: ${who((actor) => entitled(actor, action, caseFor(stage, action, status)).allowed)}`,
        ),
      ),
    );

const archiveLines = (): string[] =>
  archiveStages.flatMap((stage) =>
    caseActions.flatMap((action) =>
      archiveStates.map((archive) => {
        const may = (actor: Actor) => entitled(actor, action, caseFor(stage, action, 'closed', archive)).allowed;
        return `case ${stage} ${action}, file ${archive}: ${who(may)}`;
      }),
    ),
  );

const orderLines = (): string[] =>
  (['hospital', 'province', 'nation'] as const).flatMap((body) =>
    orderActions.map((action) => {
      const toRole = (
        { hospital: 'hospital-preparer', province: 'provincial-handler', nation: 'national-handler' } as const
      )[body];
      const order = { body, toRole, toPerson: null, holderId: null, state: 'open' as const };
      return `order of ${body} ${action}: ${who((actor) => entitled(actor, action, { parties, acted: new Map(), order }).allowed)}`;
    }),
  );

function otherLines(): string[] {
  const lines = [`open-case: ${who((actor) => entitled(actor, 'open-case', { callId: 'call_one' }).allowed)}`];
  for (const action of ['calendar-prepare', 'calendar-publish'] as const)
    lines.push(`${action} of the nation: ${who((actor) => entitled(actor, action, { province: null }).allowed)}`);
  for (const target of candidates.filter((one) => one.own)) {
    const [post] = target.actor.posts;
    if (!post) continue;
    const principal = { ...post, id: 'post_theirs', personId: 'person_principal' };
    const wanted = {
      principalPost: principal.id,
      principalPerson: principal.personId,
      deputyPerson: 'person_deputy',
      validFrom: '2026-01-05' as LegalDate,
      validTo: '2026-01-09' as LegalDate,
      scope: { kind: 'post' as const },
    };
    const naming = { post: principal, wanted, deputyPosts: [post], standing: [] };
    lines.push(`deputy-name of ${target.name}: ${who((actor) => entitled(actor, 'deputy-name', naming).allowed)}`);
    const revoking = { post: principal, grant: wanted, revoked: false, today: '2026-01-06' as LegalDate };
    lines.push(
      `deputy-revoke of ${target.name}: ${who((actor) => entitled(actor, 'deputy-revoke', revoking).allowed)}`,
    );
  }
  return lines;
}

function auditLines(): string[] {
  const glass = { askedBy: 'person_other' as const, until: 2, now: 1 };
  const may = (state: 'asked' | 'granted', askedBy: Id<'person'>) => ({ ...glass, state, askedBy });
  return [
    ...(['audit-read', 'break-glass-read', 'break-glass-ask'] as const).map(
      (action) => `${action}: ${who((actor) => entitled(actor, action, null).allowed)}`,
    ),
    `break-glass-decide, asked by another: ${who((actor) => entitled(actor, 'break-glass-decide', may('asked', 'person_other')).allowed)}`,
    `break-glass-decide, asked by oneself: ${who((actor) => entitled(actor, 'break-glass-decide', may('asked', me)).allowed)}`,
    `break-glass-end, running: ${who((actor) => entitled(actor, 'break-glass-end', may('granted', 'person_other')).allowed)}`,
    `break-glass-look, running: ${who((actor) => entitled(actor, 'break-glass-look', may('granted', me)).allowed)}`,
    `break-glass-look, of another: ${who((actor) => entitled(actor, 'break-glass-look', may('granted', 'person_other')).allowed)}`,
  ];
}

const limitLines = (): string[] =>
  (['hospital', 'province', 'nation'] as const).flatMap((body) =>
    caseStatuses.map((status) => {
      const on = { parties, acted: new Map(), status, body };
      return `extend-deadline of ${body}, ${status}: ${who((actor) => entitled(actor, 'extend-deadline', on).allowed)}`;
    }),
  );

/** A request in the state in which the act is somebody's to do. */
const stateFor = (act: RequestAct): RequestState => {
  if (act === 'revise' || act === 'ask-check' || act === 'send') return 'draft';
  if (act === 'check') return 'awaiting-check';
  return act === 'accept' ? 'answered' : 'sent';
};

const requestLines = (): string[] =>
  requestSides.flatMap(([fromBody, toBody, stage]) =>
    requestActs.flatMap((act) =>
      caseStatuses.map((status) => {
        const request = { fromBody, toBody, stage, state: stateFor(act), draftedBy: 'person_other', servedOn: null };
        const on = {
          ...{ parties, acted: new Map(), status },
          request: { ...request, endedAt: null },
          extensionAsked: act === 'decide-extension',
        };
        const may = (actor: Actor) => entitled(actor, `request-${act}`, on).allowed;
        return `request-${act} of ${fromBody} to ${toBody}, ${status}: ${who(may)}`;
      }),
    ),
  );
const requestSides: [Body, Body, Stage][] = [
  ['province', 'hospital', 'provincial-evaluation'],
  ['nation', 'province', 'national-review'],
];

const draftLines = (): string[] => [
  ...stages.flatMap((stage) =>
    (['draft-request', 'propose-item'] as const).map((action) => {
      const seen = { ...parties, submitted: !beforeSubmission.has(stage) };
      const on = { parties: seen, acted: new Map(), status: 'open' as const, stage, seated: action === 'propose-item' };
      return `${action} in ${stage}: ${who((actor) => entitled(actor, action, on).allowed)}`;
    }),
  ),
  ...(['share-draft', 'remark-on-draft', 'tick-remark'] as const).map((action) => {
    const on = { parties: { ...parties, submitted: false }, acted: new Map(), drafting: true, shared: true };
    return `${action}: ${who((actor) => entitled(actor, action, on).allowed)}`;
  }),
];
function peopleLines(): string[] {
  const line = <A extends PeopleAction>(what: string, action: A, on: ObjectOf[A]): string =>
    `${what}: ${who((actor) => entitled(actor, action, on).allowed)}`;
  const places = ['hospital', 'province', 'nation'] as const;
  const ofPlaces = places.flatMap((body) => {
    const organisationId = organisationOfBody(body, parties);
    const person = { id: 'person_other' as const, organisations: [organisationId] };
    return [
      line(`read-people of ${body}`, 'read-people', { organisationId }),
      ...(['read-person', 'note-leave', 'transfer-tasks'] as const).map((action) =>
        line(`${action} of somebody at ${body}`, action, person),
      ),
    ];
  });
  const [mine, theirs] = [me, 'person_other'] as const;
  const oneself = { id: mine, organisations: [] };
  return [
    line('read-people everywhere', 'read-people', { organisationId: null }),
    ...ofPlaces,
    ...(['read-person', 'note-leave', 'transfer-tasks'] as const).map((action) =>
      line(`${action} of oneself`, action, oneself),
    ),
    ...(['organise', 'end-post', 'read-accounts'] as const).map((action) => line(action, action, null)),
    line('propose-post for another', 'propose-post', { personId: theirs }),
    line('propose-post for oneself', 'propose-post', { personId: mine }),
    line('confirm-post of another', 'confirm-post', { personId: theirs, proposedBy: 'person_third' }),
    line('confirm-post for oneself', 'confirm-post', { personId: mine, proposedBy: theirs }),
    line('confirm-post that one proposed', 'confirm-post', { personId: theirs, proposedBy: mine }),
    line('refuse-post of another', 'refuse-post', { proposedBy: theirs }),
    line('refuse-post that one proposed', 'refuse-post', { proposedBy: mine }),
    line('apply-import of another', 'apply-import', { preparedBy: theirs, grantsTo: ['person_third'] }),
    line('apply-import that one prepared', 'apply-import', { preparedBy: mine, grantsTo: [] }),
    line('apply-import with a post for oneself', 'apply-import', { preparedBy: theirs, grantsTo: [mine] }),
    line('apply-import with a post for who prepared it', 'apply-import', { preparedBy: theirs, grantsTo: [theirs] }),
    line('keep-accounts of another', 'keep-accounts', { personId: theirs }),
    line('keep-accounts of oneself', 'keep-accounts', { personId: mine }),
    line('suspend-account of another', 'suspend-account', { personId: theirs, suspended: false, last: false }),
    line('suspend-account of oneself', 'suspend-account', { personId: mine, suspended: false, last: false }),
    line('suspend-account of the last', 'suspend-account', { personId: theirs, suspended: false, last: true }),
    line('suspend-account, suspended', 'suspend-account', { personId: theirs, suspended: true, last: false }),
    line('reinstate-account of another', 'reinstate-account', { personId: theirs, suspendedBy: 'person_third' }),
    line('reinstate-account, suspended by oneself', 'reinstate-account', { personId: theirs, suspendedBy: mine }),
    line('reinstate-account of oneself', 'reinstate-account', { personId: mine, suspendedBy: 'person_third' }),
    line('reinstate-account, not suspended', 'reinstate-account', { personId: theirs, suspendedBy: null }),
    line('end-second-step of another', 'end-second-step', { personId: theirs }),
    line('end-second-step of oneself', 'end-second-step', { personId: mine }),
  ];
}

/** Every action × every post × own and other organisation × every stage and status, a line each. */
export const entitlementTable = (): string[] => [
  ...taskLines(),
  ...restingLines(),
  ...caseLines(),
  ...archiveLines(),
  ...orderLines(),
  ...limitLines(),
  ...requestLines(),
  ...draftLines(),
  ...otherLines(),
  ...auditLines(),
  ...peopleLines(),
];
