import { describe, expect, it } from 'vitest';
import { stepDefinition } from '../../../../../libs/domain/cases/registry';
import { buildTask } from '../../testing/task';
import { checkForm } from './check';
import { controlPath, formPath, valuesToSend } from './values';

const declaration =
  stepDefinition('declaration', 'prepare-declaration').outcomes['submitted-for-signature']?.form ?? [];
const submission = stepDefinition('submission', 'submit-to-nhc').outcomes.submitted?.form ?? [];
const panel = stepDefinition('provincial-evaluation', 'form-panel').outcomes.formed?.form ?? [];
const task = buildTask();

const whole = {
  superiorBody: '示例大学',
  origin: 'none',
  indicators: [
    { indicator: 'R4', figures: [7000, 7100, 7200] },
    { indicator: 'R3', figures: [6] },
    { indicator: 'R11', statement: ' 具备 ' },
  ],
  plan: [{ goal: 'a', measure: 'b', milestone: '2027-01-01', funds: 0, responsible: 'c' }],
  fundsCommitted: true,
  staffCommitted: true,
  truthful: true,
};

describe('checkForm', () => {
  it('finds nothing wrong with a whole declaration', () => {
    expect(checkForm(declaration, whole, task)).toEqual([]);
  });

  it('names every gap by its path', () => {
    const faults = checkForm(declaration, {}, task).map((fault) => `${fault.path} ${fault.code}`);
    expect(faults).toEqual([
      'superiorBody required',
      'origin required',
      'indicators.1 figure',
      'indicators.2 figures',
      'indicators.3 statement',
      'plan too-few-rows',
      'fundsCommitted must-be-true',
      'staffCommitted must-be-true',
      'truthful must-be-true',
    ]);
  });

  it('looks into the cells of rows', () => {
    const plan = [{ ...whole.plan[0], goal: '', funds: -1 }];
    expect(checkForm(declaration, { ...whole, plan }, task).map((fault) => `${fault.path} ${fault.code}`)).toEqual([
      'plan.0.goal required',
      'plan.0.funds too-small',
    ]);
  });

  it('knows the form of an authority number', () => {
    const rest = { form: 'letter', dated: '2026-01-05', original: 'doc_1' };
    expect(checkForm(submission, { ...rest, number: '豫卫医12' }, task)).toEqual([
      { path: 'number', code: 'number-form' },
    ]);
    expect(checkForm(submission, { ...rest, number: '示卫医函〔2026〕12号' }, task)).toEqual([]);
  });

  it('wants a panel of the right size with a lead that sits in it', () => {
    expect(checkForm(panel, { seats: { personIds: ['a'] } }, task)[0]?.code).toBe('panel-size');
    expect(checkForm(panel, { seats: { personIds: ['a', 'b'], leadId: 'c' } }, task)[0]?.code).toBe('panel-lead');
    expect(checkForm(panel, { seats: { personIds: ['a', 'b'], leadId: 'b' } }, task)).toEqual([]);
  });
});

describe('valuesToSend', () => {
  it('sends the standard in its order, trimmed, and leaves out what is empty', () => {
    const sent = valuesToSend(declaration, { ...whole, planFile: '' }, task);
    expect(sent.indicators).toEqual([
      { indicator: 'R1', confirmed: false },
      { indicator: 'R3', figures: [6] },
      { indicator: 'R4', figures: [7000, 7100, 7200] },
      { indicator: 'R11', statement: '具备' },
    ]);
    expect('planFile' in sent).toBe(false);
  });
});

describe('formPath', () => {
  it.each([
    ['form.plan[0].goal', 'plan.0.goal'],
    ['/form/plan/0/goal', 'plan.0.goal'],
    ['form.opinion', 'opinion'],
    ['opinion', 'opinion'],
    ['formation', 'formation'],
  ])('%s', (given, wanted) => expect(formPath(given)).toBe(wanted));
});

describe('controlPath', () => {
  it.each([
    [declaration, 'form.plan.0.goal', 'plan.0.goal'],
    [declaration, 'form.indicators.3.figures.1', 'indicators.3'],
    [panel, 'seats.personIds.0', 'seats'],
    [panel, 'rev', 'rev'],
  ])('%#', (fields, given, wanted) => expect(controlPath(fields, given)).toBe(wanted));
});
