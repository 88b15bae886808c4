import { cleanup, render, screen } from '@testing-library/react';
import { afterEach, beforeAll, expect, it } from 'vitest';
import type { CaseAction, CasePage } from '../../api/types';
import { startWords } from '../../words';
import { CaseFilePanel } from './case-file-panel';

beforeAll(() => startWords('zh-CN'));
afterEach(cleanup);

/** The panel reads nothing else of the page. */
const pageWith = (...allowedActions: CaseAction[]): CasePage =>
  ({ id: 'case_1', allowedActions }) as Pick<CasePage, 'id' | 'allowedActions'> as CasePage;

it.each([
  ['export-file', 'archive', '本机关可见的全部记录'],
  ['export-applicant-file', 'applicant', '各方可见的记录'],
] as const)('%s leads to the file for the %s, with what is in it', (action, kind, words) => {
  render(<CaseFilePanel page={pageWith('comment', action)} />);
  const link = screen.getByRole('link', { name: '导出案卷（ZIP）' });
  expect(link.getAttribute('href')).toBe(`/api/v1/cases/case_1/file?for=${kind}`);
  expect(screen.getByText(new RegExp(words))).toBeDefined();
});

it('is not there where the API offers none', () => {
  const { container } = render(<CaseFilePanel page={pageWith('comment', 'watch')} />);
  expect(container.innerHTML).toBe('');
});
