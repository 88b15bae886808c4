import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { deadlinesQuery } from '../../../api/queries';
import { caseRequestsQuery } from '../../../api/requests';
import type { CaseRequests } from '../../../api/types';
import { Empty, Fetched } from '../../../ui/states';
import { useLanguage, useSay } from '../../../words';
import { momentInFull } from '../../../words/dates';
import { LimitLine } from '../../deadlines/light';
import { RequestLimit, RequestTags } from './parts';

/** Requests of a case: each matter with its rounds, next to the clock that stands still for it. */
export function RequestsTab({ caseId }: { caseId: string }): ReactNode {
  const { t } = useTranslation();
  const answer = useQuery(caseRequestsQuery(caseId));
  return (
    <Fetched answer={answer}>
      {({ threads, drafting }) => (
        <div className="requests-tab">
          <PausedClocks caseId={caseId} />
          {drafting && (
            <p>
              <Link className="button" to="/cases/$caseId/requests/new" params={{ caseId }}>
                {t('requests.tab.ask')}
              </Link>
            </p>
          )}
          {threads.length === 0 && <Empty title={t('requests.tab.none')} />}
          {threads.map((thread) => (
            <Thread key={thread.threadId} thread={thread} />
          ))}
        </div>
      )}
    </Fetched>
  );
}

/** Limits that stand still now. */
function PausedClocks({ caseId }: { caseId: string }): ReactNode {
  const say = useSay();
  const { data } = useQuery(deadlinesQuery(caseId));
  const paused = (data?.items ?? []).filter((one) => one.state === 'paused');
  if (paused.length === 0) return null;
  return (
    <ul className="plain notice notice-info">
      {paused.map((one) => (
        <li key={one.id} className="card-line">
          <strong>{say(one.title)}</strong> <LimitLine limit={one.limit} />
        </li>
      ))}
    </ul>
  );
}

function Thread({ thread }: { thread: CaseRequests['threads'][number] }): ReactNode {
  const { t } = useTranslation();
  const say = useSay();
  const language = useLanguage();
  const [first] = thread.rounds;
  if (!first) return null;
  return (
    <section className="card" aria-label={t('requests.tab.thread')}>
      <div className="card-head">
        <h3>
          {say(first.from.name)} → {say(first.to.name)}
        </h3>
        <RequestTags row={{ ...first, round: 1, late: false }} />
      </div>
      <ol className="plain rounds">
        {thread.rounds.map((row) => (
          <li key={row.id} className="card-line">
            <span className="quiet">{t('requests.tab.rounds', { round: row.round })}</span>
            <Link to="/requests/$requestId" params={{ requestId: row.id }} className="figures">
              {row.number ?? t('requests.unnumbered')}
            </Link>
            <span>{t(`requests.state.${row.state}`)}</span>
            <span>{t('requests.total', { count: row.itemsTotal })}</span>
            {row.sentAt !== null && <span className="quiet">{momentInFull(row.sentAt, language)}</span>}
            {row.state === 'sent' && <RequestLimit row={row} />}
            {row.late && <span className="tag status-on-hold">{t('requests.late')}</span>}
            {row.extensionAsked && <span className="tag status-on-hold">{t('requests.extensionAsked')}</span>}
          </li>
        ))}
      </ol>
    </section>
  );
}
