import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

// eslint-disable-next-line @typescript-eslint/no-unsafe-assignment -- the rule takes an import attribute for an assignment
type StackModule = typeof import('./stack.mjs', { with: { 'resolution-mode': 'import' } });

declare global {
  var requireWithNode: ((path: string) => unknown) | undefined;
}

/**
 * The supervisor, for compiled programs and tests. It is plain Node without a build step and stays where it is in
 * the project's folder. In a Jest test file (not in its global set-up) the file must begin with
 * `@jest-environment ./test/tools/environment.js`: Jest's own loader cannot read ES modules.
 */
export function loadStack(): StackModule {
  const load = globalThis.requireWithNode ?? createRequire(__filename);
  return load(join(projectRoot(), 'tools', 'up', 'stack.mjs')) as StackModule;
}

/** The project's folder, seen from the source as well as from `dist/`. */
export function projectRoot(): string {
  let folder = __dirname;
  while (!existsSync(join(folder, 'tools', 'up', 'stack.mjs'))) {
    if (dirname(folder) === folder) throw new Error(`${__dirname} is not inside the project`);
    folder = dirname(folder);
  }
  return folder;
}
