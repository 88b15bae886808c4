import { useSyncExternalStore } from 'react';

/** Values of a form by field name. */
export type FormValues = Record<string, unknown>;

const prefix = 'mcr.draft.';
const memory = new Map<string, FormValues>();
const listeners = new Set<() => void>();
const empty: FormValues = {};

const tell = (): void => {
  for (const listener of listeners) listener();
};

/** What one has typed and not yet sent, in this tab only: it survives a reload and an expired session, not a sign-out. */
export function draftOf(key: string): FormValues | undefined {
  const known = memory.get(key);
  if (known) return known;
  try {
    const stored = sessionStorage.getItem(prefix + key);
    if (stored === null) return undefined;
    const values = JSON.parse(stored) as FormValues;
    memory.set(key, values);
    return values;
  } catch {
    return undefined;
  }
}

export function keepDraft(key: string, values: FormValues): void {
  memory.set(key, values);
  try {
    sessionStorage.setItem(prefix + key, JSON.stringify(values));
  } catch {
    // Storage may be full or forbidden: the draft then lasts until the page is left.
  }
  tell();
}

export function dropDraft(key: string): void {
  memory.delete(key);
  try {
    sessionStorage.removeItem(prefix + key);
  } catch {
    // As above.
  }
  tell();
}

export function dropAllDrafts(): void {
  memory.clear();
  try {
    for (const key of Object.keys(sessionStorage)) if (key.startsWith(prefix)) sessionStorage.removeItem(key);
  } catch {
    // As above.
  }
  tell();
}

/** The draft under a key, starting from `start` where nothing was typed yet. */
export function useDraft(key: string, start: FormValues | null): [FormValues, (values: FormValues) => void] {
  const values = useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => draftOf(key),
  );
  return [values ?? start ?? empty, (next) => keepDraft(key, next)];
}
