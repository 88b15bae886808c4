import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { LegalDate } from '../../contracts/deadlines';
import { fieldErrorsOf } from '../../contracts/field-errors';
import { formSchema } from '../../contracts/form-schema';
import type { Field } from '../../contracts/forms';
import type { Outcome } from '../../contracts/procedure';
import { Standard } from '../../contracts/standard';
import { formFor, indicatorEntries } from '../../../test/support/forms';
import { checkForm, type FormContext } from './check-form';
import { stepDefinition, stepRegistry } from './registry';

const config = join(__dirname, '..', '..', '..', 'config', 'standards', 'respiratory-nmc-2019.json');
const standard = Standard.parse(JSON.parse(readFileSync(config, 'utf8')));
const id = (prefix: string, n: number) => `${prefix}_${String(n).repeat(32)}`;
const people = [1, 2, 3, 4, 5].map((n) => id('person', n));
const seats = [1, 2, 3, 4, 5].map((n) => id('seat', n));
const target = { stage: 'provincial-recommendation', step: 'draft-recommendation' } as const;

const context: FormContext = {
  standard,
  documentIds: new Set([id('doc', 1)]),
  targets: [target],
  seatIds: seats,
  quorum: { numerator: 2, denominator: 3 },
  panelSize: { min: 3, max: 7 },
  checklist: [],
  retentionClasses: ['permanent'],
  archiveNumber: null,
  today: '2026-01-05' as LegalDate,
};

/** Problems by path and code, as an official would be told: shape first, then the case. */
function problems(form: readonly Field[], values: Record<string, unknown>, over: Partial<FormContext> = {}): string[] {
  const parsed = formSchema(form).safeParse(values, { reportInput: true });
  const found = parsed.success ? checkForm(form, parsed.data, { ...context, ...over }) : fieldErrorsOf(parsed.error);
  return found.map((error) => `${error.path}: ${error.code}`);
}

function goodForm(definition: (typeof stepRegistry)[number], outcome: Outcome): Record<string, unknown> {
  const form = formFor(definition.step, outcome, {
    standard,
    documentId: id('doc', 1),
    today: '2026-01-05',
    experts: people,
    seatIds: seats,
    number: '12',
  });
  const aimed = definition.outcomes[outcome]?.form.some((field) => field.type === 'target');
  return aimed ? { ...form, target } : form;
}

const wrongValues: Record<Field['type'], unknown> = {
  text: 7,
  paragraph: ['x'],
  number: 'many',
  date: '2026-02-30',
  flag: 'yes',
  choice: 'something-else',
  document: 'doc_1',
  documents: 'doc_1',
  rows: 'rows',
  indicators: [],
  judgements: [{ indicator: 'x', met: 'perhaps' }],
  seats: [],
  attendance: ['nobody'],
  checklist: 'all there',
  'retention-class': 30,
  target: { stage: 'nowhere', step: 'none' },
};

const forms = stepRegistry.flatMap((definition) =>
  Object.entries(definition.outcomes).map(([outcome, offered]) => ({
    name: `${definition.stage}/${definition.step}/${outcome}`,
    definition,
    outcome: outcome as Outcome,
    form: offered.form,
  })),
);

describe.each(forms)('the form of $name', ({ definition, outcome, form }) => {
  it('takes what an official would enter', () => {
    expect(problems(form, goodForm(definition, outcome))).toEqual([]);
  });

  it('names every missing field that is required, and no other', () => {
    const required = form
      .filter((field) => field.required)
      .map(
        (field) =>
          `${field.name}: ${field.type === 'choice' || (field.type === 'flag' && field.mustBeTrue) ? 'not-offered' : 'required'}`,
      );
    expect(problems(form, {}).sort()).toEqual(required.sort());
  });

  it('names each field that is wrong, one at a time', () => {
    for (const field of form) {
      const found = problems(form, { ...goodForm(definition, outcome), [field.name]: wrongValues[field.type] });
      expect([field.name, found.length > 0 && found.every((one) => one.startsWith(field.name))]).toEqual([
        field.name,
        true,
      ]);
    }
  });

  it('refuses a field it does not know', () => {
    expect(problems(form, { ...goodForm(definition, outcome), surprise: 1 })).toEqual(['surprise: unknown']);
  });

  it('refuses NUL, blank and too long in whatever is typed', () => {
    for (const field of form) {
      if (field.type !== 'text' && field.type !== 'paragraph') continue;
      const given = (value: string) => problems(form, { ...goodForm(definition, outcome), [field.name]: value });
      expect(given('a\u0000b').some((one) => one.startsWith(`${field.name}: `))).toBe(true);
      expect(given('字'.repeat(field.maxLength + 1))[0]).toBe(`${field.name}: too-long`);
      expect(given('   ').some((one) => one.startsWith(`${field.name}: `))).toBe(true);
    }
  });
});

describe('a form against the case', () => {
  const fieldsOf = (
    stage: Parameters<typeof stepDefinition>[0],
    step: Parameters<typeof stepDefinition>[1],
    outcome: Outcome,
  ) => {
    const definition = stepDefinition(stage, step);
    return { form: definition.outcomes[outcome]?.form ?? [], good: goodForm(definition, outcome) };
  };

  it('indicators: each once, none unknown, as many figures as years, statement and confirmation where asked', () => {
    const { form, good } = fieldsOf('declaration', 'prepare-declaration', 'submitted-for-signature');
    const entries = indicatorEntries(standard);
    const given = (indicators: unknown[]) => problems(form, { ...good, indicators });
    const missing = entries[0]?.indicator ?? '';
    expect(given(entries.slice(1))).toEqual([`indicators.${missing}: indicator-missing`]);
    expect(given([...entries, entries[0]])).toEqual([
      `indicators.${String(entries.length)}.indicator: indicator-twice`,
    ]);
    expect(given([...entries, { indicator: 'none-such' }])).toEqual([
      `indicators.${String(entries.length)}.indicator: indicator-unknown`,
    ]);
    const change = (kind: string, over: Record<string, unknown>) => {
      const index = standard.indicators.findIndex((indicator) => indicator.kind === kind);
      return { index, found: given(entries.map((entry, at) => (at === index ? { ...entry, ...over } : entry))) };
    };
    for (const [kind, over, code] of [
      ['boolean', { confirmed: undefined }, 'confirmed: confirmation-missing'],
      ['mean-n-years', { figures: [1] }, 'figures: figures-count'],
      ['count', { figures: [1, 2] }, 'figures: figures-count'],
      ['narrative', { statement: undefined }, 'statement: statement-missing'],
    ] as const) {
      if (!standard.indicators.some((indicator) => indicator.kind === kind)) continue;
      const { index, found } = change(kind, over);
      expect(found).toEqual([`indicators.${String(index)}.${code}`]);
    }
    expect(given(entries.map((entry, at) => (at === 0 ? { ...entry, evidence: [id('doc', 9)] } : entry)))).toEqual([
      'indicators.0.evidence: not-in-case',
    ]);
  });

  it('panels: size, lead among the seated, nobody twice; attendance of seats and in quorum', () => {
    const panel = fieldsOf('provincial-evaluation', 'form-panel', 'formed');
    const seated = (personIds: string[], leadId: string) => problems(panel.form, { seats: { personIds, leadId } });
    expect(seated(people.slice(0, 2), people[0] ?? '')).toEqual(['seats.personIds: panel-size']);
    expect(
      seated(
        [1, 2, 3, 4, 5, 6, 7, 8].map((n) => id('person', n)),
        people[0] ?? '',
      ),
    ).toEqual(['seats.personIds: panel-size']);
    expect(seated(people, id('person', 9))).toEqual(['seats.leadId: lead-not-seated']);
    expect(seated([...people.slice(0, 3), people[0] ?? ''], people[0] ?? '')).toEqual([
      'seats.personIds: seated-twice',
    ]);
    const meeting = fieldsOf('national-review', 'panel-meeting', 'minuted');
    const present = (attendance: string[]) => problems(meeting.form, { ...meeting.good, attendance });
    // Two thirds of five are more than three.
    expect(present(seats.slice(0, 4))).toEqual([]);
    expect(present(seats.slice(0, 3))).toEqual(['attendance: no-quorum']);
    expect(present([...seats.slice(0, 3), seats[0] ?? ''])).toEqual(['attendance: duplicate', 'attendance: no-quorum']);
    expect(present([...seats, id('seat', 9)])).toEqual(['attendance.5: not-a-seat']);
  });

  it('papers: number as authorities write it, year of its date, no date to come, original of this case', () => {
    const { form, good } = fieldsOf('submission', 'submit-to-nhc', 'submitted');
    const given = (over: Record<string, unknown>) => problems(form, { ...good, ...over });
    for (const number of ['2026-12', '示卫医[2026]12号', '示卫医〔26〕12号', '示卫医〔2026〕12', '〔2026〕12号'])
      expect(given({ number })).toEqual(['number: authority-number']);
    expect(given({ number: '示卫医〔2025〕12号' })).toEqual(['number: year-mismatch']);
    expect(given({ dated: '2026-01-06' })).toEqual(['dated: not-yet']);
    expect(given({ original: id('doc', 2) })).toEqual(['original: not-in-case']);
  });

  it('a return only to where it may lead', () => {
    const { form, good } = fieldsOf('provincial-recommendation', 'check-recommendation', 'returned');
    expect(problems(form, { ...good, target: { stage: 'declaration', step: 'prepare-declaration' } })).toEqual([
      'target: target-not-allowed',
    ]);
    expect(problems(form, { ...good, target: { ...target, more: 1 } })).toEqual(['target.more: unknown']);
  });
});
