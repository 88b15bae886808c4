import * as z from 'zod';
import { id, step, stage, typed } from './api/values';
import type { CellField, Field } from './forms';

/** Form of a document number: characters of the authority, the year in 〔〕, a number, 号. */
export const authorityNumberPattern = /^[\p{L}\p{N}]{1,20}〔(19|20)\d{2}〕\d{1,5}号$/u;
export const yearOfAuthorityNumber = (number: string): number => Number(/〔(\d{4})〕/u.exec(number)?.[1]);

const date = z.iso.date();

function valueOf(field: Field | CellField): z.ZodType {
  switch (field.type) {
    case 'text':
      return field.pattern === 'authority-number'
        ? typed(field.maxLength).regex(authorityNumberPattern, { message: 'authority-number' })
        : typed(field.maxLength).refine((value) => value.trim() !== '', { message: 'blank' });
    case 'paragraph':
      return typed(field.maxLength).refine((value) => value.trim() !== '', { message: 'blank' });
    case 'number': {
      let number = field.integer ? z.number().int() : z.number();
      if (field.min !== undefined) number = number.min(field.min);
      if (field.max !== undefined) number = number.max(field.max);
      return number;
    }
    case 'date':
      return date;
    case 'flag':
      return field.mustBeTrue ? z.literal(true) : z.boolean();
    case 'choice':
      return z.enum(field.options.map((option) => option.value) as [string, ...string[]]);
    case 'document':
      return id('document');
    case 'documents':
      return z.array(id('document')).max(field.max);
    case 'rows':
      return z
        .array(z.strictObject(shapeOf(field.columns)))
        .min(field.min)
        .max(field.max);
    case 'indicators':
      return z
        .array(
          z.strictObject({
            indicator: typed(20),
            figures: z.array(z.number()).max(10).optional(),
            statement: typed(4000).optional(),
            confirmed: z.boolean().optional(),
            evidence: z.array(id('document')).max(50).optional(),
          }),
        )
        .min(1)
        .max(200);
    case 'judgements':
      return z
        .array(
          z.strictObject({
            indicator: typed(20),
            met: z.enum(['met', 'not-met', 'unclear']),
            remark: typed(2000).optional(),
          }),
        )
        .min(1)
        .max(200);
    case 'seats':
      return z.strictObject({ personIds: z.array(id('person')).min(1).max(50), leadId: id('person') });
    case 'attendance':
      return z.array(id('seat')).min(1).max(50);
    case 'checklist':
      return z
        .array(
          z.strictObject({
            item: typed(40),
            reason: typed(1000).refine((value) => value.trim() !== '', { message: 'blank' }),
          }),
        )
        .max(40);
    case 'retention-class':
      return typed(40);
    case 'target':
      return z.strictObject({ stage, step });
  }
}

function shapeOf(fields: readonly (Field | CellField)[]): Record<string, z.ZodType> {
  return Object.fromEntries(
    fields.map((field) => [field.name, field.required ? valueOf(field) : valueOf(field).optional()]),
  );
}

/** The check of a decision form; unknown fields are refused. */
export const formSchema = (form: readonly Field[]) => z.strictObject(shapeOf(form));
