import { Controller, Inject, Req, Res } from '@nestjs/common';
import * as credentials from '../../../../libs/casework/people/credentials';
import { SignIn } from '../../../../libs/casework/people/sign-in';
import * as session from '../../../../libs/contracts/api/session';
import { readMySessions, readSecurity } from '../../../../libs/views/people/session';
import { ReadingRoom } from '../../../../libs/views/reading-room';
import { environmentToken, type ApiEnvironment } from '../environment';
import { setToken } from '../http/cookie';
import { Checked, endpoint, Route, type Given, type KnownRequest, type Reply } from '../http/endpoint';
import { callerOf, enteredOf } from './caller';
import { needsSecondFactor } from './second-factor';

const mine = { permission: 'signed-in', beforeSecondFactor: true } as const;

const sessions = endpoint({
  ...mine,
  method: 'GET',
  path: '/me/sessions',
  summary: 'Where I am signed in',
  answer: session.mySessions,
});
const endOne = endpoint({
  ...mine,
  method: 'DELETE',
  path: '/me/sessions/:id',
  summary: 'End one of my sessions',
  params: session.sessionId,
  answer: 'nothing',
  status: 204,
});
const endOthers = endpoint({
  ...mine,
  method: 'DELETE',
  path: '/me/sessions',
  summary: 'End all my sessions but this one',
  answer: session.endedSessions,
});
const security = endpoint({
  ...mine,
  method: 'GET',
  path: '/me/security',
  summary: 'What my account is guarded by',
  answer: session.securityView,
});
const password = endpoint({
  ...mine,
  method: 'POST',
  path: '/me/password',
  summary: 'Change my password; all my other sessions end',
  body: session.changePasswordInput,
  answer: 'nothing',
  status: 204,
});
const beginTotp = endpoint({
  ...mine,
  method: 'POST',
  path: '/me/second-factor',
  summary: 'Make a key for my authenticator; it counts once a code is confirmed',
  body: session.nothingMore,
  answer: session.newSecondFactor,
});
const confirmTotp = endpoint({
  ...mine,
  method: 'POST',
  path: '/me/second-factor/confirm',
  summary: 'Put the key in use with a first code, and get recovery codes',
  body: session.confirmSecondFactor,
  answer: session.recoveryCodes,
});
const removeTotp = endpoint({
  ...mine,
  method: 'DELETE',
  path: '/me/second-factor',
  summary: 'Take my second step away',
  answer: 'nothing',
  status: 204,
});
const recovery = endpoint({
  ...mine,
  method: 'POST',
  path: '/me/recovery-codes',
  summary: 'Make new recovery codes; those before end',
  body: session.nothingMore,
  answer: session.recoveryCodes,
});

@Controller()
export class SecurityController {
  constructor(
    @Inject(SignIn) private readonly signIn: SignIn,
    @Inject(ReadingRoom) private readonly room: ReadingRoom,
    @Inject(environmentToken) private readonly env: ApiEnvironment,
  ) {}

  @Route(sessions)
  sessions(@Req() request: KnownRequest) {
    return readMySessions(this.room, enteredOf(request).session, this.env.signIn.idleMinutes);
  }

  @Route(endOne)
  endOne(@Checked() { params }: Given<typeof endOne>, @Req() request: KnownRequest): Promise<void> {
    return credentials.endSession(this.signIn, enteredOf(request), params.id, callerOf(request));
  }

  @Route(endOthers)
  async endOthers(@Req() request: KnownRequest) {
    return { ended: await credentials.endOtherSessions(this.signIn, enteredOf(request), callerOf(request)) };
  }

  @Route(security)
  security(@Req() request: KnownRequest) {
    const entered = enteredOf(request);
    return readSecurity(this.room, entered.session, needsSecondFactor(entered.session, this.env));
  }

  @Route(password)
  async password(
    @Checked() { body }: Given<typeof password>,
    @Req() request: KnownRequest,
    @Res({ passthrough: true }) reply: Reply,
  ): Promise<void> {
    const { token } = await credentials.changePassword(this.signIn, enteredOf(request), body, callerOf(request));
    setToken(reply, this.env, token);
  }

  @Route(beginTotp)
  beginTotp(@Req() request: KnownRequest) {
    return credentials.beginSecondFactor(this.signIn, enteredOf(request));
  }

  @Route(confirmTotp)
  async confirmTotp(
    @Checked() { body }: Given<typeof confirmTotp>,
    @Req() request: KnownRequest,
    @Res({ passthrough: true }) reply: Reply,
  ) {
    const { token, codes } = await credentials.confirmSecondFactor(
      this.signIn,
      enteredOf(request),
      body.code,
      callerOf(request),
    );
    setToken(reply, this.env, token);
    return { codes };
  }

  @Route(removeTotp)
  async removeTotp(@Req() request: KnownRequest, @Res({ passthrough: true }) reply: Reply): Promise<void> {
    const { token } = await credentials.removeSecondFactor(this.signIn, enteredOf(request), callerOf(request));
    setToken(reply, this.env, token);
  }

  @Route(recovery)
  async recovery(@Req() request: KnownRequest) {
    return { codes: await credentials.remakeRecoveryCodes(this.signIn, enteredOf(request), callerOf(request)) };
  }
}
