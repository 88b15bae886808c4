import pino, { type Logger } from 'pino';

export type { Logger } from 'pino';

/** JSON lines with secrets blanked out. Call with ids and codes, never with what people typed. */
export function makeLogger(level: string, name: string): Logger {
  return pino({
    level,
    name,
    redact: {
      paths: ['password', '*.password', 'cookie', '*.cookie', 'authorization', '*.authorization', 'req.headers'],
      censor: '[withheld]',
    },
  });
}
