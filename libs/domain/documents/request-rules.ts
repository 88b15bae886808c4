import type { Programme, DeadlineRule } from '../../contracts/programme';
import type { Stage } from '../../contracts/procedure';
import type { RequestRules } from '../../contracts/requests';

/** The programme's row of requests raised in a stage. Undefined where nothing can be asked for there. */
export const requestRow = (programme: Programme, stage: Stage): DeadlineRule | undefined =>
  programme.deadlines.find((row) => row.subject === 'request' && row.stage === stage);

/** Working days after which a notice that nobody opened counts as served. Throws a plain Error without such a row. */
export function serviceDays(programme: Programme): number {
  const rule = programme.deadlines.find((row) => row.subject === 'service')?.rule;
  if (rule?.kind !== 'working-days') throw new Error('the pinned programme serves no notices');
  return rule.days;
}

/** Working days the asker may give, and the usual number. */
export interface AskedDays {
  min: number;
  max: number;
  usual: number;
}

/** Throws a plain Error where the programme has no such row: checked before anything is drafted. */
export function askedDays(programme: Programme, stage: Stage): AskedDays {
  const row = requestRow(programme, stage);
  if (!row) throw new Error(`no request row for ${stage}`);
  const usual = row.rule.kind === 'working-days' ? row.rule.days : 1;
  return { usual, min: row.askedDays?.min ?? usual, max: row.askedDays?.max ?? usual };
}

export const isWithinDays = (days: number, allowed: AskedDays): boolean => days >= allowed.min && days <= allowed.max;

/** What was sent before, for the one-time rule. */
export interface EarlierNotice {
  stage: Stage;
  fromBody: string;
  parentId: string | null;
  sent: boolean;
}

/**
 * 一次性告知. What could be seen the first time is asked the first time: a further notice of the same body in the same
 * stage with anything but returned items needs its checker. Items passed on are another body's and are no first notice.
 */
export function needsCheck(
  draft: { stage: Stage; fromBody: string; parentId: string | null; items: readonly { originId: string | null }[] },
  earlier: readonly EarlierNotice[],
): boolean {
  if (draft.parentId !== null) return false;
  if (draft.items.every((item) => item.originId !== null)) return false;
  return earlier.some(
    (one) => one.sent && one.parentId === null && one.stage === draft.stage && one.fromBody === draft.fromBody,
  );
}

/** The round of a notice that returns items of `previous`; the first for a new matter. */
export const roundAfter = (previous: { round: number } | null): number => (previous?.round ?? 0) + 1;

export const hasRoundLeft = (round: number, rules: RequestRules): boolean => round <= rules.rounds.value;

/** How many extensions may still be granted. */
export const extensionsLeft = (rules: RequestRules, extensions: readonly { state: string }[]): number =>
  Math.max(0, rules.extension.times.value - extensions.filter((one) => one.state === 'granted').length);

/** Whether the answering body's own signatory has to check before submission. */
export const wantsOwnCheck = (toBody: string, rules: RequestRules): boolean =>
  toBody === 'hospital' || toBody === 'province' ? rules.ownCheck[toBody].value : false;

/** 函复. Only a province answers the nation under a letter. */
export const wantsLetter = (sides: { fromBody: string; toBody: string }, rules: RequestRules): boolean =>
  sides.fromBody === 'nation' && rules.letter.value;
