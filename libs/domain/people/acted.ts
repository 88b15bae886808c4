import type { Id } from '../../contracts/ids';
import type { Acted, ActedFacts, Actor, Body, Post } from '../../contracts/posts';

/** Everybody an act through a post counts for: who acts, and whom they stand in for. */
export const peopleOf = (actor: Pick<Actor, 'personId'>, post: Post): Id<'person'>[] =>
  post.onBehalfOf ? [actor.personId, post.onBehalfOf.personId] : [actor.personId];

/** What these people did together. */
export function actedBy(acted: Acted, people: readonly Id<'person'>[]): ActedFacts {
  const facts = people.flatMap((person) => acted.get(person) ?? []);
  return { sides: facts.flatMap((one) => one.sides), helped: facts.flatMap((one) => one.helped) };
}

/** Whether who acts, or whom they stand in for, has acted for another side than the post's body. */
export const actedElsewhere = (acted: Acted, actor: Pick<Actor, 'personId'>, post: Post, body: Body): boolean =>
  actedBy(acted, peopleOf(actor, post)).sides.some((side) => side !== body);
