import type { RequestItem, RequestView } from '../../../api/types';
import { standingOf } from './item-standing';

export interface Missing {
  item: RequestItem;
  why: 'missing' | 'unsaved' | 'badFiles';
  /** Of those that cannot be handed in. */
  files: NonNullable<RequestItem['answer']>['files'];
}

/** Everything that keeps the answer from being submitted, at once: what is required and empty, typed and not saved, or names a bad file. */
export function missingOf(view: Pick<RequestView, 'items'>, unsaved: (itemId: string) => boolean): Missing[] {
  return view.items.flatMap((item): Missing[] => {
    if (unsaved(item.id)) return [{ item, why: 'unsaved', files: [] }];
    const files = (item.answer?.files ?? []).filter((file) => file.standing !== 'good');
    if (files.length > 0) return [{ item, why: 'badFiles', files }];
    return standingOf(item) === 'missing' ? [{ item, why: 'missing', files: [] }] : [];
  });
}
