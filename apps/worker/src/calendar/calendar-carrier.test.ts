import pino from 'pino';
import { makeCalendarCarrying } from '../../../../activities/calendar.activities';
import { until } from '../../../../test/replay/scripted-engine';
import { importNotice, jobOf } from '../../../../test/support/deadlines/calendar-imports';
import { beijing, caseAt, limitsOf, openDesk, type Desk } from '../../../../test/support/record';
import { LeaseRepository } from '../../../../libs/persistence/watchdog/lease-repository';
import { CalendarCarrier } from './calendar-carrier';

const log = pino({ level: 'silent' });

describe('the worker that carries a calendar', () => {
  let desk: Desk;
  beforeAll(async () => {
    desk = await openDesk('calworker');
  });
  afterAll(() => desk.office.close());

  const carrier = (holder: string): CalendarCarrier =>
    new CalendarCarrier({
      database: desk.office.database,
      carrying: makeCalendarCarrying(desk.office),
      holder,
      log,
    });

  it('of two one does it, every case once, and the lease is given up at the end', async () => {
    const player = await caseAt(desk.office, 'provincial-intake');
    await desk.clock.moveTo(beijing('2026-12-25', '10:00'));
    await player.playTo('submission');
    const two = [carrier('one'), carrier('two')];
    for (const one of two) one.start();
    try {
      const { jobId } = await importNotice(desk.office, '元旦 2027-01-01~2027-01-03 补班 2026-12-26');
      await until('the job is done', async () => (await jobOf(desk.office, jobId)).endedAt !== null);
      expect(await jobOf(desk.office, jobId)).toMatchObject({ state: 'done', total: 1, done: 1, moved: 1, failed: 0 });
    } finally {
      await Promise.all(two.map((one) => one.stop()));
    }
    const row = (await limitsOf(desk.office, player.caseId)).find((one) => one.ruleId === 'submission');
    expect(row?.adjustments.map((one) => one.kind)).toEqual(['recalculated']);
    const free = await desk.office.database.transaction((sql) =>
      new LeaseRepository(sql).take('calendar', 'three', 1_000),
    );
    expect(free).toBe(true);
  });
});
