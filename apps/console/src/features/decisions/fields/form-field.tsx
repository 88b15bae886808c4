import { Checkbox } from 'antd';
import type { ReactNode } from 'react';
import type { CellField, Field } from '../../../../../../libs/contracts/forms';
import { useTranslation } from 'react-i18next';
import type { Task } from '../../../api/types';
import { described } from '../../../ui/field-frame';
import { useSay } from '../../../words';
import { Cell } from './cell';
import { ChecklistField } from './checklist';
import { DocumentField, DocumentsField } from './documents';
import { idOf, type FieldProps } from './field-props';
import { IndicatorsField } from './indicators';
import { JudgementsField } from './judgements';
import { AttendanceField, SeatsField } from './people';
import { RetentionField } from './retention';
import { RowsField } from './rows';
import { TargetField } from './target';

interface Props {
  field: Field;
  value: unknown;
  onChange: (value: unknown) => void;
  errors: ReadonlyMap<string, string>;
  task: Task;
}

/** The control of a field of the step registry. A type without a control does not compile. */
export function FormField({ field, ...rest }: Props): ReactNode {
  const { t } = useTranslation();
  const props = { path: field.name, ...rest };
  const example = rest.task.archiveNumberExample;
  /** The form of an archive number is the programme's. */
  const withExample = (cell: CellField): CellField => {
    if (cell.type !== 'text' || cell.pattern !== 'archive-number' || example === null) return cell;
    const hint = t('archive.numberExample', { example });
    return { ...cell, hint: { zh: hint, en: hint } };
  };
  switch (field.type) {
    case 'text':
    case 'paragraph':
    case 'number':
    case 'date':
    case 'choice':
      return (
        <Cell
          field={withExample(field)}
          path={field.name}
          value={rest.value}
          onChange={rest.onChange}
          error={rest.errors.get(field.name)}
        />
      );
    case 'flag':
      return <FlagField field={field} {...props} />;
    case 'document':
      return <DocumentField field={field} {...props} />;
    case 'documents':
      return <DocumentsField field={field} {...props} />;
    case 'rows':
      return <RowsField field={field} {...props} />;
    case 'indicators':
      return <IndicatorsField field={field} {...props} />;
    case 'judgements':
      return <JudgementsField field={field} {...props} />;
    case 'seats':
      return <SeatsField field={field} {...props} />;
    case 'attendance':
      return <AttendanceField field={field} {...props} />;
    case 'checklist':
      return <ChecklistField field={field} {...props} />;
    case 'retention-class':
      return <RetentionField field={field} {...props} />;
    case 'target':
      return <TargetField field={field} {...props} />;
  }
}

function FlagField({ field, path, value, onChange, errors }: FieldProps<'flag'>): ReactNode {
  const say = useSay();
  const id = idOf(path);
  const error = errors.get(path);
  return (
    <div className={error ? 'field field-flag field-wrong' : 'field field-flag'}>
      {error && (
        <p className="field-error" id={`${id}-error`}>
          {error}
        </p>
      )}
      <Checkbox
        id={id}
        checked={value === true}
        onChange={(event) => onChange(event.target.checked)}
        {...described(id, false, error)}
      >
        {say(field.label)}
      </Checkbox>
    </div>
  );
}
