import { Button } from 'antd';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { FieldFrame } from '../../../ui/field-frame';
import { useSay } from '../../../words';
import type { FormValues } from '../drafts';
import { Cell } from './cell';
import { idOf, type FieldProps } from './field-props';

/** Rows of one shape, each a small form of its own. */
export function RowsField({ field, path, value, onChange, errors }: FieldProps<'rows'>): ReactNode {
  const { t } = useTranslation();
  const say = useSay();
  const rows = Array.isArray(value) ? (value as FormValues[]) : field.min > 0 ? [{}] : [];
  // Keys stay with their rows while rows above are taken away, so that a control keeps its focus.
  const [keys, setKeys] = useState(() => rows.map((_, at) => at));
  const next = Math.max(-1, ...keys) + 1;
  const set = (at: number, name: string, cell: unknown): void =>
    onChange(rows.map((row, place) => (place === at ? { ...row, [name]: cell } : row)));
  const add = (): void => {
    setKeys([...keys, next]);
    onChange([...rows, {}]);
  };
  const drop = (at: number): void => {
    setKeys(keys.filter((_, place) => place !== at));
    onChange(rows.filter((_, place) => place !== at));
  };
  return (
    <FieldFrame
      id={idOf(path)}
      label={say(field.label)}
      hint={field.hint && say(field.hint)}
      error={errors.get(path)}
      required={field.required}
      group
    >
      {rows.map((row, at) => (
        <div
          className="subform"
          key={keys[at] ?? at}
          role="group"
          aria-label={t('form.row', { label: say(field.label), number: at + 1 })}
        >
          <div className="subform-head">
            <span className="subform-number">{at + 1}</span>
            {rows.length > field.min && (
              <Button size="small" type="text" onClick={() => drop(at)}>
                {t('form.dropRow', { number: at + 1 })}
              </Button>
            )}
          </div>
          <div className="subform-fields">
            {field.columns.map((column) => {
              const place = `${path}.${String(at)}.${column.name}`;
              return (
                <Cell
                  key={column.name}
                  compact
                  field={column}
                  path={place}
                  value={row[column.name]}
                  error={errors.get(place)}
                  onChange={(cell) => set(at, column.name, cell)}
                />
              );
            })}
          </div>
        </div>
      ))}
      {rows.length < field.max && (
        <Button onClick={add} className="subform-add">
          {t('form.addRow')}
        </Button>
      )}
    </FieldFrame>
  );
}
