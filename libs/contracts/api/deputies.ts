import * as z from 'zod';
import { deputyScopeKinds } from '../deputies';
import { steps } from '../procedure';
import { id, idOut, instant, legalDate, organisation, person, role, stage, step, typed, words } from './values';

export const deputyId = z.strictObject({ id: id('deputy') });

/** How far a deputy stands in: for the post, for the cases of one call, or for tasks of the steps named. */
export const deputyScope = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('post') }),
  z.strictObject({ kind: z.literal('call'), callId: id('call') }),
  z.strictObject({ kind: z.literal('steps'), steps: z.array(step).min(1).max(steps.length) }),
]);

export const nameDeputyInput = z.strictObject({
  /** The post that is stood in for. */
  postId: id('post'),
  personId: id('person'),
  validFrom: legalDate,
  /** Last day. */
  validTo: legalDate,
  scope: deputyScope.default({ kind: 'post' }),
  reason: typed(1000),
});
export type NameDeputy = z.infer<typeof nameDeputyInput>;

export const revokeDeputyInput = z.strictObject({ reason: typed(1000).optional() });
export type RevokeDeputy = z.infer<typeof revokeDeputyInput>;

const scopeOut = z.strictObject({
  kind: z.enum(deputyScopeKinds),
  callId: idOut('call').nullable(),
  steps: z.array(step),
});

export const deputyView = z.strictObject({
  id: idOut('deputy'),
  post: z.strictObject({ id: idOut('post'), role, organisation }),
  principal: person,
  deputy: person,
  validFrom: legalDate,
  validTo: legalDate,
  scope: scopeOut,
  reason: z.string(),
  grantedAt: instant,
  /** By the legal date of today. */
  state: z.enum(['coming', 'standing', 'over', 'revoked']),
  revoked: z.strictObject({ at: instant, reason: z.string().nullable() }).nullable(),
  mayRevoke: z.boolean(),
});
export type DeputyView = z.infer<typeof deputyView>;

export const deputyList = z.strictObject({
  /** Whom I stand in for. */
  standingIn: z.array(deputyView),
  /** Who stands in for me. */
  forMe: z.array(deputyView),
  /** All others of the bodies whose signatory or manager I am. */
  ofBody: z.array(deputyView),
  /** Posts I may name a deputy for, with their holders. */
  posts: z.array(z.strictObject({ id: idOut('post'), role, organisation: idOut('organisation'), holder: person })),
  /** Who may be named: everybody with a post of such a body. */
  candidates: z.array(z.strictObject({ person, organisation: idOut('organisation'), role })),
});
export type DeputyList = z.infer<typeof deputyList>;

/** Whom somebody thinks of naming; `steps` divided by commas. */
export const deputyPreviewQuery = z.strictObject({
  postId: id('post'),
  personId: id('person'),
  scope: z.enum(deputyScopeKinds).default('post'),
  callId: id('call').optional(),
  steps: z
    .string()
    .max(2000)
    .transform((text) => text.split(','))
    .pipe(z.array(step).min(1).max(steps.length))
    .optional(),
});
export type DeputyPreviewQuery = z.infer<typeof deputyPreviewQuery>;

/** Open tasks of the post, and those the deputy could not do, each with all that stands against it: as `/why` says it. */
export const deputyPreview = z.strictObject({
  /** How many were looked at, the most urgent first; `more` where there are others. */
  open: z.number().int(),
  more: z.boolean(),
  barred: z.array(
    z.strictObject({
      id: idOut('task'),
      caseId: idOut('case'),
      caseNumber: z.string(),
      stage,
      step,
      dueAt: instant.nullable(),
      reasons: z.array(z.strictObject({ code: z.string(), words })),
    }),
  ),
});
export type DeputyPreview = z.infer<typeof deputyPreview>;

export const deputyReceipt = z.strictObject({ id: idOut('deputy'), at: instant });
export type DeputyReceipt = z.infer<typeof deputyReceipt>;
