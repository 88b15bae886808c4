import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Input } from 'antd';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { centersQuery } from '../../api/queries';
import type { CenterRow } from '../../api/types';
import { More } from '../../ui/more';
import { Page } from '../../ui/page';
import { Empty, Fetched } from '../../ui/states';
import { Table, type Column } from '../../ui/table';
import { useLanguage, useSay } from '../../words';
import { dateInFull } from '../../words/dates';
import { kindWords, provinceWords, specialtyWords } from '../../words/vocabulary';
import { Basis } from '../deadlines/basis';

/** The registry of centers: those published before the engine, and those designated in it. */
export function CentersPage(): ReactNode {
  const { t } = useTranslation();
  const answer = useInfiniteQuery(centersQuery);
  const [wanted, setWanted] = useState('');
  const columns = useColumns();
  const matches = (row: CenterRow): boolean => {
    const text = wanted.trim().toLowerCase();
    return (
      text === '' ||
      [row.name, ...row.hosts].some((words) => words.zh.includes(text) || words.en.toLowerCase().includes(text))
    );
  };
  return (
    <Page title={t('nav.centers')} lead={t('centers.lead')}>
      <Fetched answer={answer}>
        {(data) => {
          const rows = data.pages.flatMap((page) => page.items);
          const shown = rows.filter(matches);
          return (
            <>
              <div className="filters" role="search" aria-label={t('centers.filter')}>
                <label htmlFor="centers-filter">{t('centers.filter')}</label>
                <Input
                  id="centers-filter"
                  allowClear
                  value={wanted}
                  onChange={(event) => setWanted(event.target.value)}
                />
                <span className="quiet" role="status">
                  {t('centers.shown', { count: shown.length })}
                </span>
              </div>
              {shown.length === 0 ? (
                <Empty title={t('centers.empty')} />
              ) : (
                <Table caption={t('nav.centers')} columns={columns} rows={shown} keyOf={(row) => row.id} />
              )}
              <More pages={answer} />
            </>
          );
        }}
      </Fetched>
    </Page>
  );
}

function useColumns(): Column<CenterRow>[] {
  const { t } = useTranslation();
  const say = useSay();
  const language = useLanguage();
  return [
    { title: t('centers.name'), cell: (row) => <strong>{say(row.name)}</strong> },
    { title: t('centers.kind'), cell: (row) => say(kindWords(row.kind)) },
    { title: t('centers.specialty'), cell: (row) => say(specialtyWords(row.specialty)) },
    { title: t('centers.hosts'), cell: (row) => row.hosts.map((host) => <div key={host.zh}>{say(host)}</div>) },
    { title: t('cases.province'), cell: (row) => (row.province ? say(provinceWords(row.province)) : '') },
    {
      title: t('centers.designatedOn'),
      cell: (row) =>
        row.designatedOn ? (
          dateInFull(row.designatedOn, language)
        ) : (
          <span className="quiet">{t('centers.unknown')}</span>
        ),
    },
    {
      title: t('centers.document'),
      cell: (row) => (
        <>
          {row.documentNumber ?? <span className="quiet">{t('centers.unknown')}</span>}
          {row.caseId && row.caseNumber && (
            <div>
              <Link to="/cases/$caseId" params={{ caseId: row.caseId }}>
                {row.caseNumber}
              </Link>
            </div>
          )}
        </>
      ),
    },
    { title: t('deadlines.basis'), cell: (row) => <Basis basis={row.basis} /> },
  ];
}
