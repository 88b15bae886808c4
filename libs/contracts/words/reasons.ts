import { refusals, type RefusalCode } from '../errors';
import type { Words } from '../forms';
import type { Role } from '../posts';
import { roleWords } from './procedure';

/** Why somebody may, and what a refusal alone does not tell. */
export const reasonCodes = [
  'holds-post',
  'stands-in',
  'needs-post',
  'needs-own-post',
  'needs-seat',
  'post-elsewhere',
  'outside-scope',
  'administrator',
  'principal-other-side',
  'principal-same-person',
] as const;
export type ReasonCode = (typeof reasonCodes)[number];

/** A reason as entitlement gives it: a code with what its words need. */
export interface Reason {
  code: ReasonCode | RefusalCode;
  roles?: readonly Role[];
  name?: Words;
}

const list = (roles: readonly Role[]): Words => ({
  zh: roles.map((role) => roleWords[role].zh).join('、'),
  en: roles.map((role) => roleWords[role].en).join(', '),
});

const own: Record<ReasonCode, (roles: Words, name: Words) => Words> = {
  'holds-post': (roles) => ({ zh: `任${roles.zh}。`, en: `Holds the post: ${roles.en}.` }),
  'stands-in': (roles, name) => ({
    zh: `代理${name.zh}的${roles.zh}岗位。`,
    en: `Stands in for ${name.en}, ${roles.en}.`,
  }),
  'needs-post': (roles) => ({
    zh: `须由本案有关机关的${roles.zh}办理。`,
    en: `Needs a post of a body on this case: ${roles.en}.`,
  }),
  'needs-own-post': (roles) => ({
    zh: `须由${roles.zh}本人办理，不得代理。`,
    en: `Only by who holds the post in person: ${roles.en}.`,
  }),
  'needs-seat': () => ({
    zh: '须由专家组该席位的专家本人办理。',
    en: 'Only the expert in that seat of the panel may.',
  }),
  'post-elsewhere': (roles) => ({
    zh: `任${roles.zh}，但所在机构不是本案有关机关，或案件尚未到达。`,
    en: `Holds such a post (${roles.en}), but not at the body concerned, or the case has not come there yet.`,
  }),
  'outside-scope': (roles, name) => ({
    zh: `代理${name.zh}的${roles.zh}岗位，但本事项不在代理范围内。`,
    en: `Stands in for ${name.en} (${roles.en}), but not for this.`,
  }),
  administrator: () => ({ zh: '管理员不办理案件。', en: 'Administrators do nothing on cases.' }),
  'principal-other-side': (_, name) => ({
    zh: `被代理人${name.zh}已代表另一方办理过该案。`,
    en: `${name.en}, who is stood in for, has acted for another side of this case.`,
  }),
  'principal-same-person': (_, name) => ({
    zh: `被代理人${name.zh}已办理过同一文稿的其他环节。`,
    en: `${name.en}, who is stood in for, has done another part of this paper.`,
  }),
};

const isOwn = (code: string): code is ReasonCode => (reasonCodes as readonly string[]).includes(code);

/** A reason in both languages. */
export function wordsOfReason({ code, roles = [], name = { zh: '', en: '' } }: Reason): Words {
  return isOwn(code) ? own[code](list(roles), name) : refusals[code].words;
}
