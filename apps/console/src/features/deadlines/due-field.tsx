import { skipToken, useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { workingDaysQuery } from '../../api/queries';
import { DayField } from '../cases/act-controls';
import type { Act } from '../cases/use-act';
import { dueWords } from './due-words';

/** The day by which an answer is wanted, with how many working days that leaves by the calendar of one's own body. */
export function DueField({ act, caseId }: { act: Act; caseId: string }): ReactNode {
  const { t } = useTranslation();
  const day = act.values.replyDue as string | undefined;
  const query = workingDaysQuery(caseId, day ?? '');
  const { data } = useQuery(day ? query : { ...query, queryFn: skipToken });
  const words = data && dueWords(data, t);
  return (
    <DayField act={act} name="replyDue" hint={t('act.hint.replyDue')}>
      <p className={words?.unusual ? 'due-words due-unusual' : 'due-words'} role="status">
        {act.errors.has('replyDue') ? null : words?.text}
      </p>
    </DayField>
  );
}
