import '@fastify/cookie';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { ApiEnvironment } from '../environment';

/** `__Host-` binds the cookie to this host over TLS; plain HTTP on localhost cannot carry that prefix. */
const nameOf = (env: ApiEnvironment): string => (isSecure(env) ? '__Host-mcr_session' : 'mcr_session');
const isSecure = (env: ApiEnvironment): boolean => env.publicUrl.startsWith('https://');

export const tokenOf = (request: FastifyRequest, env: ApiEnvironment): string | undefined =>
  request.cookies[nameOf(env)];

export function setToken(reply: FastifyReply, env: ApiEnvironment, token: string): void {
  void reply.setCookie(nameOf(env), token, {
    path: '/',
    httpOnly: true,
    sameSite: 'strict',
    secure: isSecure(env),
    maxAge: env.signIn.sessionHours * 3600,
  });
}

export function clearToken(reply: FastifyReply, env: ApiEnvironment): void {
  void reply.clearCookie(nameOf(env), { path: '/', httpOnly: true, sameSite: 'strict', secure: isSecure(env) });
}

/** Lax: the browser comes back with it from another site. It binds an answer of the provider to who asked. */
const outsideNameOf = (env: ApiEnvironment): string => (isSecure(env) ? '__Host-mcr_outside' : 'mcr_outside');
const outsideFlags = (env: ApiEnvironment) => ({
  path: '/',
  httpOnly: true,
  sameSite: 'lax' as const,
  secure: isSecure(env),
});

export function setOutsideToken(reply: FastifyReply, env: ApiEnvironment, token: string): void {
  void reply.setCookie(outsideNameOf(env), token, { ...outsideFlags(env), maxAge: 600 });
}

export function takeOutsideToken(
  request: FastifyRequest,
  reply: FastifyReply,
  env: ApiEnvironment,
): string | undefined {
  void reply.clearCookie(outsideNameOf(env), outsideFlags(env));
  return request.cookies[outsideNameOf(env)];
}
