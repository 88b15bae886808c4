import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { Button } from 'antd';
import { type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { discardImport, previewQuery, publishImport } from '../../api/calendar';
import { useActKey } from '../../api/keys';
import type { CalendarPreview, MovedLimit } from '../../api/types';
import { More } from '../../ui/more';
import { Page, Panel } from '../../ui/page';
import { Empty, Fetched } from '../../ui/states';
import { Table, type Column } from '../../ui/table';
import { useLanguage, useSay } from '../../words';
import { dateInFull } from '../../words/dates';
import { provinceWords } from '../../words/vocabulary';
import { DecisionFailure } from '../decisions/decision-failure';

/** What a prepared import would do, day by day and case by case, and its publication. */
export function PreviewPage(): ReactNode {
  const { t } = useTranslation();
  const { draftId } = useParams({ from: '/app/calendar/imports/$draftId' });
  const answer = useInfiniteQuery(previewQuery(draftId));
  return (
    <Page title={t('calendar.preview')}>
      <Fetched answer={answer}>
        {(data) => {
          const [first] = data.pages;
          if (!first) return null;
          const moved = data.pages.flatMap((page) => page.items);
          return (
            <>
              <h2>
                {first.draft.year} · {first.draft.notice.title}
              </h2>
              <Acts preview={first} />
              <Panel level={2} title={t('calendar.changes')}>
                <Changes changes={first.changes} />
              </Panel>
              <Panel level={2} title={t('calendar.moved')}>
                <Moved rows={moved} more={answer.hasNextPage} />
                <More pages={answer} />
              </Panel>
              <Panel level={2} title={t('calendar.content')}>
                <pre className="notice-text">{first.content}</pre>
              </Panel>
            </>
          );
        }}
      </Fetched>
    </Page>
  );
}

function Acts({ preview }: { preview: CalendarPreview }): ReactNode {
  const { t } = useTranslation();
  const key = useActKey();
  const navigate = useNavigate();
  const client = useQueryClient();
  const { draft, calendarVersion } = preview;
  const leave = async (): Promise<void> => {
    await navigate({ to: '/calendar/imports' });
    await client.invalidateQueries();
  };
  const publish = useMutation({
    mutationFn: () => publishImport(draft.id, calendarVersion, key(['publish', draft.id, calendarVersion])),
    onSuccess: leave,
  });
  const discard = useMutation({
    mutationFn: () => discardImport(draft.id, key(['discard', draft.id])),
    onSuccess: leave,
  });
  return (
    <>
      <DecisionFailure error={publish.error ?? discard.error} />
      <div className="form-foot calendar-acts">
        {draft.mayPublish ? (
          <Button type="primary" loading={publish.isPending} onClick={() => publish.mutate()}>
            {t('calendar.publish')}
          </Button>
        ) : (
          <span className="quiet">{t('calendar.publishElse')}</span>
        )}
        <Button loading={discard.isPending} onClick={() => discard.mutate()}>
          {t('calendar.discard')}
        </Button>
      </div>
    </>
  );
}

type Change = CalendarPreview['changes'][number];

function Changes({ changes }: { changes: readonly Change[] }): ReactNode {
  const { t } = useTranslation();
  const language = useLanguage();
  if (changes.length === 0) return <Empty title={t('calendar.noChanges')} />;
  const kind = (value: Change['from']): string => (value ? t(`calendar.kinds.${value}`) : t('calendar.plain'));
  const columns: Column<Change>[] = [
    { title: t('calendar.day'), cell: (row) => dateInFull(row.day, language) },
    { title: t('calendar.holiday'), cell: (row) => row.name },
    { title: t('calendar.from'), cell: (row) => kind(row.from) },
    { title: t('calendar.to'), cell: (row) => kind(row.to) },
  ];
  return <Table caption={t('calendar.changes')} columns={columns} rows={changes} keyOf={(row) => row.day} />;
}

function Moved({ rows, more }: { rows: readonly MovedLimit[]; more: boolean }): ReactNode {
  const { t } = useTranslation();
  const say = useSay();
  const language = useLanguage();
  if (rows.length === 0 && !more) return <Empty title={t('calendar.nothingMoves')} />;
  const date = (value: string | null): string => (value ? dateInFull(value, language) : t('calendar.paused'));
  const columns: Column<MovedLimit & { index: number }>[] = [
    {
      title: t('operations.case'),
      cell: (row) =>
        row.caseId ? (
          <Link to="/cases/$caseId" params={{ caseId: row.caseId }}>
            {row.caseNumber}
          </Link>
        ) : (
          <span className="quiet">{t('calendar.withheld')}</span>
        ),
    },
    { title: t('cases.province'), cell: (row) => say(provinceWords(row.province)) },
    { title: t('calendar.limit'), cell: (row) => (row.title ? say(row.title) : t(`body.${row.body}`)) },
    { title: t('calendar.from'), cell: (row) => date(row.from) },
    {
      title: t('calendar.to'),
      cell: (row) => (
        <>
          {date(row.to)} {row.settled && <span className="tag">{t('calendar.settled')}</span>}
        </>
      ),
    },
  ];
  const numbered = rows.map((row, index) => ({ ...row, index }));
  return <Table caption={t('calendar.moved')} columns={columns} rows={numbered} keyOf={(row) => String(row.index)} />;
}
