import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { OverdueRow } from '../../api/types';
import type { Column } from '../../ui/table';
import { useLanguage, useSay } from '../../words';
import { dayOfInstant } from '../../words/dates';
import { programmeWords, provinceWords } from '../../words/vocabulary';
import { useProcedureWords } from '../cases/words';
import { LimitLine } from './light';

interface Selection {
  chosen: ReadonlySet<string>;
  toggle: (id: string) => void;
  /** Whether anything of the list can be chosen. */
  select: boolean;
}

/** Which case, which limit, since when, whose turn, what was done already. */
export function useOverdueColumns(selection: Selection): Column<OverdueRow>[] {
  const { t } = useTranslation();
  const say = useSay();
  const procedure = useProcedureWords();
  const choice: Column<OverdueRow> = {
    title: t('overdue.select'),
    cell: (row) =>
      row.allowedActions.includes('urge') && (
        <input
          type="checkbox"
          checked={selection.chosen.has(row.id)}
          onChange={() => selection.toggle(row.id)}
          aria-label={t('overdue.selectRow', { number: row.caseNumber, title: say(row.title) })}
        />
      ),
  };
  return [
    ...(selection.select ? [choice] : []),
    {
      title: t('overdue.number'),
      cell: (row) => (
        <Link id={`overdue-${row.id}`} to="/cases/$caseId" params={{ caseId: row.caseId }} className="figures">
          {row.caseNumber}
        </Link>
      ),
    },
    {
      title: t('overdue.hospital'),
      cell: (row) => (
        <>
          {say(row.applicant.name)}
          <br />
          <span className="quiet">
            {say(provinceWords(row.province))} · {say(programmeWords(row.programme))}
          </span>
        </>
      ),
    },
    {
      title: t('overdue.where'),
      cell: (row) => (row.stage ? procedure.stage(row.stage) : t('overdue.handingOver')),
    },
    {
      title: t('overdue.limit'),
      cell: (row) => (
        <>
          {say(row.title)}
          <br />
          <span className="quiet">{t(`overdue.kinds.${row.kind}`)}</span>
        </>
      ),
    },
    {
      title: t('overdue.standing'),
      cell: (row) => (
        <>
          <LimitLine limit={row.limit} />
          {row.paused && <div className="quiet">{t(`overdue.paused.${row.paused}`)}</div>}
        </>
      ),
    },
    { title: t('overdue.waiting'), cell: (row) => <Waiting row={row} /> },
    { title: t('overdue.last'), cell: (row) => <Done row={row} /> },
  ];
}

/** Whose turn it is, with the way to the order; of another body the body alone. */
function Waiting({ row }: { row: OverdueRow }): ReactNode {
  const { t } = useTranslation();
  const say = useSay();
  const language = useLanguage();
  const procedure = useProcedureWords();
  if (row.turns.length === 0) return row.stageBody ? t(`body.${row.stageBody}`) : t('overdue.handingOver');
  return (
    <ul className="plain">
      {row.turns.map((turn) => (
        <li key={turn.taskId}>
          {procedure.step(turn.step)} ·{' '}
          {turn.holder
            ? say(turn.holder.name)
            : t('overdue.post', { post: turn.role ? procedure.role(turn.role) : t('inbox.expert') })}{' '}
          <span className="quiet">{t('overdue.since', { date: dayOfInstant(turn.since, language) })}</span>{' '}
          {row.allowedActions.includes('order') && (
            <Link
              to="/inbox/$taskId/verb/$verb"
              params={{ taskId: turn.taskId, verb: 'order' }}
              aria-label={t('overdue.orderOf', { step: `${row.caseNumber} ${procedure.step(turn.step)}` })}
            >
              {t('overdue.order')}
            </Link>
          )}
        </li>
      ))}
    </ul>
  );
}

/** The rung reached, the last urge and the last order. */
function Done({ row }: { row: OverdueRow }): ReactNode {
  const { t } = useTranslation();
  const language = useLanguage();
  const { rung, lastUrgedAt, lastOrder } = row;
  return (
    <ul className="plain">
      {rung && (
        <li>
          {rung.offset === null
            ? t('overdue.rungOther')
            : rung.offset === 0
              ? t('overdue.rungOnDay')
              : rung.offset > 0
                ? t('overdue.rungAfter', { count: rung.offset })
                : t('overdue.rungBefore', { count: -rung.offset })}{' '}
          · {dayOfInstant(rung.at, language)}
        </li>
      )}
      {lastUrgedAt && <li>{t('overdue.urgedOn', { at: dayOfInstant(lastUrgedAt, language) })}</li>}
      {lastOrder && (
        <li>{t('overdue.orderOn', { number: lastOrder.number, at: dayOfInstant(lastOrder.at, language) })}</li>
      )}
    </ul>
  );
}
