import type { RequestItem } from '../../../api/types';
import type { FormValues } from '../../decisions/drafts';

/** What the reviewer said of an item. */
export interface Verdict {
  returned: boolean;
  reason: string;
}

export const verdictOf = (values: FormValues, itemId: string): Verdict | undefined =>
  (values.verdicts as Record<string, Verdict> | undefined)?.[itemId];

/** The review as it stands: counts, what goes back, and what is still open. */
export function summed(items: readonly RequestItem[], values: FormValues) {
  const given = items.map((item) => ({ item, verdict: verdictOf(values, item.id) }));
  const returned = given.filter(({ verdict }) => verdict?.returned);
  return {
    accepted: given.filter(({ verdict }) => verdict && !verdict.returned).length,
    returned: returned.map(({ item, verdict }) => ({ item: item.id, reason: verdict?.reason.trim() ?? '' })),
    open: given.filter(({ verdict }) => !verdict).map(({ item }) => item.id),
    unreasoned: returned.filter(({ verdict }) => verdict?.reason.trim() === '').map(({ item }) => item.id),
  };
}
