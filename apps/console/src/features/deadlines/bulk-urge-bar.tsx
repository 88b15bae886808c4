import { useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { urgeCase } from '../../api/acts';
import { newKey } from '../../api/keys';
import type { OverdueRow } from '../../api/types';
import { Page } from '../../ui/page';
import { useFailureWords } from '../../ui/states';
import { Table } from '../../ui/table';
import { useLanguage } from '../../words';
import { momentInFull } from '../../words/dates';
import { useLegalNow } from '../training/legal-now';
import { casesOf, urgeAll, type Urged } from './bulk-urge';

/** Chooses all or none, and urges those chosen with progress. */
export function BulkUrge({
  rows,
  possible,
  chosen,
  choose,
  onDone,
}: {
  rows: readonly OverdueRow[];
  possible: readonly OverdueRow[];
  chosen: ReadonlySet<string>;
  choose: (ids: ReadonlySet<string>) => void;
  onDone: (results: Urged[]) => void;
}): ReactNode {
  const { t } = useTranslation();
  const client = useQueryClient();
  const reasonOf = useFailureWords();
  const [done, setDone] = useState<number | null>(null);
  const cases = casesOf(rows, chosen);
  const urge = async (): Promise<void> => {
    setDone(0);
    const results = await urgeAll(cases, (id) => urgeCase(id, newKey()), reasonOf, setDone);
    await client.invalidateQueries({ queryKey: ['overdue'] });
    onDone(results);
  };
  const all = chosen.size === possible.length;
  return (
    <div className="filters">
      <label className="profile-check">
        <input
          type="checkbox"
          checked={all}
          onChange={() => choose(new Set(all ? [] : possible.map((row) => row.id)))}
        />
        {t('overdue.selectAll')}
      </label>
      <span role="status">
        {done === null
          ? t('overdue.chosen', { count: cases.length })
          : t('overdue.urging', { done, total: cases.length })}
      </span>
      <Button disabled={cases.length === 0} loading={done !== null} onClick={() => void urge()}>
        {t('overdue.urge')}
      </Button>
    </div>
  );
}

/** What became of each case, and why where it failed. */
export function UrgeResult({ results, onBack }: { results: readonly Urged[]; onBack: () => void }): ReactNode {
  const { t } = useTranslation();
  const language = useLanguage();
  const [at] = useState(useLegalNow());
  const failed = results.filter((one) => one.reason !== null).length;
  return (
    <Page
      title={t('overdue.result')}
      lead={t('overdue.resultLead', { at: momentInFull(at, language), done: results.length - failed, failed })}
    >
      <Table
        caption={t('overdue.result')}
        rows={results}
        keyOf={(one) => one.caseId}
        columns={[
          {
            title: t('overdue.number'),
            cell: (one) => (
              <Link to="/cases/$caseId" params={{ caseId: one.caseId }}>
                {one.caseNumber}
              </Link>
            ),
          },
          {
            title: t('overdue.outcome'),
            cell: (one) => (one.reason === null ? t('overdue.succeeded') : t('overdue.failed', { reason: one.reason })),
          },
        ]}
      />
      <div className="form-foot">
        <Button onClick={onBack}>{t('overdue.back')}</Button>
      </div>
    </Page>
  );
}
