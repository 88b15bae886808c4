import type { Actor, Post } from '../../contracts/posts';
import { bodyOnCase, postsOnCase } from './relation';
import type { CaseForActions } from './case-actions';

/** Verbs that any member of a body on the case may use; they move nothing. Seats of a panel have none of them. */
export type CaseVerb = 'comment' | 'watch' | 'copy' | 'log-call';

/** The post through which the actor may do it; undefined where they may not. A closed case is still copied and called about, no longer watched, and commented by those who put it into the archive. */
export function postForCaseVerb(
  actor: Actor,
  verb: CaseVerb,
  on: Pick<CaseForActions, 'status' | 'archive' | 'parties'>,
): Post | undefined {
  const posts = postsOnCase(actor, on.parties);
  const [post] = posts;
  switch (verb) {
    case 'comment':
      if (on.archive === 'open') return posts.find((one) => bodyOnCase(one, on.parties) === on.parties.archive);
      return on.status === 'closed' ? undefined : post;
    case 'watch':
      return on.status === 'closed' ? undefined : post;
    case 'copy':
    case 'log-call':
      return post;
  }
}
