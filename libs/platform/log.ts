import pino, { type Logger } from 'pino';

export type { Logger } from 'pino';

const secrets = [
  ...['password', 'cookie', 'authorization', 'token', 'csrfToken', 'secret', 'clientSecret', 'credentialsKey'],
  // An address with its account's password in it.
  ...['databaseUrl', 'migrationUrl'],
  // What a driver's error carries along: statements with the values that people typed.
  ...['sql', 'parameters'],
];

/** What never reaches a log, at the top and two levels down. */
export const redaction = {
  paths: [
    ...secrets.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]),
    'req.headers',
    '*["x-csrf-token"]',
    '*["set-cookie"]',
    '["x-csrf-token"]',
  ],
  censor: '[withheld]',
};

/** JSON lines with secrets blanked out. Call with ids and codes, never with what people typed. */
export function makeLogger(level: string, name: string): Logger {
  return pino({ level, name, redact: redaction });
}
