import type { Browser } from 'playwright-core';
import { loadStack } from '../../tools/up/load';
import type { Stack } from '../../tools/up/stack.mjs' with { 'resolution-mode': 'import' };
import { openBrowser } from './browser';

/** A stack of the file's own and a browser, started before its tests and stopped after them. `clock`: its first legal day. */
export function openedBefore(clock: string): () => { stack: Stack; browser: Browser } {
  let stack: Stack | undefined;
  let browser: Browser | undefined;
  beforeAll(async () => {
    browser = await openBrowser();
    stack = await loadStack().startStack({ temporary: true, quiet: true, clock });
  }, 180_000);
  afterAll(async () => {
    await browser?.close();
    await stack?.stop();
  }, 60_000);
  return () => {
    if (!stack || !browser) throw new Error('the stack and the browser did not start');
    return { stack, browser };
  };
}
