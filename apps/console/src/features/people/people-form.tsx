import { InputNumber } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { FieldFrame } from '../../ui/field-frame';
import type { zhPeople } from '../../words/zh-people';
import { DayField, LineField, ParagraphField, PickField, useControl, type Choice } from '../cases/act-controls';
import { ActFrame } from '../cases/act-frame';
import type { Act } from '../cases/use-act';

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
    <ActFrame
      act={act}
      className="act people-form"
      labelOf={(field) => t(`people.field.${labels?.[field] ?? (field as PeopleField)}`)}
      head={what && <div className={`notice notice-${tone}`}>{what}</div>}
      send={submit}
      danger={danger}
      beside={
        <>
          {back}
          <span className="quiet">{t('decision.keys')}</span>
        </>
      }
    >
      {children}
    </ActFrame>
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

/** A field that goes by the words about people. */
function useNamed({ act, name, label, hint, required }: FieldProps) {
  const { t } = useTranslation();
  return { act, name, hint, required, label: t(`people.field.${label ?? (name as PeopleField)}`) };
}

export const TextField = (props: FieldProps & { maxLength: number; disabled?: boolean }): ReactNode => (
  <LineField {...useNamed(props)} maxLength={props.maxLength} disabled={props.disabled} />
);

export const AreaField = (props: FieldProps & { maxLength: number; rows?: number }): ReactNode => (
  <ParagraphField {...useNamed(props)} maxLength={props.maxLength} rows={props.rows ?? 3} />
);

export const DayOfField = (props: FieldProps): ReactNode => <DayField {...useNamed(props)} />;

export const ChooseField = (props: FieldProps & { options: Choice[]; several?: boolean; none?: string }): ReactNode => (
  <PickField {...useNamed(props)} options={props.options} several={props.several} none={props.none} />
);

export function NumberField(props: FieldProps & { min: number; max: number }): ReactNode {
  const { frame, control } = useControl(useNamed(props));
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
