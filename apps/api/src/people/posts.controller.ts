import { Controller, Inject } from '@nestjs/common';
import { Office } from '../../../../libs/casework/office';
import type { Key } from '../../../../libs/casework/once';
import { confirmPost, endPost, proposePost, refusePost } from '../../../../libs/casework/people/posts';
import * as people from '../../../../libs/contracts/api/people';
import type { Actor } from '../../../../libs/contracts/posts';
import { readProposals } from '../../../../libs/views/people/proposals';
import { ReadingRoom } from '../../../../libs/views/reading-room';
import { Checked, endpoint, Me, OnceKey, Route, type Given } from '../http/endpoint';

const propose = endpoint({
  method: 'POST',
  path: '/people/:id/posts',
  summary: 'Propose a post for a person; a second person confirms it',
  permission: { roles: ['system-admin'] },
  params: people.personId,
  body: people.proposePostInput,
  answer: people.proposedPost,
  once: true,
  status: 201,
});
const proposals = endpoint({
  method: 'GET',
  path: '/post-proposals',
  summary: 'Posts that wait for a second person',
  permission: { roles: ['system-admin', 'security-admin', 'auditor'] },
  answer: people.proposalList,
});
const confirm = endpoint({
  method: 'POST',
  path: '/post-proposals/:id/confirm',
  summary: 'Grant a proposed post',
  permission: { roles: ['security-admin'] },
  params: people.proposalId,
  answer: people.grantedPost,
  once: true,
});
const refuse = endpoint({
  method: 'POST',
  path: '/post-proposals/:id/refuse',
  summary: 'Refuse a proposed post, or take one’s own proposal back',
  permission: { roles: ['system-admin', 'security-admin'] },
  params: people.proposalId,
  answer: people.grantedPost,
  once: true,
});
const end = endpoint({
  method: 'POST',
  path: '/posts/:id/end',
  summary: 'End a post',
  permission: { roles: ['security-admin'] },
  params: people.postId,
  body: people.endPostInput,
  answer: people.endedPost,
  once: true,
});

@Controller()
export class PostsController {
  constructor(
    @Inject(Office) private readonly office: Office,
    @Inject(ReadingRoom) private readonly room: ReadingRoom,
  ) {}

  @Route(propose)
  propose(@Me() me: Actor, @Checked() { params, body }: Given<typeof propose>, @OnceKey() key: Key) {
    return proposePost(me, { personId: params.id, ...body, key }, this.office);
  }

  @Route(proposals)
  proposals(@Me() me: Actor) {
    return readProposals(this.room, me);
  }

  @Route(confirm)
  confirm(@Me() me: Actor, @Checked() { params }: Given<typeof confirm>, @OnceKey() key: Key) {
    return confirmPost(me, { proposalId: params.id, key }, this.office);
  }

  @Route(refuse)
  refuse(@Me() me: Actor, @Checked() { params }: Given<typeof refuse>, @OnceKey() key: Key) {
    return refusePost(me, { proposalId: params.id, key }, this.office);
  }

  @Route(end)
  end(@Me() me: Actor, @Checked() { params, body }: Given<typeof end>, @OnceKey() key: Key) {
    return endPost(me, { postId: params.id, ...body, key }, this.office);
  }
}
