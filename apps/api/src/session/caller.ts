import type { Caller, Entered } from '../../../../libs/casework/people/sign-in';
import { Refused } from '../../../../libs/contracts/errors';
import type { KnownRequest } from '../http/endpoint';

export const callerOf = (request: KnownRequest): Caller => ({
  address: request.ip,

  agent: (request.headers['user-agent'] ?? '').replace(/[\u0000-\u001f\u007f]/g, ' ').slice(0, 200),
  requestId: request.id,
});

/** The session the guard has let in. Refused: not-signed-in. */
export function enteredOf({ token, session }: KnownRequest): Entered {
  if (token === undefined || !session) throw new Refused('not-signed-in');
  return { token, session };
}
