import { makeLogger } from '../../../libs/platform/log';
import { EnvironmentError, readEnv } from '../../../libs/platform/env';
import { createApp } from './app';
import { awaitSchema, sayWhatIsMissing } from './start-checks';

async function main(): Promise<void> {
  const env = readEnv(process.env);
  if (env.signIn.credentialsKey === null)
    throw new EnvironmentError(['CREDENTIALS_KEY: needed by the API in production (openssl rand -base64 32)']);
  const log = makeLogger(env.logLevel, 'api');
  sayWhatIsMissing(env, log);
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
