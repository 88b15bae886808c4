import { Inject, Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { Refused } from '../../../../libs/contracts/errors';
import { fieldErrorsOf } from '../../../../libs/contracts/field-errors';
import { wholePosts } from '../../../../libs/contracts/posts';
import { actorOfSession, findSession, type Session } from '../../../../libs/views/people/session';
import { ReadingRoom } from '../../../../libs/views/reading-room';
import { environmentToken, type ApiEnvironment } from '../environment';
import { tokenOf } from './cookie';
import { endpointKey, pathOf, type Endpoint, type KnownRequest } from './endpoint';

const keyShape = /^[A-Za-z0-9_.:-]{8,80}$/;

/** Session, CSRF, permission and schemas, in this order, for every route. A route without an endpoint is closed. */
@Injectable()
export class EndpointGuard implements CanActivate {
  constructor(
    @Inject(Reflector) private readonly reflector: Reflector,
    @Inject(ReadingRoom) private readonly room: ReadingRoom,
    @Inject(environmentToken) private readonly env: ApiEnvironment,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const endpoint = this.reflector.get<Endpoint | undefined>(endpointKey, context.getHandler());
    if (!endpoint) throw new Refused('not-found');
    if (endpoint.trainingOnly && this.env.mode !== 'training') throw new Refused('not-found');
    const request = context.switchToHttp().getRequest<KnownRequest>();
    if (endpoint.permission !== 'public') await this.requireSession(request, endpoint);
    request.given = check(endpoint, request);
    if (endpoint.once) request.key = keyOf(endpoint, request);
    return true;
  }

  private async requireSession(request: KnownRequest, endpoint: Endpoint): Promise<void> {
    const session = await this.findSession(request);
    if (!session) throw new Refused('not-signed-in');
    if (endpoint.method !== 'GET' && request.headers['x-csrf-token'] !== session.csrfToken) {
      throw new Refused('csrf-token-missing');
    }
    request.session = session;
    request.actor = actorOfSession(session, request.id);
    const { permission } = endpoint;
    if (typeof permission === 'string') return;
    // A narrower scope is about cases: it counts only where the route names an object, which is then asked about itself.
    const posts = endpoint.params ? session.posts : wholePosts(session);
    if (!posts.some((post) => permission.roles.includes(post.role))) throw new Refused('not-entitled');
  }

  private async findSession(request: KnownRequest): Promise<Session | undefined> {
    const token = tokenOf(request, this.env);
    if (!token) return undefined;
    return findSession(this.room, token);
  }
}

/** Schemas of params, query and body; an id of the wrong shape is simply nothing that exists. */
function check(endpoint: Endpoint, request: KnownRequest) {
  const params = endpoint.params?.safeParse(request.params);
  if (params && !params.success) throw new Refused('not-found');
  const query = (endpoint.query ?? undefined)?.safeParse(request.query, { reportInput: true });
  const body = endpoint.body?.safeParse(request.body ?? {}, { reportInput: true });
  const fields = [query, body].flatMap((result) => (result && !result.success ? fieldErrorsOf(result.error) : []));
  if (fields.length > 0) throw new Refused('invalid-input', { fields });
  return { params: params?.data, query: query?.data, body: body?.data };
}

function keyOf(endpoint: Endpoint, request: KnownRequest) {
  const value = request.headers['idempotency-key'];
  if (typeof value !== 'string' || !keyShape.test(value)) throw new Refused('key-missing');
  const { params, body } = request.given ?? {};
  return {
    value,
    request: [endpoint.method, pathOf(endpoint), params ?? null, endpoint.upload ? null : (body ?? null)],
  };
}
