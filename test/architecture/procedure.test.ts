import { join } from 'node:path';
import { refusals } from '../../libs/contracts/errors';
import { eventAudiences, eventTypes } from '../../libs/contracts/events';
import { fieldWords } from '../../libs/contracts/field-errors';
import type { CellField, Field, Words } from '../../libs/contracts/forms';
import { bodyOfRole, roles } from '../../libs/contracts/posts';
import { bodyOfStage, outcomes, results, stages, steps, type Outcome } from '../../libs/contracts/procedure';
import {
  outcomeWords,
  resultWords,
  roleWords,
  stageOutcomeWords,
  stageWords,
  statusWords,
  stepWords,
} from '../../libs/contracts/words/procedure';
import { effects } from '../../libs/casework/approval/effects';
import { bodyOfTask } from '../../libs/domain/people/entitled';
import { findStep, stepRegistry } from '../../libs/domain/cases/registry';
import { stageTables } from '../../libs/domain/cases/stages';
import { readAllConfig } from '../../libs/platform/config-files/all-config';

const said = (words: Words): boolean =>
  /\p{Script=Han}/u.test(words.zh) &&
  /[a-z]/i.test(words.en) &&
  !/\p{Script=Han}/u.test(words.en.replace(/示卫医函〔2026〕12号/g, ''));
const unsaid = (table: Record<string, Words>): string[] =>
  Object.entries(table)
    .filter(([, words]) => !said(words))
    .map(([name]) => name);
const wordsOf = (table: Record<string, { words: Words }>): Record<string, Words> =>
  Object.fromEntries(Object.entries(table).map(([name, one]) => [name, one.words]));

describe('the procedure holds together', () => {
  it('every step name is a step of a stage, with posts and a form for every outcome it offers', () => {
    expect([...new Set(stepRegistry.map((one) => one.step))].sort()).toEqual([...steps].sort());
    const keys = stepRegistry.map((one) => `${one.stage}/${one.step}`);
    expect(new Set(keys).size).toBe(keys.length);
    for (const { stage, step, doer, outcomes: offered } of stepRegistry) {
      expect(stages).toContain(stage);
      if ('role' in doer)
        expect([step, roles.includes(doer.role), bodyOfRole[doer.role] !== null]).toEqual([
          step,
          true,
          doer.role !== 'archivist',
        ]);
      for (const [outcome, definition] of Object.entries(offered)) {
        expect(outcomes).toContain(outcome);
        const names = definition.form.map((field) => field.name);
        expect([step, outcome, new Set(names).size]).toEqual([step, outcome, names.length]);
      }
    }
    // Filing the annual plan comes with the yearly cycle: its deadline runs, nothing is offered before.
    expect(stepRegistry.filter((one) => Object.keys(one.outcomes).length === 0).map((one) => one.step)).toEqual([
      'file-annual-plan',
    ]);
  });

  it('every stage begins with a step of its own and its table names only such', () => {
    for (const table of Object.values(stageTables)) {
      expect([table.stage, findStep(table.stage, table.first)?.step]).toEqual([table.stage, table.first]);
      for (const step of Object.keys(table.edges))
        expect([table.stage, step, stepRegistry.some((one) => one.stage === table.stage && one.step === step)]).toEqual(
          [table.stage, step, true],
        );
    }
  });

  it('a step’s own post is of the body at whose desk the stage is, but for forwarding and for what is asked of others', () => {
    const asked = ['answer-request', 'answer-passed-on', 'accept-passed-on'];
    const elsewhere = stepRegistry
      .filter(
        (one) => 'role' in one.doer && bodyOfTask({ role: one.doer.role, stage: one.stage }) !== bodyOfStage[one.stage],
      )
      .filter((one) => !asked.includes(one.step))
      .map((one) => `${one.stage}/${one.step}`);
    expect(elsewhere).toEqual(['issue/forward-result']);
  });

  it('each paper has a drafter and a signatory of different posts', () => {
    for (const paper of ['declaration', 'recommendation', 'decision', 'notice'] as const) {
      const parts = stepRegistry.filter((one) => one.paper?.paper === paper);
      const posts = parts.map((one) => ('role' in one.doer ? one.doer.role : 'seat'));
      expect([paper, new Set(posts).size]).toEqual([paper, parts.length]);
      expect(parts.map((one) => one.paper?.part)).toEqual(
        paper === 'declaration' ? ['draft', 'sign'] : ['draft', 'check', 'sign'],
      );
    }
  });

  it('effects are of outcomes that are offered', () => {
    for (const key of Object.keys(effects)) {
      const [stage, step, outcome] = key.split('/') as [(typeof stages)[number], (typeof steps)[number], Outcome];
      expect([key, findStep(stage, step)?.outcomes[outcome] !== undefined]).toEqual([key, true]);
    }
  });
});

describe('everything is said in both languages', () => {
  it('refusals, fields that are wrong, events', () => {
    expect(unsaid(wordsOf(refusals))).toEqual([]);
    expect(unsaid(fieldWords)).toEqual([]);
    expect(unsaid(wordsOf(eventTypes))).toEqual([]);
  });

  it('stages, steps, outcomes, results, statuses, posts', () => {
    for (const table of [stageWords, stepWords, outcomeWords, stageOutcomeWords, resultWords, statusWords, roleWords])
      expect(unsaid(table)).toEqual([]);
    expect(Object.keys(resultWords).sort()).toEqual([...results].sort());
  });

  it('what a step asks for: purpose, confirmation, every field, hint, choice and column', () => {
    const labels = (field: Field | CellField): Words[] => [
      field.label,
      ...(field.hint ? [field.hint] : []),
      ...(field.type === 'choice' ? field.options.map((option) => option.label) : []),
      ...(field.type === 'rows' ? field.columns.flatMap(labels) : []),
    ];
    for (const { step, purpose, outcomes: offered } of stepRegistry) {
      const words = [
        purpose,
        ...Object.values(offered).flatMap((one) => [
          ...(one.confirm ? [one.confirm] : []),
          ...one.form.flatMap(labels),
        ]),
      ];
      expect([step, words.filter((one) => !said(one))]).toEqual([step, []]);
    }
  });

  it('every event type says who may read it, and its version', () => {
    for (const [type, { audience, version }] of Object.entries(eventTypes))
      expect([type, eventAudiences.includes(audience), version >= 1]).toEqual([type, true, true]);
  });
});

describe('programmes speak of the procedure as it is', () => {
  const config = readAllConfig(join(__dirname, '..', '..', 'config'));
  const isStage = (name: string): boolean => (stages as readonly string[]).includes(name);
  const endsWith = (stage: string, outcome: string): boolean =>
    JSON.stringify(stageTables[stage as keyof typeof stageTables]).includes(`{"then":"ends","outcome":"${outcome}"}`);

  it.each(config.programmes.map(({ value }) => value))(
    '$code $version: stages, steps and outcomes of its limits exist',
    (programme) => {
      for (const rule of programme.deadlines) {
        const named = [rule.stage, rule.from?.stage, rule.to?.stage, ...rule.excludes].filter(
          (name) => name !== undefined,
        );
        expect([rule.id, named.filter((name) => !isStage(name))]).toEqual([rule.id, []]);
        if (rule.step)
          expect([rule.id, stepRegistry.some((one) => one.stage === rule.stage && one.step === rule.step)]).toEqual([
            rule.id,
            true,
          ]);
        if (rule.from) expect([rule.id, endsWith(rule.from.stage, rule.from.outcome)]).toEqual([rule.id, true]);
        for (const outcome of rule.to?.outcomes ?? [])
          expect([rule.id, outcome, endsWith(rule.to?.stage ?? '', outcome)]).toEqual([rule.id, outcome, true]);
      }
      for (const document of programme.documents)
        expect([document.id, isStage(document.stage)]).toEqual([document.id, true]);
    },
  );
});
