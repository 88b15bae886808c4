import { useSyncExternalStore } from 'react';

export interface ReceiptNote {
  receipt: string;
  caseId: string;
  caseNumber: string;
  at: string;
  /** What was done, in words. */
  done: string;
  /** What happens now, one sentence each. */
  follows: string[];
  /** Task whose act can still be taken back. */
  recallable: string | null;
}

let last: ReceiptNote | null = null;
const listeners = new Set<() => void>();

/** The receipt of the last act, shown until the next act or until it is put away. */
export function showReceipt(note: ReceiptNote | null): void {
  last = note;
  for (const listener of listeners) listener();
}

export const useReceipt = (): ReceiptNote | null =>
  useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => last,
  );
