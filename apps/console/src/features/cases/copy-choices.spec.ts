import { describe, expect, it } from 'vitest';
import type { ColleagueList } from '../../api/types';
import { copyChoices, copyTo } from './copy-choices';

type Colleague = ColleagueList['items'][number];
const colleague = (id: string, role: Colleague['role']): Colleague => ({
  id,
  role,
  name: { zh: id, en: id },
  body: 'province',
});
const words = {
  role: (role: string) => role.replace('provincial-', ''),
  name: (one: Colleague) => one.name.zh,
  posts: 'P',
  people: 'C',
};

describe('to whom a case is copied', () => {
  it('offers each post once and each colleague once with all posts, oneself never', () => {
    const all = [
      colleague('me', 'provincial-manager'),
      colleague('b', 'provincial-handler'),
      colleague('c', 'provincial-handler'),
      colleague('b', 'provincial-checker'),
    ];
    expect(copyChoices(all, 'me', words)).toEqual([
      {
        label: 'P',
        options: [
          { value: 'role:provincial-handler', label: 'handler' },
          { value: 'role:provincial-checker', label: 'checker' },
        ],
      },
      {
        label: 'C',
        options: [
          { value: 'person:b', label: 'b · handler / checker' },
          { value: 'person:c', label: 'c · handler' },
        ],
      },
    ]);
  });

  it('offers nothing where nobody else works for the body', () => {
    expect(copyChoices([colleague('me', 'provincial-handler')], 'me', words)).toEqual([]);
  });

  it('reads a choice back, and nothing else', () => {
    expect(copyTo('role:provincial-handler')).toEqual({ role: 'provincial-handler' });
    expect(copyTo('person:person_1')).toEqual({ personId: 'person_1' });
    for (const odd of [undefined, '', 'role:', 'group:x', 3]) expect(copyTo(odd)).toBeUndefined();
  });
});
