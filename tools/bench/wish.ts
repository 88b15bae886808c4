export interface BenchWish {
  clients: number;
  seconds: number;
  /** Of the benches with many sleeping cases. */
  cases: number;
}

/** Progress, to the terminal. */
export type Say = (line: string) => void;
