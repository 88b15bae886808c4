import type { RequestView } from '../../../api/types';
import { blanks, typedText, type FieldError } from '../../cases/act-errors';
import type { FormValues } from '../../decisions/drafts';

export const requestActs = [
  'ask-extension',
  'decide-extension',
  'withdraw',
  'ask-check',
  'check',
  'send',
  'ask-answer-check',
  'check-answer',
  'pass-on',
] as const;
export type RequestAct = (typeof requestActs)[number];
export const isRequestAct = (text: string): text is RequestAct => (requestActs as readonly string[]).includes(text);

/** The last part of the address each act is sent to. */
export const routeOf: Record<RequestAct, string> = {
  'ask-extension': 'extensions',
  'decide-extension': 'extension-decision',
  withdraw: 'withdraw',
  'ask-check': 'ask-check',
  check: 'check',
  send: 'send',
  'ask-answer-check': 'ask-answer-check',
  'check-answer': 'answer-check',
  'pass-on': 'pass-on',
};

const needed: Record<RequestAct, readonly string[]> = {
  'ask-extension': ['days', 'reason'],
  'decide-extension': ['granted', 'reason'],
  withdraw: ['reason'],
  'ask-check': ['reason'],
  check: ['outcome', 'note'],
  send: [],
  'ask-answer-check': [],
  'check-answer': ['outcome'],
  'pass-on': ['items'],
};

/** The days to begin with: the usual ones, or as many as leave the own answer in time. */
export const daysToPass = (passing: RequestView['passing'], usual: number): number =>
  passing?.safe ? Math.min(usual, passing.safe.days) : usual;

export function startOf(act: RequestAct, view: RequestView): FormValues {
  const asked = view.extensions.find((one) => one.state === 'asked');
  if (act === 'pass-on' && view.passing) return { days: daysToPass(view.passing, view.passing.usual) };
  return act === 'decide-extension' && asked ? { days: asked.days } : {};
}

/** What is empty and must not be. */
export function actMistakes(act: RequestAct, values: FormValues, message: string): FieldError[] {
  const empty = { ...values };
  if (Array.isArray(empty.items) && empty.items.length === 0) delete empty.items;
  return blanks(empty, needed[act], message);
}

/** The body of the request that an act sends. */
export function actInput(act: RequestAct, view: Pick<RequestView, 'rev'>, values: FormValues): object {
  const reason = typedText(values.reason) ?? '';
  const note = typedText(values.note);
  const days = typeof values.days === 'number' ? { days: values.days } : {};
  switch (act) {
    case 'ask-extension':
      return { ...days, reason };
    case 'decide-extension':
      return values.granted === 'grant' ? { granted: true, ...days, reason } : { granted: false, reason };
    case 'withdraw':
      return { reason };
    case 'ask-check':
      return { rev: view.rev, reason };
    case 'check':
      return { rev: view.rev, outcome: values.outcome, note };
    case 'send':
      return { rev: view.rev };
    case 'ask-answer-check':
      return {};
    case 'check-answer':
      return { outcome: values.outcome, ...(note ? { note } : {}) };
    case 'pass-on':
      return { items: values.items, ...(days.days ? { dueDays: days.days } : {}) };
  }
}
