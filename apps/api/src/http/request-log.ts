import type { FastifyInstance, FastifyReply } from 'fastify';
import type { Logger } from '../../../../libs/platform/log';
import type { KnownRequest } from './endpoint';

/** One line a request: ids, route and figures. Never an address as it was asked, a header or a body: they hold secrets. */
export function logRequests(fastify: FastifyInstance, log: Logger): void {
  fastify.addHook('onResponse', (request: KnownRequest, reply: FastifyReply, done) => {
    const route = request.routeOptions.url ?? null;
    log.info(
      {
        requestId: request.id,
        method: request.method,
        route,
        status: reply.statusCode,
        ms: Math.round(reply.elapsedTime),
        person: request.actor?.personId ?? null,
        ...idsOf(route, request.params as Record<string, string> | undefined),
      },
      'request',
    );
    done();
  });
}

/** Case and task a route names; of the right shape, or nothing. */
function idsOf(route: string | null, params: Record<string, string> | undefined): { case?: string; task?: string } {
  const id = params?.id;
  if (route === null || id === undefined || !/^[a-z]+_[0-9a-f]{32}$/.test(id)) return {};
  if (route.includes('/cases/:id')) return { case: id };
  return route.includes('/tasks/:id') ? { task: id } : {};
}
