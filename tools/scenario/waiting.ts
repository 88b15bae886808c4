/** Lets the given milliseconds pass; only ever between two looks at something that is awaited. */
export const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

export interface Patience {
  /** What is awaited, for the error. */
  what: string;
  withinMs: number;
  /** First gap between two looks; it grows to `slowestMs`. */
  fastestMs?: number;
  slowestMs?: number;
}

/** Looks again and again until there is something, and returns it. Throws when it takes longer than `withinMs`. */
export async function until<T>(patience: Patience, look: () => Promise<T | undefined>): Promise<T> {
  const end = Date.now() + patience.withinMs;
  const slowest = patience.slowestMs ?? 250;
  for (let gap = patience.fastestMs ?? 20; ; gap = Math.min(gap * 1.5, slowest)) {
    const found = await look();
    if (found !== undefined) return found;
    if (Date.now() + gap > end) throw new Error(`${patience.what}: not within ${String(patience.withinMs)} ms`);
    await pause(gap);
  }
}
