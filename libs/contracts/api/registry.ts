import * as z from 'zod';
import { caseKind, idOut, instant, legalDate, light, page, paging, words } from './values';

export const centersQuery = z.strictObject({ ...paging });
/** One center of the registry. Rows of the published registry have no case. */
export const centerRow = z.strictObject({
  id: idOut('center'),
  name: words,
  kind: z.string(),
  specialty: z.string(),
  hosts: z.array(words),
  province: z.string().nullable(),
  designatedOn: legalDate.nullable(),
  documentNumber: z.string().nullable(),
  caseId: idOut('case').nullable(),
  caseNumber: z.string().nullable(),
  basis: z.string(),
});
export type CenterRow = z.infer<typeof centerRow>;
export const centerList = page(centerRow);
export type CenterList = z.infer<typeof centerList>;

export const notificationRow = z.strictObject({
  id: idOut('notification'),
  at: instant,
  title: words,
  text: words,
  /** Null where it is about no case. */
  caseId: idOut('case').nullable(),
  caseNumber: z.string().nullable(),
  light: light.nullable(),
  read: z.boolean(),
});
export const notificationList = z.strictObject({
  items: z.array(notificationRow),
  next: z.string().nullable(),
  unread: z.number().int(),
});
export type NotificationList = z.infer<typeof notificationList>;

export const operationsView = z.strictObject({
  legalNow: instant,
  machineNow: instant,
  database: z.literal('up'),
  temporal: z.enum(['up', 'degraded']),
  worker: z.enum(['up', 'degraded']),
  workerSeenAt: instant.nullable(),
  outbox: z.strictObject({
    waiting: z.number().int(),
    parked: z.number().int(),
    oldestWaitingSeconds: z.number().nullable(),
  }),
  parked: z.array(
    z.strictObject({
      id: z.number().int(),
      caseId: idOut('case'),
      reason: z.string(),
      since: instant,
      attempts: z.number().int(),
    }),
  ),
  /** Mail and webhook; what will never go is counted for 30 days. */
  messages: z.strictObject({
    waiting: z.number().int(),
    failed: z.number().int(),
    givenUp: z.number().int(),
    notAddressed: z.number().int(),
    noChannel: z.number().int(),
    oldestWaitingSeconds: z.number().nullable(),
  }),
  /** The virus scan of what was uploaded: `missing` where production has none. */
  files: z.strictObject({
    scanner: z.enum(['configured', 'training', 'missing']),
    waiting: z.number().int(),
    infected: z.number().int(),
    unreadable: z.number().int(),
    oldestWaitingSeconds: z.number().nullable(),
  }),
  unacknowledged: z.number().int(),
  overdueAlarms: z.number().int(),
  cases: z.array(
    z.strictObject({
      caseId: idOut('case'),
      number: z.string(),
      kind: caseKind,
      messageSeq: z.number().int(),
      ackedSeq: z.number().int(),
      historyLength: z.number().int(),
      nextAlarmAt: instant.nullable(),
    }),
  ),
});
export type OperationsView = z.infer<typeof operationsView>;

export const readiness = z.strictObject({
  status: z.enum(['ready', 'unavailable']),
  database: z.enum(['up', 'down']),
  temporal: z.enum(['up', 'degraded']),
  worker: z.enum(['up', 'degraded']),
});
export type Readiness = z.infer<typeof readiness>;
export const version = z.strictObject({ name: z.string(), version: z.string(), node: z.string() });
export type Version = z.infer<typeof version>;
