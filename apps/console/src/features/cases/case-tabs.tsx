import { lazy, Suspense, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { CasePage } from '../../api/types';
import { Loading } from '../../ui/states';
import { Tabs } from '../../ui/tabs';
import { Overview } from './overview';
import { caseTabs, isCaseTab, type CaseTab } from './tab-names';

const Materials = lazy(() => import('./materials').then((module) => ({ default: module.Materials })));
const RecordTab = lazy(() => import('./record-tab').then((module) => ({ default: module.RecordTab })));
const Timeline = lazy(() => import('./timeline').then((module) => ({ default: module.Timeline })));
const PreReview = lazy(() => import('../documents/pre-review').then((module) => ({ default: module.PreReview })));
const RequestsTab = lazy(() =>
  import('../documents/requests/requests-tab').then((module) => ({ default: module.RequestsTab })),
);
const DeadlinesTab = lazy(() =>
  import('../deadlines/deadlines-tab').then((module) => ({ default: module.DeadlinesTab })),
);
const SupervisionPanels = lazy(() =>
  import('../deadlines/supervision-panels').then((module) => ({ default: module.SupervisionPanels })),
);

interface Props {
  page: CasePage;
  /** The desk at which the case is shown. */
  task?: string;
  open: CaseTab;
  onOpen: (tab: CaseTab) => void;
}

export function CaseTabs({ page, task, open, onOpen }: Props): ReactNode {
  const { t } = useTranslation();
  const tabs = caseTabs.map((id) => ({
    id,
    label: t(`cases.tab.${id}`),
    count: id === 'materials' ? page.documents.length : undefined,
  }));
  return (
    <Tabs label={t('cases.tabs')} tabs={tabs} open={open} onOpen={(id) => isCaseTab(id) && onOpen(id)}>
      <Suspense fallback={<Loading />}>
        {open === 'overview' && <Overview page={page} desk={task} />}
        {open === 'materials' && <Materials page={page} />}
        {open === 'materials' && page.stage === 'declaration' && <PreReview page={page} />}
        {open === 'record' && <RecordTab page={page} />}
        {open === 'requests' && <RequestsTab caseId={page.id} />}
        {open === 'timeline' && <Timeline caseId={page.id} />}
        {open === 'deadlines' && (
          <>
            <DeadlinesTab caseId={page.id} />
            <SupervisionPanels page={page} task={task} />
          </>
        )}
      </Suspense>
    </Tabs>
  );
}
