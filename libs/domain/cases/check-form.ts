import { fieldError } from '../../contracts/field-errors';
import type { FieldError } from '../../contracts/errors';
import type { Field, IndicatorEntry, IndicatorJudgement, MissingReason } from '../../contracts/forms';
import type { ChecklistRow } from '../audit/file-checklist';
import { missingRows } from '../audit/file-checklist';
import type { LegalDate } from '../../contracts/deadlines';
import type { Target } from '../../contracts/procedure';
import type { Fraction } from '../../contracts/programme';
import type { Indicator, Standard } from '../../contracts/standard';
import { yearOfAuthorityNumber } from '../../contracts/form-schema';

/** What the values of a form are checked against beside their shapes. */
export interface FormContext {
  standard: Standard;
  documentIds: ReadonlySet<string>;
  targets: readonly Target[];
  seatIds: readonly string[];
  quorum: Fraction | null;
  panelSize: { min: number; max: number } | null;
  /** Of the archive's steps; empty elsewhere. */
  checklist: readonly ChecklistRow[];
  retentionClasses: readonly string[];
  archiveNumber: RegExp | null;
  today: LegalDate;
}

/** Every problem of a well-shaped form, none for a good one. */
export function checkForm(form: readonly Field[], values: Record<string, unknown>, context: FormContext): FieldError[] {
  const found = form.flatMap((field) => {
    const value = values[field.name];
    if (field.type === 'checklist') return checkMissing(field.name, (value ?? []) as MissingReason[], context);
    return value === undefined ? [] : checkField(field, value, context);
  });
  return [...found, ...checkNumberYear(values)];
}

function checkField(field: Field, value: unknown, context: FormContext): FieldError[] {
  switch (field.type) {
    case 'document':
      return context.documentIds.has(value as string) ? [] : [fieldError(field.name, 'not-in-case')];
    case 'documents':
      return (value as string[]).flatMap((id, index) =>
        context.documentIds.has(id) ? [] : [fieldError(`${field.name}.${String(index)}`, 'not-in-case')],
      );
    case 'indicators':
      return checkIndicators(field.name, value as IndicatorEntry[], context);
    case 'judgements':
      return checkEach(field.name, value as IndicatorJudgement[], context.standard);
    case 'target': {
      const target = value as Target;
      const allowed = context.targets.some((one) => one.stage === target.stage && one.step === target.step);
      return allowed ? [] : [fieldError(field.name, 'target-not-allowed')];
    }
    case 'seats':
      return checkSeats(field.name, value as { personIds: string[]; leadId: string }, context);
    case 'attendance':
      return checkAttendance(field.name, value as string[], context);
    case 'date':
      // Dates outside tables are those of acts already done.
      return (value as string) > context.today ? [fieldError(field.name, 'not-yet')] : [];
    case 'retention-class':
      return context.retentionClasses.includes(value as string)
        ? []
        : [fieldError(field.name, 'retention-class-unknown')];
    case 'text':
      return field.pattern === 'archive-number' && context.archiveNumber?.test(value as string) === false
        ? [fieldError(field.name, 'archive-number')]
        : [];
    case 'checklist':
    case 'paragraph':
    case 'number':
    case 'choice':
    case 'flag':
    case 'rows':
      return [];
  }
}

/** All that is missing and has no reason, at once; a reason for what is there would say something untrue. */
function checkMissing(name: string, given: readonly MissingReason[], { checklist }: FormContext): FieldError[] {
  const missing = new Set<string>(missingRows(checklist).map((row) => row.item));
  const reasoned = new Set(given.map((one) => one.item));
  return [
    ...[...missing]
      .filter((item) => !reasoned.has(item))
      .map((item) => fieldError(`${name}.${item}`, 'file-row-missing')),
    ...[...reasoned]
      .filter((item) => !missing.has(item))
      .map((item) => fieldError(`${name}.${item}`, 'file-row-not-missing')),
  ];
}

function checkIndicators(name: string, entries: IndicatorEntry[], context: FormContext): FieldError[] {
  return [
    ...checkEach(name, entries, context.standard),
    ...entries.flatMap((entry, index) => {
      const indicator = context.standard.indicators.find((one) => one.id === entry.indicator);
      const path = `${name}.${String(index)}`;
      const missing = (entry.evidence ?? []).filter((id) => !context.documentIds.has(id));
      return [
        ...(indicator ? checkEntry(path, entry, indicator) : []),
        ...missing.map(() => fieldError(`${path}.evidence`, 'not-in-case')),
      ];
    }),
  ];
}

function checkEntry(path: string, entry: IndicatorEntry, indicator: Indicator): FieldError[] {
  switch (indicator.kind) {
    case 'boolean':
      return entry.confirmed === undefined ? [fieldError(`${path}.confirmed`, 'confirmation-missing')] : [];
    case 'narrative':
      return entry.statement ? [] : [fieldError(`${path}.statement`, 'statement-missing')];
    case 'mean-n-years':
    case 'ratio':
    case 'count':
    case 'coverage': {
      const wanted = indicator.years ?? 1;
      return entry.figures?.length === wanted ? [] : [fieldError(`${path}.figures`, 'figures-count')];
    }
  }
}

/** One entry for every indicator of the standard, none twice, none unknown. */
function checkEach(name: string, entries: readonly { indicator: string }[], standard: Standard): FieldError[] {
  const known = new Set(standard.indicators.map((indicator) => indicator.id));
  const given = new Set<string>();
  const found: FieldError[] = [];
  entries.forEach((entry, index) => {
    const path = `${name}.${String(index)}.indicator`;
    if (!known.has(entry.indicator)) found.push(fieldError(path, 'indicator-unknown'));
    if (given.has(entry.indicator)) found.push(fieldError(path, 'indicator-twice'));
    given.add(entry.indicator);
  });
  for (const id of known) if (!given.has(id)) found.push(fieldError(`${name}.${id}`, 'indicator-missing'));
  return found;
}

function checkSeats(name: string, seats: { personIds: string[]; leadId: string }, context: FormContext): FieldError[] {
  const found: FieldError[] = [];
  const { panelSize } = context;
  if (new Set(seats.personIds).size !== seats.personIds.length)
    found.push(fieldError(`${name}.personIds`, 'seated-twice'));
  if (!seats.personIds.includes(seats.leadId)) found.push(fieldError(`${name}.leadId`, 'lead-not-seated'));
  if (panelSize && (seats.personIds.length < panelSize.min || seats.personIds.length > panelSize.max)) {
    found.push(fieldError(`${name}.personIds`, 'panel-size'));
  }
  return found;
}

function checkAttendance(name: string, present: string[], context: FormContext): FieldError[] {
  const found = present.flatMap((id, index) =>
    context.seatIds.includes(id) ? [] : [fieldError(`${name}.${String(index)}`, 'not-a-seat')],
  );
  const counted = new Set(present).size;
  if (counted !== present.length) found.push(fieldError(name, 'duplicate'));
  const { quorum, seatIds } = context;
  if (quorum && counted * quorum.denominator < seatIds.length * quorum.numerator) {
    found.push(fieldError(name, 'no-quorum'));
  }
  return found;
}

function checkNumberYear(values: Record<string, unknown>): FieldError[] {
  const { number, dated } = values;
  if (typeof number !== 'string' || typeof dated !== 'string') return [];
  return yearOfAuthorityNumber(number) === Number(dated.slice(0, 4)) ? [] : [fieldError('number', 'year-mismatch')];
}
