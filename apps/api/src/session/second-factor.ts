import type { Role } from '../../../../libs/contracts/posts';
import type { Session } from '../../../../libs/views/people/session';
import type { ApiEnvironment } from '../environment';

/** Posts whose acts bind others: who signs, and who decides who is let in. */
const guarded: readonly Role[] = [
  'hospital-signatory',
  'provincial-signatory',
  'national-signatory',
  'system-admin',
  'security-admin',
  'auditor',
];

export const needsSecondFactor = (session: Session, env: ApiEnvironment): boolean =>
  env.signIn.secondFactor === 'required' && session.posts.some((post) => guarded.includes(post.role));

/** Whether nothing but the security page is open yet. */
export const lacksSecondFactor = (session: Session, env: ApiEnvironment): boolean =>
  !session.hasSecondFactor && needsSecondFactor(session, env);
