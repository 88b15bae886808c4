import { loadStack } from '../up/load';
import type { Stack, StackOptions } from '../up/stack.mjs' with { 'resolution-mode': 'import' };

export type { Stack };

/**
 * A stack of one's own on free ports and temporary data. Resolves when the API is ready; an interrupted run stops it
 * and leaves no process behind.
 */
export async function ownStack(wish: Pick<StackOptions, 'clock' | 'quiet'>): Promise<Stack> {
  const stack = await loadStack().startStack({ ...wish, temporary: true });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => void stack.stop().finally(() => process.exit(130)));
  }
  return stack;
}
