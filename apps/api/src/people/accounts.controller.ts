import { Controller, Inject, Req, Res } from '@nestjs/common';
import { Office } from '../../../../libs/casework/office';
import type { Key } from '../../../../libs/casework/once';
import { activateAccount, endSecondFactor, issueActivation } from '../../../../libs/casework/people/accounts';
import { makeServiceAccount, revokeServiceAccount } from '../../../../libs/casework/people/service-accounts';
import { SignIn } from '../../../../libs/casework/people/sign-in';
import { reinstateAccount, suspendAccount } from '../../../../libs/casework/people/suspend-account';
import {
  personId,
  reinstateAccountInput,
  reinstatedAccount,
  suspendAccountInput,
  suspendedAccount,
} from '../../../../libs/contracts/api/people';
import * as session from '../../../../libs/contracts/api/session';
import { Refused } from '../../../../libs/contracts/errors';
import type { Actor } from '../../../../libs/contracts/posts';
import { readServiceAccounts } from '../../../../libs/views/people/service-accounts';
import { ReadingRoom } from '../../../../libs/views/reading-room';
import { environmentToken, type ApiEnvironment } from '../environment';
import { setToken } from '../http/cookie';
import { Checked, endpoint, Me, OnceKey, Route, type Given, type KnownRequest, type Reply } from '../http/endpoint';
import { callerOf } from '../session/caller';

const issue = endpoint({
  method: 'POST',
  path: '/people/:id/activation',
  summary: 'Make a one-time code by which a person sets their password',
  permission: { roles: ['security-admin'] },
  params: personId,
  body: session.issueActivation,
  answer: session.activation,
  status: 201,
});
const endFactor = endpoint({
  method: 'POST',
  path: '/people/:id/second-factor/end',
  summary: 'Take the second step of a person who has lost their authenticator',
  permission: { roles: ['system-admin'] },
  params: personId,
  answer: session.endedSecondFactor,
  once: true,
});
const suspend = endpoint({
  method: 'POST',
  path: '/people/:id/account/suspend',
  summary: 'Suspend the account of a person: all their sessions and tokens end',
  permission: { roles: ['system-admin', 'security-admin'] },
  params: personId,
  body: suspendAccountInput,
  answer: suspendedAccount,
  once: true,
});
const reinstate = endpoint({
  method: 'POST',
  path: '/people/:id/account/reinstate',
  summary: 'Reinstate a suspended account; by somebody else than who suspended it',
  permission: { roles: ['system-admin', 'security-admin'] },
  params: personId,
  body: reinstateAccountInput,
  answer: reinstatedAccount,
  once: true,
});
const activate = endpoint({
  method: 'POST',
  path: '/activation',
  summary: 'Set a password with a one-time code, and be signed in',
  permission: 'public',
  body: session.activate,
  answer: 'nothing',
  status: 204,
});
const services = endpoint({
  method: 'GET',
  path: '/service-accounts',
  summary: 'Accounts of programs that read',
  permission: { roles: ['security-admin', 'auditor'] },
  answer: session.serviceAccounts,
});
const make = endpoint({
  method: 'POST',
  path: '/service-accounts',
  summary: 'Make an account for a program that reads; its token is shown this once',
  permission: { roles: ['security-admin'] },
  body: session.makeServiceAccount,
  answer: session.newServiceAccount,
  status: 201,
});
const revoke = endpoint({
  method: 'POST',
  path: '/service-accounts/:id/revoke',
  summary: 'Revoke the token of a service account',
  permission: { roles: ['security-admin'] },
  params: session.serviceAccountId,
  answer: session.revokedServiceAccount,
});

@Controller()
export class AccountsController {
  constructor(
    @Inject(Office) private readonly office: Office,
    @Inject(SignIn) private readonly signIn: SignIn,
    @Inject(ReadingRoom) private readonly room: ReadingRoom,
    @Inject(environmentToken) private readonly env: ApiEnvironment,
  ) {}

  @Route(issue)
  issue(@Me() me: Actor, @Checked() { params, body }: Given<typeof issue>) {
    return issueActivation(me, { personId: params.id, ...body }, this.office);
  }

  @Route(endFactor)
  endFactor(@Me() me: Actor, @Checked() { params }: Given<typeof endFactor>, @OnceKey() key: Key) {
    return endSecondFactor(me, { personId: params.id, key }, this.office);
  }

  @Route(suspend)
  suspend(@Me() me: Actor, @Checked() { params, body }: Given<typeof suspend>, @OnceKey() key: Key) {
    return suspendAccount(me, { personId: params.id, ...body, key }, this.office);
  }

  @Route(reinstate)
  reinstate(@Me() me: Actor, @Checked() { params, body }: Given<typeof reinstate>, @OnceKey() key: Key) {
    return reinstateAccount(me, { personId: params.id, ...body, key }, this.office);
  }

  @Route(activate)
  async activate(
    @Checked() { body }: Given<typeof activate>,
    @Req() request: KnownRequest,
    @Res({ passthrough: true }) reply: Reply,
  ): Promise<void> {
    const { token, pending } = await activateAccount(this.signIn, body, callerOf(request));
    setToken(reply, this.env, token);
    if (pending) throw new Refused('second-step-needed');
  }

  @Route(services)
  services(@Me() me: Actor) {
    return readServiceAccounts(this.room, me);
  }

  @Route(make)
  make(@Me() me: Actor, @Checked() { body }: Given<typeof make>) {
    return makeServiceAccount(me, body, this.office);
  }

  @Route(revoke)
  revoke(@Me() me: Actor, @Checked() { params }: Given<typeof revoke>) {
    return revokeServiceAccount(me, params.id, this.office);
  }
}
