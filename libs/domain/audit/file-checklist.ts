import type { FileFacts } from '../../contracts/archive';
import type { Stage, Step } from '../../contracts/procedure';
import type { ChecklistItem } from '../../contracts/words/archive';

/** `not-applicable`: the case never came so far. `count`: acts, documents or notices found. */
export interface ChecklistRow {
  item: ChecklistItem;
  state: 'present' | 'missing' | 'not-applicable';
  count: number;
  /** The paper's number, where the row is a paper. */
  number: string | null;
}

/** What belongs in the file of a closed case (归档范围), each row found in the record, missing, or not applicable. */
export function fileChecklist(facts: FileFacts): ChecklistRow[] {
  const passed = (stage: Stage): boolean =>
    facts.stages.some((one) => one.stage === stage && one.outcome !== null && !interruption.has(one.outcome));
  const act = (item: ChecklistItem, applies: boolean, stage: Stage, ...steps: Step[]): ChecklistRow =>
    row(
      item,
      applies,
      steps.map((step) => actsOf(facts, stage, step).length),
    );
  return [
    act('declaration', true, 'declaration', 'sign-declaration'),
    declarationDocuments(facts),
    act('intake-record', passed('provincial-intake'), 'provincial-intake', 'check-completeness'),
    act('provincial-report', passed('provincial-evaluation'), 'provincial-evaluation', 'write-report'),
    act('recommendation', passed('provincial-recommendation'), 'provincial-recommendation', 'sign-recommendation'),
    original('submission-original', facts.submitted, 'submission', facts),
    act('national-intake-record', passed('national-intake'), 'national-intake', 'check-submission'),
    act('national-report', passed('national-review'), 'national-review', 'write-report', 'panel-meeting', 'vote'),
    act('decision-sheet', passed('national-decision'), 'national-decision', 'sign-decision'),
    publication(passed('public-notice'), facts),
    original('notice-original', facts.result === 'designated', 'notice', facts),
    act('forwarding', facts.result === 'designated', 'issue', 'forward-result'),
    original('withdrawal-original', facts.result === 'withdrawn' && facts.submitted, 'withdrawal', facts),
    requestsAndReceipts(facts),
  ];
}

/** Rows nobody can hand over without a reason. */
export const missingRows = (rows: readonly ChecklistRow[]): ChecklistRow[] =>
  rows.filter((one) => one.state === 'missing');

const interruption: ReadonlySet<string> = new Set(['returned', 'recalled', 'withdrawn', 'lapsed']);

const actsOf = (facts: FileFacts, stage: Stage, step: Step) =>
  facts.decisions.filter((one) => one.stage === stage && one.step === step && one.outcome !== 'returned');

/** Present where every count is more than nothing. */
function row(item: ChecklistItem, applies: boolean, counts: number[], number: string | null = null): ChecklistRow {
  const count = counts.reduce((sum, one) => sum + one, 0);
  if (!applies) return { item, state: 'not-applicable', count: 0, number: null };
  return { item, state: counts.every((one) => one > 0) ? 'present' : 'missing', count, number };
}

function declarationDocuments(facts: FileFacts): ChecklistRow {
  const slots = [...facts.documents.values()].map((one) => one.slot);
  const counts = facts.requiredSlots.map((slot) => slots.filter((one) => one === slot).length);
  return row('declaration-documents', facts.requiredSlots.length > 0, counts);
}

/** A paper with its sealed original (盖章原件). */
function original(
  item: ChecklistItem,
  applies: boolean,
  kind: FileFacts['papers'][number]['kind'],
  facts: FileFacts,
): ChecklistRow {
  const papers = facts.papers.filter((paper) => paper.kind === kind && facts.documents.has(paper.documentId));
  return row(item, applies, [papers.length], papers.at(-1)?.number ?? null);
}

function publication(applies: boolean, facts: FileFacts): ChecklistRow {
  const recorded = actsOf(facts, 'public-notice', 'record-publication').filter(
    (one) => one.document !== null && facts.documents.has(one.document),
  );
  return row('public-notice-record', applies, [recorded.length]);
}

/** Every notice with the receipt of its answer; one that was withdrawn or lapsed has none. */
function requestsAndReceipts({ requests }: FileFacts): ChecklistRow {
  const settled = requests.filter(
    ({ state, receipt }) => receipt !== null || state === 'withdrawn' || state === 'lapsed' || state === 'closed',
  );
  const all = settled.length === requests.length;
  return row('requests-and-receipts', requests.length > 0, [all ? requests.length : 0]);
}
