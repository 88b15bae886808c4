import * as z from 'zod';
import { organisationKinds, roles, superiors } from '../posts';
import { id, idOut, instant, legalDate, organisation, page, paging, person, role, step, typed, words } from './values';

const date = z.iso.date();
const given = z.strictObject({ zh: typed(120), en: typed(120) });
export const unitKind = z.enum(['department', 'division']);
const pool = z.union([z.string().regex(/^\d{2}$/), z.literal('nation')]);
const language = z.enum(['zh', 'en']);

export const organisationId = z.strictObject({ id: id('organisation') });
export const unitId = z.strictObject({ id: id('unit') });
export const personId = z.strictObject({ id: id('person') });
export const postId = z.strictObject({ id: id('post') });
export const leaveId = z.strictObject({ id: id('absence') });
export const proposalId = z.strictObject({ id: id('proposal') });
export const importId = z.strictObject({ id: id('peopleImport') });

/** The tree of bodies, parents by id, each with how many people hold a post there today. */
export const organisationTree = z.strictObject({
  items: z.array(
    z.strictObject({
      id: idOut('organisation'),
      code: z.string(),
      kind: z.enum(organisationKinds),
      name: words,
      province: z.string().nullable(),
      parentId: idOut('organisation').nullable(),
      people: z.number().int(),
    }),
  ),
  /** What the reader may begin here. */
  allowedActions: z.array(z.enum(['organise', 'proposals', 'imports', 'services'])),
});
export type OrganisationTree = z.infer<typeof organisationTree>;

export const unitView = z.strictObject({
  id: idOut('unit'),
  code: z.string(),
  kind: unitKind,
  name: words,
  parentId: idOut('unit').nullable(),
  closedOn: legalDate.nullable(),
});
export const unitList = z.strictObject({ items: z.array(unitView) });
export type UnitList = z.infer<typeof unitList>;

export const openOrganisationInput = z.strictObject({
  code: z.string().regex(/^[a-z0-9][a-z0-9-]{0,62}$/),
  kind: z.enum(organisationKinds),
  name: given,
  province: z
    .string()
    .regex(/^\d{2}$/)
    .nullable()
    .default(null),
  parentId: id('organisation').nullable().default(null),
});
export type OpenOrganisationInput = z.infer<typeof openOrganisationInput>;
export const openedOrganisation = z.strictObject({ id: idOut('organisation') });

export const openUnitInput = z.strictObject({
  code: z.string().regex(/^[a-z0-9][a-z0-9-]{0,62}$/),
  kind: unitKind,
  name: given,
  parentId: id('unit').nullable().default(null),
});
export type OpenUnitInput = z.infer<typeof openUnitInput>;
export const openedUnit = z.strictObject({ id: idOut('unit') });
export const closeUnitInput = z.strictObject({ lastDay: date });
export const closedUnit = z.strictObject({ id: idOut('unit'), closedOn: legalDate });

export const peopleQuery = z.strictObject({ ...paging, unit: id('unit').optional() });
export const personRow = z.strictObject({
  ...person.shape,
  posts: z.array(z.strictObject({ id: idOut('post'), role, unit: words.nullable() })),
  away: z.boolean(),
});
export const peopleList = page(personRow);
export type PeopleList = z.infer<typeof peopleList>;

/** People by a part of their name, staff number or user name; `idle`: those who hold no post today. */
export const findPeopleQuery = z.strictObject({
  ...paging,
  q: typed(60).optional(),
  idle: z.enum(['true']).optional(),
});
export type FindPeopleQuery = z.infer<typeof findPeopleQuery>;
export const foundPerson = z.strictObject({
  ...person.shape,
  code: z.string().nullable(),
  posts: z.array(z.strictObject({ id: idOut('post'), role, organisation, unit: words.nullable() })),
  away: z.boolean(),
});
export const foundPeople = page(foundPerson);
export type FoundPeople = z.infer<typeof foundPeople>;

const reached = {
  email: z.email().max(254).nullable().default(null),
  phone: typed(40).nullable().default(null),
  language: language.nullable().default(null),
};
export const addPersonInput = z.strictObject({ code: typed(64).nullable().default(null), name: given, ...reached });
export type AddPersonInput = z.infer<typeof addPersonInput>;
export const changePersonInput = z.strictObject({ name: given, ...reached });
export type ChangePersonInput = z.infer<typeof changePersonInput>;
export const addedPerson = z.strictObject({ id: idOut('person') });

export const proposePostInput = z.strictObject({
  organisationId: id('organisation'),
  role: z.enum(roles),
  unitId: id('unit').nullable().default(null),
  /** Experts only. */
  pool: pool.nullable().default(null),
  from: date,
  /** Last day. */
  to: date.nullable().default(null),
});
export type ProposePostInput = z.infer<typeof proposePostInput>;
export const proposedPost = z.strictObject({ id: idOut('proposal') });
export const grantedPost = z.strictObject({ id: idOut('proposal'), postId: idOut('post').nullable() });
export type GrantedPost = z.infer<typeof grantedPost>;

export const proposalView = z.strictObject({
  id: idOut('proposal'),
  person,
  organisation,
  role,
  unit: words.nullable(),
  pool: z.string().nullable(),
  from: legalDate,
  to: legalDate.nullable(),
  by: person,
  at: instant,
  /** Proposed by the reader: somebody else must confirm it. */
  mine: z.boolean(),
  allowedActions: z.array(z.enum(['confirm', 'refuse'])),
  /** Why the reader, who grants posts, may not grant this one. */
  barred: words.nullable(),
});
export const proposalList = z.strictObject({ items: z.array(proposalView) });
export type ProposalList = z.infer<typeof proposalList>;

export const endPostInput = z.strictObject({ lastDay: date });
export const endedPost = z.strictObject({ id: idOut('post'), lastDay: legalDate, heldTasks: z.number().int() });
export type EndedPost = z.infer<typeof endedPost>;

export const noteLeaveInput = z.strictObject({
  from: date,
  to: date,
  reason: typed(200).nullable().default(null),
});
export type NoteLeaveInput = z.infer<typeof noteLeaveInput>;
export const notedLeave = z.strictObject({ id: idOut('absence') });

const leaveView = z.strictObject({
  id: idOut('absence'),
  from: legalDate,
  to: legalDate,
  reason: z.string().nullable(),
  notedBy: person,
});
/** Those above, lowest first; `manager` where nobody above is left. */
const superior = z.strictObject({ level: z.enum([...superiors, 'manager']), people: z.array(person) });
const accountState = z.strictObject({
  username: z.string(),
  active: z.boolean(),
  /** Of the code that waits to be used. */
  activationUntil: instant.nullable(),
  passwordChangedAt: instant.nullable(),
  secondFactor: z.boolean(),
  /** Null: it stands. */
  suspended: z.strictObject({ at: instant, by: person, reason: z.string() }).nullable(),
  /** Why the reader, who suspends and reinstates, may not do it here. */
  barred: words.nullable(),
});
/** Everything of a person: posts that were, are and will be; leave from today on; what waits for a second person. */
export const personCard = z.strictObject({
  ...person.shape,
  code: z.string().nullable(),
  email: z.string().nullable(),
  phone: z.string().nullable(),
  language: language.nullable(),
  posts: z.array(
    z.strictObject({
      id: idOut('post'),
      organisation,
      role,
      unit: words.nullable(),
      pool: z.string().nullable(),
      from: legalDate,
      to: legalDate.nullable(),
      held: z.boolean(),
      when: z.enum(['past', 'now', 'coming']),
      /** Of a post held today. */
      superiors: z.array(superior),
      deputies: z.array(z.strictObject({ deputy: person, from: legalDate, to: legalDate })),
      allowedActions: z.array(z.enum(['end'])),
    }),
  ),
  /** Null: none, or not for the reader. */
  account: accountState.nullable(),
  leave: z.array(leaveView),
  away: z.boolean(),
  proposals: z.array(proposalView),
  heldTasks: z.number().int(),
  allowedActions: z.array(
    z.enum([
      'change',
      'propose-post',
      'end-post',
      'note-leave',
      'transfer',
      'read-account',
      'issue-activation',
      'end-second-factor',
      'suspend-account',
      'reinstate-account',
    ]),
  ),
});
export type PersonCard = z.infer<typeof personCard>;

export const suspendAccountInput = z.strictObject({ reason: typed(2000) });
/** `newPassword`: the password there was opens nothing any more; a new activation code is issued. */
export const reinstateAccountInput = z.strictObject({ reason: typed(2000), newPassword: z.boolean() });
export const suspendedAccount = z.strictObject({
  personId: idOut('person'),
  endedSessions: z.number().int(),
  /** Of programs: the person's, and those they made. */
  revokedTokens: z.number().int(),
  /** Open tasks that wait for the person: to be passed on where they do not come back. */
  heldTasks: z.number().int(),
});
export type SuspendedAccount = z.infer<typeof suspendedAccount>;
export const reinstatedAccount = z.strictObject({ personId: idOut('person') });
export type ReinstatedAccount = z.infer<typeof reinstatedAccount>;

const receiver = z.strictObject({
  ...person.shape,
  sameUnit: z.boolean(),
  away: z.boolean(),
  /** What separation of duties says against them; null where nothing does. */
  refused: z.strictObject({ code: z.string(), message: words }).nullable(),
});
/** Tasks a person holds or is asked about, and orders addressed to them, with who could take each. */
export const transferPreview = z.strictObject({
  person,
  /** Whether tasks may be given to a named person; otherwise they go back to their posts. */
  mayName: z.boolean(),
  tasks: z.array(
    z.strictObject({
      id: idOut('task'),
      caseNumber: z.string(),
      step,
      role: role.nullable(),
      dueAt: instant.nullable(),
      /** `seat`: an expert's own; given back, and filled by the rules of the panel. `reply`: asked by its holder. */
      as: z.enum(['holder', 'seat', 'reply']),
      receivers: z.array(receiver),
    }),
  ),
  orders: z.array(z.strictObject({ number: z.string(), caseNumber: z.string(), replyDue: legalDate })),
});
export type TransferPreview = z.infer<typeof transferPreview>;

/** `to` null: every task back to its post. Whoever is named gets what nothing speaks against; the rest goes back. */
export const transferInput = z.strictObject({ to: id('person').nullable(), reason: typed(2000) });
export type TransferInput = z.infer<typeof transferInput>;
export const transferReport = z.strictObject({
  id: idOut('transfer'),
  items: z.array(
    z.strictObject({
      taskId: idOut('task'),
      caseNumber: z.string(),
      step,
      result: z.enum(['given', 'released']),
      /** Why it did not go to the person named. */
      reason: z.strictObject({ code: z.string(), message: words }).nullable(),
    }),
  ),
});
export type TransferReport = z.infer<typeof transferReport>;
