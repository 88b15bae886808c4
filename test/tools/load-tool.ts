import { join } from 'node:path';
import { projectRoot } from '../../tools/up/load';

/**
 * Loads an ES module of `tools/` with Node's own loader.
 * The test file must begin with `@jest-environment ./test/tools/environment.js`.
 * @param path below `tools/`, e.g. "setup/ports.mjs"
 */
// eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- the shape of a tool is the caller's promise
export function loadTool<T>(path: string): T {
  if (globalThis.requireWithNode === undefined) throw new Error('this test file lacks its @jest-environment');
  return globalThis.requireWithNode(join(projectRoot(), 'tools', path)) as T;
}
