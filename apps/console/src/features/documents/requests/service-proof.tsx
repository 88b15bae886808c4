import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { requestQuery } from '../../../api/requests';
import type { RequestView } from '../../../api/types';
import { Panel } from '../../../ui/page';
import { useLanguage } from '../../../words';
import { momentInFull } from '../../../words/dates';
import { PaperLinks, RequestFacts } from './parts';

/** 催告: when the other side was reminded. */
export function ServiceProof({ view }: { view: RequestView }): ReactNode {
  const { t } = useTranslation();
  const language = useLanguage();
  return (
    <Panel title={t('requests.reminders')} level={2}>
      {view.reminders.length === 0 ? (
        <p className="quiet">{t('requests.noReminders')}</p>
      ) : (
        <ul className="plain">
          {view.reminders.map((one) => (
            <li key={one.at + one.rung}>{momentInFull(one.at, language)}</li>
          ))}
        </ul>
      )}
    </Panel>
  );
}

/** Beside the decision on an overdue answer: proof of service and reminders. */
export function LapseProof({ requestId }: { requestId: string }): ReactNode {
  const { t } = useTranslation();
  const { data: view } = useQuery(requestQuery(requestId));
  if (!view) return null;
  return (
    <section aria-label={t('requests.desk.proof')} className="desk-request">
      <h4>{t('requests.desk.proof')}</h4>
      <RequestFacts view={view} />
      <PaperLinks view={view} />
      <ServiceProof view={view} />
    </section>
  );
}
