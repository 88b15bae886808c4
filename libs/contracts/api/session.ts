import * as z from 'zod';
import { sections } from '../sections';
import { serviceScopes } from '../service-scopes';
import { id, idOut, instant, organisation, person, role, typed } from './values';

export const signIn = z.strictObject({ username: typed(64), password: typed(200) });
export type SignIn = z.infer<typeof signIn>;

export const sessionView = z.strictObject({
  person,
  posts: z.array(
    z.strictObject({
      id: idOut('post'),
      role,
      organisation,
      province: z.string().nullable(),
      /** Whose post it is, where it is stood in for. */ onBehalfOf: person.nullable(),
    }),
  ),
  /** Parts of the console that are anything to this person today. */
  sections: z.array(z.enum(sections)),
  csrfToken: z.string(),
  expiresAt: instant,
  training: z.boolean(),
  /** Set where nothing but the security page is open until a second step is set. */
  secondFactorMissing: z.boolean(),
});
export type SessionView = z.infer<typeof sessionView>;

/** Served in training mode only. */
export const trainingAccounts = z.strictObject({
  items: z.array(
    z.strictObject({
      username: z.string(),
      password: z.string(),
      name: z.strictObject({ zh: z.string(), en: z.string() }),
      role,
      organisation,
    }),
  ),
});
export type TrainingAccounts = z.infer<typeof trainingAccounts>;

export const clockView = z.strictObject({
  legalNow: instant,
  movable: z.boolean(),
  /** Where a move under way is going; null when the clock runs by itself. */
  target: instant.nullable(),
});
export type ClockView = z.infer<typeof clockView>;

/** Move forward to an instant, or by working days' worth of plain days. Exactly one of the two. */
export const moveClock = z
  .strictObject({ to: instant.optional(), days: z.number().int().min(1).max(3660).optional() })
  .refine((value) => (value.to === undefined) !== (value.days === undefined), { message: 'one-of-to-and-days' });
export type MoveClock = z.infer<typeof moveClock>;

const code = z.string().regex(/^(\d{6}|[A-Za-z2-7]{4}(-?[A-Za-z2-7]{4}){3})$/);
/** Of an authenticator, or one of the recovery codes. */
export const secondStep = z.strictObject({ code });
export const stepUpInput = z
  .strictObject({
    password: typed(200).optional(),
    code: z
      .string()
      .regex(/^\d{6}$/)
      .optional(),
  })
  .refine((value) => (value.password === undefined) !== (value.code === undefined), { message: 'required' });
export type StepUpInput = z.infer<typeof stepUpInput>;

export const mySessions = z.strictObject({
  items: z.array(
    z.strictObject({
      id: idOut('session'),
      mine: z.boolean(),
      createdAt: instant,
      /** To the minute. */
      lastSeenAt: instant,
      expiresAt: instant,
      address: z.string(),
      agent: z.string(),
    }),
  ),
});
export type MySessions = z.infer<typeof mySessions>;
export const sessionId = z.strictObject({ id: id('session') });
export const endedSessions = z.strictObject({ ended: z.number().int() });

export const securityView = z.strictObject({
  hasPassword: z.boolean(),
  passwordChangedAt: instant.nullable(),
  secondFactor: z.strictObject({ set: z.boolean(), required: z.boolean(), recoveryCodesLeft: z.number().int() }),
});
export type SecurityView = z.infer<typeof securityView>;
export const changePasswordInput = z.strictObject({ current: typed(200), next: typed(200) });
export const nothingMore = z.strictObject({});
/** What an authenticator is given; shown once. */
export const newSecondFactor = z.strictObject({ key: z.string(), uri: z.string() });
export const confirmSecondFactor = z.strictObject({ code: z.string().regex(/^\d{6}$/) });
/** Shown once. */
export const recoveryCodes = z.strictObject({ codes: z.array(z.string()) });
export type RecoveryCodes = z.infer<typeof recoveryCodes>;

const username = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{2,63}$/);
export const issueActivation = z.strictObject({ username });
/** Shown once, handed over in person; the account's holder sets the password with it. */
export const activation = z.strictObject({ code: z.string(), username: z.string(), expiresAt: instant });
export const activate = z.strictObject({ code: typed(64), password: typed(200) });

export const endedSecondFactor = z.strictObject({ personId: idOut('person'), endedSessions: z.number().int() });

const scope = z.enum(serviceScopes);
export const makeServiceAccount = z.strictObject({
  name: z.strictObject({ zh: typed(120), en: typed(120) }),
  scopes: z.array(scope).min(1).max(serviceScopes.length),
  days: z.number().int().min(1).max(366),
});
export type MakeServiceAccount = z.infer<typeof makeServiceAccount>;
const serviceAccount = z.strictObject({
  id: idOut('serviceAccount'),
  person,
  scopes: z.array(scope),
  createdAt: instant,
  expiresAt: instant,
  revokedAt: instant.nullable(),
  state: z.enum(['standing', 'expired', 'revoked']),
  allowedActions: z.array(z.enum(['revoke'])),
});
export const serviceAccounts = z.strictObject({
  items: z.array(serviceAccount),
  allowedActions: z.array(z.enum(['make'])),
});
export type ServiceAccounts = z.infer<typeof serviceAccounts>;
export const newServiceAccount = z.strictObject({
  id: idOut('serviceAccount'),
  personId: idOut('person'),
  token: z.string(),
});
export const serviceAccountId = z.strictObject({ id: id('serviceAccount') });
export const revokedServiceAccount = z.strictObject({ id: idOut('serviceAccount') });

export const signInWays = z.strictObject({ outside: z.boolean() });
export const outsideStart = z.strictObject({ next: z.string().max(2000).optional() });
export const identityList = z.strictObject({
  items: z.array(
    z.strictObject({
      id: idOut('identity'),
      issuer: z.string(),
      subject: z.string(),
      linkedAt: instant,
      endedAt: instant.nullable(),
      /** As of the last sign-in. */
      groups: z.array(z.string()),
      /** What two persons may grant; nothing is granted by a group. */
      suggestions: z.array(z.strictObject({ role, organisation })),
      allowedActions: z.array(z.enum(['end'])),
    }),
  ),
  /** None where no provider is set up. */
  allowedActions: z.array(z.enum(['link'])),
});
export type IdentityList = z.infer<typeof identityList>;
export const linkIdentity = z.strictObject({ subject: typed(255), username });
export const identityId = z.strictObject({ id: id('identity') });
export const identityAnswer = z.strictObject({ id: idOut('identity') });
export const groupPostInput = z.strictObject({ group: typed(200), role, organisationId: id('organisation') });
export const groupPost = z.strictObject({ group: z.string() });
