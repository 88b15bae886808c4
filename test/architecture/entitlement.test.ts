import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { actions, caseActions, taskActions } from '../../libs/contracts/actions';
import { refusals } from '../../libs/contracts/errors';
import type { Actor, Post } from '../../libs/contracts/posts';
import { caseStatuses, stages } from '../../libs/contracts/procedure';
import { wordsOfReason } from '../../libs/contracts/words/reasons';
import { stepRegistry } from '../../libs/domain/cases/registry';
import { entitled } from '../../libs/domain/people/entitlement';
import type { Verdict } from '../../libs/domain/people/verdict';
import { candidates, caseFor, entitlementTable, me, taskFor } from './entitlement-table';

const file = join(__dirname, 'entitlement.txt');
const table = entitlementTable();
const administrators = new Set(['system-admin', 'security-admin', 'auditor']);

it('who may do what is what was reviewed', () => {
  const text = `${table.join('\n')}\n`;
  if (process.env.UPDATE_ENTITLEMENT === '1') writeFileSync(file, text);
  expect(text.split('\n')).toEqual(readFileSync(file, 'utf8').split('\n'));
});

it('every action has its lines', () => {
  const missing = actions.filter((action) => !table.some((line) => line.includes(action)));
  expect(missing).toEqual([]);
  expect(table.filter((line) => line.startsWith('task ') && !line.includes('*'))).toHaveLength(
    stepRegistry.length * taskActions.length,
  );
});

/** Every question about a case, of everybody. */
function* asked(): Generator<{ what: string; ask: (actor: Actor) => Verdict }> {
  for (const status of caseStatuses) {
    for (const step of stepRegistry)
      for (const action of taskActions) {
        const on = taskFor(step, action, status);
        yield { what: `${step.stage}/${step.step} ${action} ${status}`, ask: (actor) => entitled(actor, action, on) };
      }
    for (const stage of stages)
      for (const action of caseActions) {
        const on = caseFor(stage, action, status);
        yield { what: `${stage} ${action} ${status}`, ask: (actor) => entitled(actor, action, on) };
      }
  }
}
const questions = [...asked()];

it('no administrator does anything on a case, nor anybody of another organisation', () => {
  const wrong = questions.flatMap(({ what, ask }) =>
    candidates
      .filter((one) => administrators.has(one.role) || (!one.own && one.role !== 'expert'))
      .filter((one) => ask(one.actor).allowed)
      .map((one) => `${one.name}: ${what}`),
  );
  expect(wrong).toEqual([]);
});

it('nobody does anything without a post', () => {
  const nobody: Actor = { personId: 'person_nobody', posts: [], requestId: '' };
  expect(questions.filter(({ ask }) => ask(nobody).allowed).map(({ what }) => what)).toEqual([]);
});

describe('standing in', () => {
  const insiders = candidates.filter((one) => one.own && one.body !== null);
  const quiet = (one: (typeof insiders)[number]): Post => {
    const found = candidates.find(({ name }) => name === `division-head@${String(one.body)}`)?.actor.posts[0];
    if (!found) throw new Error('a body has a division head');
    return { ...found, id: 'post_quiet' };
  };
  const withScope = (one: (typeof insiders)[number], scope: NonNullable<Post['onBehalfOf']>['scope']): Actor => ({
    personId: me,
    requestId: '',
    posts: [
      quiet(one),
      ...one.actor.posts.map((post) => ({
        ...post,
        onBehalfOf: { personId: 'person_principal', name: { zh: '甲', en: 'A' }, deputyId: 'deputy_one', scope },
      })),
    ],
  });

  it('for the whole post one may what the post may, and what one may oneself', () => {
    const wrong = questions.flatMap(({ what, ask }) =>
      insiders
        .filter((one) => {
          const alone = ask({ personId: me, requestId: '', posts: [quiet(one)] }).allowed;
          return ask(withScope(one, { kind: 'post' })).allowed !== (alone || ask(one.actor).allowed);
        })
        .map((one) => `${one.name}: ${what}`),
    );
    expect(wrong).toEqual([]);
  });

  it('for another call or no step of the case one may only what one may oneself', () => {
    const wrong = questions.flatMap(({ what, ask }) =>
      insiders
        .filter((one) => {
          const alone = ask({ personId: me, requestId: '', posts: [quiet(one)] }).allowed;
          const other = ask(withScope(one, { kind: 'call', callId: 'call_other' })).allowed;
          return other !== alone || ask(withScope(one, { kind: 'steps', steps: [] })).allowed !== alone;
        })
        .map((one) => `${one.name}: ${what}`),
    );
    expect(wrong).toEqual([]);
  });

  it('separation of duties counts what the principal did', () => {
    const sides = ['hospital', 'province', 'nation', 'panel'] as const;
    const wrong = stepRegistry.flatMap((step) => {
      const on = taskFor(step, 'claim', 'open');
      return insiders
        .filter((one) => entitled(one.actor, 'claim', on).allowed)
        .flatMap((one) =>
          sides
            .filter((side) => side !== one.body)
            .filter((side) => {
              const acted = new Map([['person_principal', { sides: [side], helped: [] }]]);
              return entitled(withScope(one, { kind: 'post' }), 'claim', { ...on, acted }).allowed;
            })
            .map((side) => `${one.name} ${step.step} after ${side}`),
        );
    });
    expect(wrong).toEqual([]);
  });
});

it('every refusal says why in both languages, its first reason being its code', () => {
  const wrong = questions.flatMap(({ what, ask }) =>
    candidates.flatMap((one) => {
      const verdict = ask(one.actor);
      if (verdict.allowed) return [];
      const words = verdict.reasons.map(wordsOfReason);
      const said = words.every(({ zh, en }) => zh.length > 0 && en.length > 0 && !`${zh}${en}`.includes('undefined'));
      return said && verdict.because in refusals && verdict.reasons[0]?.code === verdict.because
        ? []
        : [`${one.name}: ${what}`];
    }),
  );
  expect(wrong).toEqual([]);
});
