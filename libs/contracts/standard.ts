import * as z from 'zod';
import { Basis, LocalText, Slug } from './basis';

export const Dimension = z.enum(['care', 'teaching', 'research', 'prevention', 'management']);
export type Dimension = z.infer<typeof Dimension>;

export const IndicatorKind = z.enum(['boolean', 'count', 'mean-n-years', 'ratio', 'coverage', 'narrative']);
export type IndicatorKind = z.infer<typeof IndicatorKind>;

/** What an indicator of each kind must carry: its comparator, and the JavaScript type of its threshold. */
const FITS = {
  boolean: { comparator: 'is', threshold: 'boolean' },
  count: { comparator: '>=', threshold: 'number' },
  'mean-n-years': { comparator: '>=', threshold: 'number' },
  ratio: { comparator: '>=', threshold: 'number' },
  coverage: { comparator: '>=', threshold: 'number' },
  narrative: { comparator: null, threshold: 'object' },
} as const satisfies Record<IndicatorKind, { comparator: '>=' | 'is' | null; threshold: string }>;

const IndicatorShape = z.strictObject({
  id: z.string().min(1),
  kind: IndicatorKind,
  /** null: a basic condition or medical-reform task that the five dimensions do not plainly cover. */
  dimension: Dimension.nullable(),
  dimensionBasis: Basis.nullable(),
  title: LocalText,
  threshold: z.union([z.number(), z.literal(true)]).nullable(),
  comparator: z.enum(['>=', 'is']).nullable(),
  unit: LocalText.nullable(),
  years: z.int().min(1).nullable(),
  yearsBasis: Basis.optional(),
  /** The indicator this one is a share or a reach of. */
  of: z.string().optional(),
  note: z.string().optional(),
  basis: Basis,
});

/** A condition of a setting standard. A `ratio` is in percent; a `narrative` has evidence and no figure. */
export const Indicator = IndicatorShape.superRefine((row, ctx) => {
  const misfit = (field: 'comparator' | 'threshold' | 'years'): void =>
    ctx.addIssue({ code: 'custom', path: [field], message: `does not fit kind ${row.kind}` });
  const fits = FITS[row.kind];
  if (row.comparator !== fits.comparator) misfit('comparator');
  if (typeof row.threshold !== fits.threshold) misfit('threshold');
  if (row.kind !== 'ratio' && (row.kind === 'mean-n-years') !== (row.years !== null)) misfit('years');
  if ((row.dimension === null) !== (row.dimensionBasis === null)) {
    ctx.addIssue({ code: 'custom', path: ['dimensionBasis'], message: 'goes with dimension' });
  }
});
export type Indicator = z.infer<typeof Indicator>;

/**
 * A setting standard. Conditions that must all hold; no points and no pass mark. A `template` names a specialty whose
 * figures are not known: it has no indicators and no date, and no case can be declared against it.
 */
export const Standard = z
  .strictObject({
    id: Slug,
    title: LocalText,
    /** Shown wherever the standard is used. */
    label: LocalText,
    centerKind: z.enum(['NMC', 'NRMC']),
    specialty: Slug,
    template: z.boolean(),
    published: z.iso.date().nullable(),
    issuer: LocalText.nullable(),
    documentNumber: z.string().nullable(),
    rule: z.strictObject({ kind: z.literal('all-must-pass'), basis: Basis }).nullable(),
    indicators: z.array(Indicator),
    notes: z.array(z.string()),
    basis: Basis,
    source: z.string().min(1).nullable(),
  })
  .superRefine((standard, ctx) => {
    if (standard.template !== (standard.indicators.length === 0)) {
      ctx.addIssue({ code: 'custom', path: ['indicators'], message: 'a template has none, a standard has some' });
    }
    const ids = new Set<string>();
    standard.indicators.forEach((row, i) => {
      if (ids.has(row.id)) ctx.addIssue({ code: 'custom', path: ['indicators', i, 'id'], message: `${row.id} twice` });
      ids.add(row.id);
    });
    standard.indicators.forEach((row, i) => {
      if (row.of !== undefined && !ids.has(row.of)) {
        ctx.addIssue({ code: 'custom', path: ['indicators', i, 'of'], message: `no indicator ${row.of}` });
      }
    });
  });
export type Standard = z.infer<typeof Standard>;
