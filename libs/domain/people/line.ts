import type { Id } from '../../contracts/ids';
import { superiors, type Role, type Superior } from '../../contracts/posts';

/** 司局 and 处室: a division stands below a department, a department below none or another. */
export const unitKinds = ['department', 'division'] as const;
export type UnitKind = (typeof unitKinds)[number];

export interface UnitNode {
  id: Id<'unit'>;
  kind: UnitKind;
  parentId: Id<'unit'> | null;
}

/** A post held on the day, of one organisation. Without a unit it is of the whole organisation. */
export interface PostInUnit {
  personId: Id<'person'>;
  role: Role;
  unitId: Id<'unit'> | null;
}

export interface Organised {
  units: readonly UnitNode[];
  posts: readonly PostInUnit[];
  /** The post of the body's manager, who is told where nobody above is left; null where the body has none. */
  manager: Role | null;
}

export interface Superiors {
  people: Id<'person'>[];
  /** The post they hold; null where there is nobody. */
  post: Superior | 'manager' | null;
  /** Levels that were asked for and are not held, lowest first. */
  passedOn: Superior[];
}

/** Units from the given one upwards; a ring of parents ends where it began. */
export function unitsUpwards(unit: Id<'unit'> | null, units: readonly UnitNode[]): UnitNode[] {
  const byId = new Map(units.map((one) => [one.id, one]));
  const line: UnitNode[] = [];
  let next = unit === null ? undefined : byId.get(unit);
  while (next && !line.includes(next)) {
    line.push(next);
    next = next.parentId === null ? undefined : byId.get(next.parentId);
  }
  return line;
}

/** Where each level is held: a head of a unit of its kind, nearest first, or of the whole organisation. */
const kindOfLevel: Record<Superior, UnitKind | null> = {
  'division-head': 'division',
  'department-head': 'department',
  leader: null,
};

/**
 * The superiors at `level` of somebody who works in `unit`: heads of the nearest division or department at or above
 * it, leaders of the organisation. A level nobody holds passes to the next one up, at last to the manager. `below` are
 * the people whose superior is sought: nobody is their own.
 */
export function superiorsAt(
  level: Superior,
  unit: Id<'unit'> | null,
  organised: Organised,
  below: readonly Id<'person'>[] = [],
): Superiors {
  const { units, posts, manager } = organised;
  const held = posts.filter((post) => !below.includes(post.personId));
  const passedOn: Superior[] = [];
  for (const rung of superiors.slice(superiors.indexOf(level))) {
    const people = headsAt(rung, unitsUpwards(unit, units), held);
    if (people.length > 0) return { people, post: rung, passedOn };
    passedOn.push(rung);
  }
  const people = unique(held.filter((post) => post.role === manager));
  return { people, post: people.length > 0 ? 'manager' : null, passedOn };
}

function headsAt(level: Superior, line: readonly UnitNode[], posts: readonly PostInUnit[]): Id<'person'>[] {
  const heads = posts.filter((post) => post.role === level);
  if (level === 'leader') return unique(heads);
  const places = [...line.filter((unit) => unit.kind === kindOfLevel[level]).map((unit) => unit.id), null];
  for (const place of places) {
    const here = heads.filter((post) => post.unitId === place);
    if (here.length > 0) return unique(here);
  }
  return [];
}

const unique = (posts: readonly PostInUnit[]): Id<'person'>[] => [...new Set(posts.map((post) => post.personId))];
