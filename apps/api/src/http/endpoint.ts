import {
  applyDecorators,
  createParamDecorator,
  HttpCode,
  RequestMapping,
  RequestMethod,
  SetMetadata,
  type ExecutionContext,
} from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type * as z from 'zod';
import type { Key } from '../../../../libs/casework/once';
import type { Actor, Role } from '../../../../libs/contracts/posts';
import type { ServiceScope } from '../../../../libs/contracts/service-scopes';
import type { Session } from '../../../../libs/views/people/session';

/** Who may call a route at all; what they may do there is decided on the object. `roles`: only holders of one of them. */
export type Permission = 'public' | 'signed-in' | { roles: readonly Role[] };

/** An answer of this shape that the handler checks and sends on the reply itself, with headers and a status of its own. */
export interface SentByItself {
  sentByItself: z.ZodType;
}

export interface Endpoint {
  method: 'GET' | 'POST' | 'DELETE' | 'HEAD' | 'PATCH';
  /** Below /api/v1 unless `bare`. */
  path: string;
  bare?: boolean;
  summary: string;
  permission: Permission;
  params?: z.ZodType;
  query?: z.ZodType;
  body?: z.ZodType;
  /** Bytes of a file, streamed as tus 1.0 sends them: no JSON body. */
  upload?: boolean;
  answer: z.ZodType | SentByItself | 'file' | 'nothing';
  status?: number;
  /** Needs an Idempotency-Key. */
  once?: boolean;
  /** Open to those who have yet to set the second step their post needs. */
  beforeSecondFactor?: boolean;
  /** What a service account must be let read to use it; without one it is closed to them. */
  scope?: ServiceScope;
  /** Exists in training mode only. */
  trainingOnly?: boolean;
}

type Out<T> = T extends z.ZodType ? z.output<T> : undefined;
export interface Given<E extends Endpoint> {
  params: Out<E['params']>;
  query: Out<E['query']>;
  body: Out<E['body']>;
}

/** What the guard has found out about a request before the controller sees it. */
export interface KnownRequest extends FastifyRequest {
  session?: Session;
  /** Behind the cookie of `session`. */
  token?: string;
  actor?: Actor;
  given?: { params: unknown; query: unknown; body: unknown };
  key?: Key;
}
export type Reply = FastifyReply;

export const endpointKey = 'mcr:endpoint';
const registered = new Map<string, Endpoint>();
/** Every endpoint of the API, for the OpenAPI document and the tests that walk all routes. */
export const allEndpoints = (): readonly Endpoint[] => [...registered.values()];

export const pathOf = (endpoint: Endpoint): string => (endpoint.bare ? endpoint.path : `/api/v1${endpoint.path}`);

/** Declares an endpoint; use it once, with `@Route`. */
export function endpoint<const E extends Endpoint>(definition: E): E {
  registered.set(`${definition.method} ${pathOf(definition)}`, definition);
  return definition;
}

const methods = {
  GET: RequestMethod.GET,
  POST: RequestMethod.POST,
  DELETE: RequestMethod.DELETE,
  HEAD: RequestMethod.HEAD,
  PATCH: RequestMethod.PATCH,
};

export const Route = (definition: Endpoint): MethodDecorator =>
  applyDecorators(
    SetMetadata(endpointKey, definition),
    RequestMapping({ path: pathOf(definition), method: methods[definition.method] }),
    HttpCode(definition.status ?? 200),
  );

const requestOf = (context: ExecutionContext): KnownRequest => context.switchToHttp().getRequest<KnownRequest>();

/** The acting person. */
export const Me = createParamDecorator((_: unknown, context: ExecutionContext) => requestOf(context).actor);
/** Params, query and body after their schemas. */
export const Checked = createParamDecorator((_: unknown, context: ExecutionContext) => requestOf(context).given);
/** The Idempotency-Key with the request it stands for. */
export const OnceKey = createParamDecorator((_: unknown, context: ExecutionContext) => requestOf(context).key);
