import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

/** Of a form with all its texts. */
export const bodyLimit = 2 * 1024 * 1024;
/** Of what anybody may send before anything is known of them, and of credentials. */
const smallBodyLimit = 16 * 1024;
const small = /^\/api\/v1\/(session|activation|me)(\/|$)/;
/** A file may take as long as the server lets any request take; all else is here by then, or not meant. */
const uploads = /^\/api\/v1\/uploads(\/|$)/;
const bodyMs = 30_000;

const timers = new WeakMap<FastifyRequest, NodeJS.Timeout>();
const stop = (request: FastifyRequest): void => clearTimeout(timers.get(request));

/** Size and time of bodies by class of route. Call before routes are registered. */
export function limitBodies(fastify: FastifyInstance, withinMs = bodyMs): void {
  fastify.addHook('onRoute', (route) => {
    if (small.test(route.url)) route.bodyLimit = smallBodyLimit;
  });
  fastify.addHook('onRequest', (request, _reply, done) => {
    const route = request.routeOptions.url;
    if (route === undefined || !uploads.test(route)) {
      // Whoever sends a byte a second waits for no answer: the connection is cut.
      const timer = setTimeout(() => request.raw.destroy(), withinMs);
      timers.set(request, timer.unref());
    }
    done();
  });
  fastify.addHook('preValidation', (request: FastifyRequest, _reply: FastifyReply, done) => {
    stop(request);
    done();
  });
  // Refused before the body was read, or cut by the other side.
  fastify.addHook('onResponse', (request, _reply, done) => {
    stop(request);
    done();
  });
  fastify.addHook('onRequestAbort', (request, done) => {
    stop(request);
    done();
  });
}
