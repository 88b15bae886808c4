import { Refused } from '../../contracts/errors';
import { ownPosts, type Actor, type Post } from '../../contracts/posts';

/** The post through which somebody reads the log of everybody: the auditor's own, and nobody's who keeps or grants anything. Refused: not-entitled. */
export function postThatAudits(actor: Actor): Post {
  const post = ownPosts(actor).find(({ role }) => role === 'auditor');
  if (!post) throw new Refused('not-entitled');
  return post;
}
