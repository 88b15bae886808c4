import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { decisionsQuery } from '../../../api/queries';
import { requestQuery } from '../../../api/requests';
import type { RequestView } from '../../../api/types';
import { Notice, Panel } from '../../../ui/page';
import { useLanguage, useSay } from '../../../words';
import { momentInFull } from '../../../words/dates';
import { useProcedureWords } from '../../cases/words';
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
      <LapseProposal view={view} />
      <h4>{t('requests.desk.proof')}</h4>
      <RequestFacts view={view} />
      <PaperLinks view={view} />
      <ServiceProof view={view} />
    </section>
  );
}

/** What was proposed last about this request, for whoever confirms it. */
function LapseProposal({ view }: { view: RequestView }): ReactNode {
  const { t } = useTranslation();
  const say = useSay();
  const procedure = useProcedureWords();
  const { data } = useQuery(decisionsQuery(view.caseId));
  const proposal = data?.items.find((one) => one.requestId === view.id && one.recalledAt === null);
  if (!proposal) return null;
  const { reasons, days } = proposal.form;
  return (
    <Notice tone="info" title={t('requests.proposed')}>
      <p>
        <strong>{procedure.choice(proposal.outcome)}</strong>
        {typeof days === 'number' && ` · ${t('requests.field.days')} ${String(days)}`}
        {proposal.by && ` · ${say(proposal.by.name)}`}
      </p>
      {typeof reasons === 'string' && <p className="said">{reasons}</p>}
    </Notice>
  );
}
