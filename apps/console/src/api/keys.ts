import { useRef } from 'react';

/** A random UUID; `crypto.randomUUID` is missing on plain http beyond localhost. */
export function newKey(): string {
  if (typeof crypto.randomUUID === 'function') return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

/** Gives the same key for the same content, so that a repeated click or retry is one act; new content is a new act. */
export function keyKeeper(): (content: unknown) => string {
  let last: { text: string; key: string } | null = null;
  return (content) => {
    const text = JSON.stringify(content);
    if (last?.text !== text) last = { text, key: newKey() };
    return last.key;
  };
}

export function useActKey(): (content: unknown) => string {
  const keeper = useRef<(content: unknown) => string>(null);
  keeper.current ??= keyKeeper();
  return keeper.current;
}
