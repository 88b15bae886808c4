import { useInfiniteQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { Button, Input, Select } from 'antd';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { archiveStates, caseStatuses, stages } from '../../../../../libs/contracts/procedure';
import { casesQuery, type CaseFilters } from '../../api/queries';
import type { CaseRow } from '../../api/types';
import { More } from '../../ui/more';
import { Page } from '../../ui/page';
import { Empty, Fetched } from '../../ui/states';
import { Table, type Column } from '../../ui/table';
import { useLanguage, useSay } from '../../words';
import { dayOfInstant } from '../../words/dates';
import { programmeWords, provinceWords } from '../../words/vocabulary';
import { useProcedureWords } from './words';

export function CasesPage(): ReactNode {
  const { t } = useTranslation();
  const filters = useSearch({ from: '/app/cases/' });
  const answer = useInfiniteQuery(casesQuery(filters));
  const columns = useColumns();
  return (
    <Page title={t('nav.cases')}>
      <Filters key={filters.number ?? ''} filters={filters} />
      <Fetched answer={answer}>
        {(data) => {
          const rows = data.pages.flatMap((page) => page.items);
          return rows.length === 0 ? (
            <Empty title={t('cases.empty')}>
              <p className="quiet">{t('cases.emptyHint')}</p>
            </Empty>
          ) : (
            <>
              <Table caption={t('nav.cases')} columns={columns} rows={rows} keyOf={(row) => row.id} />
              <More pages={answer} />
            </>
          );
        }}
      </Fetched>
    </Page>
  );
}

/** Filters live in the address: a view can be kept and handed on as a link. */
function Filters({ filters }: { filters: CaseFilters }): ReactNode {
  const { t } = useTranslation();
  const procedure = useProcedureWords();
  const navigate = useNavigate();
  const [number, setNumber] = useState(filters.number ?? '');
  const go = (change: CaseFilters): void => void navigate({ to: '/cases', search: { ...filters, ...change } as never });
  return (
    <form
      className="filters"
      role="search"
      aria-label={t('cases.filters')}
      onSubmit={(event) => {
        event.preventDefault();
        go({ number: number.trim() || undefined });
      }}
    >
      <label htmlFor="filter-number">{t('cases.number')}</label>
      <Input
        id="filter-number"
        value={number}
        maxLength={40}
        allowClear
        onChange={(event) => setNumber(event.target.value)}
      />
      <label htmlFor="filter-status">{t('cases.status')}</label>
      <Select
        id="filter-status"
        value={filters.status ?? ''}
        onChange={(status) => go({ status: status || undefined })}
        options={[
          { value: '', label: t('cases.any') },
          ...caseStatuses.map((value) => ({ value, label: procedure.status(value) })),
        ]}
      />
      <label htmlFor="filter-stage">{t('cases.stage')}</label>
      <Select
        id="filter-stage"
        className="filter-stage"
        value={filters.stage ?? ''}
        onChange={(stage) => go({ stage: stage || undefined })}
        options={[
          { value: '', label: t('cases.any') },
          ...stages.map((value) => ({ value, label: procedure.stage(value) })),
        ]}
      />
      <label htmlFor="filter-archive">{t('cases.archive')}</label>
      <Select
        id="filter-archive"
        value={filters.archive ?? ''}
        onChange={(archive) => go({ archive: archive || undefined })}
        options={[
          { value: '', label: t('cases.any') },
          ...archiveStates.map((value) => ({ value, label: t(`archive.state.${value}`) })),
        ]}
      />
      <Button htmlType="submit">{t('cases.search')}</Button>
      {(filters.number ?? filters.status ?? filters.stage ?? filters.archive) && (
        <Link to="/cases">{t('cases.clear')}</Link>
      )}
    </form>
  );
}

function useColumns(): Column<CaseRow>[] {
  const { t } = useTranslation();
  const say = useSay();
  const language = useLanguage();
  const procedure = useProcedureWords();
  return [
    {
      title: t('cases.number'),
      cell: (row) => (
        <Link to="/cases/$caseId" params={{ caseId: row.id }} className="figures">
          {row.number}
        </Link>
      ),
    },
    { title: t('cases.applicant'), cell: (row) => say(row.applicant.name) },
    { title: t('cases.province'), cell: (row) => say(provinceWords(row.province)) },
    { title: t('cases.programme'), cell: (row) => say(programmeWords(row.programme)) },
    {
      title: t('cases.stage'),
      cell: (row) =>
        row.status === 'closed'
          ? `${procedure.stage('closed')}${row.archive ? ` · ${t(`archive.state.${row.archive}`)}` : ''}`
          : row.stage
            ? `${procedure.stage(row.stage)}${row.stageBody ? ` · ${t(`body.${row.stageBody}`)}` : ''}`
            : t('cases.handingOverShort'),
    },
    {
      title: t('cases.since'),
      cell: (row) =>
        row.stageSince
          ? dayOfInstant(row.stageSince, language)
          : row.closedAt
            ? dayOfInstant(row.closedAt, language)
            : '',
    },
    {
      title: t('cases.status'),
      cell: (row) => (
        <span className={`tag status-${row.status}`}>
          {row.result ? procedure.result(row.result) : procedure.status(row.status)}
        </span>
      ),
    },
  ];
}
