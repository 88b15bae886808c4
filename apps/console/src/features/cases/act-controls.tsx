import { Input, Select } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { described, FieldFrame } from '../../ui/field-frame';
import { DateField } from '../../ui/lazy-date';
import type { ActField } from './act-form';
import type { Act } from './use-act';

/** A field goes by the words of its name among acts on a case; elsewhere its label is given. */
export type ControlProps = { act: Act; hint?: ReactNode; required?: boolean } & (
  { name: ActField; label?: undefined } | { name: string; label: string }
);

export function useControl({ act, name, label, hint, required = true }: ControlProps) {
  const { t } = useTranslation();
  const id = `field-${name}`;
  const error = act.errors.get(name);
  return {
    frame: { id, label: label ?? t(`act.field.${name}`), hint, error, required },
    control: { id, status: error ? ('error' as const) : undefined, ...described(id, hint, error) },
    value: act.values[name] as string | undefined,
  };
}

export function ParagraphField(props: ControlProps & { maxLength: number; rows?: number }): ReactNode {
  const { frame, control, value } = useControl(props);
  return (
    <FieldFrame {...frame}>
      <Input.TextArea
        {...control}
        rows={props.rows ?? 4}
        maxLength={props.maxLength}
        value={value ?? ''}
        onChange={(event) => props.act.set(props.name, event.target.value)}
      />
    </FieldFrame>
  );
}

export function LineField(props: ControlProps & { maxLength: number; disabled?: boolean }): ReactNode {
  const { frame, control, value } = useControl(props);
  return (
    <FieldFrame {...frame}>
      <Input
        {...control}
        autoComplete="off"
        disabled={props.disabled}
        maxLength={props.maxLength}
        value={value ?? ''}
        onChange={(event) => props.act.set(props.name, event.target.value)}
      />
    </FieldFrame>
  );
}

export function DayField(props: ControlProps & { children?: ReactNode }): ReactNode {
  const { t } = useTranslation();
  const { frame, control, value } = useControl(props);
  return (
    <FieldFrame {...frame}>
      <DateField
        id={control.id}
        aria-describedby={control['aria-describedby']}
        aria-invalid={control['aria-invalid']}
        value={value}
        placeholder={t('ui.datePattern')}
        onChange={(date) => props.act.set(props.name, date)}
      />
      {props.children}
    </FieldFrame>
  );
}

export interface Choice {
  value: string;
  label: string;
}
export interface ChoiceGroup {
  label: string;
  options: Choice[];
}

/** One of a list, found by typing; with `several`, any number of them. */
export function PickField(
  props: ControlProps & { options: (Choice | ChoiceGroup)[]; loading?: boolean; several?: boolean; none?: string },
): ReactNode {
  const { t } = useTranslation();
  const { frame, control } = useControl(props);
  const chosen = props.act.values[props.name];
  return (
    <FieldFrame {...frame}>
      <Select
        {...control}
        mode={props.several ? 'multiple' : undefined}
        showSearch={{ optionFilterProp: 'label' }}
        allowClear
        loading={props.loading}
        value={chosen ?? (props.several ? [] : null)}
        placeholder={t('ui.choose')}
        notFoundContent={props.none}
        options={props.options}
        onChange={(picked: unknown) => props.act.set(props.name, picked ?? undefined)}
      />
    </FieldFrame>
  );
}
