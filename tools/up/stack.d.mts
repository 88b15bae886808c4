import type { EventEmitter } from 'node:events';

export interface Programs {
  /** Brings the database to the newest schema and loads reference data; ends by itself. */
  migrate: string[] | null;
  api: string[] | null;
  worker: string[] | null;
  /** Plays cases over HTTP (`--url` is added); ends by itself. */
  trainingCases: string[] | null;
}

export interface StackOptions {
  /** Data folder; default `.data` of the project. */
  data?: string;
  /** Private data, deleted at the end, and private servers whatever the environment says. */
  temporary?: boolean;
  /** Of the API; default 8080, or another if that is taken; a free one for temporary stacks. 0: a free one. */
  port?: number;
  /** Default 127.0.0.1. */
  host?: string;
  /** Delete the data first. */
  fresh?: boolean;
  /** Legal day a fresh training stack begins on, YYYY-MM-DD. */
  clock?: string;
  /** Default true; false: production mode. */
  training?: boolean;
  /** Play cases into a fresh training stack; default: unless temporary. */
  trainingCases?: boolean;
  /** Print nothing. */
  quiet?: boolean;
  /** Default process.env; further variables for API and worker. */
  env?: NodeJS.ProcessEnv;
  /** Other programs in place of the project's own. */
  programs?: Programs;
}

export type ChildName = 'mariadb' | 'temporal' | 'api' | 'worker';

/** One child. Emits `running` (pid), `died` (reason), `given-up` (reason). */
export interface Supervised extends EventEmitter {
  readonly name: string;
  readonly state: 'starting' | 'running' | 'waiting' | 'stopped' | 'given-up';
  readonly deaths: number;
  readonly lastReason: string;
  /** Resolves with the process number once it runs; `notPid`: a process known to be dead or dying. */
  running(notPid?: number): Promise<number>;
}

/** Servers and programs that belong together. Emits `given-up` (Error) when a child died too often. */
export class Stack extends EventEmitter {
  constructor(options: StackOptions);
  readonly url: string;
  readonly databaseUrl: string;
  readonly databaseMigrationUrl: string;
  readonly temporalAddress: string;
  readonly dataDir: string;
  readonly host: string;
  readonly port: number;
  /** Process numbers of what runs now, by name; `supervisor` is this process. */
  readonly pids: Record<string, number>;
  /** URL of the private MariaDB's root account. */
  readonly rootUrl: string;
  child(name: ChildName): Supervised;
  /** Sends a signal (SIGKILL); returns the process number once it is gone. The supervisor starts it again. */
  kill(name: ChildName, signal?: NodeJS.Signals): Promise<number>;
  /** A further database on the private MariaDB, with its two accounts. */
  createDatabase(name: string): Promise<{ appUrl: string; migrationUrl: string }>;
  start(): Promise<void>;
  /** API and worker, then Temporal, then MariaDB; deletes temporary data. */
  stop(): Promise<void>;
}

/** Starts everything and waits until the API is ready. */
export function startStack(options?: StackOptions): Promise<Stack>;

/** Starts only a private MariaDB and a private Temporal, on temporary data. */
export function startServers(options?: StackOptions): Promise<Stack>;
