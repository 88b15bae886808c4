import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { CasePage } from '../../api/types';
import { showReceipt } from '../decisions/receipts';
import type { CaseTab } from './tab-names';

/** Shows the receipt of an act on the case. */
export function useCaseReceipt(
  page: Pick<CasePage, 'id' | 'number'>,
): (answer: { receipt: string; at: string }, done: string, follows?: string[]) => void {
  return ({ receipt, at }, done, follows = []) =>
    showReceipt({ receipt, at, caseId: page.id, caseNumber: page.number, done, follows, recallable: null });
}

/** Out of a form without doing anything: to the desk it was opened from, else to the case. */
export function BackToCase({ page, tab }: { page: Pick<CasePage, 'id'>; tab?: CaseTab }): ReactNode {
  const { t } = useTranslation();
  const { task } = useSearch({ strict: false });
  return task ? (
    <Link to="/inbox/$taskId" params={{ taskId: task }}>
      {t('ui.cancel')}
    </Link>
  ) : (
    <Link to="/cases/$caseId" params={{ caseId: page.id }} search={{ tab }}>
      {t('ui.cancel')}
    </Link>
  );
}

/** After the act: back to the desk it was begun at, else to the tab of the case where it is seen. */
export function useLeave(page: Pick<CasePage, 'id'>): (tab: CaseTab) => Promise<void> {
  const navigate = useNavigate();
  const { task } = useSearch({ strict: false });
  return (tab) =>
    task
      ? navigate({ to: '/inbox/$taskId', params: { taskId: task }, search: { tab } })
      : navigate({ to: '/cases/$caseId', params: { caseId: page.id }, search: { tab } });
}
