import { useInfiniteQuery } from '@tanstack/react-query';
import { Link, Outlet, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { Button } from 'antd';
import { useMemo, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { inboxQuery } from '../../api/queries';
import type { Row } from '../../api/types';
import { setPreference, usePreferences } from '../../app/preferences';
import { More } from '../../ui/more';
import { Empty, Fetched } from '../../ui/states';
import { useShortcut } from '../../ui/shortcuts';
import { InboxItem } from './inbox-item';
import { countsOf, rowsOf, views, type View } from './views';

/** The desk: views and list at the left, the case and its decision beside it. Deciding never leaves the list. */
export function InboxPage(): ReactNode {
  const { t } = useTranslation();
  const { view = 'todo' } = useSearch({ from: '/app/inbox' });
  const { taskId } = useParams({ strict: false });
  const { listFolded } = usePreferences();
  const answer = useInfiniteQuery(inboxQuery);
  const rows = useMemo(() => answer.data?.pages.flatMap((page) => page.items) ?? [], [answer.data]);
  const shown = useMemo(() => rowsOf(rows, view), [rows, view]);
  useListKeys(shown, taskId, view);
  const folded = listFolded && taskId !== undefined;
  return (
    <div className={`desk${taskId ? ' desk-open' : ''}${folded ? ' desk-folded' : ''}`}>
      <h1 id="inbox-title" className="unseen">
        {t('inbox.title')}
      </h1>
      <section className="desk-list" aria-labelledby="inbox-title" hidden={folded}>
        <div className="desk-head">
          <span className="desk-title" aria-hidden="true">
            {t('inbox.title')}
          </span>
          {taskId && (
            <Button size="small" type="text" onClick={() => setPreference('listFolded', true)}>
              {t('inbox.fold')}
            </Button>
          )}
        </div>
        <Fetched answer={answer}>
          {() => (
            <>
              <ViewSwitch rows={rows} more={answer.hasNextPage} open={view} />
              {shown.length === 0 ? (
                <Empty title={view === 'todo' ? t('inbox.empty') : t('inbox.emptyView')}>
                  <p className="quiet">{view === 'todo' ? t('inbox.emptyHint') : t('inbox.emptyViewHint')}</p>
                </Empty>
              ) : (
                <ul className="plain rows" aria-label={t(`inbox.view.${view}`)}>
                  {shown.map((row) => (
                    <InboxItem key={row.id} row={row} open={row.id === taskId} view={view} />
                  ))}
                </ul>
              )}
              <More pages={answer} />
            </>
          )}
        </Fetched>
      </section>
      <div className="desk-case">
        {taskId && (
          <div className="desk-bar">
            {folded && (
              <Button size="small" onClick={() => setPreference('listFolded', false)}>
                {t('inbox.unfold')}
              </Button>
            )}
            <Link to="/inbox" search={{ view }} className="desk-back">
              {t('inbox.back')}
            </Link>
          </div>
        )}
        <Outlet />
      </div>
    </div>
  );
}

function ViewSwitch({ rows, more, open }: { rows: readonly Row[]; more: boolean; open: View }): ReactNode {
  const { t } = useTranslation();
  const counts = countsOf(rows);
  return (
    <nav className="views" aria-label={t('inbox.views')}>
      {views.map((view) => (
        <Link
          key={view}
          to="/inbox"
          search={{ view }}
          aria-current={view === open ? 'page' : undefined}
          className={`view view-${view}`}
        >
          <span>{t(`inbox.view.${view}`)}</span>
          <span className="count">
            {counts[view]}
            {more ? '+' : ''}
          </span>
        </Link>
      ))}
    </nav>
  );
}

/** J and K walk down and up the list, opening as they go. */
function useListKeys(rows: readonly Row[], taskId: string | undefined, view: View): void {
  const navigate = useNavigate();
  const walk = (by: number): void => {
    const at = rows.findIndex((row) => row.id === taskId);
    const next = rows[at === -1 ? (by > 0 ? 0 : rows.length - 1) : at + by];
    if (!next) return;
    void navigate({ to: '/inbox/$taskId', params: { taskId: next.id }, search: (old) => ({ ...old, view }) });
    document.getElementById(`row-${next.id}`)?.scrollIntoView({ block: 'nearest' });
  };
  useShortcut('j', () => walk(1));
  useShortcut('k', () => walk(-1));
}
