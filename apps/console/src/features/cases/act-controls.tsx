import { Input, Select } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { described, FieldFrame } from '../../ui/field-frame';
import { DateField } from '../../ui/lazy-date';
import type { ActField } from './act-form';
import type { Act } from './use-act';

interface Props {
  act: Act;
  name: ActField;
  hint?: ReactNode;
  required?: boolean;
}

function useFrame({ act, name, hint, required = true }: Props) {
  const { t } = useTranslation();
  const id = `field-${name}`;
  const error = act.errors.get(name);
  return {
    frame: { id, label: t(`act.field.${name}`), hint, error, required },
    control: { id, status: error ? ('error' as const) : undefined, ...described(id, hint, error) },
    value: act.values[name] as string | undefined,
  };
}

export function ParagraphField(props: Props & { maxLength: number; rows?: number }): ReactNode {
  const { frame, control, value } = useFrame(props);
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

export function LineField(props: Props & { maxLength: number }): ReactNode {
  const { frame, control, value } = useFrame(props);
  return (
    <FieldFrame {...frame}>
      <Input
        {...control}
        autoComplete="off"
        maxLength={props.maxLength}
        value={value ?? ''}
        onChange={(event) => props.act.set(props.name, event.target.value)}
      />
    </FieldFrame>
  );
}

export function DayField(props: Props & { children?: ReactNode }): ReactNode {
  const { t } = useTranslation();
  const { frame, control, value } = useFrame(props);
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

/** One of a list, found by typing. */
export function PickField(
  props: Props & { options: (Choice | ChoiceGroup)[]; loading?: boolean; none: string },
): ReactNode {
  const { t } = useTranslation();
  const { frame, control, value } = useFrame(props);
  return (
    <FieldFrame {...frame}>
      <Select
        {...control}
        showSearch={{ optionFilterProp: 'label' }}
        allowClear
        loading={props.loading}
        value={value ?? null}
        placeholder={t('ui.choose')}
        notFoundContent={props.none}
        options={props.options}
        onChange={(picked: string | null) => props.act.set(props.name, picked ?? undefined)}
      />
    </FieldFrame>
  );
}
