import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { fireEvent, render, screen } from '@testing-library/react';
import { afterEach, beforeAll, expect, it, vi } from 'vitest';
import { refusals } from '../../../../../libs/contracts/errors';
import { startWords } from '../../words';
import { Why } from './why';

beforeAll(() => startWords('zh-CN'));
afterEach(() => vi.unstubAllGlobals());

it('asks only when opened, and says every reason', async () => {
  const { words } = refusals['same-person'];
  const asked = vi.fn(() =>
    Promise.resolve(
      new Response(
        JSON.stringify({
          action: 'claim',
          person: null,
          allowed: false,
          because: 'same-person',
          reasons: [{ code: 'same-person', words }],
        }),
        { status: 200, headers: { 'content-type': 'application/json' } },
      ),
    ),
  );
  vi.stubGlobal('fetch', asked);
  render(
    <QueryClientProvider client={new QueryClient()}>
      <Why taskId="task_1" action="claim" />
    </QueryClientProvider>,
  );
  expect(asked).not.toHaveBeenCalled();
  fireEvent.click(screen.getByRole('button', { name: '为什么' }));
  expect(await screen.findByText(words.zh)).toBeDefined();
  expect(asked).toHaveBeenCalledTimes(1);
});
