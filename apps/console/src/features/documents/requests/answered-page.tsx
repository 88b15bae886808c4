import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { RequestView } from '../../../api/types';
import { Notice } from '../../../ui/page';
import { ExtensionList } from './extension-list';
import { ItemAnswer, ItemAsked, PaperLinks, RequestFacts } from './parts';
import { RequestHead } from './request-head';
import { RoundsBelow } from './rounds-below';

/** What was asked and answered, when nothing of it can be changed any more. */
export function AnsweredPage({ view }: { view: RequestView }): ReactNode {
  const { t } = useTranslation();
  return (
    <>
      <RequestHead view={view} title={t('requests.title')} />
      {(view.state === 'withdrawn' || view.state === 'lapsed') && (
        <Notice tone="info">{t(`requests.gone.${view.state}`)}</Notice>
      )}
      <RequestFacts view={view} />
      <PaperLinks view={view} />
      <ExtensionList view={view} />
      <RoundsBelow view={view} />
      <ItemList view={view} />
      {view.previousId !== null && (
        <p>
          <Link to="/requests/$requestId" params={{ requestId: view.previousId }}>
            {t('requests.previous')}
          </Link>
        </p>
      )}
    </>
  );
}

/** Items with what was answered, to read. */
export function ItemList({ view }: { view: RequestView }): ReactNode {
  const { t } = useTranslation();
  return (
    <ol className="plain request-items">
      {view.items.map((item) => (
        <li key={item.id} className="card">
          <div className="card-head">
            <h2>
              {item.no}. {item.title}
            </h2>
            {view.state === 'closed' && view.answeredAt !== null && (
              <span className="tag">{t(`requests.itemState.${item.state}`)}</span>
            )}
          </div>
          <ItemAsked caseId={view.caseId} item={item} />
          {view.answeredAt !== null && <ItemAnswer caseId={view.caseId} answer={item.answer} />}
        </li>
      ))}
    </ol>
  );
}
