import { useInfiniteQuery } from '@tanstack/react-query';
import { Link, useSearch } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { requestsQuery, type Asked } from '../../../api/requests';
import type { RequestRow } from '../../../api/types';
import { More } from '../../../ui/more';
import { Page } from '../../../ui/page';
import { useShortcut } from '../../../ui/shortcuts';
import { Empty, Fetched } from '../../../ui/states';
import { Table, type Column } from '../../../ui/table';
import { useSay } from '../../../words';
import { useProcedureWords } from '../../cases/words';
import { ReceiptBar } from '../../decisions/receipt-bar';
import { PacePanel } from './pace-panel';
import { RequestLimit, RequestTags } from './parts';

/** Asked of us, asked by us: by due date, with what is done and missing. */
export function RequestsPage(): ReactNode {
  const { t } = useTranslation();
  const { asked = 'of-us', ended } = useSearch({ from: '/app/requests' });
  const answer = useInfiniteQuery(requestsQuery(asked, ended === 'true'));
  return (
    <Page
      title={t(asked === 'of-us' ? 'requests.ofUs' : 'requests.byUs')}
      lead={t(asked === 'of-us' ? 'requests.leadOfUs' : 'requests.leadByUs')}
    >
      <ReceiptBar />
      <nav className="views" aria-label={t('requests.lists')}>
        {(['of-us', 'by-us'] as const).map((side) => (
          <Link
            key={side}
            to="/requests"
            search={{ asked: side, ended }}
            aria-current={asked === side ? 'page' : undefined}
            className="view"
          >
            {t(side === 'of-us' ? 'requests.ofUs' : 'requests.byUs')}
          </Link>
        ))}
        <Link
          to="/requests"
          search={{ asked, ended: ended === 'true' ? undefined : 'true' }}
          aria-current={ended === 'true' ? 'true' : undefined}
          className="view"
        >
          {ended === 'true' ? '☑' : '☐'} {t('requests.ended')}
        </Link>
      </nav>
      {asked === 'by-us' && <PacePanel />}
      <Fetched answer={answer}>
        {(data) => (
          <>
            <Rows asked={asked} rows={data.pages.flatMap((page) => page.items)} />
            <More pages={answer} />
          </>
        )}
      </Fetched>
    </Page>
  );
}

function Rows({ asked, rows }: { asked: Asked; rows: readonly RequestRow[] }): ReactNode {
  const { t } = useTranslation();
  const columns = useColumns(asked);
  useRowWalk(rows.map((row) => `request-${row.id}`));
  if (rows.length === 0)
    return (
      <Empty title={t(`requests.empty.${asked}`)}>
        <p className="quiet">{t('requests.emptyHint')}</p>
      </Empty>
    );
  return <Table caption={t('requests.lists')} columns={columns} rows={rows} keyOf={(row) => row.id} />;
}

/** J and K walk down and up the links of a list. */
function useRowWalk(ids: readonly string[]): void {
  const walk = (by: number): void => {
    const here = ids.findIndex((id) => document.activeElement?.id === id);
    const next = ids[here === -1 ? (by > 0 ? 0 : ids.length - 1) : here + by];
    if (next) document.getElementById(next)?.focus();
  };
  useShortcut('j', () => walk(1));
  useShortcut('k', () => walk(-1));
}

function useColumns(asked: Asked): Column<RequestRow>[] {
  const { t } = useTranslation();
  const say = useSay();
  const procedure = useProcedureWords();
  return [
    {
      title: t('requests.number'),
      cell: (row) => (
        <>
          <Link id={`request-${row.id}`} to="/requests/$requestId" params={{ requestId: row.id }} className="figures">
            {row.number ?? t('requests.unnumbered')}
          </Link>
          <br />
          <RequestTags row={row} />
        </>
      ),
    },
    {
      title: t('requests.case'),
      cell: (row) => (
        <>
          {say(row.applicant.name)}
          <br />
          <span className="quiet">
            <span className="figures">{row.caseNumber}</span> · {procedure.stage(row.stage)}
          </span>
        </>
      ),
    },
    {
      title: t(asked === 'of-us' ? 'requests.from' : 'requests.to'),
      cell: (row) => say(asked === 'of-us' ? row.from.name : row.to.name),
    },
    { title: t('requests.limit'), cell: (row) => <RequestLimit row={row} /> },
    {
      title: t('requests.items'),
      cell: (row) =>
        asked === 'of-us' && row.state === 'sent' && row.servedOn !== null
          ? t('requests.progress', {
              count: row.itemsTotal,
              done: row.itemsDone,
              missing: row.itemsTotal - row.itemsDone,
            })
          : t('requests.total', { count: row.itemsTotal }),
    },
    {
      title: t('requests.standing'),
      cell: (row) => (
        <>
          {row.state === 'sent' && row.servedOn === null ? t('requests.notServed') : t(`requests.state.${row.state}`)}
          {row.extensionAsked && ' '}
          {row.extensionAsked && <span className="tag status-on-hold">{t('requests.extensionAsked')}</span>}
        </>
      ),
    },
  ];
}
