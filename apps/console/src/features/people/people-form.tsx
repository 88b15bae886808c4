import { Button, Input, InputNumber, Select } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { described, ErrorSummary, FieldFrame } from '../../ui/field-frame';
import { DateField } from '../../ui/lazy-date';
import type { zhPeople } from '../../words/zh-people';
import type { Choice } from '../cases/act-controls';
import type { Act } from '../cases/use-act';
import { DecisionFailure } from '../decisions/decision-failure';

export type PeopleField = keyof typeof zhPeople.field;

interface FormProps {
  act: Act;
  /** What will happen. */
  what?: ReactNode;
  tone?: 'info' | 'warn';
  submit: string;
  danger?: boolean;
  back: ReactNode;
  /** Fields whose label on this form is another than their name says. */
  labels?: Partial<Record<string, PeopleField>>;
  children: ReactNode;
}

/** The frame of every form about people: what will happen, mistakes, fields, buttons. Ctrl+Enter sends. */
export function PeopleForm({ act, what, tone = 'info', submit, danger, back, labels, children }: FormProps): ReactNode {
  const { t } = useTranslation();
  return (
    <form
      className="act people-form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        act.submit();
      }}
    >
      {what && <div className={`notice notice-${tone}`}>{what}</div>}
      <ErrorSummary
        mistakes={[...act.errors].map(([field, message]) => ({
          fieldId: `field-${field}`,
          label: t(`people.field.${labels?.[field] ?? (field as PeopleField)}`),
          message,
        }))}
      />
      <DecisionFailure error={act.failure} />
      {children}
      <div className="form-foot">
        <Button type="primary" danger={danger} htmlType="submit" loading={act.sending}>
          {submit}
        </Button>
        {back}
        <span className="quiet">{t('decision.keys')}</span>
      </div>
    </form>
  );
}

interface FieldProps {
  act: Act;
  name: string;
  /** Its words, where they are not those of its name. */
  label?: PeopleField;
  hint?: ReactNode;
  required?: boolean;
}

function useField({ act, name, label, hint, required = true }: FieldProps) {
  const { t } = useTranslation();
  const id = `field-${name}`;
  const error = act.errors.get(name);
  return {
    frame: { id, label: t(`people.field.${label ?? (name as PeopleField)}`), hint, error, required },
    control: { id, status: error ? ('error' as const) : undefined, ...described(id, hint, error) },
    value: act.values[name] as string | undefined,
  };
}

export function TextField(props: FieldProps & { maxLength: number; disabled?: boolean }): ReactNode {
  const { frame, control, value } = useField(props);
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

export function AreaField(props: FieldProps & { maxLength: number; rows?: number }): ReactNode {
  const { frame, control, value } = useField(props);
  return (
    <FieldFrame {...frame}>
      <Input.TextArea
        {...control}
        rows={props.rows ?? 3}
        maxLength={props.maxLength}
        value={value ?? ''}
        onChange={(event) => props.act.set(props.name, event.target.value)}
      />
    </FieldFrame>
  );
}

export function NumberField(props: FieldProps & { min: number; max: number }): ReactNode {
  const { frame, control } = useField(props);
  return (
    <FieldFrame {...frame}>
      <InputNumber
        {...control}
        className="control-number"
        min={props.min}
        max={props.max}
        precision={0}
        value={(props.act.values[props.name] as number | undefined) ?? null}
        onChange={(value) => props.act.set(props.name, value ?? undefined)}
      />
    </FieldFrame>
  );
}

export function DayOfField(props: FieldProps): ReactNode {
  const { t } = useTranslation();
  const { frame, control, value } = useField(props);
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
    </FieldFrame>
  );
}

/** One of a list, found by typing; with `several`, any number of them. */
export function ChooseField(props: FieldProps & { options: Choice[]; several?: boolean; none?: string }): ReactNode {
  const { t } = useTranslation();
  const { frame, control } = useField(props);
  const chosen = props.act.values[props.name];
  return (
    <FieldFrame {...frame}>
      <Select
        {...control}
        mode={props.several ? 'multiple' : undefined}
        showSearch={{ optionFilterProp: 'label' }}
        allowClear
        value={chosen ?? (props.several ? [] : null)}
        placeholder={t('ui.choose')}
        notFoundContent={props.none}
        options={props.options}
        onChange={(picked: unknown) => props.act.set(props.name, picked ?? undefined)}
      />
    </FieldFrame>
  );
}
