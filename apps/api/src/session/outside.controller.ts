import { Controller, Inject, Req, Res } from '@nestjs/common';
import { OutsideSignIn } from '../../../../libs/casework/people/outside-sign-in';
import { personId } from '../../../../libs/contracts/api/people';
import * as session from '../../../../libs/contracts/api/session';
import type { Actor } from '../../../../libs/contracts/posts';
import { readIdentities } from '../../../../libs/views/people/identities';
import { ReadingRoom } from '../../../../libs/views/reading-room';
import { environmentToken, type ApiEnvironment } from '../environment';
import { setOutsideToken, setToken, takeOutsideToken } from '../http/cookie';
import { Checked, endpoint, Me, Route, type Given, type KnownRequest, type Reply } from '../http/endpoint';
import { callerOf } from './caller';

const ways = endpoint({
  method: 'GET',
  path: '/session/ways',
  summary: 'Which ways to sign in there are',
  permission: 'public',
  answer: session.signInWays,
});
const start = endpoint({
  method: 'GET',
  path: '/session/oidc/start',
  summary: 'Go to the provider of the house to sign in',
  permission: 'public',
  query: session.outsideStart,
  answer: 'nothing',
  status: 302,
});
const callback = endpoint({
  method: 'GET',
  path: '/session/oidc/callback',
  summary: 'Back from the provider',
  permission: 'public',
  answer: 'nothing',
  status: 302,
});
const identities = endpoint({
  method: 'GET',
  path: '/people/:id/identities',
  summary: 'Who a person is at the provider, and what posts the groups there suggest',
  permission: { roles: ['system-admin', 'security-admin', 'auditor'] },
  params: personId,
  answer: session.identityList,
});
const link = endpoint({
  method: 'POST',
  path: '/people/:id/identities',
  summary: 'Link an identity at the provider to the account of a person',
  permission: { roles: ['security-admin'] },
  params: personId,
  body: session.linkIdentity,
  answer: session.identityAnswer,
  status: 201,
});
const unlink = endpoint({
  method: 'POST',
  path: '/identities/:id/end',
  summary: 'End the link of an identity',
  permission: { roles: ['security-admin'] },
  params: session.identityId,
  answer: session.identityAnswer,
});
const groups = endpoint({
  method: 'POST',
  path: '/group-posts',
  summary: 'Say what post a group at the provider suggests',
  permission: { roles: ['security-admin'] },
  body: session.groupPostInput,
  answer: session.groupPost,
});

@Controller()
export class OutsideController {
  constructor(
    @Inject(OutsideSignIn) private readonly outside: OutsideSignIn,
    @Inject(ReadingRoom) private readonly room: ReadingRoom,
    @Inject(environmentToken) private readonly env: ApiEnvironment,
  ) {}

  @Route(ways)
  ways() {
    return { outside: this.outside.offered };
  }

  @Route(start)
  async start(@Checked() { query }: Given<typeof start>, @Res() reply: Reply): Promise<void> {
    const { url, token } = await this.outside.begin(query.next);
    setOutsideToken(reply, this.env, token);
    await reply.redirect(url, 302);
  }

  @Route(callback)
  async callback(@Req() request: KnownRequest, @Res() reply: Reply): Promise<void> {
    const query = request.url.slice(request.url.indexOf('?') + 1);
    const cookie = takeOutsideToken(request, reply, this.env);
    const { token, pending, returnTo } = await this.outside.finish(cookie, query, callerOf(request));
    setToken(reply, this.env, token);
    await reply.redirect(pending ? `/sign-in?step=code&next=${encodeURIComponent(returnTo)}` : returnTo, 302);
  }

  @Route(identities)
  identities(@Me() me: Actor, @Checked() { params }: Given<typeof identities>) {
    return readIdentities(this.room, me, params.id, this.outside.offered);
  }

  @Route(link)
  link(@Me() me: Actor, @Checked() { params, body }: Given<typeof link>) {
    return this.outside.link(me, { personId: params.id, ...body });
  }

  @Route(unlink)
  unlink(@Me() me: Actor, @Checked() { params }: Given<typeof unlink>) {
    return this.outside.unlink(me, params.id);
  }

  @Route(groups)
  groups(@Me() me: Actor, @Checked() { body }: Given<typeof groups>) {
    return this.outside.suggest(me, body);
  }
}
