import { useSyncExternalStore } from 'react';

export interface RecordedNote {
  /** What was done, in words. */
  done: string;
  /** What happens now. */
  follows?: string;
}

let last: RecordedNote | null = null;
const listeners = new Set<() => void>();

/** The receipt of the last act on people, shown until the next or until it is put away. */
export function showRecorded(note: RecordedNote | null): void {
  last = note;
  for (const listener of listeners) listener();
}

export const useRecorded = (): RecordedNote | null =>
  useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => last,
  );
