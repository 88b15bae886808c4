import type { ColleagueList, CopyInput } from '../../api/types';
import type { Choice, ChoiceGroup } from './act-controls';

type Colleague = ColleagueList['items'][number];

/**
 * To whom a case can be copied: each post that somebody else holds, then each colleague once with their posts. The value
 * says which of the two it is.
 */
export function copyChoices(
  colleagues: readonly Colleague[],
  me: string | undefined,
  words: { role: (role: Colleague['role']) => string; name: (one: Colleague) => string; posts: string; people: string },
): ChoiceGroup[] {
  const others = colleagues.filter((one) => one.id !== me);
  const posts = [...new Set(others.map((one) => one.role))].map((role): Choice => ({
    value: `role:${role}`,
    label: words.role(role),
  }));
  const people = [...new Set(others.map((one) => one.id))].flatMap((id): Choice[] => {
    const held = others.filter((one) => one.id === id);
    const [first] = held;
    if (!first) return [];
    return [
      { value: `person:${id}`, label: `${words.name(first)} · ${held.map((one) => words.role(one.role)).join(' / ')}` },
    ];
  });
  return [
    { label: words.posts, options: posts },
    { label: words.people, options: people },
  ].filter((group) => group.options.length > 0);
}

/** The chosen value as the API takes it; undefined where it is none of these. */
export function copyTo(value: unknown): CopyInput['to'] | undefined {
  const [kind, rest] = typeof value === 'string' ? value.split(/:(.*)/) : [];
  if (!rest) return undefined;
  if (kind === 'role') return { role: rest as Extract<CopyInput['to'], { role: unknown }>['role'] };
  return kind === 'person' ? { personId: rest } : undefined;
}
