import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { requestPaceQuery } from '../../../api/requests';
import type { RequestPace } from '../../../api/types';
import { Table, type Column } from '../../../ui/table';
import { useLanguage, useSay } from '../../../words';

type Row = RequestPace['items'][number];

/** Who is slow: closed until it is asked for, and not there at all where nobody was asked. */
export function PacePanel(): ReactNode {
  const { t } = useTranslation();
  const { data } = useQuery(requestPaceQuery);
  const columns = useColumns();
  if (!data || data.items.length === 0) return null;
  return (
    <details className="pace">
      <summary>{t('requests.pace.title')}</summary>
      <p className="quiet">{t('requests.pace.lead')}</p>
      <Table
        caption={t('requests.pace.title')}
        columns={columns}
        rows={data.items}
        keyOf={(row) => row.organisation.id}
      />
    </details>
  );
}

function useColumns(): Column<Row>[] {
  const { t } = useTranslation();
  const say = useSay();
  const language = useLanguage();
  const number = (title: string, of: (row: Row) => number | null): Column<Row> => ({
    title,
    numeric: true,
    cell: (row) => of(row)?.toLocaleString(language) ?? '—',
  });
  return [
    { title: t('requests.pace.who'), cell: (row) => say(row.organisation.name) },
    number(t('requests.pace.open'), (row) => row.open),
    number(t('requests.pace.overdue'), (row) => row.overdue),
    number(t('requests.pace.answered'), (row) => row.answered),
    number(t('requests.pace.late'), (row) => row.late),
    number(t('requests.pace.days'), (row) => row.averageDays),
    number(t('requests.pace.rounds'), (row) => row.mostRounds),
  ];
}
