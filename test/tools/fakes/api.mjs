import { createServer } from 'node:http';

/** Stands in for the API: ready at once, tells its environment, dies when asked to. */
const server = createServer((request, response) => {
  if (request.url === '/die') {
    process.stdout.write('asked to die\n', () => process.exit(7));
    return;
  }
  const { MODE, PORT, DATABASE_URL, DATABASE_MIGRATION_URL, CLOCK_START, TZ } = process.env;
  response.setHeader('content-type', 'application/json');
  response.end(JSON.stringify({ MODE, PORT, DATABASE_URL, DATABASE_MIGRATION_URL, CLOCK_START, TZ }));
});
server.listen(Number(process.env.PORT), process.env.HOST);
process.once('SIGTERM', () => process.exit(0));
