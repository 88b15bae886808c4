import { useQuery } from '@tanstack/react-query';
import { Link, useSearch } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { calendarQuery } from '../../api/calendar';
import { myMonthQuery } from '../../api/overdue';
import { clockQuery, sessionQuery } from '../../api/queries';
import type { CalendarView, MyMonth } from '../../api/types';
import { Notice, Page } from '../../ui/page';
import { Fetched } from '../../ui/states';
import { useLanguage, useSay } from '../../words';
import { dateInFull, legalDateOf, monthInFull } from '../../words/dates';
import { provinceWords } from '../../words/vocabulary';
import { useProcedureWords } from '../cases/words';
import { FeedPanel } from './feed-panel';
import { isMonth, isOff, monthAfter, provincesOf, weeksOf, type Month } from './month';

/** A month with its rest and make-up days, and what of mine is due on them. */
export function CalendarPage(): ReactNode {
  const { t } = useTranslation();
  const { month: asked } = useSearch({ from: '/app/calendar' });
  const { data: clock } = useQuery(clockQuery);
  const { data: session } = useQuery(sessionQuery);
  const today = legalDateOf(clock?.legalNow ?? new Date());
  const month = isMonth(asked) ? asked : (today.slice(0, 7) as Month);
  const answer = useQuery(calendarQuery(Number(month.slice(0, 4))));
  const imports = session?.sections.includes('calendar-imports');
  const actions = imports && <Link to="/calendar/imports">{t('calendar.imports')}</Link>;
  return (
    <Page title={t('nav.calendar')} lead={t('calendar.lead')} actions={actions}>
      <MonthHead month={month} />
      <Fetched answer={answer}>
        {(view) => <MonthDays view={view} month={month} today={today} provinces={provincesOf(session?.posts ?? [])} />}
      </Fetched>
      <FeedPanel />
    </Page>
  );
}

function MonthHead({ month }: { month: Month }): ReactNode {
  const { t } = useTranslation();
  const language = useLanguage();
  return (
    <div className="filters">
      <Link to="/calendar" search={{ month: monthAfter(month, -1) }}>
        {t('calendar.before')}
      </Link>
      <h2 aria-live="polite">{monthInFull(month, language)}</h2>
      <Link to="/calendar" search={{ month: monthAfter(month, 1) }}>
        {t('calendar.after')}
      </Link>
    </div>
  );
}

interface MonthProps {
  view: CalendarView;
  month: Month;
  today: string;
  /** Whose local holidays are the reader's own days of rest. */
  provinces: readonly string[];
}

/** The days, and on them what one call of the API answers for the month. */
function MonthDays(props: MonthProps): ReactNode {
  const answer = useQuery(myMonthQuery(props.month));
  return <Fetched answer={answer}>{(mine) => <MonthGrid {...props} days={mine.days} />}</Fetched>;
}

function MonthGrid({ view, month, today, provinces, days }: MonthProps & { days: MyMonth['days'] }): ReactNode {
  const { t } = useTranslation();
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
                  <Day
                    key={date}
                    date={date}
                    view={view}
                    today={date === today}
                    provinces={provinces}
                    outside={!date.startsWith(month)}
                    due={days.find((one) => one.day === date)}
                  />
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {view.notice && <p className="quiet calendar-source">{t('calendar.source', { title: view.notice.title })}</p>}
    </>
  );
}

function Day({
  date,
  view,
  today,
  provinces,
  outside,
  due,
}: {
  date: string;
  view: CalendarView;
  today: boolean;
  provinces: readonly string[];
  outside: boolean;
  due: MyMonth['days'][number] | undefined;
}): ReactNode {
  const { t } = useTranslation();
  const language = useLanguage();
  const say = useSay();
  const procedure = useProcedureWords();
  if (outside) return <td aria-hidden="true" className="day-off" />;
  const special = view.days.find((one) => one.day === date);
  const local = view.local.filter((one) => one.day === date);
  const off = isOff(date, special?.kind) || local.some((one) => provinces.includes(one.province));
  const named = due?.items.slice(0, 3) ?? [];
  const mark = special && (special.kind === 'rest' ? t('calendar.rest') : t('calendar.makeUp'));
  return (
    <td
      className={[off ? 'day-off' : '', today ? 'day-today' : ''].join(' ').trim() || undefined}
      aria-current={today ? 'date' : undefined}
    >
      <time dateTime={date} aria-label={dateInFull(date, language)}>
        {Number(date.slice(8))}
      </time>
      {special && <span className={`day-mark mark-${special.kind}`}>{mark}</span>}
      {special?.name && <small className="quiet">{special.name}</small>}
      {local.map((one) => (
        <small key={one.province} className="quiet">
          {t('calendar.local', { province: say(provinceWords(one.province)) })} {one.name}
        </small>
      ))}
      {due && <small>{t('calendar.due', { count: due.count })}</small>}
      {named.map((one) => (
        <Link key={one.taskId} to="/inbox/$taskId" params={{ taskId: one.taskId }}>
          {procedure.step(one.step)} <span className="figures">{one.caseNumber}</span>
        </Link>
      ))}
      {due && due.count > named.length && (
        <small className="quiet">{t('calendar.moreDue', { count: due.count - named.length })}</small>
      )}
    </td>
  );
}
