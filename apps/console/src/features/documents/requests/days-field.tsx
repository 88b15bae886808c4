import { skipToken, useQuery } from '@tanstack/react-query';
import { InputNumber } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { dayAfterQuery } from '../../../api/requests';
import { described, FieldFrame } from '../../../ui/field-frame';
import { useLanguage } from '../../../words';
import { dateInFull } from '../../../words/dates';

interface Props {
  caseId: string;
  /** Whose calendar counts. */
  body: string;
  label: string;
  hint?: string;
  /** Days to add: they lead to no date of their own. */
  plain?: boolean;
  /** No more than these. */
  most?: number;
  value: number | undefined;
  error: string | undefined;
  onChange: (days: number | undefined) => void;
}

/** Working days to answer, with the date they lead to. */
export function DaysField({ caseId, body, label, hint, plain, value, error, most = 250, onChange }: Props): ReactNode {
  const { t } = useTranslation();
  const language = useLanguage();
  const query = dayAfterQuery(caseId, value ?? 0, body);
  const countable = !plain && value !== undefined && value >= 1 && value <= 250;
  const { data } = useQuery(countable ? query : { ...query, queryFn: skipToken });
  return (
    <FieldFrame id="field-days" label={label} hint={hint} error={error} required>
      <InputNumber
        id="field-days"
        className="control-number days-number"
        min={1}
        max={most}
        precision={0}
        controls={false}
        value={value ?? null}
        onChange={(days) => onChange(days ?? undefined)}
        {...described('field-days', hint, error)}
      />
      <p className="due-words" role="status">
        {countable &&
          data &&
          `${t('requests.edit.daysTo', { date: dateInFull(data.until, language) })}${
            data.provisional ? t('requests.edit.provisional') : ''
          }`}
      </p>
    </FieldFrame>
  );
}
