import { useTranslation } from 'react-i18next';
import type { Field } from '../../../../../libs/contracts/forms';
import type { Task } from '../../api/types';
import type { Mistake } from '../../ui/field-frame';
import { checklistItems, checklistWords, type ChecklistItem } from '../../../../../libs/contracts/words/archive';
import { languageNow } from '../../words';
import type { Fault } from './check';
import { idOf } from './fields/field-props';

export function useFaultWords(): (fault: Fault) => string {
  const { t } = useTranslation();
  return (fault) =>
    t(`mistake.${fault.code}`, { ...fault.figures, count: fault.figures?.count ?? fault.figures?.min ?? 0 });
}

/** Mistakes for the summary: each with the field's label and where it stands. */
export function mistakesOf(
  fields: readonly Field[],
  errors: ReadonlyMap<string, string>,
  task: Pick<Task, 'standard'>,
): Mistake[] {
  return [...errors].map(([path, message]) => {
    const [name = '', at, inner] = path.split('.');
    const field = fields.find((one) => one.name === name);
    if (!field) return { fieldId: null, label: '', message };
    return { fieldId: idOf(path), label: labelOf(field, at, inner, task), message };
  });
}

function labelOf(
  field: Field,
  at: string | undefined,
  inner: string | undefined,
  task: Pick<Task, 'standard'>,
): string {
  const language = languageNow() === 'en' ? 'en' : 'zh';
  if (at === undefined) return field.label[language];
  if (field.type === 'rows') {
    const column = field.columns.find((one) => one.name === inner);
    return `${field.label[language]} ${String(Number(at) + 1)}${column ? ` · ${column.label[language]}` : ''}`;
  }
  if (field.type === 'checklist')
    return (checklistItems as readonly string[]).includes(at)
      ? checklistWords[at as ChecklistItem][language]
      : field.label[language];
  const indicator = task.standard?.indicators[Number(at)];
  return indicator ? `${indicator.id} ${indicator.title[language]}` : field.label[language];
}
