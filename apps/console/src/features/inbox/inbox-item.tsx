import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Row } from '../../api/types';
import { useLanguage, useSay } from '../../words';
import { dayOfInstant, daysBetween } from '../../words/dates';
import { programmeWords, provinceWords } from '../../words/vocabulary';
import { useProcedureWords } from '../cases/words';
import { LimitLine } from '../deadlines/light';
import { useLegalNow } from '../training/legal-now';
import { useWaitingFor } from './waiting-for';
import type { View } from './views';

/** A row answers: waiting for whom, since when, until when. */
export function InboxItem({ row, open, view }: { row: Row; open: boolean; view: View }): ReactNode {
  const { t } = useTranslation();
  const say = useSay();
  const language = useLanguage();
  const procedure = useProcedureWords();
  const waitingFor = useWaitingFor();
  const days = daysBetween(row.openedAt, useLegalNow());
  return (
    <li id={`row-${row.id}`} className={`row row-${row.limit?.light ?? 'none'}`}>
      <Link to="/inbox/$taskId" params={{ taskId: row.id }} search={{ view }} aria-current={open ? 'true' : undefined}>
        <strong className="row-step">
          {procedure.step(row.step)}
          {row.onBehalfOf && (
            <span className="tag">{t('decision.onBehalfOf', { name: say(row.onBehalfOf.name) })}</span>
          )}
          {row.forReply && <span className="tag status-on-hold">{t('inbox.forReply')}</span>}
        </strong>
        {row.request && (
          <span className="row-line">
            {t('requests.row', {
              number: row.request.number ?? t('requests.unnumbered'),
              count: row.request.items,
            })}
          </span>
        )}
        <span className="row-name">{say(row.applicant.name)}</span>
        <span className="row-line quiet">
          <span className="row-number">{row.caseNumber}</span> · {say(provinceWords(row.province))} ·{' '}
          {say(programmeWords(row.programme))}
        </span>
        <span className="row-line">
          {t('inbox.waitingFor', { whom: waitingFor(row) })} ·{' '}
          <span title={dayOfInstant(row.openedAt, language)}>
            {days === 0
              ? t('inbox.sinceToday')
              : t('inbox.since', { count: days, date: dayOfInstant(row.openedAt, language) })}
          </span>
        </span>
        <span className="row-line">
          <LimitLine limit={row.limit} />
        </span>
      </Link>
    </li>
  );
}
