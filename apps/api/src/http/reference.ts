import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { openApiDocument } from './openapi';

const swagger = dirname(require.resolve('swagger-ui-dist/package.json'));
const served: Record<string, string> = {
  'swagger-ui.css': 'text/css; charset=utf-8',
  'swagger-ui-bundle.js': 'text/javascript; charset=utf-8',
};
const start = "window.ui = SwaggerUIBundle({ url: '/openapi.json', dom_id: '#ui', deepLinking: true });\n";
const page = `<!doctype html>
<html lang="en">
  <head><meta charset="utf-8" /><title>medical-center-review API</title><link rel="stylesheet" href="/docs/swagger-ui.css" /></head>
  <body><div id="ui"></div><script src="/docs/swagger-ui-bundle.js"></script><script src="/docs/start.js"></script></body>
</html>
`;

/** The API's reference: the document at /openapi.json and a page to read and try it at /docs. */
export function serveReference(fastify: FastifyInstance): void {
  const document = (): string => `${JSON.stringify(openApiDocument(), null, 2)}\n`;
  fastify.get('/openapi.json', (_request, reply) => {
    void reply.header('content-type', 'application/json; charset=utf-8').send(document());
  });
  fastify.get('/docs', (_request, reply) => {
    void reply.header('content-type', 'text/html; charset=utf-8').send(page);
  });
  fastify.get('/docs/start.js', (_request, reply) => {
    void reply.header('content-type', 'text/javascript; charset=utf-8').send(start);
  });
  for (const [name, type] of Object.entries(served)) {
    fastify.get(`/docs/${name}`, (_request, reply) => {
      void reply.header('content-type', type).send(readFileSync(join(swagger, name)));
    });
  }
}
