import fc from 'fast-check';
import type { FileFacts } from '../../contracts/archive';
import { designationStages, type Stage } from '../../contracts/procedure';
import { checklistItems } from '../../contracts/words/archive';
import { archiveStageOf } from './archive';
import { fileChecklist, missingRows } from './file-checklist';

const nothing: FileFacts = {
  result: 'not-accepted',
  submitted: false,
  stages: [],
  decisions: [],
  papers: [],
  documents: new Map(),
  requiredSlots: [],
  requests: [],
};
const states = (facts: Partial<FileFacts>) =>
  Object.fromEntries(fileChecklist({ ...nothing, ...facts }).map((row) => [row.item, row.state]));

describe('what belongs in the file of a closed case', () => {
  it('has every row once, in the order of the procedure, whatever the record holds', () => {
    fc.assert(
      fc.property(fc.subarray([...designationStages]), fc.boolean(), (passed, submitted) => {
        const stages = passed.map((stage) => ({ stage, outcome: 'accepted' as const }));
        const rows = fileChecklist({ ...nothing, stages, submitted });
        expect(rows.map((row) => row.item)).toEqual([...checklistItems]);
        for (const row of rows) expect(row.count > 0).toBe(row.state === 'present');
      }),
    );
  });

  it('asks for what the case came to, and for nothing it never came to', () => {
    const refused = states({ stages: [{ stage: 'provincial-intake', outcome: 'not-accepted' }] });
    expect(refused).toMatchObject({
      declaration: 'missing',
      'intake-record': 'missing',
      'provincial-report': 'not-applicable',
      'submission-original': 'not-applicable',
      'notice-original': 'not-applicable',
      'requests-and-receipts': 'not-applicable',
    });
    const returned: FileFacts['stages'] = [{ stage: 'provincial-evaluation', outcome: 'returned' }];
    expect(states({ stages: returned })['provincial-report']).toBe('not-applicable');
  });

  it('a paper without its sealed original is missing', () => {
    const papers: FileFacts['papers'] = [{ kind: 'submission', number: '示卫医〔2026〕7号', documentId: 'doc_1' }];
    const facts = { submitted: true, papers };
    expect(states(facts)['submission-original']).toBe('missing');
    const documents = new Map([['doc_1', { slot: null }]]);
    expect(states({ ...facts, documents })['submission-original']).toBe('present');
    const rows = fileChecklist({ ...nothing, ...facts, documents });
    expect(rows.find((row) => row.item === 'submission-original')?.number).toBe('示卫医〔2026〕7号');
  });

  it('a notice sent needs its receipt, unless it was withdrawn or lapsed; one missing makes the row missing', () => {
    const requests = (...states: [FileFacts['requests'][number]['state'], string | null][]) =>
      states.map(([state, receipt]) => ({ state, receipt }));
    const row = 'requests-and-receipts';
    expect(states({ requests: requests(['answered', 'HZ-1'], ['lapsed', null]) })[row]).toBe('present');
    expect(states({ requests: requests(['answered', 'HZ-1'], ['sent', null]) })[row]).toBe('missing');
  });

  it('every document a declaration must have counts', () => {
    const requiredSlots = ['construction-plan', 'figures'];
    const one = new Map([['doc_1', { slot: 'construction-plan' }]]);
    expect(states({ requiredSlots, documents: one })['declaration-documents']).toBe('missing');
    const both = new Map([...one, ['doc_2', { slot: 'figures' }]] as const);
    expect(states({ requiredSlots, documents: both })['declaration-documents']).toBe('present');
    expect(missingRows(fileChecklist({ ...nothing, requiredSlots, documents: both }))).not.toContainEqual(
      expect.objectContaining({ item: 'declaration-documents' }),
    );
  });
});

describe('whose archive a case goes to', () => {
  const of = (submitted: boolean, ...entered: Stage[]) => archiveStageOf({ kind: 'designation', submitted, entered });
  it('the nation’s once it was submitted, the province’s once it was received there, none before', () => {
    expect(of(false, 'declaration')).toBeNull();
    expect(of(false, 'declaration', 'provincial-intake')).toBe('provincial-archive');
    expect(of(false, 'declaration', 'provincial-intake', 'submission')).toBe('provincial-archive');
    expect(of(true, 'declaration', 'national-intake', 'provincial-recommendation')).toBe('archive');
    expect(archiveStageOf({ kind: 'reporting-year', submitted: true, entered: ['planning'] })).toBeNull();
  });
});
