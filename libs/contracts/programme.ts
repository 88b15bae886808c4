import * as z from 'zod';
import { Basis, LocalText, Slug, sourced } from './basis';
import { Ladder, LegalDay, LimitRule } from './deadlines';
import { FileFormat } from './file-formats';
import { RequestRules, requestStages } from './requests';
import { isTemplateFile, Template, type TemplateFile } from './template';

export { Basis, LocalText, sourced } from './basis';
export { FileFormat } from './file-formats';

export const ProgrammeKind = z.enum(['NMC', 'NRMC']);
export type ProgrammeKind = z.infer<typeof ProgrammeKind>;

export const DeadlineSubject = z.enum(['stage', 'body', 'task', 'notice', 'duty', 'request', 'service']);
export type DeadlineSubject = z.infer<typeof DeadlineSubject>;

export const DeadlineKind = z.enum(['commitment', 'internal']);
export type DeadlineKind = z.infer<typeof DeadlineKind>;

export const DeadlineBody = z.enum(['hospital', 'province', 'nation']);
export type DeadlineBody = z.infer<typeof DeadlineBody>;

/**
 * `deemed-accepted`: an intake that did not answer in time counts as having accepted (视为受理). `served`: a notice that
 * nobody opened counts as served (视为送达). `decide-lapse`: an answer that never came opens the decision about it;
 * nothing ends by itself.
 */
export const WhenDue = z.enum(['none', 'escalate', 'end-of-notice', 'deemed-accepted', 'served', 'decide-lapse']);
export type WhenDue = z.infer<typeof WhenDue>;

const StageId = Slug;
const StepId = Slug;
const OutcomeId = Slug;

/** `kind` says whose clock it is: a body's commitment, its internal control, or null where it binds the other side or a period. */
const KIND_OF: Record<DeadlineSubject, DeadlineKind | null> = {
  body: 'commitment',
  stage: 'internal',
  task: 'internal',
  request: null,
  service: null,
  notice: null,
  duty: null,
};

/** 默认受理 exists for intakes only. */
const INTAKES: readonly string[] = ['provincial-intake', 'national-intake'];

const DeadlineRuleShape = z.strictObject({
  id: Slug,
  subject: DeadlineSubject,
  kind: DeadlineKind.nullable(),
  stage: StageId.optional(),
  step: StepId.optional(),
  body: DeadlineBody.optional(),
  /** Body rows: starts when this stage ends with this outcome. */
  from: z.strictObject({ stage: StageId, outcome: OutcomeId }).optional(),
  /** Body rows: met when this stage ends with one of these outcomes. */
  to: z.strictObject({ stage: StageId, outcomes: z.array(OutcomeId).min(1) }).optional(),
  /** Stages during which the row is paused (expert time). */
  excludes: z.array(StageId),
  rule: LimitRule,
  extension: z.strictObject({ days: z.int().min(1), times: z.int().min(1) }).optional(),
  /** What pauses by request may take together, in working days; time of experts and holds is not limited. */
  pausesAtMost: z.strictObject({ days: z.int().min(1), basis: Basis }).optional(),
  /** Request rows: the fewest and the most working days the asker may give. */
  askedDays: z
    .strictObject({ min: z.int().min(1), max: z.int().min(1), basis: Basis })
    .refine((days) => days.min <= days.max, { path: ['max'], message: 'smaller than min' })
    .optional(),
  ladder: z.string().min(1).nullable(),
  whenDue: WhenDue,
  title: LocalText,
  basis: Basis,
  source: z.string().min(1).optional(),
});

/** One limit of the programme; becomes a ledger row when its subject begins. */
export const DeadlineRule = DeadlineRuleShape.superRefine((row, ctx) => {
  const wants = (field: keyof typeof row, when: boolean): void => {
    const has = row[field] !== undefined;
    if (when === has) return;
    ctx.addIssue({
      code: 'custom',
      path: [field],
      message: `a ${row.subject} row ${when ? 'needs' : 'has no'} ${field}`,
    });
  };
  const isBody = row.subject === 'body';
  wants('body', isBody);
  wants('from', isBody);
  wants('to', isBody);
  wants('stage', !isBody && row.subject !== 'service');
  if (isBody || row.subject === 'stage') wants('step', false);
  if (row.subject === 'task') wants('step', true);
  if (row.kind !== KIND_OF[row.subject]) {
    ctx.addIssue({ code: 'custom', path: ['kind'], message: `a ${row.subject} row has kind ${KIND_OF[row.subject]}` });
  }
  if (row.whenDue === 'end-of-notice' && row.subject !== 'notice') {
    ctx.addIssue({ code: 'custom', path: ['whenDue'], message: 'only a notice row ends a notice' });
  }
  if (row.whenDue === 'decide-lapse' && row.subject !== 'request') {
    ctx.addIssue({ code: 'custom', path: ['whenDue'], message: 'only a request row opens the decision on its lapse' });
  }
  if ((row.whenDue === 'served') !== (row.subject === 'service')) {
    ctx.addIssue({ code: 'custom', path: ['whenDue'], message: 'a service row, and no other, ends served' });
  }
  if (row.whenDue === 'deemed-accepted' && !(row.subject === 'stage' && INTAKES.includes(row.stage ?? ''))) {
    ctx.addIssue({ code: 'custom', path: ['whenDue'], message: 'only an intake is deemed to have accepted' });
  }
  if (row.pausesAtMost && row.kind === null) {
    ctx.addIssue({ code: 'custom', path: ['pausesAtMost'], message: 'a row of no kind is not paused by a request' });
  }
  if (row.askedDays && row.subject !== 'request') {
    ctx.addIssue({ code: 'custom', path: ['askedDays'], message: 'only a request row has days that are asked' });
  }
});
export type DeadlineRule = z.infer<typeof DeadlineRule>;

export const Fraction = z
  .strictObject({ numerator: z.int().min(1), denominator: z.int().min(1) })
  .refine((f) => f.numerator <= f.denominator, 'a fraction of the whole');
export type Fraction = z.infer<typeof Fraction>;

/** `quorum` is a fraction of the seats that must take part; `majority` one that the votes must exceed. */
export const PanelRule = z
  .strictObject({
    minSize: sourced(z.int().min(1)),
    maxSize: sourced(z.int().min(1)),
    quorum: sourced(Fraction),
    majority: sourced(Fraction),
  })
  .refine((p) => p.minSize.value <= p.maxSize.value, { path: ['maxSize'], message: 'smaller than minSize' });
export type PanelRule = z.infer<typeof PanelRule>;

export const RequiredDocument = z.strictObject({
  id: Slug,
  stage: StageId,
  title: LocalText,
  formats: z.array(FileFormat).min(1),
  required: z.boolean(),
  /** What is accepted, in words. */
  accepts: LocalText.optional(),
  /** Evidence for single indicators: each document names one. */
  perIndicator: z.boolean().optional(),
  template: Template.optional(),
  maxMegabytes: z.int().min(1).optional(),
  /** Documents of one case under this item, withdrawn ones not counted. */
  maxCount: z.int().min(1).optional(),
  basis: Basis,
});
export type RequiredDocument = z.infer<typeof RequiredDocument>;

const isPattern = (text: string): boolean => {
  try {
    return new RegExp(text, 'u').source.length > 0;
  } catch {
    return false;
  }
};

/** The form of an archive number (档号), as the archive of this kind of case gives it; `example` must have that form. */
export const ArchiveRules = z.strictObject({
  number: z
    .strictObject({
      pattern: z
        .string()
        .regex(/^\^.*\$$/, 'from ^ to $')
        .refine(isPattern, 'is no pattern'),
      example: z.string().min(1),
      basis: Basis,
      source: z.string().min(1).optional(),
    })
    .refine((one) => !isPattern(one.pattern) || new RegExp(one.pattern, 'u').test(one.example), {
      path: ['example'],
      message: 'does not have the form of the pattern',
    }),
});

/** A programme version: the data a case is pinned to. Immutable by the hash of its canonical JSON. */
export const Programme = z
  .strictObject({
    code: Slug,
    version: z.string().regex(/^\d{4}\.\d+$/, 'year.number, in quotes'),
    kind: ProgrammeKind,
    specialty: Slug,
    standard: Slug,
    title: LocalText,
    day: LegalDay,
    deadlines: z.array(DeadlineRule).min(1),
    ladders: z.record(z.string().min(1), Ladder),
    panels: z.strictObject({ province: PanelRule, nation: PanelRule }),
    documents: z.array(RequiredDocument),
    /** Absent in versions that were published before requests: nothing can be asked for under them. */
    requests: RequestRules.optional(),
    /** Absent in versions that were published before archives: any number is taken, and no limit set. */
    archive: ArchiveRules.optional(),
  })
  .superRefine((programme, ctx) => {
    const ids = new Set<string>();
    programme.deadlines.forEach((row, i) => {
      if (ids.has(row.id)) ctx.addIssue({ code: 'custom', path: ['deadlines', i, 'id'], message: `${row.id} twice` });
      ids.add(row.id);
      if (row.ladder !== null && !Object.hasOwn(programme.ladders, row.ladder)) {
        ctx.addIssue({ code: 'custom', path: ['deadlines', i, 'ladder'], message: `no ladder ${row.ladder}` });
      }
    });
    for (const stage of programme.requests ? requestStages : []) {
      if (programme.deadlines.some((row) => row.subject === 'request' && row.stage === stage)) continue;
      ctx.addIssue({ code: 'custom', path: ['requests'], message: `no request row for ${stage}` });
    }
    if (programme.requests && !programme.deadlines.some((row) => row.subject === 'service')) {
      ctx.addIssue({ code: 'custom', path: ['requests'], message: 'no service row' });
    }
    const documents = new Set<string>();
    programme.documents.forEach((document, i) => {
      if (documents.has(document.id)) {
        ctx.addIssue({ code: 'custom', path: ['documents', i, 'id'], message: `${document.id} twice` });
      }
      documents.add(document.id);
    });
  });
export type Programme = z.infer<typeof Programme>;

/** Every file to fill in that a programme names: for its required documents, and for items of its library. */
export const templateFilesOf = (programme: Pick<Programme, 'documents' | 'requests'>): TemplateFile[] =>
  [...programme.documents, ...(programme.requests?.library ?? [])].map((one) => one.template).filter(isTemplateFile);
