import { Select } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { DocumentView, Task } from '../../../api/types';
import { described, FieldFrame } from '../../../ui/field-frame';
import { useSay } from '../../../words';
import { useDocumentOptions } from '../../documents/document-options';
import { Uploader } from '../../documents/uploader';
import { idOf, type FieldProps } from './field-props';

/** A document of the case: chosen from what is there, or uploaded here and then chosen. */
export function DocumentField({ field, path, value, onChange, errors, task }: FieldProps<'document'>): ReactNode {
  const { t } = useTranslation();
  const documentOptions = useDocumentOptions();
  const say = useSay();
  const id = idOf(path);
  const error = errors.get(path);
  const hint = field.hint && say(field.hint);
  return (
    <FieldFrame id={id} label={say(field.label)} hint={hint} error={error} required={field.required}>
      <Select
        id={id}
        allowClear
        value={(value as string | undefined) ?? null}
        status={error ? 'error' : undefined}
        placeholder={t('form.pickDocument')}
        notFoundContent={t('form.noDocuments')}
        onChange={(next) => onChange(next)}
        options={documentOptions(task.documents)}
        {...described(id, hint, error)}
      />
      <Uploader
        caseId={task.caseId}
        multiple={false}
        label={t('form.uploadFor', { label: say(field.label) })}
        onDone={(document: DocumentView) => onChange(document.id)}
      />
    </FieldFrame>
  );
}

interface ManyProps {
  id: string;
  task: Task;
  value: string[];
  max?: number;
  onChange: (ids: string[]) => void;
  tie?: object;
  label?: string;
}

export function DocumentsControl({ id, task, value, max, onChange, tie, label }: ManyProps): ReactNode {
  const { t } = useTranslation();
  const documentOptions = useDocumentOptions();
  return (
    <Select
      id={id}
      mode="multiple"
      maxCount={max}
      value={value}
      aria-label={label}
      placeholder={t('form.pickDocuments')}
      notFoundContent={t('form.noDocuments')}
      onChange={onChange}
      options={documentOptions(task.documents)}
      showSearch={{ optionFilterProp: 'label' }}
      {...tie}
    />
  );
}

export function DocumentsField({ field, path, value, onChange, errors, task }: FieldProps<'documents'>): ReactNode {
  const { t } = useTranslation();
  const say = useSay();
  const id = idOf(path);
  const error = errors.get(path);
  const hint = field.hint && say(field.hint);
  const chosen = Array.isArray(value) ? (value as string[]) : [];
  return (
    <FieldFrame id={id} label={say(field.label)} hint={hint} error={error} required={field.required}>
      <DocumentsControl
        id={id}
        task={task}
        value={chosen}
        max={field.max}
        onChange={onChange}
        tie={described(id, hint, error)}
      />
      <Uploader
        caseId={task.caseId}
        label={t('form.uploadFor', { label: say(field.label) })}
        onDone={(document) => onChange([...chosen, document.id])}
      />
    </FieldFrame>
  );
}
