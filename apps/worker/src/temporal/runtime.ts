import { Runtime, type LogLevel, type LogMetadata } from '@temporalio/worker';
import type { Logger } from '../../../../libs/platform/log';

/** Temporal’s runtime with our log. It answers no signals: the process stops its parts in its own order. */
export function installRuntime(log: Logger): void {
  const write = (level: LogLevel, message: string, meta: LogMetadata = {}): void => {
    const { error, taskToken: _token, options: _options, ...rest } = meta;
    log[level.toLowerCase() as Lowercase<LogLevel>](error === undefined ? rest : { ...rest, err: error }, message);
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
    // The SDK tells of every poll it tries again while Temporal is away; the worker's heartbeat says it once.
    telemetryOptions: {
      logging: { filter: 'error,temporalio_sdk_core=warn,temporalio_client::retry=error', forward: {} },
    },
  });
}
