import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { caseRequestsQuery } from '../../../api/requests';
import type { Task } from '../../../api/types';
import { LapseProof } from './service-proof';

/** At the desk of a request's step: the way to the page where it is done, or the proof beside the decision. */
export function DeskRequest({ task, requestId }: { task: Task; requestId: string }): ReactNode {
  const { t } = useTranslation();
  if (task.step === 'decide-lapse' || task.step === 'confirm-lapse') return <LapseProof requestId={requestId} />;
  const answers = task.step === 'answer-request' || task.step === 'answer-passed-on';
  const accepts = task.step === 'accept-answer' || task.step === 'accept-passed-on';
  return (
    <section className="desk-request" aria-label={t('requests.title')}>
      {!answers && !accepts && <p>{t('requests.desk.answered')}</p>}
      {(answers || accepts) && <p className="quiet">{t('requests.desk.what')}</p>}
      <Link className="button button-main" to="/requests/$requestId" params={{ requestId }}>
        {t(answers ? 'requests.desk.answer' : 'requests.desk.accept')}
      </Link>
    </section>
  );
}

/** Beside the outcome that sends a notice from an intake: the draft that goes out with it, or the way to write one. */
export function DeskDraft({ task }: { task: Task }): ReactNode {
  const { t } = useTranslation();
  const { data } = useQuery(caseRequestsQuery(task.caseId));
  if (!data) return null;
  const draft = data.threads
    .flatMap((thread) => thread.rounds)
    .find((row) => row.sentAt === null && row.state !== 'withdrawn' && row.stage === task.stage);
  return (
    <section className={draft ? 'notice notice-info' : 'notice notice-warn'} aria-label={t('requests.notice')}>
      {draft ? (
        <p>
          {t('requests.desk.drafted')} · {t('requests.total', { count: draft.itemsTotal })} ·{' '}
          {t(`requests.state.${draft.state}`)} ·{' '}
          <Link to="/requests/$requestId" params={{ requestId: draft.id }}>
            {t('requests.desk.show')}
          </Link>
        </p>
      ) : (
        <p>
          {t('requests.desk.noDraft')}{' '}
          <Link to="/cases/$caseId/requests/new" params={{ caseId: task.caseId }}>
            {t('requests.desk.make')}
          </Link>
        </p>
      )}
    </section>
  );
}
