import type { Actor, Body, Post } from '../../contracts/posts';
import { bodyOfPost } from '../../contracts/posts';
import { bodyOfStage, type Stage } from '../../contracts/procedure';
import { requestStages, type RequestKind, type RequestStage } from '../../contracts/requests';
import { handlerOf, signatoryOf } from '../people/posts-of-body';
import { postsOnCase, postWithRole, type CaseParties } from '../people/relation';

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

/** The actor's first post on the case that works for the body. */
export const postOfBody = (actor: Actor, parties: CaseParties, body: Body): Post | undefined =>
  postsOnCase(actor, parties).find((post) => bodyOfPost(post) === body);

/** Everybody of a hospital or a province who may write answers: its handlers, and its signatory. */
export const postToAnswer = (actor: Actor, parties: CaseParties, body: Body): Post | undefined =>
  postWithRole(actor, parties, handlerOf(body)) ?? postWithRole(actor, parties, signatoryOf(body));
