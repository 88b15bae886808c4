import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link, useSearch } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { calendarQuery } from '../../api/calendar';
import { clockQuery, inboxQuery, sessionQuery } from '../../api/queries';
import type { CalendarView, Row } from '../../api/types';
import { Notice, Page } from '../../ui/page';
import { Fetched } from '../../ui/states';
import { useLanguage } from '../../words';
import { dateInFull, legalDateOf } from '../../words/dates';
import { useProcedureWords } from '../cases/words';
import { isMonth, isOff, monthAfter, weeksOf, type Month } from './month';

export const importers = ['national-handler', 'national-signatory', 'provincial-handler', 'provincial-signatory'];

/** A month with its rest and make-up days, and what of mine is due on them. */
export function CalendarPage(): ReactNode {
  const { t } = useTranslation();
  const { month: asked } = useSearch({ from: '/app/calendar' });
  const { data: clock } = useQuery(clockQuery);
  const { data: session } = useQuery(sessionQuery);
  const month = isMonth(asked) ? asked : (legalDateOf(clock?.legalNow ?? new Date()).slice(0, 7) as Month);
  const answer = useQuery(calendarQuery(Number(month.slice(0, 4))));
  const imports = session?.posts.some((post) => importers.includes(post.role));
  const actions = imports && <Link to="/calendar/imports">{t('calendar.imports')}</Link>;
  return (
    <Page title={t('nav.calendar')} lead={t('calendar.lead')} actions={actions}>
      <MonthHead month={month} />
      <Fetched answer={answer}>{(view) => <MonthGrid view={view} month={month} />}</Fetched>
    </Page>
  );
}

function MonthHead({ month }: { month: Month }): ReactNode {
  const { t } = useTranslation();
  const [year, number] = month.split('-').map(Number);
  return (
    <div className="filters">
      <Link to="/calendar" search={{ month: monthAfter(month, -1) }}>
        {t('calendar.before')}
      </Link>
      <h2 aria-live="polite">{t('calendar.year', { year, month: number })}</h2>
      <Link to="/calendar" search={{ month: monthAfter(month, 1) }}>
        {t('calendar.after')}
      </Link>
    </div>
  );
}

function MonthGrid({ view, month }: { view: CalendarView; month: Month }): ReactNode {
  const { t } = useTranslation();
  const { data: inbox } = useInfiniteQuery(inboxQuery);
  const rows = (inbox?.pages ?? []).flatMap((page) => page.items);
  return (
    <>
      {!view.covered && <Notice tone="warn">{t('calendar.notCovered', { year: view.year })}</Notice>}
      <div className="table-frame">
        <table className="calendar-grid">
          <thead>
            <tr>
              {t('calendar.weekdays')
                .split(',')
                .map((name) => (
                  <th key={name} scope="col">
                    {name}
                  </th>
                ))}
            </tr>
          </thead>
          <tbody>
            {weeksOf(month).map((week) => (
              <tr key={week[0]}>
                {week.map((date) => (
                  <Day key={date} date={date} view={view} outside={!date.startsWith(month)} rows={rows} />
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {view.notice && <p className="quiet">{t('calendar.source', { title: view.notice.title })}</p>}
    </>
  );
}

function Day({
  date,
  view,
  outside,
  rows,
}: {
  date: string;
  view: CalendarView;
  outside: boolean;
  rows: readonly Row[];
}): ReactNode {
  const { t } = useTranslation();
  const language = useLanguage();
  const procedure = useProcedureWords();
  if (outside) return <td aria-hidden="true" className="day-off" />;
  const special = view.days.find((one) => one.day === date);
  const local = view.local.filter((one) => one.day === date);
  const due = rows.filter((row) => row.limit?.dueOn === date);
  const mark = special && (special.kind === 'rest' ? t('calendar.rest') : t('calendar.makeUp'));
  return (
    <td className={isOff(date, special?.kind) ? 'day-off' : undefined}>
      <time dateTime={date} aria-label={dateInFull(date, language)}>
        {Number(date.slice(8))}
      </time>
      {special && <span className={`day-mark mark-${special.kind}`}>{mark}</span>}
      {special?.name && <small className="quiet">{special.name}</small>}
      {local.map((one) => (
        <small key={one.province} className="quiet">
          {t('calendar.local')} {one.name}
        </small>
      ))}
      {due.length > 0 && <small>{t('calendar.due', { count: due.length })}</small>}
      {due.slice(0, 3).map((row) => (
        <Link key={row.id} to="/inbox/$taskId" params={{ taskId: row.id }}>
          {procedure.step(row.step)}
        </Link>
      ))}
    </td>
  );
}
