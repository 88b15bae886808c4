import type { Body, Role } from '../../contracts/posts';

const handlers = {
  hospital: 'hospital-preparer',
  province: 'provincial-handler',
  nation: 'national-handler',
} as const satisfies Record<Body, Role>;
const checkers = {
  hospital: null,
  province: 'provincial-checker',
  nation: 'national-checker',
} as const satisfies Record<Body, Role | null>;
const signatories = {
  hospital: 'hospital-signatory',
  province: 'provincial-signatory',
  nation: 'national-signatory',
} as const satisfies Record<Body, Role>;
const managers = {
  hospital: null,
  province: 'provincial-manager',
  nation: 'national-manager',
} as const satisfies Record<Body, Role | null>;

/** The post of a body that works its papers. */
export const handlerOf = (body: Body): Role => handlers[body];
/** The post that checks them; a hospital has none. */
export const checkerOf = (body: Body): Role | null => checkers[body];
/** The post that signs for the body. */
export const signatoryOf = (body: Body): Role => signatories[body];
/** The post that looks after what is overdue; a hospital has none. */
export const managerOf = (body: Body): Role | null => managers[body];

/** Posts that hold the tasks of a body. */
export const workingPostsOf = (body: Body): Role[] =>
  [handlers[body], checkers[body], signatories[body]].filter((role) => role !== null);
