import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { setPreference } from '../app/preferences';
import { Form, FormFoot } from './form';
import { useSubmitShortcut } from './shortcuts';

const sent = vi.fn();
const behind = vi.fn();
beforeEach(() => {
  sent.mockReset();
  behind.mockReset();
});
afterEach(cleanup);

function Screen({ busy = false, closed = false }: { busy?: boolean; closed?: boolean }) {
  useSubmitShortcut(behind);
  return (
    <>
      <input aria-label="outside" />
      <Form busy={busy} closed={closed} onSend={sent}>
        <input aria-label="inside" required />
        <FormFoot send="send" busy={busy} closed={closed} />
      </Form>
    </>
  );
}

const press = (name: string, more: object = {}) =>
  fireEvent.keyDown(screen.getByLabelText(name), { key: 'Enter', code: 'Enter', ctrlKey: true, ...more });

it('sends what one types in by Ctrl+Enter, and nothing that is behind it', () => {
  render(<Screen />);
  press('inside');
  expect([sent.mock.calls.length, behind.mock.calls.length]).toEqual([1, 0]);
  press('outside');
  expect([sent.mock.calls.length, behind.mock.calls.length]).toEqual([1, 1]);
});

it('sends by its button, without the browser asking for what is empty', () => {
  render(<Screen />);
  fireEvent.click(screen.getByRole('button'));
  expect(sent).toHaveBeenCalledOnce();
});

it.each([{ busy: true }, { closed: true }])('sends nothing while it is %o', (state) => {
  const { container } = render(<Screen {...state} />);
  press('inside');
  fireEvent.submit(container.querySelector('form') as HTMLFormElement);
  expect(sent).not.toHaveBeenCalled();
});

it('leaves the key alone while a character is put together, with other keys, and where keys are switched off', () => {
  render(<Screen />);
  press('inside', { isComposing: true });
  press('inside', { shiftKey: true });
  press('inside', { ctrlKey: false });
  cleanup();
  setPreference('shortcuts', false);
  try {
    render(<Screen />);
    press('inside');
  } finally {
    setPreference('shortcuts', true);
  }
  expect(sent).not.toHaveBeenCalled();
});
