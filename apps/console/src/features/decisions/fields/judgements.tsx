import { Input, Radio } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { IndicatorJudgement } from '../../../../../../libs/contracts/forms';
import { FieldFrame } from '../../../ui/field-frame';
import { useSay } from '../../../words';
import { IndicatorHead } from '../indicator-head';
import { idOf, type FieldProps } from './field-props';

const answers = ['met', 'not-met', 'unclear'] as const;

/** One judgement per condition of the standard, with a remark where there is something to say. */
export function JudgementsField({ field, path, value, onChange, errors, task }: FieldProps<'judgements'>): ReactNode {
  const { t } = useTranslation();
  const say = useSay();
  const given = Array.isArray(value) ? (value as IndicatorJudgement[]) : [];
  const set = (id: string, change: Partial<IndicatorJudgement>): void => {
    const old = given.find((one) => one.indicator === id);
    onChange([...given.filter((one) => one.indicator !== id), { ...old, ...change, indicator: id }]);
  };
  return (
    <FieldFrame
      id={idOf(path)}
      label={say(field.label)}
      hint={task.standard ? say(task.standard.label) : undefined}
      error={errors.get(path)}
      required={field.required}
      group
    >
      {task.standard?.indicators.map((indicator, at) => {
        const place = `${path}.${String(at)}`;
        const error = errors.get(place);
        const mine = given.find((one) => one.indicator === indicator.id);
        return (
          <div
            key={indicator.id}
            id={idOf(place)}
            tabIndex={-1}
            className={error ? 'subform field-wrong' : 'subform'}
            role="radiogroup"
            aria-label={`${indicator.id} ${say(indicator.title)}`}
          >
            <IndicatorHead indicator={indicator} />
            {error && <p className="field-error">{error}</p>}
            <Radio.Group
              name={idOf(place)}
              value={mine?.met}
              onChange={(event) => set(indicator.id, { met: event.target.value as IndicatorJudgement['met'] })}
              options={answers.map((one) => ({ value: one, label: t(`judgement.${one}`) }))}
            />
            {mine?.met && (
              <Input
                className="remark"
                value={mine.remark ?? ''}
                maxLength={1000}
                aria-label={t('judgement.remark', { id: indicator.id })}
                placeholder={t('judgement.remarkHint')}
                onChange={(event) => set(indicator.id, { remark: event.target.value })}
              />
            )}
          </div>
        );
      })}
    </FieldFrame>
  );
}
