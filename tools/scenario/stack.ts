import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';

export type ChildName = 'mariadb' | 'temporal' | 'api' | 'worker';

/** A running stack of its own: what tools/up/stack.mjs hands out. */
export interface Stack {
  url: string;
  dataDir: string;
  databaseUrl: string;
  /** The root account of its private MariaDB. */
  readonly rootUrl: string;
  temporalAddress: string;
  /** Process ids of what runs now, by child name, and `supervisor`. */
  readonly pids: Readonly<Record<string, number>>;
  /** Resolves with the number of the process that was killed, once it is gone; the supervisor starts it again. */
  kill: (name: ChildName, signal?: NodeJS.Signals) => Promise<number>;
  stop: () => Promise<void>;
}

export interface StackWish {
  data?: string;
  port?: number;
  host?: string;
  fresh?: boolean;
  /** Legal day a fresh stack begins on. */
  clock?: string;
  /** Data in a new folder that is removed at the end. */
  temporary?: boolean;
  quiet?: boolean;
}

/** Folder of package.json, from the source tree as from dist/. */
export function projectRoot(from = __dirname): string {
  for (let folder = from; ; folder = dirname(folder)) {
    if (existsSync(join(folder, 'package-lock.json'))) return folder;
    if (dirname(folder) === folder) throw new Error(`no package-lock.json above ${from}`);
  }
}

/** Brings up database, Temporal, API and worker on free ports, and resolves when the API is ready. */
export async function ownStack(wish: StackWish): Promise<Stack> {
  const path = join(projectRoot(), 'tools', 'up', 'stack.mjs');
  const { startStack } = (await import(pathToFileURL(path).href)) as { startStack: (wish: StackWish) => Promise<Stack> };
  return startStack(wish);
}
