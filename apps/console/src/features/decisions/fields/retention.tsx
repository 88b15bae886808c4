import { Select } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { described, FieldFrame } from '../../../ui/field-frame';
import { useSay } from '../../../words';
import { Basis } from '../../deadlines/basis';
import { idOf, type FieldProps } from './field-props';

/** One of the retention classes of the reference data, with what is known of it. */
export function RetentionField({
  field,
  path,
  value,
  onChange,
  errors,
  task,
}: FieldProps<'retention-class'>): ReactNode {
  const { t } = useTranslation();
  const say = useSay();
  const id = idOf(path);
  const error = errors.get(path);
  const chosen = task.retentionClasses.find((one) => one.id === value);
  const hint = chosen && (
    <>
      {say(chosen.name)} <Basis basis={chosen.basis} />
    </>
  );
  return (
    <FieldFrame id={id} label={say(field.label)} hint={hint} error={error} required={field.required}>
      <Select
        showSearch={{ optionFilterProp: 'label' }}
        id={id}
        status={error ? 'error' : undefined}
        {...described(id, hint, error)}
        value={(value as string | undefined) ?? null}
        placeholder={t('ui.choose')}
        options={task.retentionClasses.map((one) => ({ value: one.id, label: say(one.name) }))}
        onChange={(picked: string | null) => onChange(picked ?? undefined)}
      />
    </FieldFrame>
  );
}
