import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { DeadlineList } from '../../api/types';
import { startWords } from '../../words';
import { DeadlinesTab } from './deadlines-tab';

const fetching = vi.fn<typeof fetch>();
const answer = (body: unknown): Response =>
  new Response(JSON.stringify(body), { status: 200, headers: { 'content-type': 'application/json' } });

const list = (over: Partial<DeadlineList['items'][number]> = {}): DeadlineList => ({
  legalNow: '2026-01-08T02:00:00.000Z',
  items: [
    {
      id: 'dl_1',
      rule: 'province-commitment',
      title: { zh: '省级承诺时限', en: 'Commitment' },
      subject: 'body',
      kind: 'commitment',
      body: 'province',
      state: 'running',
      startsOn: '2026-01-05',
      limit: { dueOn: '2026-02-02', dueAt: null, light: 'ok', days: 17, pausedSince: null, provisional: false },
      calendarVersion: 1,
      basis: 'analogy',
      source: null,
      explanation: [],
      rungs: [],
      extension: { daysAtMost: 10, times: 1 },
      allowedActions: ['extend'],
      ...over,
    },
  ],
  clocks: [
    { body: 'hospital', commitment: null, internal: null, sinceArrival: 3, sinceOpening: 3 },
    {
      body: 'province',
      commitment: { limit: 20, used: 3, left: 17, paused: 0 },
      internal: 3,
      sinceArrival: 2,
      sinceOpening: 3,
    },
  ],
});

const show = (answered: DeadlineList) => {
  fetching.mockImplementation((_, init) =>
    Promise.resolve(answer(init?.method === 'POST' ? { receipt: 'R-1' } : answered)),
  );
  render(
    <QueryClientProvider client={new QueryClient()}>
      <DeadlinesTab caseId="case_1" />
    </QueryClientProvider>,
  );
};

describe('the tab of limits', () => {
  beforeAll(async () => {
    await startWords('zh-CN');
    // jsdom knows the element and not its methods.
    HTMLDialogElement.prototype.showModal = function showModal() {
      this.open = true;
    };
    HTMLDialogElement.prototype.close = function close() {
      this.open = false;
    };
  });
  beforeEach(() => vi.stubGlobal('fetch', fetching));
  afterEach(() => {
    vi.unstubAllGlobals();
    fetching.mockReset();
  });

  it('shows the clock of each body, and nothing in the place of what the reader is not told', async () => {
    show(list());
    const table = within(await screen.findByRole('table', { name: '各单位已用时间' }));
    const rows = table.getAllByRole('row').map((row) => [...row.children].map((cell) => cell.textContent));
    expect(rows.slice(1)).toEqual([
      ['申报医院', '–', '–', '–', '–', '3', '3'],
      [expect.any(String), '3/20个工作日', '17', '0', '3', '2', '3'],
    ]);
  });

  it('names every rung: how far from the due date, whether it was sent, and whom it told', async () => {
    const told = { person: { id: 'person_1', name: { zh: '经办人', en: 'Handler' } }, read: true, messages: [] };
    const rungs = ([-5, 0, 1, null] as const).map((offset, n) => ({
      ...{ id: `rung-${String(n)}`, offset, at: '2026-01-08T01:29:00.000Z' },
      ...{ state: n === 0 ? ('rung' as const) : ('armed' as const), reached: n === 0 ? [told] : [] },
    }));
    const line = { zh: '2026年1月8日批准延长2个工作日。', en: 'Extended by 2 working days on 8 Jan 2026.' };
    show(list({ rungs, explanation: [line, line] }));
    fireEvent.click(await screen.findByText('为什么是这一天？'));
    expect(screen.getAllByText(line.zh)).toHaveLength(2);
    const named = screen.getAllByRole('listitem').map((item) => item.textContent);
    for (const words of ['到期前 5 个工作日提醒 · 已发出', '到期当日提醒 · 待发出', '逾期第 1 个工作日上报 · 待发出'])
      expect(named.some((text) => text.includes(words))).toBe(true);
    expect(named.some((text) => text.includes('经办人 · 已读'))).toBe(true);
  });

  it('offers an extension to whom the answer allows it, and sends days and reason', async () => {
    show(list());
    fireEvent.click(await screen.findByRole('button', { name: /延\s*期/ }));
    const dialog = within(screen.getByRole('dialog', { name: '延期：省级承诺时限' }));
    const send = dialog.getByRole('button', { name: /延\s*期/ });
    fireEvent.click(send);
    expect(await dialog.findByText('请填写。')).toBeDefined();
    expect(fetching.mock.calls.filter(([, init]) => init?.method === 'POST')).toEqual([]);
    fireEvent.change(dialog.getByLabelText('延长天数'), { target: { value: '4' } });
    fireEvent.change(dialog.getByLabelText('理由'), { target: { value: '需要核查' } });
    fireEvent.click(send);
    await waitFor(() => expect(fetching.mock.calls.some(([, init]) => init?.method === 'POST')).toBe(true));
    const [url, init] = fetching.mock.calls.find(([, one]) => one?.method === 'POST') ?? [];
    expect(url).toBe('/api/v1/cases/case_1/deadlines/dl_1/extension');
    expect(JSON.parse(init?.body as string)).toEqual({ days: 4, reason: '需要核查' });
  }, 30_000);

  it('offers nothing where it is not allowed', async () => {
    show(list({ allowedActions: [], extension: null }));
    await screen.findByRole('table');
    expect(screen.queryByRole('button', { name: /延\s*期/ })).toBeNull();
  });
});
