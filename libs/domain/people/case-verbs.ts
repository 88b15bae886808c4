import type { Actor, Post } from '../../contracts/posts';
import { postsOnCase } from './relation';
import type { CaseForActions } from './case-actions';

/** Verbs that any member of a body on the case may use; they move nothing. Seats of a panel have none of them. */
export type CaseVerb = 'comment' | 'watch' | 'copy' | 'log-call';

/** The post through which the actor may do it; undefined where they may not. A closed case is still copied and called about, no longer commented or watched. */
export function postForCaseVerb(
  actor: Actor,
  verb: CaseVerb,
  on: Pick<CaseForActions, 'status' | 'parties'>,
): Post | undefined {
  const [post] = postsOnCase(actor, on.parties);
  switch (verb) {
    case 'comment':
    case 'watch':
      return on.status === 'closed' ? undefined : post;
    case 'copy':
    case 'log-call':
      return post;
  }
}
