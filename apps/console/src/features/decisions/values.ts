import type { Field, IndicatorEntry, IndicatorJudgement } from '../../../../../libs/contracts/forms';
import type { Indicator, Task } from '../../api/types';
import type { FormValues } from './drafts';

/** What is sent: empty optional values are left out, lists of the standard are complete and in its order. */
export function valuesToSend(fields: readonly Field[], values: FormValues, task: Pick<Task, 'standard'>): FormValues {
  const sent: FormValues = {};
  for (const field of fields) {
    const value = tidy(field, values[field.name], task.standard?.indicators ?? []);
    if (value !== undefined) sent[field.name] = value;
  }
  return sent;
}

function tidy(field: Field, value: unknown, indicators: readonly Indicator[]): unknown {
  if (field.type === 'flag') return value === true ? true : field.required ? false : undefined;
  if (field.type === 'rows') return ((value ?? []) as FormValues[]).map(tidyRow);
  if (field.type === 'indicators') return indicators.map((one) => tidyEntry(one, (value ?? []) as IndicatorEntry[]));
  if (field.type === 'judgements') {
    return indicators.flatMap((one) =>
      ((value ?? []) as IndicatorJudgement[])
        .filter((judgement) => judgement.indicator === one.id)
        .map((judgement) => tidyRow({ ...judgement })),
    );
  }
  if (Array.isArray(value) && value.length === 0 && !field.required) return undefined;
  if (typeof value === 'string') return value.trim() === '' ? undefined : value.trim();
  return value ?? undefined;
}

function tidyRow(row: FormValues): FormValues {
  return Object.fromEntries(
    Object.entries(row)
      .map(([name, value]) => [name, typeof value === 'string' ? value.trim() : value] as const)
      .filter(([, value]) => value !== undefined && value !== null && value !== ''),
  );
}

function tidyEntry(indicator: Indicator, entries: readonly IndicatorEntry[]): IndicatorEntry {
  const entry = entries.find((one) => one.indicator === indicator.id);
  const evidence = entry?.evidence?.length ? { evidence: entry.evidence } : {};
  const statement = entry?.statement?.trim() ? { statement: entry.statement.trim() } : {};
  if (indicator.kind === 'boolean')
    return { indicator: indicator.id, confirmed: entry?.confirmed === true, ...statement, ...evidence };
  if (indicator.kind === 'narrative') return { indicator: indicator.id, ...statement, ...evidence };
  const figures = (entry?.figures ?? []).filter((figure) => typeof figure === 'number');
  return { indicator: indicator.id, figures, ...statement, ...evidence };
}

/** Brings the API's field paths (`form.plan[0].goal`, `/form/plan/0/goal`) to the form's own: `plan.0.goal`. */
export function formPath(path: string): string {
  return path
    .replace(/\[(\w+)\]/g, '.$1')
    .replace(/\//g, '.')
    .replace(/^[.$]+/, '')
    .replace(/^form(\.|$)/, '');
}

/** The control that shows an error inside a value: cells of rows and conditions of the standard have their own. */
export function controlPath(fields: readonly Field[], path: string): string {
  const parts = formPath(path).split('.');
  const field = fields.find((one) => one.name === parts[0]);
  const depth = field?.type === 'rows' ? 3 : field?.type === 'indicators' || field?.type === 'judgements' ? 2 : 1;
  return field ? parts.slice(0, depth).join('.') : parts.join('.');
}
