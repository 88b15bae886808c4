import { setTimeout as wait } from 'node:timers/promises';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { checkStart } from '../../../libs/casework/start-checks';
import { isDatabaseAway, Office } from '../../../libs/casework/office';
import type { Logger } from '../../../libs/platform/log';
import type { ApiEnvironment } from './environment';

const pause = 500;

/**
 * Refuses to start on a half-migrated schema, and in production with training accounts or a moved clock. A database
 * that is away is waited for: readiness says so meanwhile only once the API listens, so the first answer decides.
 */
export async function awaitSchema(app: NestFastifyApplication, env: ApiEnvironment, log: Logger): Promise<void> {
  const office = app.get(Office);
  for (;;) {
    try {
      await checkStart(office, env.mode);
      return;
    } catch (error) {
      if (!isDatabaseAway(error)) throw error;
      log.warn('the database does not answer yet');
      await wait(pause);
    }
  }
}

/** Whether what comes in is scanned for viruses. A training does without; production is told that it lacks a scanner. */
export function scannerOf({ mode, clamdAddress }: Pick<ApiEnvironment, 'mode' | 'clamdAddress'>) {
  if (clamdAddress !== null) return 'configured';
  return mode === 'training' ? 'training' : 'missing';
}

/** Says in the log what is not set up and therefore not done. */
export function sayWhatIsMissing(env: Pick<ApiEnvironment, 'mode' | 'clamdAddress'>, log: Pick<Logger, 'warn'>): void {
  if (scannerOf(env) !== 'missing') return;
  log.warn(
    { setting: 'CLAMD_ADDRESS' },
    'no virus scanner is configured: a document is given to its own organisation only, until one is',
  );
}
