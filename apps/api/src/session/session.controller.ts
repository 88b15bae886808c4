import { Controller, Inject, Req, Res } from '@nestjs/common';
import { SignIn } from '../../../../libs/casework/people/sign-in';
import { trainingPassword } from '../../../../libs/casework/people/seed-training';
import { Refused } from '../../../../libs/contracts/errors';
import { sessionView, signIn, trainingAccounts, type SessionView } from '../../../../libs/contracts/api/session';
import { findSession, presentSession } from '../../../../libs/views/people/session';
import { readTrainingAccounts } from '../../../../libs/views/people/training-accounts';
import { ReadingRoom } from '../../../../libs/views/reading-room';
import { environmentToken, type ApiEnvironment } from '../environment';
import { clearToken, setToken, tokenOf } from '../http/cookie';
import { Checked, endpoint, Route, type Given, type KnownRequest, type Reply } from '../http/endpoint';

const begin = endpoint({
  method: 'POST',
  path: '/session',
  summary: 'Sign in',
  permission: 'public',
  body: signIn,
  answer: sessionView,
});
const read = endpoint({
  method: 'GET',
  path: '/session',
  summary: 'Who am I',
  permission: 'signed-in',
  answer: sessionView,
});
const end = endpoint({
  method: 'DELETE',
  path: '/session',
  summary: 'Sign out',
  permission: 'signed-in',
  answer: 'nothing',
  status: 204,
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
    const { token } = await this.signIn.begin(body.username, body.password, request.ip);
    // A new session id at every sign-in: an id planted before it opens nothing.
    if (before) await this.signIn.end(before);
    setToken(reply, this.env, token);
    const session = await findSession(this.room, token);
    if (!session) throw new Refused('not-signed-in');
    return presentSession(session, this.env.mode === 'training');
  }

  @Route(read)
  read(@Req() request: KnownRequest): SessionView {
    if (!request.session) throw new Refused('not-signed-in');
    return presentSession(request.session, this.env.mode === 'training');
  }

  @Route(end)
  async end(@Req() request: KnownRequest, @Res({ passthrough: true }) reply: Reply): Promise<void> {
    const token = tokenOf(request, this.env);
    if (token) await this.signIn.end(token);
    clearToken(reply, this.env);
  }

  @Route(accounts)
  accounts() {
    return readTrainingAccounts(this.room, trainingPassword);
  }
}
