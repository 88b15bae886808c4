import { Runtime, type LogLevel, type LogMetadata } from '@temporalio/worker';
import type { Logger } from '../../../../libs/platform/log';

/** Temporal’s runtime with our log. It answers no signals: the process stops its parts in its own order. */
export function installRuntime(log: Logger): void {
  const write = (level: LogLevel, message: string, meta: LogMetadata = {}): void => {
    log[level.toLowerCase() as Lowercase<LogLevel>](meta, message);
  };
  Runtime.install({
    shutdownSignals: [],
    logger: {
      log: write,
      trace: (message, meta) => write('TRACE', message, meta),
      debug: (message, meta) => write('DEBUG', message, meta),
      info: (message, meta) => write('INFO', message, meta),
      warn: (message, meta) => write('WARN', message, meta),
      error: (message, meta) => write('ERROR', message, meta),
    },
    telemetryOptions: { logging: { filter: { core: 'WARN', other: 'ERROR' }, forward: {} } },
  });
}
