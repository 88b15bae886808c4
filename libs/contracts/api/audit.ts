import * as z from 'zod';
import { eventTypes, type EventType } from '../events';
import { roles } from '../posts';
import { auditKinds, systemEventTypes, type SystemEventType } from '../system-events';
import { id, instant, page, paging, person, typed, words } from './values';

const types = [...Object.keys(eventTypes), ...Object.keys(systemEventTypes)] as [
  EventType | SystemEventType,
  ...(EventType | SystemEventType)[],
];

/**
 * Without `case`: what happened beside the cases. With it: the events of that case, or with a kind other than `changes`
 * what was tried on it, looked at or taken out of it. `who`: part of a name, or a user name. Newest first.
 */
export const auditQuery = z.strictObject({
  ...paging,
  case: z.string().min(1).max(40).optional(),
  type: z.enum(types).optional(),
  kind: z.enum(auditKinds).optional(),
  person: id('person').optional(),
  who: typed(64).optional(),
  from: instant.optional(),
  to: instant.optional(),
});
export type AuditQuery = z.infer<typeof auditQuery>;

/** Who did what and when: no opinion, no reason, no content of a paper. */
export const auditEvent = z.strictObject({
  chain: z.string(),
  seq: z.number().int(),
  type: z.enum(types),
  title: words,
  at: instant,
  by: z
    .strictObject({
      person: person.nullable(),
      role: z.enum(roles).nullable(),
      onBehalfOf: person.nullable(),
      address: z.string().nullable(),
      request: z.string().nullable(),
    })
    .nullable(),
  /** Why it was refused, where it was. */
  refusal: words.nullable(),
  /** Of an event beside the cases: the case it is about. */
  caseNumber: z.string().nullable(),
  /** Of an event of a case: the version of the programme it is pinned to. */
  programme: z.string().nullable(),
  facts: z.record(z.string(), z.unknown()),
  /** Names of the people and organisations among the facts, by id. */
  named: z.record(z.string(), words),
  alg: z.string(),
  hash: z.string(),
});
export type AuditEvent = z.infer<typeof auditEvent>;
export const auditEventList = page(auditEvent);
export type AuditEventList = z.infer<typeof auditEventList>;

export const anchorsQuery = z.strictObject(paging);
export const anchorList = page(
  z.strictObject({
    seq: z.number().int(),
    at: instant,
    alg: z.string(),
    chains: z.number().int(),
    root: z.string(),
    keyId: z.string(),
  }),
);
export type AnchorList = z.infer<typeof anchorList>;

/** What the last run of `npm run audit -- verify` found; null before the first. */
export const verificationView = z.strictObject({
  last: z
    .strictObject({
      at: instant,
      intact: z.boolean(),
      events: z.number().int(),
      cases: z.number().int(),
      processes: z.number().int(),
      anchors: z.number().int(),
      sinceAnchor: z.number().int().nullable(),
      caseNumber: z.string().nullable(),
      findings: z.array(
        z.strictObject({
          chain: z.string(),
          number: z.string().nullable(),
          seq: z.number().int(),
          kind: z.string(),
          detail: z.string(),
        }),
      ),
      anchorFindings: z.array(z.strictObject({ anchor: z.number().int(), fault: z.string() })),
    })
    .nullable(),
});
export type VerificationView = z.infer<typeof verificationView>;
