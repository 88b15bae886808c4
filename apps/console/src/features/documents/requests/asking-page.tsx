import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { noticeQuery } from '../../../api/requests';
import type { RequestAct, RequestView } from '../../../api/types';
import { Notice } from '../../../ui/page';
import { Fetched } from '../../../ui/states';
import { ItemList } from './answered-page';
import { ExtensionList } from './extension-list';
import { IntakeWay } from './intake-way';
import { NoticeSheet } from './papers-page';
import { PaperLinks, RequestFacts } from './parts';
import { ServiceProof } from './service-proof';
import { RequestHead } from './request-head';
import { ReviewForm } from './review-form';

/** A request as its own body sees it: the draft, what is awaited, the answer to review. */
export function AskingPage({ view }: { view: RequestView }): ReactNode {
  const { t } = useTranslation();
  if (view.sentAt === null && view.endedAt === null) return <DraftPage view={view} />;
  const asked = view.extensions.find((one) => one.state === 'asked');
  return (
    <>
      <RequestHead view={view} title={t('requests.title')}>
        <Acts view={view} acts={['decide-extension', 'withdraw']} />
      </RequestHead>
      {asked && view.state === 'sent' && (
        <Notice tone="warn">{t('requests.asked', { days: asked.days, reason: asked.reason })}</Notice>
      )}
      <RequestFacts view={view} />
      <PaperLinks view={view} />
      <ExtensionList view={view} />
      {view.state === 'sent' && <ServiceProof view={view} />}
      {view.allowedActions.includes('accept') ? <ReviewForm view={view} /> : <ItemList view={view} />}
    </>
  );
}

function Acts({ view, acts }: { view: RequestView; acts: readonly RequestAct[] }): ReactNode {
  const { t } = useTranslation();
  return acts
    .filter((act) => view.allowedActions.includes(act))
    .map((act) => {
      const label = t(
        act === 'withdraw' && view.sentAt === null ? 'requests.act.discard' : `requests.act.${act as 'send'}`,
      );
      return act === 'revise' ? (
        <Link key={act} className="button" to="/requests/$requestId/edit" params={{ requestId: view.id }}>
          {label}
        </Link>
      ) : (
        <Link key={act} className="button" to="/requests/$requestId/act/$act" params={{ requestId: view.id, act }}>
          {label}
        </Link>
      );
    });
}

/** The draft as it would go out, and what has to happen before it does. */
function DraftPage({ view }: { view: RequestView }): ReactNode {
  const { t } = useTranslation();
  const notice = useQuery(noticeQuery(view.id));
  const acts: RequestAct[] = view.needsCheck ? ['ask-check', 'check', 'revise'] : ['send', 'check', 'revise'];
  const intake = view.stage.endsWith('-intake');
  return (
    <div className="page-narrow">
      <RequestHead view={view} title={t('requests.notice')} />
      {view.state === 'awaiting-check' && (
        <Notice tone="info">{t('requests.draft.waiting', { reason: view.oneTimeReason ?? '' })}</Notice>
      )}
      {view.state === 'approved' && <Notice tone="done">{t('requests.draft.approved')}</Notice>}
      {view.needsCheck && view.state === 'draft' && <Notice tone="warn">{t('requests.draft.oneTime')}</Notice>}
      {view.checkNote !== null && (
        <Notice tone="info">{t('requests.draft.checkNote', { note: view.checkNote })}</Notice>
      )}
      {intake && !view.needsCheck && <IntakeWay view={view} />}
      <Fetched answer={notice}>{(data) => <NoticeSheet view={data} />}</Fetched>
      <PaperLinks view={view} />
      <div className="form-foot">
        <Acts view={view} acts={[...acts, 'withdraw']} />
        <Link to="/cases/$caseId" params={{ caseId: view.caseId }} search={{ tab: 'requests' }}>
          {view.caseNumber}
        </Link>
      </div>
    </div>
  );
}
