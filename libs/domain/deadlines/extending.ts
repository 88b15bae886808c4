import type { Adjustment } from '../../contracts/deadlines';
import type { RefusalCode } from '../../contracts/errors';
import type { Actor, Body, Post } from '../../contracts/posts';
import type { DeadlineRule } from '../../contracts/programme';
import { signatoryOf } from '../people/posts-of-body';
import { postWithRole, type CaseParties } from '../people/relation';

/** The post through which the actor extends a limit: the signatory of the body whose limit it is. */
export const postToExtend = (actor: Actor, parties: CaseParties, body: Body): Post | undefined =>
  postWithRole(actor, parties, signatoryOf(body));

/** A row as an extension looks at it. */
export interface ExtendableRow {
  adjustments: readonly Adjustment[];
  dueAt: number | null;
  closedAt: number | null;
}

/** What may still be added: the most days at once, and how often. */
export interface ExtensionLeft {
  daysAtMost: number;
  times: number;
}

/** What the programme leaves of the extension of a limit; null where it knows none, or nothing is left of it. */
export function extensionLeft(rule: DeadlineRule, row: ExtendableRow): ExtensionLeft | null {
  if (!rule.extension || rule.kind === null) return null;
  const times = rule.extension.times - row.adjustments.filter((one) => one.kind === 'extended').length;
  return times > 0 ? { daysAtMost: rule.extension.days, times } : null;
}

/**
 * Why a limit cannot be extended by so many days at a legal instant (epoch ms); null where it can. Late is the clock
 * against the due instant; a row that is paused can be extended.
 */
export function whyNotExtend(rule: DeadlineRule, row: ExtendableRow, days: number, now: number): RefusalCode | null {
  if (row.closedAt !== null) return 'deadline-closed';
  if (!rule.extension || rule.kind === null) return 'not-extendable';
  if (row.dueAt !== null && now > row.dueAt) return 'deadline-over';
  const left = extensionLeft(rule, row);
  if (left === null) return 'extension-used-up';
  return days > left.daysAtMost ? 'extension-too-long' : null;
}
