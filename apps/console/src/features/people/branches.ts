import type { Organisation } from '../../api/people';

export interface Branch {
  one: Organisation;
  below: Branch[];
}

/**
 * Organisations of a province (null: of none) as a tree. Those that name nobody above them stand below the province's
 * own body; whoever's parent is not among the given ones stands at the top.
 */
export function branchesOf(items: readonly Organisation[], province: string | null): Branch[] {
  const here = items.filter((one) => one.province === province);
  const byId = new Map(here.map((one) => [one.id, one]));
  const body = here.find((one) => one.kind === 'province');
  const above = (one: Organisation): string | null => {
    if (one.parentId !== null && byId.has(one.parentId)) return one.parentId;
    return body && one.id !== body.id ? body.id : null;
  };
  const below = (parent: string | null, seen: ReadonlySet<string>): Branch[] =>
    here
      .filter((one) => above(one) === parent && !seen.has(one.id))
      .map((one) => ({ one, below: below(one.id, new Set([...seen, one.id])) }));
  return below(null, new Set());
}
