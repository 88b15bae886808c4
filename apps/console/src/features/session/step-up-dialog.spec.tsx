import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { fireEvent, render, screen, waitFor } from '@testing-library/react';
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { post } from '../../api/http';
import { startWords } from '../../words';
import { StepUpDialog } from './step-up-dialog';

const fetching = vi.fn<typeof fetch>();
const answer = (status: number, body: unknown): Response =>
  new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json' } });
const problem = (status: number, code: string, detail: string): Response =>
  answer(status, { type: 'about:blank', title: detail, status, code, detail, requestId: 'req_1' });
const session = {
  person: {},
  posts: [],
  csrfToken: 'fresh',
  expiresAt: '',
  training: true,
  secondFactorMissing: false,
  sections: [],
};
const security = {
  hasPassword: true,
  passwordChangedAt: null,
  secondFactor: { set: false, required: false, recoveryCodesLeft: 0 },
};

describe('the dialog of a confirmation', () => {
  let right = '';
  const decided: string[] = [];
  beforeAll(async () => {
    // jsdom has the element, not its methods.
    HTMLDialogElement.prototype.showModal = function show(this: HTMLDialogElement) {
      this.open = true;
    };
    HTMLDialogElement.prototype.close = function close(this: HTMLDialogElement) {
      this.open = false;
    };
    await startWords('zh-CN');
  });
  beforeEach(() => {
    right = 'the right one';
    decided.length = 0;
    let confirmed = false;
    fetching.mockImplementation((address, init) => {
      const path = address as string;
      if (path.endsWith('/me/security')) return Promise.resolve(answer(200, security));
      if (path.endsWith('/step-up')) {
        const { password } = JSON.parse(init?.body as string) as { password: string };
        confirmed = password === right;
        return Promise.resolve(confirmed ? answer(200, session) : problem(403, 'wrong-confirmation', '密码不正确'));
      }
      if (!confirmed) return Promise.resolve(problem(403, 'step-up-needed', '请再次确认身份'));
      decided.push((init?.headers as Record<string, string>)['Idempotency-Key'] ?? '');
      return Promise.resolve(answer(200, { receipt: 'R-7' }));
    });
    vi.stubGlobal('fetch', fetching);
    render(
      <QueryClientProvider client={new QueryClient()}>
        <StepUpDialog />
      </QueryClientProvider>,
    );
  });
  afterEach(() => {
    vi.unstubAllGlobals();
    fetching.mockReset();
  });

  const fill = (text: string): void => {
    fireEvent.change(screen.getByLabelText('密码'), { target: { value: text } });
    fireEvent.click(screen.getByRole('button', { name: '确认并继续' }));
  };

  it('opens over what is being done, says what was wrong, and lets it go on with the same key', async () => {
    const act = post('/tasks/x/decision', { rev: 1 }, 'key-7');
    await screen.findByText('请再次确认身份');
    fill('wrong');
    expect((await screen.findByRole('alert')).textContent).toBe('密码不正确');
    expect(decided).toEqual([]);
    fill(right);
    expect(await act).toEqual({ receipt: 'R-7' });
    expect(decided).toEqual(['key-7']);
    await waitFor(() => expect(screen.queryByText('请再次确认身份')).toBeNull());
  });

  it('given up, leaves the act undone', async () => {
    const act = post('/tasks/x/decision', { rev: 1 }, 'key-8').catch((error: unknown) => error);
    await screen.findByText('请再次确认身份');
    fireEvent.click(screen.getByRole('button', { name: /取\s*消/ }));
    expect(await act).toMatchObject({ code: 'step-up-needed' });
    expect(decided).toEqual([]);
  });
});
