import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import { Refused } from '../../../../libs/contracts/errors';
import { problemOf, sendProblem } from './problem.filter';

const nonceMark = '__CSP_NONCE__';
const apiPaths = /^\/(api|health|version|openapi\.json|docs|feeds)(\/|$|\?)/;

/** The folder of the built console, seen from `dist/` as well as from the sources, whose own console is not built. */
function consoleFolder(): string {
  const beside = join(__dirname, '..', '..', '..', 'console');
  return existsSync(join(beside, 'assets')) ? beside : join(process.cwd(), 'dist', 'apps', 'console');
}

/** Serves the built console: assets as files, every other address as its page with a nonce of its own. */
export async function serveConsole(fastify: FastifyInstance): Promise<void> {
  const folder = consoleFolder();
  const index = join(folder, 'index.html');
  const page = existsSync(index) ? readFileSync(index, 'utf8') : null;
  if (page !== null) {
    await fastify.register(fastifyStatic, {
      root: folder,
      wildcard: false,
      index: false,
      immutable: true,
      maxAge: '365d',
      decorateReply: false,
      // Only what the build named by its content may be kept for a year.
      setHeaders: (reply, path) => {
        if (!path.includes('/assets/')) void reply.header('cache-control', 'no-cache');
      },
    });
  }
  fastify.get('/*', (request, reply) => {
    if (page === null || apiPaths.test(request.url)) {
      sendProblem(reply, problemOf(new Refused('not-found'), request));
      return;
    }
    void reply
      .header('content-type', 'text/html; charset=utf-8')
      .header('cache-control', 'no-store')
      .send(page.replaceAll(nonceMark, reply.cspNonce.style));
  });
}
