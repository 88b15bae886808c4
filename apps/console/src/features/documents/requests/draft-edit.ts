import type { CaseRequests, DraftInput, DraftItem, RequestView } from '../../../api/types';
import type { FieldError } from '../../cases/act-errors';

type Drafting = NonNullable<CaseRequests['drafting']>;
export type LibraryItem = Drafting['library'][number];
export type Proposal = Drafting['proposals'][number];
export type Formats = LibraryItem['formats'];

/** A draft while it is written. Titles of ready-worded items are kept to show them. */
export interface DraftEdit {
  items: EditedItem[];
  dueDays: number | undefined;
}
export type EditedItem = DraftItem & { shown?: { title: string; accepts: string } };

export const allFormats: Formats = ['pdf', 'ofd', 'docx', 'xlsx', 'png', 'jpg', 'zip'];

export const freeItem = (): EditedItem => ({ from: 'free', title: '', accepts: '', formats: ['pdf'], required: true });
export const fromLibrary = (item: LibraryItem): EditedItem => ({
  from: 'library',
  libraryId: item.id,
  required: item.required,
  shown: { title: item.title.zh, accepts: item.accepts.zh },
});
export const fromProposal = (proposal: Proposal): EditedItem => ({
  from: 'proposal',
  proposalId: proposal.id,
  title: proposal.title,
  accepts: proposal.accepts,
  formats: ['pdf'],
  required: true,
});

/** A draft that was saved, ready to be written anew. */
export function editedDraft(view: Pick<RequestView, 'items' | 'dueDays'>): DraftEdit {
  return {
    dueDays: view.dueDays,
    items: view.items.map((item): EditedItem => {
      const { title, accepts, formats, required } = item;
      if (item.originId !== null)
        return { from: 'returned', itemId: item.originId, reason: item.returnReason ?? '', shown: { title, accepts } };
      if (item.libraryId !== null)
        return { from: 'library', libraryId: item.libraryId, required, shown: { title, accepts } };
      if (item.proposalId !== null)
        return { from: 'proposal', proposalId: item.proposalId, title, accepts, formats, required };
      return { from: 'free', title, accepts, formats, required };
    }),
  };
}

/** What is sent: without what was kept to be shown. */
export const inputOf = ({ items, dueDays }: DraftEdit): DraftInput => ({
  ...(dueDays === undefined ? {} : { dueDays }),
  items: items.map(({ shown: _, ...item }) => item),
});

export interface DraftWords {
  noItems: string;
  title: (no: number) => string;
  accepts: (no: number) => string;
  formats: (no: number) => string;
  reason: (no: number) => string;
  days: string;
}

/** What is wrong with a draft before it is sent, by the id of its field. */
export function mistakesOf(edit: DraftEdit, days: Drafting['days'], words: DraftWords): FieldError[] {
  const found: FieldError[] = edit.items.length === 0 ? [['items', words.noItems]] : [];
  edit.items.forEach((item, at) => {
    const path = (name: string): string => `item-${String(at)}-${name}`;
    if (item.from === 'returned' && item.reason.trim() === '') found.push([path('reason'), words.reason(at + 1)]);
    if (item.from !== 'free' && item.from !== 'proposal') return;
    if (item.title.trim() === '') found.push([path('title'), words.title(at + 1)]);
    if (item.accepts.trim() === '') found.push([path('accepts'), words.accepts(at + 1)]);
    if (item.formats.length === 0) found.push([path('formats'), words.formats(at + 1)]);
  });
  if (edit.dueDays !== undefined && (edit.dueDays < days.min || edit.dueDays > days.max))
    found.push(['days', words.days]);
  return found;
}
