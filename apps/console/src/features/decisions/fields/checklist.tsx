import { Input } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { MissingReason } from '../../../../../../libs/contracts/forms';
import { FieldFrame } from '../../../ui/field-frame';
import { useSay } from '../../../words';
import { Checklist } from '../../archive/checklist';
import { checklistWords } from '../../../../../../libs/contracts/words/archive';
import { idOf, type FieldProps } from './field-props';

/** What belongs in the file, as the record has it; a reason for each row that is missing. */
export function ChecklistField({ field, path, value, onChange, errors, task }: FieldProps<'checklist'>): ReactNode {
  const { t } = useTranslation();
  const say = useSay();
  const given = Array.isArray(value) ? (value as MissingReason[]) : [];
  const missing = task.checklist.filter((row) => row.state === 'missing');
  const set = (item: string, reason: string): void => {
    const others = given.filter((one) => one.item !== item);
    onChange(reason === '' ? others : [...others, { item, reason }]);
  };
  return (
    <FieldFrame
      id={idOf(path)}
      label={say(field.label)}
      hint={missing.length > 0 ? t('archive.missingHint', { count: missing.length }) : t('archive.complete')}
      error={errors.get(path)}
      required
      group
    >
      <Checklist rows={task.checklist} />
      {missing.map((row) => {
        const id = idOf(`${path}.${row.item}`);
        const error = errors.get(`${path}.${row.item}`);
        return (
          <div key={row.item} className={error ? 'subform field-wrong' : 'subform'}>
            <label htmlFor={id}>{t('archive.reasonFor', { row: say(checklistWords[row.item]) })}</label>
            {error && (
              <p className="field-error" id={`${id}-error`}>
                {error}
              </p>
            )}
            <Input.TextArea
              id={id}
              rows={2}
              maxLength={1000}
              value={given.find((one) => one.item === row.item)?.reason ?? ''}
              aria-describedby={error ? `${id}-error` : undefined}
              aria-invalid={error ? true : undefined}
              onChange={(event) => set(row.item, event.target.value)}
            />
          </div>
        );
      })}
    </FieldFrame>
  );
}
