import { handedIn } from './handed-in';

const notice = (id: string, answeredAt: number | null, parentId: string | null = 'parent') => ({
  id,
  parentId,
  answeredAt,
});
const item = (id: string, requestId: string, more: object = {}) => ({
  id,
  requestId,
  passedFromId: null as string | null,
  originId: null as string | null,
  state: 'accepted',
  answerRev: 1,
  ...more,
});
const first = item('one', 'first', { passedFromId: 'asked' });

describe('what came back of an item that was passed on', () => {
  it('is nothing before it is submitted, and what was submitted afterwards', () => {
    expect(handedIn('parent', 'asked', [notice('first', null)], [first])).toBeNull();
    expect(handedIn('parent', 'asked', [notice('first', 5)], [first])?.item.id).toBe('one');
    expect(handedIn('parent', 'another', [notice('first', 5)], [first])).toBeNull();
    expect(handedIn('parent', 'asked', [notice('first', 5, null)], [first])).toBeNull();
  });

  it('is the answer of the last round, found through what was returned', () => {
    const returned = { ...first, state: 'returned' };
    const again = item('two', 'second', { originId: 'one' });
    const thrice = item('three', 'third', { originId: 'two' });
    const notices = [notice('first', 5), notice('second', 9), notice('third', null)];
    expect(handedIn('parent', 'asked', [notice('first', 5), notice('second', null)], [returned, again])).toBeNull();
    expect(handedIn('parent', 'asked', notices, [returned, again, thrice])?.item.id).toBe('two');
    expect(
      handedIn('parent', 'asked', [...notices.slice(0, 2), notice('third', 12)], [returned, again, thrice])?.notice.id,
    ).toBe('third');
  });

  it('is nothing where the item was left empty', () => {
    expect(handedIn('parent', 'asked', [notice('first', 5)], [{ ...first, answerRev: 0 }])).toBeNull();
  });
});
