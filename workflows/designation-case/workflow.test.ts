import { archiveStages, designationStages } from '../../libs/contracts/procedure';
import type { DesignationStage, Outcome, Result, StageOutcome, Target } from '../../libs/contracts/procedure';
import { stageTables } from '../../libs/domain/cases/stages';
import type { Follow } from '../../libs/domain/cases/stage-table';
import { openScriptedEngine, until, type FollowedCase, type ScriptedEngine } from '../../test/replay/scripted-engine';
import { ScriptedRecord } from '../../test/replay/scripted-record';
import { designationEnds } from './procedure';

/** Where outcomes lead, as the description of the procedure says it. */
const leads: { stage: DesignationStage; outcome: Outcome; to: DesignationStage | { closed: Result } }[] = [
  { stage: 'declaration', outcome: 'signed', to: 'provincial-intake' },
  { stage: 'provincial-intake', outcome: 'accepted', to: 'provincial-evaluation' },
  { stage: 'provincial-intake', outcome: 'not-accepted', to: { closed: 'not-accepted' } },
  { stage: 'provincial-intake', outcome: 'lapsed', to: { closed: 'lapsed' } },
  { stage: 'provincial-evaluation', outcome: 'reported', to: 'provincial-recommendation' },
  { stage: 'provincial-evaluation', outcome: 'lapsed', to: { closed: 'lapsed' } },
  { stage: 'provincial-recommendation', outcome: 'recommended', to: 'submission' },
  { stage: 'provincial-recommendation', outcome: 'not-recommended', to: { closed: 'not-recommended' } },
  { stage: 'provincial-recommendation', outcome: 'lapsed', to: { closed: 'lapsed' } },
  { stage: 'submission', outcome: 'submitted', to: 'national-intake' },
  { stage: 'submission', outcome: 'lapsed', to: { closed: 'lapsed' } },
  { stage: 'national-intake', outcome: 'accepted', to: 'national-review' },
  { stage: 'national-intake', outcome: 'lapsed', to: { closed: 'lapsed' } },
  { stage: 'national-review', outcome: 'voted', to: 'national-decision' },
  { stage: 'national-review', outcome: 'lapsed', to: { closed: 'lapsed' } },
  { stage: 'national-decision', outcome: 'propose-designation', to: 'public-notice' },
  { stage: 'national-decision', outcome: 'decline', to: { closed: 'declined' } },
  { stage: 'national-decision', outcome: 'lapsed', to: { closed: 'lapsed' } },
  { stage: 'public-notice', outcome: 'notice-over', to: 'issue' },
  { stage: 'issue', outcome: 'forwarded', to: { closed: 'designated' } },
];
const wayToDesignation: [DesignationStage, Outcome][] = leads
  .filter(({ to }) => typeof to === 'string' || to.closed === 'designated')
  .map(({ stage, outcome }) => [stage, outcome]);

const toDraft: Target = { stage: 'provincial-recommendation', step: 'draft-recommendation' };

describe('designation case', () => {
  let engine: ScriptedEngine;
  const followed: FollowedCase[] = [];

  beforeAll(async () => {
    engine = await openScriptedEngine();
  });
  afterAll(async () => {
    await Promise.all(followed.map((one) => one.terminate()));
    await engine.close();
  });

  async function follow(record: ScriptedRecord): Promise<FollowedCase> {
    const one = await engine.follow(record);
    followed.push(one);
    await until('the workflow has asked where it stands', () => record.calls.length > 0);
    return one;
  }
  const entered = (record: ScriptedRecord, stage: string, count: number): Promise<void> =>
    until(`${stage} is entered`, () => record.rows.length === count && record.current.stage === stage);

  it('ends every stage with the outcomes its table ends with, and no others', () => {
    for (const stage of [...designationStages, ...archiveStages]) {
      const ends = new Set(
        Object.values(stageTables[stage].edges).flatMap((edges) => Object.values(edges).flatMap(endsOf)),
      );
      expect({ stage, ends: [...ends].sort() }).toEqual({ stage, ends: [...designationEnds[stage]].sort() });
    }
    const named = designationStages.flatMap((stage) => designationEnds[stage].map((outcome) => `${stage} ${outcome}`));
    expect(leads.map(({ stage, outcome }) => `${stage} ${outcome}`)).toEqual(named);
  });

  it('walks from the declaration to the designation, in few events', async () => {
    const record = new ScriptedRecord('declaration');
    record.alarmAfter = 86_400_000;
    const workflow = await follow(record);
    for (const [index, [stage, outcome]] of wayToDesignation.entries()) {
      await entered(record, stage, index + 1);
      await workflow.send(record.end(outcome));
    }
    await workflow.ended();
    expect(record.result).toBe('designated');
    expect(record.entered).toEqual(designationStages.map((stage) => `${stage}#1`));
    expect(record.acked).toBe(record.seq);
    expect(record.count('where')).toBe(1);
    expect(record.count('enter')).toBe(9);
    expect(record.count('close')).toBe(1);
    const { workflowExecutionInfo } = (await engine.client.workflow.getHandle(workflow.workflowId).describe()).raw;
    expect(Number(workflowExecutionInfo?.historyLength)).toBeLessThanOrEqual(85);
    expect(Number(workflowExecutionInfo?.historySizeBytes)).toBeLessThanOrEqual(30_000);
  });

  describe.each(leads)('$stage ended $outcome', ({ stage, outcome, to }) => {
    const check = async (record: ScriptedRecord, workflow: FollowedCase): Promise<void> => {
      if (typeof to === 'string') {
        await entered(record, to, 2);
        expect(record.result).toBeNull();
        return;
      }
      await workflow.ended();
      expect(record.result).toBe(to.closed);
      expect(record.rows).toHaveLength(1);
    };
    it('leads on when it is told', async () => {
      const record = new ScriptedRecord(stage);
      const workflow = await follow(record);
      await workflow.send(record.end(outcome));
      await check(record, workflow);
    });
    it('leads on when nobody told it and the workflow is started again', async () => {
      const record = new ScriptedRecord(stage);
      record.end(outcome);
      await check(record, await follow(record));
    });
  });

  it('goes back where a return leads, in the next round, and on from there', async () => {
    const record = new ScriptedRecord('provincial-recommendation');
    const workflow = await follow(record);
    await workflow.send(record.end('recommended'));
    await entered(record, 'submission', 2);
    await workflow.send(record.end('submitted'));
    await entered(record, 'national-intake', 3);
    await workflow.send(record.end('returned', toDraft));
    await entered(record, 'provincial-recommendation', 4);
    expect(record.current).toMatchObject({ round: 2, target: toDraft });
    await workflow.send(record.end('recommended'));
    await entered(record, 'submission', 5);
    expect(record.current).toMatchObject({ round: 2, target: null });
  });

  it('answers a recall it only learns of from the record', async () => {
    const record = new ScriptedRecord('submission');
    const workflow = await follow(record);
    record.end('recalled', toDraft);
    await workflow.send(record.message('look'));
    await entered(record, 'provincial-recommendation', 2);
    expect(record.current.target).toEqual(toDraft);
  });

  it.each(designationStages)('ends when the case is withdrawn in %s, and says it knows', async (stage) => {
    const record = new ScriptedRecord(stage);
    const workflow = await follow(record);
    await workflow.send(record.end('withdrawn'));
    await workflow.ended();
    expect(record.acked).toBe(record.seq);
    expect(record.rows).toHaveLength(1);
  });

  describe.each(archiveStages)('%s', (archive) => {
    const closing = async (): Promise<[ScriptedRecord, FollowedCase]> => {
      const record = new ScriptedRecord('issue');
      record.archive = archive;
      const workflow = await follow(record);
      await workflow.send(record.end('forwarded'));
      await until('the archive is open', () => record.result === 'designated' && record.current.stage === archive);
      return [record, workflow];
    };

    it('is followed on the closed case until the file is accepted, and then acknowledged', async () => {
      const [record, workflow] = await closing();
      expect(await workflow.running()).toBe(true);
      await workflow.send(record.end('accepted'));
      await workflow.ended();
      expect(record.acked).toBe(record.seq);
      expect(record.calls.map((call) => call.name)).toEqual(['where', 'close', 'where']);
    });

    it('goes on when the workflow was lost and only the watchdog looks', async () => {
      const [record, workflow] = await closing();
      await workflow.terminate();
      const again = await follow(record);
      await again.send(record.message('look'));
      await again.send(record.end('accepted'));
      await again.ended();
      expect(record.acked).toBe(record.seq);
    });

    it('goes on when the message of the acceptance is lost', async () => {
      const [record, workflow] = await closing();
      record.end('accepted');
      await workflow.send(record.message('look'));
      await workflow.ended();
      expect(record.acked).toBe(record.seq);
    });

    it('begins again with a supplement, also when the workflow is over', async () => {
      const [record, workflow] = await closing();
      await workflow.send(record.end('accepted'));
      await workflow.ended();
      const before = await workflow.runId();
      await workflow.send(record.supplement());
      await until('the record was asked', () => record.acked === record.seq);
      expect(await workflow.runId()).not.toBe(before);
      expect(await workflow.running()).toBe(true);
      await workflow.send(record.end('accepted'));
      await workflow.ended();
      expect(record.entered).toEqual(['issue#1', `${archive}#1`, `${archive}#2`]);
    });

    it('goes on with a supplement that was opened before the acceptance was heard of', async () => {
      const [record, workflow] = await closing();
      const accepted = record.end('accepted');
      record.supplement();
      await workflow.send(accepted);
      await until('the record was asked', () => record.acked === accepted.seq);
      expect(await workflow.running()).toBe(true);
      await workflow.send(record.end('accepted'));
      await workflow.ended();
    });

    it.each(designationStages)('follows a withdrawal in %s', async (stage) => {
      const record = new ScriptedRecord(stage);
      record.archive = archive;
      const workflow = await follow(record);
      await workflow.send(record.end('withdrawn'));
      await until('the withdrawal was heard of', () => record.acked === record.seq);
      expect(await workflow.running()).toBe(true);
      await workflow.send(record.end('accepted'));
      await workflow.ended();
      expect(record.result).toBe('withdrawn');
    });
  });

  it('ends at once when it is started for a closed case', async () => {
    const record = new ScriptedRecord('issue');
    record.result = 'designated';
    const workflow = await follow(record);
    await workflow.ended();
    expect(record.calls.map((call) => call.name)).toEqual(['where']);
  });

  it('is started by a message when it does not exist', async () => {
    const record = new ScriptedRecord('declaration');
    const first = await follow(record);
    await first.terminate();
    const before = await first.runId();
    await first.send(record.end('signed'));
    await entered(record, 'provincial-intake', 2);
    expect(await first.runId()).not.toBe(before);
  });

  it('waits with an outcome it does not know, and says so, without ending', async () => {
    const record = new ScriptedRecord('declaration');
    const workflow = await follow(record);
    await workflow.send(record.end('coach' as StageOutcome));
    const failure = await workflowTaskFailure(workflow);
    expect(failure).toContain('declaration does not know the outcome coach');
    expect(await workflow.running()).toBe(true);
    expect(record.rows).toHaveLength(1);
    expect(record.acked).toBe(0);
  });

  async function workflowTaskFailure(workflow: FollowedCase): Promise<string> {
    let message: string | null | undefined;
    await until('a workflow task has failed', async () => {
      const { events } = await engine.client.workflow.getHandle(workflow.workflowId).fetchHistory();
      message = events?.find((event) => event.workflowTaskFailedEventAttributes)?.workflowTaskFailedEventAttributes
        ?.failure?.message;
      return message != null;
    });
    return message ?? '';
  }
});

function endsOf(follow: Follow): StageOutcome[] {
  switch (follow.then) {
    case 'ends':
      return [follow.outcome];
    case 'when-every-seat-has':
      return endsOf(follow.follow);
    // Only the public notice waits, for the end of its period.
    case 'waits':
      return ['notice-over'];
    case 'opens':
    case 'opens-for-each-seat':
    case 'opens-for-same-seat':
    case 'goes-on':
      return [];
    case 'as-proposed':
      return Object.values(follow.follows).flatMap(endsOf);
  }
}
