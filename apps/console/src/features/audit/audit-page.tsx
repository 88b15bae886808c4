import { useInfiniteQuery } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { auditQuery } from '../../api/audit';
import { More } from '../../ui/more';
import { Page } from '../../ui/page';
import { Empty, Fetched } from '../../ui/states';
import { AuditFilterBar } from './audit-filters';
import { AuditList } from './audit-list';
import { IntegrityPanels } from './integrity';
import { MachineTime } from './machine-time';

/** Who did what, when and from where; and whether the record is whole. */
export function AuditPage(): ReactNode {
  const { t } = useTranslation();
  const filters = useSearch({ from: '/app/audit' });
  const answer = useInfiniteQuery(auditQuery(filters));
  return (
    <Page title={t('audit.title')} lead={t('audit.lead')}>
      <MachineTime />
      <IntegrityPanels />
      <AuditFilterBar key={JSON.stringify(filters)} filters={filters} />
      <Fetched answer={answer}>
        {(data) => {
          const events = data.pages.flatMap((page) => page.items);
          if (events.length === 0) {
            return (
              <Empty title={t('audit.empty')}>
                <p className="quiet">{t('audit.emptyHint')}</p>
              </Empty>
            );
          }
          return (
            <>
              <AuditList events={events} filters={filters} />
              <More pages={answer} />
            </>
          );
        }}
      </Fetched>
    </Page>
  );
}
