import { describe, expect, it } from 'vitest';
import type { RequestItem } from '../../../api/types';
import { missingOf } from './missing';
import { summed } from './review';

const item = (id: string, more: Partial<RequestItem> = {}): RequestItem => ({
  id,
  no: 1,
  title: id,
  accepts: '',
  formats: ['pdf'],
  required: true,
  indicator: null,
  libraryId: null,
  originId: null,
  passedFromId: null,
  returnReason: null,
  state: 'open',
  answer: null,
  template: null,
  handedIn: null,
  awaited: false,
  proposalId: null,
  ...more,
});

describe('a review', () => {
  it('counts item by item and wants a reason for each return', () => {
    const verdicts = {
      a: { returned: false, reason: 'left over' },
      b: { returned: true, reason: ' 缺2025年 ' },
      c: { returned: true, reason: '  ' },
    };
    expect(
      summed(
        ['a', 'b', 'c', 'd'].map((id) => item(id)),
        { verdicts },
      ),
    ).toEqual({
      accepted: 1,
      returned: [
        { item: 'b', reason: '缺2025年' },
        { item: 'c', reason: '' },
      ],
      open: ['d'],
      unreasoned: ['c'],
    });
  });
});

describe('what keeps an answer from being submitted', () => {
  it('is all that is required and empty, and all that is typed and not saved', () => {
    const answer = { rev: 1, text: '见附件', unavailableBecause: null, editedBy: null, editedAt: '', files: [] };
    const items = [item('a'), item('b', { answer }), item('c', { required: false }), item('d', { answer })];
    expect(missingOf({ items }, (id) => id === 'd').map(({ item: one, why }) => [one.id, why])).toEqual([
      ['a', 'missing'],
      ['d', 'unsaved'],
    ]);
  });
});
