import 'reflect-metadata';
import { randomUUID } from 'node:crypto';
import fastifyCookie from '@fastify/cookie';
import fastifyHelmet from '@fastify/helmet';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Refused } from '../../../libs/contracts/errors';
import type { Logger } from '../../../libs/platform/log';
import { AppModule } from './app.module';
import type { ApiEnvironment } from './environment';
import { bodyLimit, limitBodies } from './http/body-limits';
import { serveConsole } from './http/console';
import { problemOf, refusalOf, sendProblem } from './http/problem.filter';
import { serveReference } from './http/reference';
import { logRequests } from './http/request-log';

// An upload at the limit over a slow line; a client that sends no headers is cut off earlier.
const requestTimeout = 15 * 60_000;

/** The whole API over one environment, not yet listening. Tests use the same. */
export async function createApp(env: ApiEnvironment, log: Logger): Promise<NestFastifyApplication> {
  const adapter = new FastifyAdapter({
    bodyLimit,
    requestTimeout,
    connectionTimeout: 0,
    trustProxy: (_address: string, hop: number) => hop < env.trustProxy,
    genReqId: () => randomUUID(),
    routerOptions: { maxParamLength: 200 },
    frameworkErrors: answerEarlyError,
  });
  const app = await NestFactory.create<NestFastifyApplication>(AppModule.with(env, log), adapter, {
    logger: false,
    bodyParser: false,
  });
  await app.register(fastifyCookie);
  await app.register(fastifyHelmet, securityHeaders(env));
  const fastify = adapter.getInstance<FastifyInstance>();
  limitBodies(fastify);
  logRequests(fastify, log);
  // JSON or a file, nothing a form of another site could send: a sign-in forged by one is refused with its content type.
  fastify.removeContentTypeParser('text/plain');
  // The body of an upload is handed on as the stream it is; its size is counted where it is taken in.
  fastify.addContentTypeParser('application/offset+octet-stream', (_request, payload, done) => {
    done(null, payload);
  });
  fastify.addHook('onSend', (request: FastifyRequest, reply: FastifyReply, payload: unknown, done) => {
    void reply.header('x-request-id', request.id);
    if (request.url.startsWith('/api/') && !reply.hasHeader('cache-control'))
      void reply.header('cache-control', 'private, no-store');
    done(null, payload);
  });
  serveReference(fastify);
  await serveConsole(fastify);
  return app;
}

/** Errors before there is a route (an address that cannot be decoded, say) speak the same way as the rest. */
function answerEarlyError(error: Error, request: FastifyRequest, reply: FastifyReply): void {
  // No hook and no plugin has seen this request.
  void reply.headers({
    'x-request-id': request.id,
    'x-content-type-options': 'nosniff',
    'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  });
  sendProblem(reply, problemOf(refusalOf(error) ?? new Refused('malformed-body'), request));
}

function securityHeaders(env: ApiEnvironment) {
  const secure = env.publicUrl.startsWith('https://');
  return {
    enableCSPNonces: true,
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'", 'data:', 'blob:'],
        fontSrc: ["'self'"],
        connectSrc: ["'self'"],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
      },
    },
    crossOriginEmbedderPolicy: false,
    hsts: secure ? { maxAge: 31_536_000, includeSubDomains: true } : false,
    frameguard: { action: 'deny' as const },
    referrerPolicy: { policy: 'same-origin' as const },
  };
}
