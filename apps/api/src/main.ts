import { makeLogger } from '../../../libs/platform/log';
import { readEnv } from '../../../libs/platform/env';
import { createApp } from './app';
import { awaitSchema } from './start-checks';

async function main(): Promise<void> {
  const env = readEnv(process.env);
  const log = makeLogger(env.logLevel, 'api');
  const app = await createApp(env, log);
  await awaitSchema(app, env, log);
  app.enableShutdownHooks();
  await app.listen(env.port, env.host);
  log.info({ url: env.publicUrl, mode: env.mode }, 'the API is listening');
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
});
