import fc from 'fast-check';
import type { History } from '@temporalio/common/lib/proto-utils';
import { mainPart } from '../../libs/contracts/messages';
import { openScriptedEngine, until, type FollowedCase, type ScriptedEngine } from '../../test/replay/scripted-engine';
import { ScriptedRecord } from '../../test/replay/scripted-record';

const day = 86_400_000;
type HistoryEvent = NonNullable<History['events']>[number];
type Delivery = 'once' | 'twice' | 'late' | 'lost' | 'mangled';

describe('following a case', () => {
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
  const eventsOf = async (workflow: FollowedCase): Promise<HistoryEvent[]> =>
    (await engine.client.workflow.getHandle(workflow.workflowId).fetchHistory()).events ?? [];
  const timersOf = async (workflow: FollowedCase): Promise<number> =>
    (await eventsOf(workflow)).filter((event) => event.timerStartedEventAttributes).length;

  it('does not depend on order, doubles and losses of messages', async () => {
    const way = ['signed', 'accepted', 'reported', 'recommended'] as const;
    const deliveries = fc.array(fc.constantFrom<Delivery>('once', 'twice', 'late', 'lost', 'mangled'), {
      minLength: 4,
      maxLength: 4,
    });
    await fc.assert(
      fc.asyncProperty(deliveries, async (delivered) => {
        const record = new ScriptedRecord('declaration');
        const workflow = await follow(record);
        const late: unknown[] = [];
        for (const [index, outcome] of way.entries()) {
          await until(`stage ${String(index + 1)} is entered`, () => record.rows.length === index + 1);
          await deliver(record, workflow, record.end(outcome), delivered[index] ?? 'once', late);
        }
        await until('the submission is entered', () => record.current.stage === 'submission');
        for (const message of late) await workflow.send(message);
        await until('every message is acknowledged', () => record.acked === record.seq);
        expect(record.entered).toEqual(
          ['declaration', 'provincial-intake', 'provincial-evaluation', 'provincial-recommendation', 'submission'].map(
            (stage) => `${stage}#1`,
          ),
        );
        expect(record.count('enter')).toBe(4);
        await workflow.terminate();
      }),
      { numRuns: 12 },
    );
  });

  async function deliver(
    record: ScriptedRecord,
    workflow: FollowedCase,
    message: unknown,
    how: Delivery,
    late: unknown[],
  ): Promise<void> {
    switch (how) {
      case 'once':
        return workflow.send(message);
      case 'twice':
        await workflow.send(message);
        return workflow.send(message);
      case 'late':
        late.push(message);
        return workflow.send(record.message('look'));
      case 'lost':
        return workflow.send(record.message('look'));
      case 'mangled':
        return workflow.send({ ...(message as object), round: 'first' });
    }
  }

  it.each([null, 7, 'look', [], {}, { kind: 'of a newer release', seq: 3 }, { kind: 'stage-ended', seq: 'x' }])(
    'asks the record when it does not understand %j',
    async (message) => {
      const record = new ScriptedRecord('declaration');
      const workflow = await follow(record);
      record.end('signed');
      await workflow.send(message);
      await until('the next stage is entered', () => record.current.stage === 'provincial-intake');
    },
  );

  it('asks less often than it is told in a flood of messages, and loses none of them', async () => {
    const record = new ScriptedRecord('declaration');
    const workflow = await follow(record);
    const stale = { kind: 'stage-ended', stage: 'issue', part: mainPart, round: 1, outcome: 'forwarded' };
    await Promise.all(Array.from({ length: 150 }, (_, index) => workflow.send({ ...stale, seq: index + 1 })));
    record.seq = 150;
    await workflow.send(record.end('signed'));
    await until('the next stage is entered', () => record.current.stage === 'provincial-intake');
    await until('all is acknowledged', () => record.acked === 151);
    expect(record.count('where')).toBeLessThan(151);
    expect(record.count('enter')).toBe(1);
  });

  it('rings at the instant it was given, never before, and goes on when that ends the stage', async () => {
    const record = new ScriptedRecord('public-notice');
    const wakeAt = Date.now() + 700;
    record.wakeAt = wakeAt;
    let rangAt = 0;
    record.onRing = () => {
      rangAt = Date.now();
      record.end('notice-over');
    };
    await follow(record);
    await until('the issue is entered', () => record.current.stage === 'issue');
    expect(rangAt).toBeGreaterThanOrEqual(wakeAt);
    expect(record.calls.map((call) => call.name)).toEqual(['where', 'ring', 'enter']);
  });

  it('rings what is due already at once', async () => {
    const record = new ScriptedRecord('provincial-intake');
    record.wakeAt = Date.now() - day;
    const workflow = await follow(record);
    await until('it has rung', () => record.count('ring') === 1);
    expect(await timersOf(workflow)).toBe(0);
  });

  it('takes over an alarm that was moved, and keeps its timer where nothing moved', async () => {
    const record = new ScriptedRecord('provincial-intake');
    record.wakeAt = Date.now() + day;
    const workflow = await follow(record);
    await workflow.send(record.message('look'));
    await until('it has looked', () => record.count('where') === 2);
    await workflow.send(record.message('look'));
    await until('it has looked again', () => record.count('where') === 3);
    expect(await timersOf(workflow)).toBe(1);
    record.wakeAt = Date.now() + 300;
    await workflow.send(record.message('alarm-moved'));
    await until('it has rung', () => record.count('ring') === 1);
    expect(await timersOf(workflow)).toBe(2);
  });

  it('waits longer and longer when ringing does not move the alarm', async () => {
    const record = new ScriptedRecord('provincial-intake');
    record.wakeAt = Date.now() - day;
    const at: number[] = [];
    record.onRing = () => at.push(Date.now());
    await follow(record);
    await until('it has rung three times', () => at.length === 3);
    const [first = 0, second = 0, third = 0] = at;
    expect(second - first).toBeGreaterThanOrEqual(900);
    expect(third - second).toBeGreaterThanOrEqual(1_900);
  });

  it('outlives a database that is away, in few events', async () => {
    const record = new ScriptedRecord('declaration');
    const workflow = await follow(record);
    await until('its first task is recorded', async () =>
      (await eventsOf(workflow)).some((event) => event.workflowTaskCompletedEventAttributes),
    );
    const before = (await eventsOf(workflow)).length;
    let failures = 0;
    record.before = () => {
      if (failures === 5) return;
      failures += 1;
      throw new Error('the database is away');
    };
    await workflow.send(record.end('signed'));
    await until('the next stage is entered', () => record.current.stage === 'provincial-intake');
    expect(failures).toBe(5);
    await until('it has settled', async () => (await eventsOf(workflow)).length >= before + 11);
    expect((await eventsOf(workflow)).length).toBeLessThanOrEqual(before + 12);
  });

  it('refuses to go round in circles with a record that does not move', async () => {
    const record = new ScriptedRecord('declaration');
    record.end('signed');
    record.enter = () => record.where({ caseId: 'x', seq: 0, historyLength: 0 });
    const workflow = await follow(record);
    await until('the workflow task failed', async () =>
      (await eventsOf(workflow)).some((event) => event.workflowTaskFailedEventAttributes),
    );
    expect(await workflow.running()).toBe(true);
  });

  it('continues as a new run when its history is long, and loses nothing', async () => {
    const record = new ScriptedRecord('declaration');
    record.wakeAt = Date.now() + day;
    const workflow = await follow(record);
    const firstRun = await workflow.runId();
    record.seq = 40;
    while ((await workflow.runId()) === firstRun) {
      const asked = record.count('where');
      await workflow.send(record.message('look'));
      await until('it has looked', () => record.count('where') > asked);
    }
    const longest = Math.max(...record.calls.map((call) => call.historyLength));
    expect(longest).toBeGreaterThan(900);
    expect(longest).toBeLessThan(1_050);
    await workflow.send(record.end('signed'));
    await until('the next stage is entered', () => record.current.stage === 'provincial-intake');
    await until('all is acknowledged', () => record.acked === 41);
    expect(record.calls.at(-1)?.historyLength).toBeLessThan(50);
  });
});
