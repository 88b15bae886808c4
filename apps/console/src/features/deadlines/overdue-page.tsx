import { useInfiniteQuery } from '@tanstack/react-query';
import { Link, useSearch } from '@tanstack/react-router';
import { useMemo, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { overdueQuery, type OverdueFilters } from '../../api/overdue';
import type { OverdueList, OverdueRow } from '../../api/types';
import { More } from '../../ui/more';
import { Page } from '../../ui/page';
import { useShortcut } from '../../ui/shortcuts';
import { Empty, Fetched } from '../../ui/states';
import { Table } from '../../ui/table';
import { BulkUrge, UrgeResult } from './bulk-urge-bar';
import type { Urged } from './bulk-urge';
import { BulletinPanel } from './bulletin-panel';
import { useOverdueColumns } from './overdue-columns';
import { OverdueFilterBar } from './overdue-filters';

/** What is overdue or due soon at a body, and a way to urge many at once. */
export function OverduePage(): ReactNode {
  const { t } = useTranslation();
  const filters = useSearch({ from: '/app/overdue' });
  const answer = useInfiniteQuery(overdueQuery(filters));
  const [urged, setUrged] = useState<Urged[] | null>(null);
  if (urged) return <UrgeResult results={urged} onBack={() => setUrged(null)} />;
  const first = answer.data?.pages[0];
  return (
    <Page title={t('overdue.title')} lead={first?.inside === false ? t('overdue.outside') : t('overdue.lead')}>
      <OverdueTabs filters={filters} first={first} />
      <OverdueFilterBar filters={filters} inside={first?.inside ?? true} />
      <Fetched answer={answer}>
        {(data) => (
          <>
            <Rows
              key={JSON.stringify(filters)}
              rows={data.pages.flatMap((page) => page.items)}
              tab={filters.list ?? 'overdue'}
              onUrged={setUrged}
            />
            <More pages={answer} />
          </>
        )}
      </Fetched>
      {first?.mayDrawUp && <BulletinPanel today={first.today} body={first.body} />}
    </Page>
  );
}

function OverdueTabs({ filters, first }: { filters: OverdueFilters; first: OverdueList | undefined }): ReactNode {
  const { t } = useTranslation();
  const capped = (count: number): string => (count > 999 ? '999+' : String(count));
  return (
    <nav className="views" aria-label={t('overdue.tabs')}>
      {(['overdue', 'soon'] as const).map((tab) => {
        const counts = first?.counts[tab];
        return (
          <Link
            key={tab}
            to="/overdue"
            search={{ ...filters, list: tab === 'soon' ? tab : undefined }}
            activeOptions={{ exact: true }}
            aria-current={(filters.list ?? 'overdue') === tab ? 'page' : undefined}
            className={`view view-${tab === 'soon' ? 'due-soon' : tab}`}
          >
            <span>{t(`overdue.tab.${tab}`)}</span>
            {counts && (
              <span className="count">
                {t(first.inside ? 'overdue.counts' : 'overdue.countsOutside', {
                  commitment: capped(counts.commitment),
                  internal: capped(counts.internal),
                })}
              </span>
            )}
          </Link>
        );
      })}
    </nav>
  );
}

function Rows({
  rows,
  tab,
  onUrged,
}: {
  rows: readonly OverdueRow[];
  tab: 'overdue' | 'soon';
  onUrged: (results: Urged[]) => void;
}): ReactNode {
  const { t } = useTranslation();
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const toggle = (id: string): void => {
    const next = new Set(chosen);
    if (!next.delete(id)) next.add(id);
    setChosen(next);
  };
  const possible = useMemo(() => rows.filter((row) => row.allowedActions.includes('urge')), [rows]);
  useRowKeys(rows, (row) => row.allowedActions.includes('urge') && toggle(row.id));
  const columns = useOverdueColumns({ chosen, toggle, select: possible.length > 0 });
  if (rows.length === 0) {
    return (
      <Empty title={t(`overdue.empty.${tab}`)}>
        <p className="quiet">{t('overdue.emptyHint')}</p>
      </Empty>
    );
  }
  return (
    <>
      {possible.length > 0 && (
        <BulkUrge rows={rows} possible={possible} chosen={chosen} choose={setChosen} onDone={onUrged} />
      )}
      <Table caption={t('overdue.title')} columns={columns} rows={rows} keyOf={(row) => row.id} />
    </>
  );
}

/** J and K walk down and up the rows, X chooses the one that one stands on. */
function useRowKeys(rows: readonly OverdueRow[], choose: (row: OverdueRow) => void): void {
  const at = (): number => rows.findIndex((row) => document.activeElement?.id === `overdue-${row.id}`);
  const walk = (by: number): void => {
    const here = at();
    const next = rows[here === -1 ? (by > 0 ? 0 : rows.length - 1) : here + by];
    if (next) document.getElementById(`overdue-${next.id}`)?.focus();
  };
  useShortcut('j', () => walk(1));
  useShortcut('k', () => walk(-1));
  useShortcut('x', () => {
    const row = rows[at()];
    if (row) choose(row);
  });
}
