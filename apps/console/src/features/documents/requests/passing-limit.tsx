import { skipToken, useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { dayAfterQuery } from '../../../api/requests';
import type { RequestView } from '../../../api/types';
import { Notice } from '../../../ui/page';
import { useLanguage } from '../../../words';
import { dateInFull } from '../../../words/dates';

type Passing = NonNullable<RequestView['passing']>;

interface Props {
  caseId: string;
  passing: Passing | null;
  /** Working days the hospital is given from service. */
  days: number | undefined;
  onSafe: (days: number) => void;
}

/** The own due date beside the days given to the hospital; a warning where the hospital may be due later. */
export function PassingLimit({ caseId, passing, days, onSafe }: Props): ReactNode {
  const { t } = useTranslation();
  const language = useLanguage();
  const own = passing?.ownDueOn ?? null;
  const query = dayAfterQuery(caseId, (passing?.serviceDays ?? 0) + (days ?? 0), 'hospital');
  const countable = own !== null && days !== undefined && days >= 1 && days <= 250;
  const { data } = useQuery(countable ? query : { ...query, queryFn: skipToken });
  if (!passing || own === null) return null;
  const late = countable && data !== undefined && data.until > own;
  const { safe } = passing;
  return (
    <div className="passing-limit" aria-live="polite">
      <p>{t('requests.passing.own', { date: dateInFull(own, language) })}</p>
      {late && (
        <Notice tone="warn" title={t('requests.passing.late')}>
          <p>
            {t('requests.passing.both', {
              hospital: dateInFull(data.until, language),
              own: dateInFull(own, language),
              days: passing.serviceDays,
            })}
          </p>
          {safe ? (
            <Button onClick={() => onSafe(safe.days)}>
              {t('requests.passing.use', { count: safe.days, date: dateInFull(safe.dueOn, language) })}
            </Button>
          ) : (
            <p>{t('requests.passing.none', { days: passing.min })}</p>
          )}
        </Notice>
      )}
    </div>
  );
}
