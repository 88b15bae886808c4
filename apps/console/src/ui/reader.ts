/**
 * Whether the reader has done anything since the last way was taken.
 * A screen that arrives late must not take the focus from what has been opened or begun meanwhile.
 */
let busy = false;

const goesOn = (): void => {
  busy = true;
};
if (typeof document !== 'undefined') {
  document.addEventListener('pointerdown', goesOn, true);
  document.addEventListener('keydown', goesOn, true);
}

/** A navigation begins: what was done until now led to it. */
export function wayTaken(): void {
  busy = false;
}

/** Something was done since, or what holds the focus has opened a menu. */
export const readerIsBusy = (): boolean =>
  busy ||
  document.activeElement?.getAttribute('aria-expanded') === 'true' ||
  document.querySelector('dialog[open]') !== null;
