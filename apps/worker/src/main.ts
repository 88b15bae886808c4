import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import { EnvironmentError, readEnv } from '../../../libs/platform/env';
import { makeLogger, type Logger } from '../../../libs/platform/log';
import { installRuntime } from './temporal/runtime';
import { WorkerModule } from './worker.module';

async function main(log: Logger, env: ReturnType<typeof readEnv>): Promise<void> {
  installRuntime(log);
  const app = await NestFactory.createApplicationContext(WorkerModule.of(env, log), {
    logger: false,
    abortOnError: false,
  });
  app.enableShutdownHooks(['SIGTERM', 'SIGINT'], { useProcessExit: true });
  if (env.mode === 'production' && env.clamdAddress === null)
    log.warn({ setting: 'CLAMD_ADDRESS' }, 'no virus scanner is configured: nothing that comes in is scanned here');
  log.info({ mode: env.mode, taskQueue: env.taskQueue }, 'worker started');
}

function start(): void {
  try {
    const env = readEnv(process.env);
    const log = makeLogger(env.logLevel, 'worker');
    main(log, env).catch((error: unknown) => {
      log.fatal({ err: error }, 'the worker could not start');
      process.exitCode = 1;
    });
  } catch (error) {
    process.stderr.write(`${error instanceof EnvironmentError ? error.message : String(error)}\n`);
    process.exitCode = 1;
  }
}

start();
