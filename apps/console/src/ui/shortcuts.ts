import type { KeyboardEvent as FormKeyEvent } from 'react';
import { useHotkeys } from 'react-hotkeys-hook';
import { usePreferences } from '../app/preferences';

/** An input method is putting a character together: its keys are not ours. */
// eslint-disable-next-line @typescript-eslint/no-deprecated -- 229 is all that Safari says of the key that ends a composition
const composing = (event: KeyboardEvent): boolean => event.isComposing || event.keyCode === 229;

/** Signs lie on other keys, with or without Shift, from layout to layout: they are told by what they write. */
const isSign = (keys: string): boolean => /^[^a-z0-9]$/i.test(keys);
const commanding = (event: KeyboardEvent): boolean => event.ctrlKey || event.metaKey || event.altKey;

/** A single key that works outside text fields, unless the reader has switched keys off. */
export function useShortcut(keys: string, act: () => void, enabled = true): void {
  const { shortcuts } = usePreferences();
  useHotkeys(
    keys,
    act,
    {
      enabled: shortcuts && enabled,
      ignoreEventWhen: (event) =>
        composing(event) || commanding(event) || document.querySelector('dialog[open]') !== null,
      preventDefault: true,
      useKey: isSign(keys),
      ignoreModifiers: isSign(keys),
    },
    [act],
  );
}

/** Ctrl+Enter (⌘+Enter) in a form sends that one, and none that stands beside or behind it. */
export function useSendKeys(send: () => void): (event: FormKeyEvent) => void {
  const { shortcuts } = usePreferences();
  return (event) => {
    const { key, ctrlKey, metaKey, shiftKey, altKey, nativeEvent } = event;
    if (!shortcuts || key !== 'Enter' || !(ctrlKey || metaKey) || shiftKey || altKey || composing(nativeEvent)) return;
    event.preventDefault();
    event.stopPropagation();
    send();
  };
}

/** Ctrl+Enter (⌘+Enter) outside of any form: sends the one the screen is about. */
export function useSubmitShortcut(act: () => void, enabled = true): void {
  const { shortcuts } = usePreferences();
  useHotkeys(
    'mod+enter',
    act,
    {
      enabled: shortcuts && enabled,
      enableOnFormTags: true,
      ignoreEventWhen: composing,
      preventDefault: true,
    },
    [act],
  );
}
