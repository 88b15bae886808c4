import type { LegalDate } from '../../contracts/deadlines';
import { explainWords } from '../../contracts/deadlines-words';
import { bytesOf, newId } from '../../persistence/bytes';
import { Database } from '../../persistence/database';
import type { LedgerRow } from '../../persistence/deadlines/ledger-repository';
import { readDeadlines } from '../../views/deadlines/case-deadlines';
import { ReadingRoom } from '../../views/reading-room';
import { fictionalCall, withRules } from '../../../test/support/deadlines/fictional-programme';
import { key, type CasePlayer } from '../../../test/support/case-player';
import {
  beijing,
  carryMessages,
  caseAt,
  eventsOf,
  factsOf,
  limitsOf,
  messagesOf,
  newCase,
  openDesk,
  playToStep,
  type Desk,
} from '../../../test/support/record';
import { CaseWork } from '../cases/case-work';
import { holdCase, resumeCase } from '../cases/hold-case';
import type { Ledger } from './ledger';

const d = (text: string) => text as LegalDate;

describe('the ledger under requests and corrections', () => {
  let desk: Desk;
  let room: ReadingRoom;
  beforeAll(async () => {
    desk = await openDesk('ledger');
    room = new ReadingRoom(desk.office.database, desk.clock.machineNow);
  });
  beforeEach(() => desk.clock.moveTo(beijing('2026-01-05', '09:00')));
  afterAll(() => desk.office.close());

  /** As a command does: under the case's lock, in one commit. */
  async function act(player: CasePlayer, change: (ledger: Ledger, work: CaseWork) => unknown): Promise<void> {
    await desk.office.database.transaction(async (sql) => {
      const work = await CaseWork.lock(desk.office, sql, player.caseId);
      const ledger = await work.ledger();
      await ledger.knowRungs(sql, ledger.open());
      await change(ledger, work);
      await work.settle();
    });
  }
  /** Of a programme whose commitments have a cap. */
  const capped = async (): Promise<CasePlayer> => {
    const call = await fictionalCall(desk.office, (programme) => programme);
    const player = await newCase(desk.office, 'h41a', { call });
    await player.playTo('provincial-recommendation');
    return player;
  };
  const limit = async (player: CasePlayer, rule = 'province-commitment'): Promise<LedgerRow> => {
    const row = (await limitsOf(desk.office, player.caseId)).filter((one) => one.ruleId === rule).at(-1);
    if (!row) throw new Error(`no limit ${rule}`);
    return row;
  };
  const view = async (player: CasePlayer, rule = 'province-commitment') => {
    const list = await readDeadlines(room, await player.actor('h41a.preparer'), player.caseId);
    const found = list.items.find((one) => one.rule === rule);
    if (!found) throw new Error(`no limit ${rule}`);
    return found;
  };

  it('an awaited answer stops what the body owes, from the day after service to the day of receipt', async () => {
    const player = await caseAt(desk.office, 'provincial-recommendation');
    expect(await limit(player)).toMatchObject({ dueOn: '2026-02-02' });
    await act(player, (ledger) => ledger.pauseByRequest('province', d('2026-01-05')));
    expect(await limit(player)).toMatchObject({
      state: 'paused',
      adjustments: expect.arrayContaining([
        expect.objectContaining({ kind: 'paused', on: '2026-01-05', cause: 'request' }),
      ]) as unknown,
    });
    await desk.clock.moveTo(beijing('2026-01-15', '10:00'));
    // Received on the Monday, recorded on the Thursday: five working days did not count.
    await act(player, (ledger) => ledger.resumeByRequest('province', d('2026-01-12')));
    expect(await limit(player)).toMatchObject({ state: 'running', dueOn: '2026-02-09' });
  });

  it('asks only of the body that asked, and resumes only what waits', async () => {
    const player = await caseAt(desk.office, 'provincial-evaluation');
    await act(player, (ledger) => {
      expect(ledger.pauseByRequest('nation', d('2026-01-05'))).toEqual([]);
      expect(ledger.resumeByRequest('province', d('2026-01-05'))).toEqual([]);
    });
    // Still the time of the experts.
    expect(await limit(player)).toMatchObject({ state: 'paused' });
  });

  it('what begins while an answer is awaited waits too; of two requests the last answer ends it', async () => {
    const stage = 'provincial-recommendation';
    const call = await fictionalCall(desk.office, (programme) =>
      withRules(programme, {
        id: stage,
        subject: 'stage',
        kind: 'internal',
        stage,
        excludes: [],
        rule: { kind: 'working-days', days: 5 },
        ladder: null,
        whenDue: 'none',
        title: { zh: '省级审核时限', en: 'Recommendation' },
        basis: 'proposal',
      }),
    );
    const player = await newCase(desk.office, 'h41a', { call });
    await player.playTo('provincial-evaluation');
    const today = d('2026-01-05');
    await act(player, (ledger) => ledger.pauseByRequest('province', today));
    await player.playTo(stage);
    expect(await limit(player, stage)).toMatchObject({ state: 'paused', dueOn: null });
    await act(player, (ledger) => ledger.pauseByRequest('province', today));
    await act(player, (ledger) => ledger.resumeByRequest('province', d('2026-01-07')));
    expect(await limit(player, stage)).toMatchObject({ state: 'paused' });
    await act(player, (ledger) => ledger.resumeByRequest('province', d('2026-01-08')));
    // Three working days were paused, then five.
    expect(await limit(player, stage)).toMatchObject({ state: 'running', dueOn: '2026-01-15' });
  });

  it('runs again at the end of the cap, though nothing was answered: alarm, event, light, rungs, inbox', async () => {
    const player = await capped();
    await player.where();
    await act(player, (ledger) => ledger.pauseByRequest('province', d('2026-01-05')));
    const row = await limit(player);
    // Sixty working days after the 5th of January; twenty more to the due date.
    expect(row).toMatchObject({
      state: 'paused',
      dueOn: '2026-05-07',
      nextRung: 'pause-capped',
      nextRungAt: beijing('2026-04-03', '17:30'),
    });
    expect((await player.openTask('draft-recommendation')).dueAt).not.toBe(row.dueAt);
    expect((await view(player)).explanation.map((line) => line.en)).toEqual(
      expect.arrayContaining([expect.stringContaining('uses them up on 3 Apr 2026')]),
    );
    // The engine sleeps until then: no rung of a paused limit wakes it.
    expect((await factsOf(desk.office, player.caseId)).next_alarm_at).toEqual(new Date(beijing('2026-04-03', '17:30')));
    await carryMessages(desk.office);

    await desk.clock.moveTo(beijing('2026-04-03', '17:30') - 60_000);
    await player.ring();
    expect(await view(player)).toMatchObject({ state: 'paused', limit: { light: 'paused' } });
    // The worker is away: the clock alone lights it.
    await desk.clock.moveTo(beijing('2026-04-08', '10:00'));
    expect(await view(player)).toMatchObject({ state: 'paused', limit: { light: 'ok', dueOn: '2026-05-07' } });
    await player.ring();
    await player.ring();
    const again = await limit(player);
    expect(again).toMatchObject({ state: 'running', dueOn: '2026-05-07', nextRung: 'reminder-5' });
    expect(again.adjustments.at(-1)).toMatchObject({ kind: 'pause-capped', on: '2026-04-03' });
    expect((await player.openTask('draft-recommendation')).dueAt).toBe(again.dueAt);
    const events = (await eventsOf(desk.office, player.caseId)).filter((one) => one.type === 'commitmentRunsAgain');
    expect(events).toMatchObject([{ audience: 'applicant', payload: { days: 60, basis: 'proposal' } }]);
    // The answer that comes after all changes nothing.
    await desk.clock.moveTo(beijing('2026-04-20', '10:00'));
    await act(player, (ledger) => ledger.resumeByRequest('province', d('2026-04-20')));
    expect(await limit(player)).toMatchObject({ state: 'running', dueOn: '2026-05-07' });
    expect(await messagesOf(desk.office, player.caseId)).toEqual([]);
  });

  it('the worker being down past everything, the limit is found overdue and escalated at once', async () => {
    const player = await capped();
    await act(player, (ledger) => ledger.pauseByRequest('province', d('2026-01-05')));
    await desk.clock.moveTo(beijing('2026-05-08', '12:00'));
    expect(await view(player)).toMatchObject({ limit: { light: 'overdue' } });
    await player.ring();
    const types = (await eventsOf(desk.office, player.caseId)).slice(-2).map((one) => one.type);
    expect(types).toEqual(['commitmentRunsAgain', 'escalationRung']);
  });

  it('a hold inside an awaited answer: the cap waits with everything else, and goes on where it stopped', async () => {
    const player = await capped();
    await act(player, (ledger) => ledger.pauseByRequest('province', d('2026-01-05')));
    const signatory = await player.actor('henan.signatory');
    await desk.clock.moveTo(beijing('2026-01-07', '10:00'));
    await holdCase(
      signatory,
      { caseId: player.caseId, reason: '等待', reviewOn: '2026-12-01', key: key() },
      desk.office,
    );
    expect(await limit(player)).toMatchObject({ state: 'paused', dueOn: null, nextRungAt: null });
    await desk.clock.moveTo(beijing('2026-01-14', '10:00'));
    await resumeCase(signatory, { caseId: player.caseId, reason: '恢复', key: key() }, desk.office);
    // Five working days of the hold.
    expect(await limit(player)).toMatchObject({ state: 'paused', dueOn: '2026-05-13' });
  });

  it('time of experts inside an awaited answer ends with the later of the two', async () => {
    const player = await caseAt(desk.office, 'provincial-evaluation');
    await act(player, (ledger) => ledger.pauseByRequest('province', d('2026-01-05')));
    await desk.clock.moveTo(beijing('2026-01-09', '10:00'));
    await player.playTo('provincial-recommendation');
    expect(await limit(player)).toMatchObject({ state: 'paused' });
    await act(player, (ledger) => ledger.resumeByRequest('province', d('2026-01-12')));
    // Four days of experts, the Monday of the request: five in all.
    expect(await limit(player)).toMatchObject({ state: 'running', dueOn: '2026-02-09' });
  });

  it('shows the clocks of each body, days at the desk to the body alone', async () => {
    const player = await caseAt(desk.office, 'national-intake');
    await desk.clock.moveTo(beijing('2026-01-08', '10:00'));
    const clocks = async (name: string) => (await readDeadlines(room, await player.actor(name), player.caseId)).clocks;
    const commitment = { limit: 20, used: 0, left: 20, paused: 0 };
    expect(await clocks('nhc.handler1')).toEqual([
      { body: 'hospital', commitment: null, internal: null, sinceArrival: 3, sinceOpening: 3 },
      { body: 'province', commitment, internal: null, sinceArrival: 3, sinceOpening: 3 },
      { body: 'nation', commitment: null, internal: 3, sinceArrival: 3, sinceOpening: 3 },
    ]);
    expect((await clocks('h41a.preparer')).map((one) => one.internal)).toEqual([0, null, null]);
    expect((await clocks('henan.manager')).map((one) => one.internal)).toEqual([null, 0, null]);
  });

  it('a row paused before causes were named goes on to work', async () => {
    const player = await caseAt(desk.office, 'provincial-evaluation');
    const row = await limit(player);
    // Adjustments are only ever appended by the application: the old form is written by whoever migrates.
    const migrating = Database.at(desk.database.migrationUrl, 1);
    await migrating.read((sql) =>
      sql.run(
        `UPDATE deadline_adjustment SET content = REPLACE(content, '"cause":"expert",', '') WHERE deadline_id = ?`,
        [bytesOf(row.id)],
      ),
    );
    await migrating.close();
    expect((await limit(player)).adjustments).toEqual([
      { kind: 'paused', at: expect.any(Number) as number, on: '2026-01-05' },
    ]);
    await player.playTo('provincial-recommendation');
    expect(await limit(player)).toMatchObject({ state: 'running', dueOn: '2026-02-02' });
  });

  it('a correction at an intake closes the limit; a new one starts on the day the answer is received', async () => {
    const player = await caseAt(desk.office, 'provincial-intake');
    const first = await limit(player, 'provincial-intake');
    await desk.clock.moveTo(beijing('2026-01-07', '10:00'));
    await act(player, (ledger) => {
      expect(ledger.closeForCorrection(first.stageId ?? '', d('2026-01-07')).map((row) => row.id)).toEqual([first.id]);
      expect(ledger.nextAlarm()).toBeNull();
    });
    const closed = await limit(player, 'provincial-intake');
    expect(closed).toMatchObject({ state: 'restarted', nextRungAt: null });
    expect(closed.closedAt).not.toBeNull();

    await desk.clock.moveTo(beijing('2026-01-20', '10:00'));
    await act(player, (ledger) =>
      ledger.restart({ id: first.stageId ?? '', stage: 'provincial-intake' }, d('2026-01-19')),
    );
    const second = await limit(player, 'provincial-intake');
    expect(second.id).not.toBe(first.id);
    expect(second).toMatchObject({
      stageId: first.stageId,
      startsOn: '2026-01-19',
      dueOn: '2026-01-26',
      state: 'running',
      nextRung: 'reminder-2',
    });
    const handler = await readDeadlines(room, await player.actor('henan.handler1'), player.caseId);
    const [told] = handler.items.filter((one) => one.rule === 'provincial-intake');
    expect(told?.explanation.at(-1)).toEqual({
      zh: explainWords({ code: 'restarted', params: { on: d('2026-01-07') } }, 'zh'),
      en: explainWords({ code: 'restarted', params: { on: d('2026-01-07') } }, 'en'),
    });
    await player.decide(await player.openTask('check-completeness'));
    expect(await limit(player, 'provincial-intake')).toMatchObject({ state: 'met' });
  });

  it('a served request binds the other side by its own days; it can be given more, and is met by its task', async () => {
    const call = await fictionalCall(desk.office, (programme) => {
      const deadlines = programme.deadlines.filter((rule) => rule.id !== 'provincial-recommendation-request');
      return withRules(
        { ...programme, deadlines },
        {
          id: 'answer-request',
          subject: 'request',
          kind: null,
          stage: 'provincial-recommendation',
          excludes: [],
          rule: { kind: 'working-days', days: 10 },
          askedDays: { min: 5, max: 30, basis: 'proposal' },
          ladder: 'reminder-only',
          whenDue: 'escalate',
          title: { zh: '补充材料时限', en: 'Answer to a request' },
          basis: 'proposal',
        },
      );
    });
    const player = await newCase(desk.office, 'h41a', { call });
    const task = await playToStep(player, 'draft-recommendation');
    const requestId = newId('request');
    await act(player, (ledger) =>
      ledger.beginRequest({
        stageId: task.stageId,
        stage: 'provincial-recommendation',
        requestId,
        taskId: task.id,
        body: 'hospital',
        days: 7,
        servedOn: d('2026-01-06'),
      }),
    );
    const row = await limit(player, 'answer-request');
    expect(row).toMatchObject({
      requestId,
      taskId: task.id,
      subject: 'request',
      kind: null,
      body: 'hospital',
      ownRule: { kind: 'working-days', days: 7 },
      startsOn: '2026-01-06',
      dueOn: '2026-01-15',
    });
    expect((await view(player, 'answer-request')).explanation[1]?.en).toBe('Limit: 7 working days.');
    await act(player, (ledger) => {
      const own = ledger.open().find((one) => one.requestId === requestId);
      if (own) ledger.extend(own, 3);
    });
    expect(await limit(player, 'answer-request')).toMatchObject({ dueOn: '2026-01-20' });
    await act(player, (ledger) => {
      ledger.endStage({ stageId: task.stageId, stage: 'provincial-recommendation', outcome: 'recommended' });
    });
    // What nobody answered is not met by the end of the stage that asked.
    expect(await limit(player, 'answer-request')).toMatchObject({ state: 'cancelled' });
  });

  it('the programme without a limit of requests offers none', async () => {
    const player = await caseAt(desk.office, 'provincial-recommendation');
    const task = await player.openTask('draft-recommendation');
    await act(player, (ledger) => {
      expect(() =>
        ledger.beginRequest({
          stageId: task.stageId,
          stage: 'provincial-recommendation',
          requestId: newId('request'),
          taskId: task.id,
          body: 'hospital',
          days: 7,
          servedOn: d('2026-01-06'),
        }),
      ).toThrow('no limit of a request');
    });
  });
});
