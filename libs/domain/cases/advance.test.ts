import fc from 'fast-check';
import {
  bodyOfStage,
  designationStages,
  stages,
  type Outcome,
  type Stage,
  type Step,
  type Target,
} from '../../contracts/procedure';
import { advance, openingsOf } from './advance';
import { stepRegistry } from './registry';
import { returnTargets } from './return-targets';
import type { SeatFacts, StageState, TaskFacts } from './stage-table';
import { stageTables } from './stages';

const seatsOf = (count: number): SeatFacts[] =>
  Array.from({ length: count }, (_, index) => ({
    id: `seat_${String(index)}`,
    personId: `person_${String(index)}`,
    lead: index === 0,
  }));
const isPanel = (stage: Stage) => stage === 'provincial-evaluation' || stage === 'national-review';
const offered = (stage: Stage, step: Step): Outcome[] =>
  Object.keys(stepRegistry.find((one) => one.stage === stage && one.step === step)?.outcomes ?? {}) as Outcome[];

interface Walk {
  tasks: TaskFacts[];
  ended: ReturnType<typeof advance>['ends'];
  steps: number;
}

/** Walks a stage: `choose` picks which open task is done and with what outcome, until the stage ends or nothing is open. */
function walk(stage: Stage, seats: SeatFacts[], choose: (n: number) => number, most: number): Walk {
  const tasks: TaskFacts[] = [];
  const open = (openings: { step: Step; seatId: string | null }[]) => {
    for (const opening of openings)
      tasks.push({
        id: `task_${String(tasks.length)}`,
        step: opening.step,
        state: 'open',
        outcome: null,
        seatId: opening.seatId,
      });
  };
  const table = stageTables[stage];
  open(openingsOf(stage, table.first, { tasks: [], seats: [] }));
  for (let steps = 0; steps < most; steps += 1) {
    const waiting = tasks.filter((task) => task.state === 'open' && offered(stage, task.step).length > 0);
    const task = waiting[choose(waiting.length)];
    if (!task) return { tasks, ended: null, steps };
    const outcomes = offered(stage, task.step);
    const outcome = outcomes[choose(outcomes.length)] as Outcome;
    const targets = returnTargets(stage, task.step, designationStages);
    const target = outcome === 'returned' ? (targets[choose(targets.length)] as Target) : null;
    const state: StageState = { tasks, seats };
    const before = tasks.filter((one) => one.state === 'open').map((one) => one.id);
    const after = advance(table, state, { taskId: task.id, step: task.step, seatId: task.seatId, outcome, target });
    for (const opening of after.opens) {
      expect(stepRegistry.some((one) => one.stage === stage && one.step === opening.step)).toBe(true);
    }
    expect(before).toEqual(expect.arrayContaining(after.cancels));
    Object.assign(task, { state: 'done', outcome });
    for (const one of tasks) if (after.cancels.includes(one.id)) one.state = 'cancelled';
    if (after.ends) {
      expect(after.opens).toEqual([]);
      expect(tasks.filter((one) => one.state === 'open')).toEqual([]);
      return { tasks, ended: after.ends, steps };
    }
    if (outcome === 'returned') {
      expect(tasks.filter((one) => one.state === 'open')).toEqual([]);
      expect(new Set(after.opens.map((one) => one.step))).toEqual(new Set([target?.step]));
    }
    open(after.opens);
  }
  return { tasks, ended: null, steps: most };
}

describe('the stages as pure tables', () => {
  it.each(stages)('%s: any way through it stays inside it and leaves nobody waiting for nothing', (stage) => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 7 }),
        fc.array(fc.nat(), { minLength: 10, maxLength: 80 }),
        (count, picks) => {
          let at = 0;
          const choose = (n: number): number => (n === 0 ? 0 : (picks[(at += 1) % picks.length] as number) % n);
          const walked = walk(stage, isPanel(stage) ? seatsOf(count) : [], choose, 60);
          const open = walked.tasks.filter((task) => task.state === 'open');
          // A stage that goes on has somebody to act, but for the one whose end is an alarm.
          if (!walked.ended && stage !== 'public-notice') expect(open.length).toBeGreaterThan(0);
        },
      ),
      { numRuns: 120 },
    );
  });

  it.each(designationStages.filter((stage) => stage !== 'public-notice'))(
    '%s: going forward ends it with an outcome of its own',
    (stage) => {
      const seats = isPanel(stage) ? seatsOf(5) : [];
      const walked = walk(stage, seats, () => 0, 60);
      expect(walked.ended).not.toBeNull();
      expect(['returned', 'recalled', 'withdrawn']).not.toContain(walked.ended?.outcome);
    },
  );

  it.each(stepRegistry.filter((one) => one.stage !== 'planning'))(
    '$stage/$step: every outcome it offers leads somewhere, and no other is known',
    (definition) => {
      const { stage, step } = definition;
      const outcomes = Object.keys(definition.outcomes) as Outcome[];
      expect(outcomes.length).toBeGreaterThan(0);
      const edges = Object.keys(stageTables[stage].edges[step] ?? {});
      expect(new Set([...edges, ...(outcomes.includes('returned') ? ['returned'] : [])])).toEqual(new Set(outcomes));
      const act = { taskId: 'task_0', step, seatId: null, outcome: 'forwarded' as const, target: null };
      if (!outcomes.includes('forwarded'))
        expect(() => advance(stageTables[stage], { tasks: [], seats: [] }, act)).toThrow(/does not know/);
    },
  );

  it('steps that wait for every seat wait for the last, whatever the order and whoever did it twice', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray([0, 1, 2, 3, 4], { minLength: 5 }), (order) => {
        const seats = seatsOf(5);
        const tasks: TaskFacts[] = seats.map((seat) => ({
          id: `task_${seat.id}`,
          step: 'evaluate',
          state: 'open',
          outcome: null,
          seatId: seat.id,
        }));
        order.forEach((index, turn) => {
          const task = tasks[index] as TaskFacts;
          const after = advance(
            stageTables['national-review'],
            { tasks, seats },
            { taskId: task.id, step: 'evaluate', seatId: task.seatId, outcome: 'evaluated', target: null },
          );
          expect(after.opens).toEqual(turn === 4 ? [{ step: 'write-report', seatId: 'seat_0' }] : []);
          Object.assign(task, { state: 'done', outcome: 'evaluated' });
        });
      }),
    );
  });

  it('a return without a target is a fault, and a lead’s step without a lead', () => {
    const act = {
      taskId: 'task_0',
      step: 'check-decision' as const,
      seatId: null,
      outcome: 'returned' as const,
      target: null,
    };
    expect(() => advance(stageTables['national-decision'], { tasks: [], seats: [] }, act)).toThrow(/names its target/);
    expect(() => openingsOf('national-review', 'write-report', { tasks: [], seats: [] })).toThrow(/lead/);
  });
});

describe('where a return may lead', () => {
  const returning = stepRegistry.filter((one) => 'returned' in one.outcomes);
  it.each(returning)('$stage/$step: earlier returnable steps of its body that were entered', ({ stage, step }) => {
    fc.assert(
      fc.property(fc.subarray([...designationStages]), (entered) => {
        for (const target of returnTargets(stage, step, entered)) {
          const definition = stepRegistry.find((one) => one.stage === target.stage && one.step === target.step);
          expect(definition?.returnable).toBe(true);
          if (stage === 'national-intake')
            expect(target).toEqual({ stage: 'provincial-recommendation', step: 'draft-recommendation' });
          else {
            expect(bodyOfStage[target.stage]).toBe(bodyOfStage[stage]);
            expect(target.stage === stage || (entered as Stage[]).includes(target.stage)).toBe(true);
            const index = (at: Target) =>
              stepRegistry.findIndex((one) => one.stage === at.stage && one.step === at.step);
            expect(stages.indexOf(target.stage)).toBeLessThanOrEqual(stages.indexOf(stage));
            if (target.stage === stage) expect(index(target)).toBeLessThan(index({ stage, step }));
          }
        }
      }),
    );
    expect(returnTargets(stage, step, designationStages).length).toBeGreaterThan(0);
  });

  it('the procedure’s own examples', () => {
    const steps = (...args: Parameters<typeof returnTargets>) =>
      returnTargets(...args).map((target) => `${target.stage}/${target.step}`);
    expect(steps('declaration', 'sign-declaration', ['declaration'])).toEqual(['declaration/prepare-declaration']);
    expect(
      steps('provincial-recommendation', 'check-recommendation', ['provincial-intake', 'provincial-evaluation']),
    ).toEqual([
      'provincial-intake/check-completeness',
      'provincial-evaluation/form-panel',
      'provincial-evaluation/write-report',
      'provincial-recommendation/draft-recommendation',
    ]);
    expect(steps('national-decision', 'check-decision', [])).toEqual(['national-decision/draft-decision']);
  });
});
