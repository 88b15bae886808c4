import { useSyncExternalStore } from 'react';

export interface RecordedNote {
  /** What was done, in words. */
  done: string;
  /** What happens now. */
  follows?: string;
}

export interface ShownNote extends RecordedNote {
  /** Where and when it was first shown: it stays there and with that time, and is gone when one goes on. */
  place?: string;
  at?: string;
}

let last: ShownNote | null = null;
const listeners = new Set<() => void>();

/** The receipt of the last act on people; null puts it away. */
export function showRecorded(note: RecordedNote | null): void {
  last = note && { ...note };
  for (const listener of listeners) listener();
}

export const useRecorded = (): ShownNote | null =>
  useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => last,
  );
