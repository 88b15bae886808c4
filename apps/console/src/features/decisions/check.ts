import type {
  CellField,
  Field,
  IndicatorEntry,
  IndicatorJudgement,
  MissingReason,
} from '../../../../../libs/contracts/forms';
import type { Indicator, Task } from '../../api/types';
import type { FormValues } from './drafts';

/** What is wrong with a value: a code of words `mistake.*` with its figures. */
export interface Fault {
  /** Names joined by dots, as the API gives them: `plan.0.goal`. */
  path: string;
  code:
    | 'required'
    | 'must-be-true'
    | 'too-long'
    | 'too-small'
    | 'too-large'
    | 'not-integer'
    | 'number-form'
    | 'too-few-rows'
    | 'panel-size'
    | 'panel-lead'
    | 'figure'
    | 'figures'
    | 'statement'
    | 'judgement';
  figures?: Record<string, number>;
}

export type CheckContext = Pick<Task, 'standard' | 'panelSize' | 'checklist'>;

const authorityNumber = /^.+〔\d{4}〕\d+号$/;
const isBlank = (value: unknown): boolean =>
  value === undefined ||
  value === null ||
  (typeof value === 'string' && value.trim() === '') ||
  (Array.isArray(value) && value.length === 0);

/** Figures an indicator asks for: one a year for means and ratios, one otherwise, none for statements. */
export function figuresOf(indicator: Indicator): number {
  if (indicator.kind === 'boolean' || indicator.kind === 'narrative') return 0;
  return indicator.years ?? 1;
}

/** A first look before sending; the API's answer is the one that counts. */
export function checkForm(fields: readonly Field[], values: FormValues, context: CheckContext): Fault[] {
  return fields.flatMap((field) => checkField(field, values[field.name], context));
}

function checkField(field: Field, value: unknown, context: CheckContext): Fault[] {
  const path = field.name;
  switch (field.type) {
    case 'flag':
      return field.mustBeTrue && value !== true ? [{ path, code: 'must-be-true' }] : [];
    case 'rows':
      return checkRows(field, Array.isArray(value) ? (value as FormValues[]) : []);
    case 'indicators':
      return checkIndicators(path, context.standard?.indicators ?? [], (value ?? []) as IndicatorEntry[]);
    case 'judgements':
      return checkJudgements(path, context.standard?.indicators ?? [], (value ?? []) as IndicatorJudgement[]);
    case 'seats':
      return checkSeats(path, value, context);
    case 'checklist':
      return checkReasons(path, context.checklist, (value ?? []) as MissingReason[]);
    case 'retention-class':
    case 'document':
    case 'documents':
    case 'attendance':
    case 'target':
      return field.required && isBlank(value) ? [{ path, code: 'required' }] : [];
    case 'text':
    case 'paragraph':
    case 'number':
    case 'date':
    case 'choice':
      return checkCell(field, value, path);
  }
}

function checkCell(field: CellField, value: unknown, path: string): Fault[] {
  if (isBlank(value)) return field.required ? [{ path, code: 'required' }] : [];
  if (field.type === 'number') return checkNumber(field, value as number, path);
  if (field.type !== 'text' && field.type !== 'paragraph') return [];
  const text = String(value);
  if (text.length > field.maxLength) return [{ path, code: 'too-long', figures: { max: field.maxLength } }];
  if (field.type === 'text' && field.pattern === 'authority-number' && !authorityNumber.test(text.trim()))
    return [{ path, code: 'number-form' }];
  return [];
}

function checkNumber(field: Extract<CellField, { type: 'number' }>, value: number, path: string): Fault[] {
  if (field.min !== undefined && value < field.min) return [{ path, code: 'too-small', figures: { min: field.min } }];
  if (field.max !== undefined && value > field.max) return [{ path, code: 'too-large', figures: { max: field.max } }];
  return field.integer && !Number.isInteger(value) ? [{ path, code: 'not-integer' }] : [];
}

function checkRows(field: Extract<Field, { type: 'rows' }>, rows: readonly FormValues[]): Fault[] {
  const least = field.required ? Math.max(1, field.min) : field.min;
  const few: Fault[] = rows.length < least ? [{ path: field.name, code: 'too-few-rows', figures: { min: least } }] : [];
  return [
    ...few,
    ...rows.flatMap((row, at) =>
      field.columns.flatMap((column) =>
        checkCell(column, row[column.name], `${field.name}.${String(at)}.${column.name}`),
      ),
    ),
  ];
}

function checkIndicators(path: string, indicators: readonly Indicator[], entries: readonly IndicatorEntry[]): Fault[] {
  return indicators.flatMap((indicator, at): Fault[] => {
    const entry = entries.find((one) => one.indicator === indicator.id);
    const where = `${path}.${String(at)}`;
    if (indicator.kind === 'narrative') return entry?.statement?.trim() ? [] : [{ path: where, code: 'statement' }];
    const wanted = figuresOf(indicator);
    const given = (entry?.figures ?? []).filter((one) => typeof one === 'number').length;
    return given < wanted
      ? [{ path: where, code: wanted === 1 ? 'figure' : 'figures', figures: { count: wanted } }]
      : [];
  });
}

function checkJudgements(
  path: string,
  indicators: readonly Indicator[],
  given: readonly IndicatorJudgement[],
): Fault[] {
  return indicators.flatMap((indicator, at): Fault[] =>
    given.some((one) => one.indicator === indicator.id) ? [] : [{ path: `${path}.${String(at)}`, code: 'judgement' }],
  );
}

/** A reason for every row that is missing, all at once. */
function checkReasons(path: string, rows: Task['checklist'], given: readonly MissingReason[]): Fault[] {
  return rows.flatMap((row): Fault[] => {
    if (row.state !== 'missing') return [];
    const reason = given.find((one) => one.item === row.item)?.reason ?? '';
    return reason.trim() === '' ? [{ path: `${path}.${row.item}`, code: 'required' }] : [];
  });
}

function checkSeats(path: string, value: unknown, context: CheckContext): Fault[] {
  const { personIds = [], leadId } = (value ?? {}) as { personIds?: string[]; leadId?: string };
  const { min, max } = context.panelSize ?? { min: 1, max: Infinity };
  if (personIds.length < min || personIds.length > max) return [{ path, code: 'panel-size', figures: { min, max } }];
  return leadId && personIds.includes(leadId) ? [] : [{ path, code: 'panel-lead' }];
}
