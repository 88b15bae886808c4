export interface BenchWish {
  clients: number;
  seconds: number;
}

/** Progress, to the terminal. */
export type Say = (line: string) => void;
