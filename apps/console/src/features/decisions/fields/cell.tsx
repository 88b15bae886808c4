import { Input, InputNumber, Radio, Select } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { CellField } from '../../../../../../libs/contracts/forms';
import { described, FieldFrame } from '../../../ui/field-frame';
import { DateField } from '../../../ui/lazy-date';
import { useSay } from '../../../words';
import { idOf } from './field-props';

export interface CellProps {
  field: CellField;
  path: string;
  value: unknown;
  onChange: (value: unknown) => void;
  error: string | undefined;
  /** Inside a row: choices as a list to pull down, paragraphs lower. */
  compact?: boolean;
}

/** A field of one value: text, paragraph, number, date, choice. */
export function Cell({ field, path, value, onChange, error, compact = false }: CellProps): ReactNode {
  const say = useSay();
  const id = idOf(path);
  const hint = field.hint && say(field.hint);
  const grouped = field.type === 'choice' && !compact;
  return (
    <FieldFrame id={id} label={say(field.label)} hint={hint} error={error} required={field.required} group={grouped}>
      <Control field={field} id={id} value={value} onChange={onChange} hint={hint} error={error} compact={compact} />
    </FieldFrame>
  );
}

type ControlProps = Omit<CellProps, 'path'> & { id: string; hint: string | undefined };

function Control({ field, id, value, onChange, hint, error, compact }: ControlProps): ReactNode {
  const { t } = useTranslation();
  const say = useSay();
  const tie = described(id, hint, error);
  const status = error ? 'error' : undefined;
  switch (field.type) {
    case 'text':
      return (
        <Input
          id={id}
          value={asText(value)}
          maxLength={field.maxLength}
          status={status}
          autoComplete="off"
          onChange={(event) => onChange(event.target.value)}
          {...tie}
        />
      );
    case 'paragraph':
      return (
        <Input.TextArea
          id={id}
          value={asText(value)}
          maxLength={field.maxLength}
          rows={compact ? 2 : field.maxLength > 4000 ? 9 : 4}
          status={status}
          onChange={(event) => onChange(event.target.value)}
          {...tie}
        />
      );
    case 'number':
      return (
        <InputNumber
          id={id}
          className="control-number"
          value={typeof value === 'number' ? value : null}
          min={field.min}
          max={field.max}
          precision={field.integer ? 0 : undefined}
          status={status}
          controls={false}
          onChange={(next) => onChange(next ?? undefined)}
          {...tie}
        />
      );
    case 'date':
      return (
        <DateField
          id={id}
          value={typeof value === 'string' ? value : undefined}
          onChange={onChange}
          placeholder={t('ui.datePattern')}
          {...tie}
        />
      );
    case 'choice':
      return compact ? (
        <Select
          id={id}
          value={(value as string | undefined) ?? null}
          status={status}
          placeholder={t('ui.choose')}
          onChange={onChange}
          options={field.options.map((one) => ({ value: one.value, label: say(one.label) }))}
          {...tie}
        />
      ) : (
        <Radio.Group
          className="choices"
          name={id}
          value={value}
          onChange={(event) => onChange(event.target.value)}
          options={field.options.map((one) => ({ value: one.value, label: say(one.label) }))}
        />
      );
  }
}

const asText = (value: unknown): string => (typeof value === 'string' ? value : '');
