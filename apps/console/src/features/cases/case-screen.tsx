import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { caseQuery } from '../../api/queries';
import { Fetched } from '../../ui/states';
import { CaseActions } from './case-actions';
import { CaseTabs } from './case-tabs';
import { IdentityBar } from './identity-bar';
import { ReceiptBar } from '../decisions/receipt-bar';

export function CaseScreen(): ReactNode {
  const { t } = useTranslation();
  const { caseId } = useParams({ from: '/app/cases/$caseId' });
  const { tab = 'overview' } = useSearch({ from: '/app/cases/$caseId' });
  const navigate = useNavigate();
  const answer = useQuery(caseQuery(caseId));
  return (
    <div className="page case-screen">
      <nav aria-label={t('cases.trail')} className="trail">
        <Link to="/cases">{t('nav.cases')}</Link>
      </nav>
      <ReceiptBar />
      <Fetched answer={answer}>
        {(page) => (
          <>
            <IdentityBar page={page} level={1} actions={<CaseActions page={page} />} />
            <h2 className="unseen">{t(`cases.tab.${tab}`)}</h2>
            <CaseTabs
              page={page}
              open={tab}
              onOpen={(next) =>
                void navigate({ to: '/cases/$caseId', params: { caseId }, search: { tab: next }, replace: true })
              }
            />
          </>
        )}
      </Fetched>
    </div>
  );
}
