export interface Spread {
  count: number;
  p50: number;
  p95: number;
  p99: number;
  max: number;
}

const rounded = (value: number): number => Math.round(value * 100) / 100;

/** Nearest-rank percentiles, in the unit of the values. */
export function spreadOf(values: readonly number[]): Spread {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (share: number): number => rounded(sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? 0);
  return { count: sorted.length, p50: at(0.5), p95: at(0.95), p99: at(0.99), max: at(1) };
}

export const median = (values: readonly number[]): number => spreadOf(values).p50;
