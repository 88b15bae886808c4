import { useSyncExternalStore } from 'react';

export type Language = 'zh-CN' | 'en';
export type Appearance = 'system' | 'light' | 'dark';

export interface Preferences {
  language: Language;
  appearance: Appearance;
  shortcuts: boolean;
  /** After a decision the next task opens by itself. */
  openNext: boolean;
  /** Whether the inbox's list is folded away to give the case its room. */
  listFolded: boolean;
}

const storageKey = 'mcr.preferences';
const defaults: Preferences = {
  language: 'zh-CN',
  appearance: 'system',
  shortcuts: true,
  openNext: true,
  listFolded: false,
};

function read(): Preferences {
  try {
    const stored = JSON.parse(localStorage.getItem(storageKey) ?? '{}') as Partial<Preferences>;
    return { ...defaults, ...stored, language: stored.language === 'en' ? 'en' : 'zh-CN' };
  } catch {
    return defaults;
  }
}

let current = read();
const listeners = new Set<() => void>();

export const preferences = (): Preferences => current;

export function setPreference<K extends keyof Preferences>(name: K, value: Preferences[K]): void {
  current = { ...current, [name]: value };
  try {
    localStorage.setItem(storageKey, JSON.stringify(current));
  } catch {
    // Storage may be full or forbidden: the choice then lasts for this page only.
  }
  for (const listener of listeners) listener();
}

export function usePreferences(): Preferences {
  return useSyncExternalStore((listener) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  }, preferences);
}
