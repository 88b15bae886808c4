import { Controller, Inject, Req, Res } from '@nestjs/common';
import { SignIn } from '../../../../libs/casework/people/sign-in';
import { trainingPassword } from '../../../../libs/casework/people/seed-training';
import { Refused } from '../../../../libs/contracts/errors';
import {
  secondStep,
  sessionView,
  signIn,
  stepUpInput,
  trainingAccounts,
  type SessionView,
} from '../../../../libs/contracts/api/session';
import { findSession, presentSession, type Session } from '../../../../libs/views/people/session';
import { readTrainingAccounts } from '../../../../libs/views/people/training-accounts';
import { ReadingRoom } from '../../../../libs/views/reading-room';
import { environmentToken, type ApiEnvironment } from '../environment';
import { clearToken, setToken, tokenOf } from '../http/cookie';
import { Checked, endpoint, Route, type Given, type KnownRequest, type Reply } from '../http/endpoint';
import { callerOf, enteredOf } from './caller';
import { lacksSecondFactor } from './second-factor';

const begin = endpoint({
  method: 'POST',
  path: '/session',
  summary: 'Sign in',
  permission: 'public',
  body: signIn,
  answer: sessionView,
});
const second = endpoint({
  method: 'POST',
  path: '/session/second-step',
  summary: 'Finish signing in with a code',
  permission: 'public',
  body: secondStep,
  answer: sessionView,
});
const stepUp = endpoint({
  method: 'POST',
  path: '/session/step-up',
  summary: 'Confirm password or code, to sign within the next minutes',
  permission: 'signed-in',
  body: stepUpInput,
  answer: sessionView,
  beforeSecondFactor: true,
});
const read = endpoint({
  method: 'GET',
  path: '/session',
  summary: 'Who am I',
  permission: 'signed-in',
  answer: sessionView,
  beforeSecondFactor: true,
});
const end = endpoint({
  method: 'DELETE',
  path: '/session',
  summary: 'Sign out',
  permission: 'signed-in',
  answer: 'nothing',
  status: 204,
  beforeSecondFactor: true,
});
const accounts = endpoint({
  method: 'GET',
  path: '/training/accounts',
  summary: 'Fictional accounts of a training stack',
  permission: 'public',
  answer: trainingAccounts,
  trainingOnly: true,
});

@Controller()
export class SessionController {
  constructor(
    @Inject(SignIn) private readonly signIn: SignIn,
    @Inject(ReadingRoom) private readonly room: ReadingRoom,
    @Inject(environmentToken) private readonly env: ApiEnvironment,
  ) {}

  @Route(begin)
  async begin(
    @Checked() { body }: Given<typeof begin>,
    @Req() request: KnownRequest,
    @Res({ passthrough: true }) reply: Reply,
  ): Promise<SessionView> {
    const before = tokenOf(request, this.env);
    const { token, pending } = await this.signIn.begin(body.username, body.password, callerOf(request));
    // A new session id at every sign-in: an id planted before it opens nothing.
    if (before) await this.signIn.end(before);
    setToken(reply, this.env, token);
    if (pending) throw new Refused('second-step-needed');
    return this.presentToken(token);
  }

  @Route(second)
  async second(
    @Checked() { body }: Given<typeof second>,
    @Req() request: KnownRequest,
    @Res({ passthrough: true }) reply: Reply,
  ): Promise<SessionView> {
    const pending = tokenOf(request, this.env);
    if (pending === undefined) throw new Refused('not-signed-in');
    const { token } = await this.signIn.secondStep(pending, body.code, callerOf(request));
    setToken(reply, this.env, token);
    return this.presentToken(token);
  }

  @Route(stepUp)
  async stepUp(
    @Checked() { body }: Given<typeof stepUp>,
    @Req() request: KnownRequest,
    @Res({ passthrough: true }) reply: Reply,
  ): Promise<SessionView> {
    const { token } = await this.signIn.stepUp(enteredOf(request), body, callerOf(request));
    setToken(reply, this.env, token);
    return this.presentToken(token);
  }

  @Route(read)
  read(@Req() request: KnownRequest): SessionView {
    return this.present(enteredOf(request).session);
  }

  @Route(end)
  async end(@Req() request: KnownRequest, @Res({ passthrough: true }) reply: Reply): Promise<void> {
    await this.signIn.signOut(enteredOf(request), callerOf(request));
    clearToken(reply, this.env);
  }

  @Route(accounts)
  accounts() {
    return readTrainingAccounts(this.room, trainingPassword);
  }

  private async presentToken(token: string): Promise<SessionView> {
    const session = await findSession(this.room, token);
    if (!session) throw new Refused('not-signed-in');
    return this.present(session);
  }

  private present(session: Session): SessionView {
    return presentSession(session, {
      training: this.env.mode === 'training',
      secondFactorMissing: lacksSecondFactor(session, this.env),
    });
  }
}
