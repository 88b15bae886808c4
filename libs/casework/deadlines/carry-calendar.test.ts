import { CasePlayer, key } from '../../../test/support/case-player';
import {
  carryAll,
  importNotice,
  jobOf,
  prepare,
  publish,
  versionOf,
} from '../../../test/support/deadlines/calendar-imports';
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
  type Desk,
} from '../../../test/support/record';
import type { Id } from '../../contracts/ids';
import { bytesOf } from '../../persistence/bytes';
import { readDeadlines } from '../../views/deadlines/case-deadlines';
import { ReadingRoom } from '../../views/reading-room';
import { claimTask } from '../inbox/claim-task';
import { holdCase } from '../cases/hold-case';
import { carryCalendar, recalculateCase, sweepCalendar } from './carry-calendar';

const earlier = '元旦 2027-01-01~2027-01-03 补班 2026-12-26';
const later = '元旦 2027-01-01~2027-01-05';
const plain = '国庆 2027-10-01~2027-10-07';

describe('carrying a calendar to the open cases', () => {
  let desk: Desk;
  beforeAll(async () => {
    desk = await openDesk('calcarry');
  });
  afterAll(() => desk.office.close());

  /** Stands in submission with five working days that lead from Friday 25 December into the next year. */
  async function caseOverNewYear(): Promise<CasePlayer> {
    await desk.clock.moveTo(beijing('2026-01-05', '09:00'));
    const player = await caseAt(desk.office, 'provincial-intake');
    await desk.clock.moveTo(beijing('2026-12-25', '10:00'));
    await player.playTo('submission');
    await desk.clock.moveTo(beijing('2026-12-25', '18:00'));
    // As the workflow does when it has entered: it sleeps until the next alarm.
    await player.ring();
    await carryMessages(desk.office);
    return player;
  }
  const limit = async (player: CasePlayer) =>
    (await limitsOf(desk.office, player.caseId)).find((row) => row.ruleId === 'submission' && row.closedAt === null);
  const told = (player: CasePlayer) =>
    desk.office.database.read((sql) =>
      sql.rows<{ username: string; code: string; params: string }>(
        `SELECT a.username, n.code, n.params FROM notification n JOIN account a ON a.person_id = n.person_id
         WHERE n.case_id = ? AND n.code = 'deadline-moved' ORDER BY a.username`,
        [bytesOf(player.caseId)],
      ),
    );
  const recalculations = async (player: CasePlayer) =>
    (await eventsOf(desk.office, player.caseId)).filter((event) => event.type.endsWith('Recalculated'));
  const adjustments = async (player: CasePlayer) =>
    (await limit(player))?.adjustments.filter((one) => one.kind === 'recalculated').length;

  it('moves an earlier due date with rungs, inbox, people, event and engine', async () => {
    const player = await caseOverNewYear();
    expect(await limit(player)).toMatchObject({ startsOn: '2026-12-25', dueOn: '2027-01-01', provisional: true });
    const before = await factsOf(desk.office, player.caseId);
    const { version, jobId } = await importNotice(desk.office, earlier);
    await carryAll(desk.office);
    expect(await limit(player)).toMatchObject({
      dueOn: '2026-12-31',
      provisional: false,
      calendarVersion: version,
      state: 'running',
    });
    expect((await player.openTask('submit-to-nhc')).dueAt).toBe(beijing('2026-12-31', '17:30'));
    const inbox = await desk.office.database.read((sql) =>
      sql.row<{ due_at: Date }>(
        'SELECT a.due_at FROM task_audience a JOIN task t ON t.id = a.task_id WHERE t.case_id = ?',
        [bytesOf(player.caseId)],
      ),
    );
    expect(inbox?.due_at.getTime()).toBe(beijing('2026-12-31', '17:30'));
    expect((await limit(player))?.adjustments.at(-1)).toMatchObject({ kind: 'recalculated' });
    expect(await recalculations(player)).toMatchObject([
      {
        type: 'deadlinesRecalculated',
        audience: 'body:province',
        payload: {
          calendarVersion: version,
          limits: [{ rule: 'submission', from: '2027-01-01', to: '2026-12-31', settled: true }],
        },
      },
    ]);
    const people = await told(player);
    expect(people.map((one) => one.username)).toEqual(['henan.handler1', 'henan.handler2']);
    expect(JSON.parse(people[0]?.params ?? '{}')).toMatchObject({
      rule: 'submission',
      from: '2027-01-01',
      dueOn: '2026-12-31',
      step: 'submit-to-nhc',
    });
    // Five working days before were 25 December; two before are now the 29th instead of the 30th.
    const after = await factsOf(desk.office, player.caseId);
    expect(after.next_alarm_at?.getTime()).toBeLessThan(before.armed_until?.getTime() ?? 0);
    expect(await messagesOf(desk.office, player.caseId)).toMatchObject([{ kind: 'alarm-moved' }]);
    expect(await jobOf(desk.office, jobId)).toMatchObject({ state: 'done', failed: 0, total: 1, done: 1, moved: 1 });
    // The reminder rings at its new instant, once.
    await desk.clock.moveTo(after.next_alarm_at?.getTime() ?? 0);
    await player.ring();
    await player.ring();
    const rung = (await eventsOf(desk.office, player.caseId)).filter(
      (event) => event.type === 'reminderRung' && event.payload.dueOn === '2026-12-31',
    );
    expect(rung.map((event) => event.payload.rung)).toEqual(['reminder-2']);
  });

  it('a later due date moves without a word to the engine; what is settled only is recorded and told to nobody', async () => {
    await importNotice(desk.office, plain);
    const player = await caseOverNewYear();
    expect(await limit(player)).toMatchObject({ dueOn: '2027-01-01', provisional: false });
    await importNotice(desk.office, later);
    await carryAll(desk.office);
    expect(await limit(player)).toMatchObject({ dueOn: '2027-01-06' });
    expect(await messagesOf(desk.office, player.caseId)).toEqual([]);
    expect(await adjustments(player)).toBe(1);
    await importNotice(desk.office, later);
    await carryAll(desk.office);
    expect(await adjustments(player)).toBe(1);
    expect(await limit(player)).toMatchObject({ calendarVersion: await versionOf(desk.office) });
    expect(await told(player)).toHaveLength(2);
  });

  it('may be stopped anywhere: every case is done once, and what was done is passed over', async () => {
    await importNotice(desk.office, plain);
    await carryAll(desk.office);
    const players = [await caseOverNewYear(), await caseOverNewYear(), await caseOverNewYear()];
    const { jobId } = await importNotice(desk.office, earlier);
    await carryCalendar(desk.office, { cases: 2, milliseconds: 60_000 });
    const total = (await jobOf(desk.office, jobId)).total;
    expect(total).toBeGreaterThanOrEqual(3);
    await carryCalendar(desk.office, { cases: 1, milliseconds: 60_000 });
    expect(await jobOf(desk.office, jobId)).toMatchObject({ state: 'running', done: 1 });
    // A worker that was killed after a case and before it noted so: the case is in the record, the cursor is not.
    const [next] = await desk.office.database.read((sql) =>
      sql.rows<{ id: Buffer }>(
        'SELECT f.id FROM case_file f JOIN calendar_job j ON j.id = ? WHERE f.id > j.case_after ORDER BY f.id LIMIT 1',
        [bytesOf(jobId)],
      ),
    );
    await recalculateCase(desk.office, `case_${next?.id.toString('hex') ?? ''}` as Id<'case'>);
    // … and another that runs beside this one.
    await Promise.all([carryAll(desk.office), carryAll(desk.office)]);
    expect(await jobOf(desk.office, jobId)).toMatchObject({ state: 'done', failed: 0 });
    for (const player of players) {
      expect(await limit(player)).toMatchObject({ dueOn: '2026-12-31' });
      expect([await adjustments(player), (await recalculations(player)).length, (await told(player)).length]).toEqual([
        1, 1, 2,
      ]);
    }
  });

  it('a command that comes first recalculates the case itself; the job finds nothing to do', async () => {
    await importNotice(desk.office, plain);
    await carryAll(desk.office);
    const player = await caseOverNewYear();
    const handler = await player.actor('henan.handler1');
    const task = await player.openTask('submit-to-nhc');
    await claimTask(handler, { taskId: task.id, key: key() }, desk.office);
    await importNotice(desk.office, earlier);
    await player.decide(task);
    const row = (await limitsOf(desk.office, player.caseId)).find((one) => one.ruleId === 'submission');
    expect(row).toMatchObject({ dueOn: '2026-12-31', state: 'met' });
    const types = (await eventsOf(desk.office, player.caseId)).map((event) => event.type);
    expect(types.indexOf('deadlinesRecalculated')).toBeLessThan(types.lastIndexOf('stepDecided'));
    // It went to the one who holds the task.
    expect((await told(player)).map((one) => one.username)).toEqual(['henan.handler1']);
    await carryAll(desk.office);
    expect(await recalculations(player)).toHaveLength(1);
  });

  it('a decision and the job at the same time: one after the other, one recalculation', async () => {
    for (let round = 0; round < 3; round += 1) {
      await importNotice(desk.office, plain);
      await carryAll(desk.office);
      const player = await caseOverNewYear();
      const task = await player.openTask('submit-to-nhc');
      await importNotice(desk.office, earlier);
      await Promise.all([player.decide(task), carryAll(desk.office)]);
      const row = (await limitsOf(desk.office, player.caseId)).find((one) => one.ruleId === 'submission');
      expect(row).toMatchObject({ state: 'met', dueOn: '2026-12-31', calendarVersion: await versionOf(desk.office) });
      expect(row?.adjustments.map((one) => one.kind)).toEqual(['recalculated', 'met']);
      expect(await recalculations(player)).toHaveLength(1);
    }
  });

  it('on hold nothing rings and nothing is armed, and the rest is counted by the new calendar', async () => {
    await importNotice(desk.office, plain);
    const player = await caseOverNewYear();
    await holdCase(
      await player.actor('henan.signatory'),
      { caseId: player.caseId, reason: '等待', reviewOn: '2027-06-01', key: key() },
      desk.office,
    );
    await importNotice(desk.office, earlier);
    await carryAll(desk.office);
    expect(await limit(player)).toMatchObject({
      state: 'paused',
      dueOn: null,
      nextRungAt: null,
      calendarVersion: await versionOf(desk.office),
    });
    expect(await factsOf(desk.office, player.caseId)).toMatchObject({ status: 'on-hold', next_alarm_at: null });
    expect(await told(player)).toEqual([]);
  });

  it('a case that cannot be done holds up nobody: the job says so and the sweep finds it later', async () => {
    await importNotice(desk.office, plain);
    await carryAll(desk.office);
    const [broken, sound] = [await caseOverNewYear(), await caseOverNewYear()];
    const rename = (from: string, to: string) =>
      desk.office.database.read((sql) =>
        sql.run('UPDATE deadline SET rule_id = ? WHERE case_id = ? AND rule_id = ?', [
          to,
          bytesOf(broken.caseId),
          from,
        ]),
      );
    await rename('submission', 'no-such-rule');
    const { jobId } = await importNotice(desk.office, earlier);
    await carryAll(desk.office);
    expect(await jobOf(desk.office, jobId)).toMatchObject({
      state: 'incomplete',
      failed: 1,
      reason: `${broken.caseId}: the pinned programme has no limit no-such-rule`,
    });
    expect(await limit(sound)).toMatchObject({ dueOn: '2026-12-31' });
    await rename('no-such-rule', 'submission');
    expect(await sweepCalendar(desk.office, { cases: 10, milliseconds: 1_000 })).toBe(1);
    expect(await limit(broken)).toMatchObject({ dueOn: '2026-12-31' });
    expect(await sweepCalendar(desk.office, { cases: 10, milliseconds: 1_000 })).toBe(0);
  });

  it('a province’s local holiday moves the rows of its body alone', async () => {
    await importNotice(desk.office, plain);
    await carryAll(desk.office);
    const player = await caseOverNewYear();
    const other = await importLocal('2026-12-28', '11');
    await carryAll(desk.office);
    expect(await limit(player)).toMatchObject({ dueOn: '2027-01-01', calendarVersion: other });
    await importLocal('2026-12-28~2026-12-29', '41');
    await carryAll(desk.office);
    expect(await limit(player)).toMatchObject({ dueOn: '2027-01-05' });
    await importLocal(null, '41');
    await carryAll(desk.office);
    expect(await limit(player)).toMatchObject({ dueOn: '2027-01-01' });

    async function importLocal(days: string | null, province: '11' | '41') {
      const name = province === '11' ? 'beijing' : 'henan';
      const draft = await prepare(
        desk.office,
        days === null ? '' : `民俗节 ${days}`,
        2026,
        `${name}.handler1`,
        province,
      );
      return (await publish(desk.office, draft, `${name}.signatory`)).version;
    }
  });

  it('what ended in time stays in time: its explanation and figures keep the calendar it was counted by', async () => {
    await importNotice(desk.office, plain);
    await carryAll(desk.office);
    const player = await caseOverNewYear();
    await desk.clock.moveTo(beijing('2027-01-01', '10:00'));
    await player.decide(await player.openTask('submit-to-nhc'));
    const room = new ReadingRoom(desk.office.database, desk.clock.machineNow);
    const reader = await player.actor('henan.handler1');
    const shown = async () => {
      const { items, clocks } = await readDeadlines(room, reader, player.caseId);
      const item = items.find((one) => one.rule === 'submission');
      return { dueOn: item?.limit.dueOn, version: item?.calendarVersion, lines: item?.explanation, clocks };
    };
    const before = await shown();
    expect(before).toMatchObject({ dueOn: '2027-01-01' });
    expect(before.lines?.map((line) => line.en)).toEqual([
      'Starts on 25 Dec 2026; counting begins the day after.',
      'Limit: 5 working days.',
      '2 weekend days not counted.',
      'Due on 1 Jan 2027 at 17:30, Beijing time.',
      '7 calendar days from the start to the due date.',
      'Met on 1 Jan 2027.',
    ]);
    // By this notice it would have been due on 31 December, and met late.
    const { version } = await importNotice(desk.office, earlier);
    await carryAll(desk.office);
    expect(version).toBeGreaterThan(before.version ?? version);
    const { clocks, ...limit } = await shown();
    expect(limit).toEqual({ dueOn: before.dueOn, version: before.version, lines: before.lines });
    expect(clocks.map((one) => one.commitment)).toEqual(before.clocks.map((one) => one.commitment));
    // Another reader's room, that never saw the earlier calendar, reads it from the versions.
    const fresh = await readDeadlines(new ReadingRoom(desk.office.database), reader, player.caseId);
    expect(fresh.items.find((one) => one.rule === 'submission')?.explanation).toEqual(before.lines);
  });

  it('asleep for 400 days: woken, the case is counted by the calendar of now and late by the clock', async () => {
    await desk.clock.moveTo(beijing('2026-01-05', '09:00'));
    const player = await newCase(desk.office);
    await player.playTo('provincial-intake');
    await carryMessages(desk.office);
    await importNotice(desk.office, earlier);
    await desk.clock.moveTo(beijing('2027-02-09', '10:00'));
    await player.ring();
    const row = (await limitsOf(desk.office, player.caseId)).find((one) => one.ruleId === 'provincial-intake');
    expect(row).toMatchObject({
      dueOn: '2026-01-12',
      calendarVersion: await versionOf(desk.office),
      provisional: false,
    });
    const rung = (await eventsOf(desk.office, player.caseId)).filter((event) => event.type.endsWith('Rung'));
    expect(rung.map((event) => [event.type, event.payload.rung])).toEqual([['escalationRung', 'escalation-1']]);
    expect(await player.ring()).toMatchObject({ wakeAt: null });
    expect((await recalculations(player)).length).toBe(0);
  });
});
