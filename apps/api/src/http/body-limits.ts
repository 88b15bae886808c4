import type { FastifyInstance } from 'fastify';

/** Of a form with all its texts. */
export const bodyLimit = 2 * 1024 * 1024;
/** Of what anybody may send before anything is known of them, and of credentials. */
const smallBodyLimit = 16 * 1024;
const small = /^\/api\/v1\/(session|activation|me)(\/|$)/;

/** Call before routes are registered. */
export function limitBodies(fastify: FastifyInstance): void {
  fastify.addHook('onRoute', (route) => {
    if (small.test(route.url)) route.bodyLimit = smallBodyLimit;
  });
}
