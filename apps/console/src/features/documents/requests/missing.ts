import type { RequestItem, RequestView } from '../../../api/types';
import { standingOf } from './item-standing';

export interface Missing {
  item: RequestItem;
  why: 'missing' | 'unsaved';
}

/** Everything that keeps the answer from being submitted, at once: what is required and empty, and what was typed and not saved. */
export function missingOf(view: Pick<RequestView, 'items'>, unsaved: (itemId: string) => boolean): Missing[] {
  return view.items.flatMap((item): Missing[] => {
    if (unsaved(item.id)) return [{ item, why: 'unsaved' }];
    return standingOf(item) === 'missing' ? [{ item, why: 'missing' }] : [];
  });
}
