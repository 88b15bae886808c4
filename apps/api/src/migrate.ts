import { join } from 'node:path';
import { prepareDatabase } from '../../../libs/casework/prepare';
import { makeLogger } from '../../../libs/platform/log';
import { readEnv } from '../../../libs/platform/env';
import { machineNow } from '../../../libs/platform/clocks';

/** `npm run migrate`: schema with the migrating account, then calendar, programmes and registry with the application's. */
async function main(): Promise<void> {
  const env = readEnv(process.env);
  const log = makeLogger(env.logLevel, 'migrate');
  const ran = await prepareDatabase({
    databaseUrl: env.databaseUrl,
    migrationUrl: env.migrationUrl,
    configDir: join(process.cwd(), 'config'),
    training: env.mode === 'training',
    clockStart: env.clockStart,
    machineNow: machineNow(),
  });
  log.info({ migrations: ran }, 'the database is ready');
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
