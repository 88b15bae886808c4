import type { Actor, Body, Post, Role } from '../../contracts/posts';
import { bodyOfPost } from '../../contracts/posts';
import { bodyOfStage, type Stage } from '../../contracts/procedure';
import { requestStages, type RequestKind, type RequestStage } from '../../contracts/requests';
import { organisationOfBody, postsOnCase, type CaseParties } from '../people/relation';

/** Which body asks, and which answers. */
export interface RequestSides {
  fromBody: Body;
  toBody: Body;
}

export const isRequestStage = (stage: Stage): stage is RequestStage =>
  (requestStages as readonly Stage[]).includes(stage);

/** At an intake the request is an outcome of the check; later it goes beside the work. */
export const isIntake = (stage: Stage): boolean => stage === 'provincial-intake' || stage === 'national-intake';

export function kindOfRequest(stage: RequestStage): RequestKind {
  if (stage === 'provincial-intake') return 'correction';
  return stage === 'national-intake' ? 'supplement' : 'request';
}

/** The province asks the hospital, the nation the province only. */
export const sidesOfStage = (stage: RequestStage): RequestSides =>
  bodyOfStage[stage] === 'nation'
    ? { fromBody: 'nation', toBody: 'province' }
    : { fromBody: 'province', toBody: 'hospital' };

const handlers: Record<Body, Role> = {
  hospital: 'hospital-preparer',
  province: 'provincial-handler',
  nation: 'national-handler',
};
const signatories: Record<Body, Role> = {
  hospital: 'hospital-signatory',
  province: 'provincial-signatory',
  nation: 'national-signatory',
};
const checkers: Record<Body, Role | null> = {
  hospital: null,
  province: 'provincial-checker',
  nation: 'national-checker',
};
export const handlerOf = (body: Body): Role => handlers[body];
export const signatoryOf = (body: Body): Role => signatories[body];
export const checkerOf = (body: Body): Role | null => checkers[body];

/** The actor's first post on the case that works for the body. */
export const postOfBody = (actor: Actor, parties: CaseParties, body: Body): Post | undefined =>
  postsOnCase(actor, parties).find((post) => bodyOfPost(post) === body);

/** The actor's post on the case with that role. */
export const postFor = (actor: Actor, parties: CaseParties, role: Role | null): Post | undefined =>
  role === null ? undefined : postsOnCase(actor, parties).find((post) => post.role === role);

/** Whether the case's request exists for the actor: members of the two bodies, of these organisations, and nobody else. */
export const seesRequest = (actor: Actor, parties: CaseParties, sides: RequestSides): boolean =>
  postOfBody(actor, parties, sides.fromBody) !== undefined || postOfBody(actor, parties, sides.toBody) !== undefined;

/** Everybody of a hospital or a province who may write answers: its handlers, and its signatory. */
export const postToAnswer = (actor: Actor, parties: CaseParties, body: Body): Post | undefined =>
  postFor(actor, parties, handlerOf(body)) ?? postFor(actor, parties, signatoryOf(body));

export { organisationOfBody };
