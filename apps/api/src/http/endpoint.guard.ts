import { Inject, Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { SignIn, type Entered } from '../../../../libs/casework/people/sign-in';
import { Refused } from '../../../../libs/contracts/errors';
import { fieldErrorsOf } from '../../../../libs/contracts/field-errors';
import { wholePosts, type Actor } from '../../../../libs/contracts/posts';
import { actorOfSession, findSession } from '../../../../libs/views/people/session';
import { findService } from '../../../../libs/views/people/service-accounts';
import { ReadingRoom } from '../../../../libs/views/reading-room';
import { environmentToken, type ApiEnvironment } from '../environment';
import { tokenOf } from './cookie';
import { callerOf } from '../session/caller';
import { lacksSecondFactor } from '../session/second-factor';
import { classOf, RateLimits } from './rate-limits';
import { endpointKey, pathOf, type Endpoint, type KnownRequest } from './endpoint';

const keyShape = /^[A-Za-z0-9_.:-]{8,80}$/;

/** Session, CSRF, permission and schemas, in this order, for every route. A route without an endpoint is closed. */
@Injectable()
export class EndpointGuard implements CanActivate {
  constructor(
    @Inject(Reflector) private readonly reflector: Reflector,
    @Inject(ReadingRoom) private readonly room: ReadingRoom,
    @Inject(environmentToken) private readonly env: ApiEnvironment,
    @Inject(SignIn) private readonly signIn: SignIn,
    @Inject(RateLimits) private readonly rates: RateLimits,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const endpoint = this.reflector.get<Endpoint | undefined>(endpointKey, context.getHandler());
    if (!endpoint) throw new Refused('not-found');
    if (endpoint.trainingOnly && this.env.mode !== 'training') throw new Refused('not-found');
    const request = context.switchToHttp().getRequest<KnownRequest>();
    if (endpoint.permission === 'public') this.rates.take(classOf(endpoint), request.ip);
    else if (request.headers.authorization !== undefined) await this.requireService(request, endpoint);
    else await this.requireSession(request, endpoint);
    request.given = check(endpoint, request);
    if (endpoint.once) request.key = keyOf(endpoint, request);
    return true;
  }

  private async requireSession(request: KnownRequest, endpoint: Endpoint): Promise<void> {
    const { token, session } = await this.enter(request);
    // Known before anything is refused: what is refused from here on is an attempt of this person.
    request.session = session;
    request.token = token;
    request.actor = {
      ...actorOfSession(session, request.id),
      address: request.ip,
      ...(this.signIn.mayConfirm(session) ? {} : { unconfirmed: true as const }),
    };
    this.rates.take(classOf(endpoint), session.personId);
    if (endpoint.method !== 'GET' && request.headers['x-csrf-token'] !== session.csrfToken) {
      throw new Refused('csrf-token-missing');
    }
    if (!endpoint.beforeSecondFactor && lacksSecondFactor(session, this.env)) throw new Refused('second-factor-needed');
    await this.signIn.seen({ token, session });
    requireRole(endpoint, request.actor);
  }

  /** A program reads what its scopes name; it decides nothing, and a cookie beside its token counts for nothing. */
  private async requireService(request: KnownRequest, endpoint: Endpoint): Promise<void> {
    const token = /^Bearer (mcr_[A-Za-z0-9_-]{43})$/.exec(request.headers.authorization ?? '')?.[1];
    const service = token === undefined ? undefined : await findService(this.room, token, request.id);
    if (!service) {
      this.rates.take('sign-in', request.ip);
      // The token itself is written nowhere.
      await this.signIn.log('signInRefused', null, callerOf(request), { by: 'token' });
      throw new Refused('token-not-accepted');
    }
    request.actor = { ...service.actor, address: request.ip };
    this.rates.take('service', service.actor.personId);
    const { method, scope } = endpoint;
    if (method !== 'GET' || scope === undefined || !service.scopes.includes(scope)) throw new Refused('scope-missing');
    requireRole(endpoint, request.actor);
  }

  /** Refused: not-signed-in, second-step-needed. */
  private async enter(request: KnownRequest): Promise<Entered> {
    const token = tokenOf(request, this.env);
    const session = token === undefined ? undefined : await findSession(this.room, token);
    if (token === undefined || !session || this.signIn.isIdle(session)) throw new Refused('not-signed-in');
    if (session.pending) throw new Refused('second-step-needed');
    return { token, session };
  }
}

function requireRole({ permission, params }: Endpoint, actor: Actor): void {
  if (typeof permission === 'string') return;
  // A narrower scope is about cases: it counts only where the route names an object, which is then asked about itself.
  const posts = params ? actor.posts : wholePosts(actor);
  if (!posts.some((post) => permission.roles.includes(post.role))) throw new Refused('not-entitled');
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
