import * as z from 'zod';
import { messageVariables, readMessageSettings, type MessageSettings } from './messages/settings';
import { readSignInSettings, signInVariables, type SignInSettings } from './sign-in/settings';

const port = z.coerce.number().int().min(0).max(65535);
const positive = z.coerce.number().int().min(1);

/** Every variable the engine reads. `config/environments/example.env` is checked against it. */
export const environmentSchema = z.object({
  MODE: z.enum(['training', 'production']),
  HOST: z.string().min(1).default('127.0.0.1'),
  PORT: port.default(3000),
  PUBLIC_URL: z.url(),
  DATABASE_URL: z.string().regex(/^mysql:\/\/[^@]+@[^/]+\/.+/, 'mysql://account:password@host:port/database'),
  DATABASE_MIGRATION_URL: z
    .string()
    .regex(/^mysql:\/\/[^@]+@[^/]+\/.+/, 'mysql://account:password@host:port/database')
    .optional(),
  TEMPORAL_ADDRESS: z.string().min(1),
  TEMPORAL_NAMESPACE: z.string().min(1).default('default'),
  TEMPORAL_TASK_QUEUE: z.string().min(1).default('medical-center-review'),
  FILES_DIR: z.string().min(1),
  UPLOAD_LIMIT_MB: positive.default(1024),
  UPLOAD_KEEP_DAYS: positive.default(7),
  CASE_DOCUMENT_LIMIT: positive.default(2000),
  CLAMD_ADDRESS: z
    .string()
    .regex(/^(tcp:\/\/[^:/]+:\d+|unix:\/.+)$/, 'tcp://host:port or unix:/path/of/socket')
    .optional(),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  CLOCK_START: z.iso.date().optional(),
  TRUST_PROXY: z.coerce.number().int().min(0).max(10).default(0),
  ...signInVariables,
  ...messageVariables,
});

export interface Environment {
  mode: 'training' | 'production';
  host: string;
  port: number;
  publicUrl: string;
  databaseUrl: string;
  migrationUrl: string | null;
  temporalAddress: string;
  temporalNamespace: string;
  taskQueue: string;
  filesDir: string;
  uploadLimit: number;
  /** Days a half-finished upload is kept. */
  uploadKeepDays: number;
  /** Documents one case may hold. */
  documentLimit: number;
  /** The virus scanner, as tcp://host:port or unix:/path; null: none. */
  clamdAddress: string | null;
  logLevel: string;
  clockStart: string | null;
  signIn: SignInSettings;
  /** Proxies in front whose X-Forwarded-For is believed. */
  trustProxy: number;
  /** Messages that leave the house. */
  messages: MessageSettings;
}

/** All problems of the environment at once. */
export class EnvironmentError extends Error {
  constructor(readonly problems: string[]) {
    super(`The environment is not right:\n${problems.map((problem) => `  - ${problem}`).join('\n')}`);
    this.name = 'EnvironmentError';
  }
}

/** Reads and checks the environment. Empty values count as not given. Throws EnvironmentError naming every problem. */
export function readEnv(variables: NodeJS.ProcessEnv): Environment {
  const given = Object.fromEntries(Object.entries(variables).filter(([, value]) => value !== ''));
  const parsed = environmentSchema.safeParse(given);
  const problems = parsed.success
    ? unsafe(parsed.data)
    : parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
  const messages = parsed.success ? readMessageSettings(parsed.data, parsed.data.MODE, problems) : null;
  const signIn = parsed.success ? readSignInSettings(parsed.data, parsed.data.MODE, problems) : null;
  if (!parsed.success || messages === null || signIn === null || problems.length > 0)
    throw new EnvironmentError(problems);
  const env = parsed.data;
  return {
    mode: env.MODE,
    host: env.HOST,
    port: env.PORT,
    publicUrl: env.PUBLIC_URL,
    databaseUrl: env.DATABASE_URL,
    migrationUrl: env.DATABASE_MIGRATION_URL ?? null,
    temporalAddress: env.TEMPORAL_ADDRESS,
    temporalNamespace: env.TEMPORAL_NAMESPACE,
    taskQueue: env.TEMPORAL_TASK_QUEUE,
    filesDir: env.FILES_DIR,
    uploadLimit: env.UPLOAD_LIMIT_MB * 1024 * 1024,
    uploadKeepDays: env.UPLOAD_KEEP_DAYS,
    documentLimit: env.CASE_DOCUMENT_LIMIT,
    clamdAddress: env.CLAMD_ADDRESS ?? null,
    logLevel: env.LOG_LEVEL,
    clockStart: env.CLOCK_START ?? null,
    signIn,
    trustProxy: env.TRUST_PROXY,
    messages,
  };
}

/** Production refuses a movable clock, default secrets and plain HTTP. Training accounts are refused by the database's content. */
function unsafe(env: z.infer<typeof environmentSchema>): string[] {
  if (env.MODE !== 'production') return [];
  const found: string[] = [];
  if (env.CLOCK_START) found.push('CLOCK_START: production has no movable clock');
  if (!env.PUBLIC_URL.startsWith('https://')) found.push('PUBLIC_URL: production is served over https');
  for (const name of ['DATABASE_URL', 'DATABASE_MIGRATION_URL'] as const) {
    const password = env[name] ? new URL(env[name]).password : null;
    if (password !== null && (password.length < 12 || /change-?me|password|secret|example/i.test(password))) {
      found.push(`${name}: the password is a default or too short`);
    }
  }
  return found;
}
