import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { deputyPreviewQuery, type DeputyPreview, type NameDeputyInput } from '../../api/deputies';
import { Notice } from '../../ui/page';
import { Table, type Column } from '../../ui/table';
import { useLanguage, useSay } from '../../words';
import { momentInFull } from '../../words/dates';
import { useProcedureWords } from '../cases/words';

type Barred = DeputyPreview['barred'][number];

/** What the person could not do as the deputy, of the tasks that are open now, and why. */
export function WhatIsBarred({
  postId,
  personId,
  scope,
  name,
}: {
  postId: string;
  personId: string;
  scope: NameDeputyInput['scope'];
  name: string;
}): ReactNode {
  const { t } = useTranslation();
  const { data, isError } = useQuery(deputyPreviewQuery({ postId, personId, scope }));
  // What naming would be refused with is told when it is sent; until then nothing is claimed.
  if (isError || !data) return null;
  if (data.open === 0) return <Notice tone="info">{t('deputies.preview.none')}</Notice>;
  if (data.barred.length === 0)
    return <Notice tone="info">{t('deputies.preview.free', { name, count: data.open })}</Notice>;
  return (
    <>
      <Notice tone="warn" live>
        {t('deputies.preview.barred', { name, count: data.barred.length, open: data.open })}
      </Notice>
      <BarredTasks rows={data.barred} />
      {data.more && <p>{t('deputies.preview.more', { open: data.open })}</p>}
    </>
  );
}

function BarredTasks({ rows }: { rows: readonly Barred[] }): ReactNode {
  const { t } = useTranslation();
  const say = useSay();
  const language = useLanguage();
  const procedure = useProcedureWords();
  const columns: Column<Barred>[] = [
    { title: t('deputies.preview.case'), cell: (row) => <span className="figures">{row.caseNumber}</span> },
    { title: t('deputies.preview.step'), cell: (row) => procedure.step(row.step) },
    {
      title: t('deputies.preview.due'),
      cell: (row) => (row.dueAt ? momentInFull(row.dueAt, language) : t('deputies.preview.noDue')),
    },
    {
      title: t('deputies.preview.why'),
      cell: (row) => row.reasons.map(({ code, words }) => <div key={code}>{say(words)}</div>),
    },
  ];
  return <Table caption={t('deputies.preview.title')} columns={columns} rows={rows} keyOf={(row) => row.id} />;
}
