import { Refused } from '../../contracts/errors';
import type { Actor } from '../../contracts/posts';

/** Signing, and what binds as much: asked once the actor is found entitled. Refused: step-up-needed. */
export function requireConfirmed(actor: Actor): void {
  if (actor.unconfirmed) throw new Refused('step-up-needed');
}
