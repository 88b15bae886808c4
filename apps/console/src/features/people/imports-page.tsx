import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { importsQuery, type ImportList } from '../../api/people';
import { Panel } from '../../ui/page';
import { Empty, Fetched } from '../../ui/states';
import { Table, type Column } from '../../ui/table';
import { useLanguage, useSay } from '../../words';
import { momentInFull } from '../../words/dates';
import { NewImport } from './new-import';
import { PeoplePage } from './people-page';

type Listed = ImportList['items'][number];

/** Files of master data that wait and that ended, and a new one for whoever prepares them. */
export function PeopleImportsPage(): ReactNode {
  const { t } = useTranslation();
  const answer = useQuery(importsQuery);
  return (
    <PeoplePage title={t('people.imports.title')} lead={t('people.imports.lead')}>
      <Fetched answer={answer}>
        {(list) => (
          <>
            {list.allowedActions.includes('prepare') && <NewImport />}
            <Panel level={2} title={t('people.imports.waiting')}>
              {list.items.length === 0 ? <Empty title={t('people.imports.empty')} /> : <Files items={list.items} />}
            </Panel>
          </>
        )}
      </Fetched>
    </PeoplePage>
  );
}

function Files({ items }: { items: readonly Listed[] }): ReactNode {
  const { t } = useTranslation();
  const say = useSay();
  const language = useLanguage();
  const moment = (key: 'preparedBy' | 'endedBy', one: Listed['prepared']): string =>
    t(`people.imports.${key}`, { name: say(one.by.name), at: momentInFull(one.at, language) });
  const columns: Column<Listed>[] = [
    {
      title: t('people.imports.file'),
      cell: (row) => (
        <Link to="/people/imports/$importId" params={{ importId: row.id }}>
          {row.fileName}
        </Link>
      ),
    },
    { title: t('people.imports.kind'), cell: (row) => t(`people.imports.kinds.${row.kind}`) },
    {
      title: t('people.services.state'),
      cell: (row) => (
        <span className={row.state === 'open' ? 'tag status-open' : 'tag'}>
          {t(`people.imports.states.${row.state}`)}
        </span>
      ),
    },
    {
      title: t('people.imports.detail'),
      cell: (row) => (
        <>
          <div>{moment('preparedBy', row.prepared)}</div>
          {row.ended && <div className="quiet">{moment('endedBy', row.ended)}</div>}
        </>
      ),
    },
  ];
  return <Table caption={t('people.imports.waiting')} columns={columns} rows={items} keyOf={(row) => row.id} />;
}
