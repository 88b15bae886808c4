import { describe, expect, it } from 'vitest';
import { editedDraft, freeItem, fromLibrary, inputOf, mistakesOf, type DraftWords } from './draft-edit';

const words: DraftWords = {
  noItems: 'none',
  title: (no) => `title ${String(no)}`,
  accepts: (no) => `accepts ${String(no)}`,
  formats: (no) => `formats ${String(no)}`,
  reason: (no) => `reason ${String(no)}`,
  days: 'days',
};
const days = { min: 5, max: 20, usual: 10 };
const library = {
  id: 'staff-list',
  title: { zh: '名册', en: 'List' },
  accepts: { zh: '表', en: 'Table' },
  formats: ['xlsx' as const],
  required: false,
};

describe('a draft of a notice', () => {
  it('says all that is wrong with it at once', () => {
    expect(mistakesOf({ items: [], dueDays: undefined }, days, words)).toEqual([['items', 'none']]);
    const items = [fromLibrary(library), { ...freeItem(), formats: [] }];
    expect(mistakesOf({ items, dueDays: 4 }, days, words)).toEqual([
      ['item-1-title', 'title 2'],
      ['item-1-accepts', 'accepts 2'],
      ['item-1-formats', 'formats 2'],
      ['days', 'days'],
    ]);
  });
  it('sends items without what is kept to show them', () => {
    expect(inputOf({ items: [fromLibrary(library)], dueDays: 7 })).toEqual({
      dueDays: 7,
      items: [{ from: 'library', libraryId: 'staff-list', required: false }],
    });
  });
  it('is written anew from what was saved: returned, of the library, free, made of a proposal', () => {
    const base = { title: '甲', accepts: '乙', formats: ['pdf' as const], required: true, originId: null };
    const item = { ...base, id: 'item_1', no: 1, indicator: null, libraryId: null, passedFromId: null };
    const made = { template: null, handedIn: null, awaited: false, proposalId: null };
    const rest = { ...made, returnReason: null, state: 'open' as const, answer: null };
    const view = {
      dueDays: 9,
      items: [
        { ...item, ...rest },
        { ...item, ...rest, libraryId: 'staff-list' },
        { ...item, ...rest, originId: 'item_0', returnReason: '缺页' },
        { ...item, ...rest, proposalId: 'prop_1' },
      ],
    };
    expect(inputOf(editedDraft(view))).toEqual({
      dueDays: 9,
      items: [
        { from: 'free', title: '甲', accepts: '乙', formats: ['pdf'], required: true },
        { from: 'library', libraryId: 'staff-list', required: true },
        { from: 'returned', itemId: 'item_0', reason: '缺页' },
        { from: 'proposal', proposalId: 'prop_1', title: '甲', accepts: '乙', formats: ['pdf'], required: true },
      ],
    });
  });
});
