import type { Id } from '../../contracts/ids';
import { ownPosts, type Actor, type Post, type Role } from '../../contracts/posts';
import { judge, refuse, type Verdict } from './verdict';

/** Reads the log of everybody, and is nobody who keeps or grants anything. */
const auditors = ['auditor'] as const satisfies readonly Role[];
/** The two who keep the system: one asks for emergency access, the other confirms it. The auditor is told. */
const keepers = ['system-admin', 'security-admin'] as const satisfies readonly Role[];

/** Emergency access as an act on it needs to see it. Machine instants. */
export interface GlassObject {
  askedBy: Id<'person'>;
  state: 'asked' | 'granted' | 'refused' | 'ended';
  until: number | null;
  now: number;
}

/** Granted, and its time runs. */
export const isOpenGlass = ({ state, until, now }: Omit<GlassObject, 'askedBy'>): boolean =>
  state === 'granted' && until !== null && now < until;

/** Own posts only: an administrator's post is never stood in for. */
const having = (actor: Actor, roles: readonly Role[]): Post | undefined =>
  ownPosts(actor).find(({ role }) => roles.includes(role));
const through = (actor: Actor, roles: readonly Role[], bars: Parameters<typeof judge>[1]): Verdict =>
  judge(having(actor, roles), bars, [{ code: 'needs-own-post', roles }]);

export const mayAudit = (actor: Actor): Verdict => through(actor, auditors, []);
export const mayReadGlass = (actor: Actor): Verdict => through(actor, [...keepers, ...auditors], []);
export const mayAskGlass = (actor: Actor): Verdict => through(actor, keepers, []);

export const mayDecideGlass = (actor: Actor, { askedBy, state }: GlassObject): Verdict =>
  through(actor, keepers, [askedBy === actor.personId && 'second-person', state !== 'asked' && 'glass-decided']);

export const mayEndGlass = (actor: Actor, glass: GlassObject): Verdict =>
  through(actor, keepers, [!isOpenGlass(glass) && 'glass-over']);

/** Whoever asked, and nobody else: to the other keeper there is no record to look at. */
export function mayLookByGlass(actor: Actor, glass: GlassObject): Verdict {
  const keeps = having(actor, keepers) !== undefined;
  if (keeps && glass.askedBy !== actor.personId) return refuse('not-found');
  return through(actor, keepers, [!isOpenGlass(glass) && 'glass-over']);
}
