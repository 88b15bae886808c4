import { prepare, publish, importNotice } from '../../../test/support/deadlines/calendar-imports';
import { beijing, caseAt, openDesk, refusal, type Desk } from '../../../test/support/record';
import { ReadingRoom } from '../reading-room';
import { readWorkingDays } from './working-days';

describe('how far a day is away', () => {
  let desk: Desk;
  let room: ReadingRoom;
  beforeAll(async () => {
    desk = await openDesk('workdays');
    room = new ReadingRoom(desk.office.database, desk.clock.machineNow);
  });
  afterAll(() => desk.office.close());

  it('counts working days after today, says how the day stands and what is not covered yet', async () => {
    const player = await caseAt(desk.office, 'provincial-intake');
    const manager = await player.actor('henan.manager');
    const ask = (until?: string) => readWorkingDays(room, manager, player.caseId, { until });
    await desk.clock.moveTo(beijing('2026-01-05', '10:00'));
    expect(await ask()).toEqual({
      today: '2026-01-05',
      until: '2026-01-05',
      count: 0,
      day: 'weekday',
      provisional: false,
    });
    const far = await readWorkingDays(room, manager, player.caseId, { count: 3 });
    expect(far).toMatchObject({ until: '2026-01-08', count: 3, provisional: false });
    expect(await ask('2026-01-08')).toMatchObject({ count: 3, day: 'weekday' });
    expect(await ask('2026-01-10')).toMatchObject({ count: 4, day: 'weekend' });
    expect(await ask('2026-02-17')).toMatchObject({ day: 'holiday', provisional: false });
    expect(await ask('2026-01-02')).toMatchObject({ count: 0 });
    expect(await ask('2027-01-04')).toMatchObject({ provisional: true });
    expect(await ask('9999-12-31')).toMatchObject({ count: 0, provisional: true });
    await importNotice(desk.office, '元旦 2027-01-01~2027-01-03');
    expect(await ask('2027-01-04')).toMatchObject({ provisional: false });
    expect(await refusal(readWorkingDays(room, await player.actor('beijing.manager'), player.caseId))).toBe(
      'not-found',
    );
  });

  it('a local holiday counts for the body of the province alone', async () => {
    const player = await caseAt(desk.office, 'provincial-intake');
    await desk.clock.moveTo(beijing('2026-01-05', '10:00'));
    await publish(
      desk.office,
      await prepare(desk.office, '民俗节 2026-01-07', 2026, 'henan.handler1', '41'),
      'henan.signatory',
    );
    const [province, hospital] = [await player.actor('henan.manager'), await player.actor('h41a.preparer')];
    expect(await readWorkingDays(room, province, player.caseId, { until: '2026-01-07' })).toMatchObject({
      count: 1,
      day: 'holiday',
    });
    expect(await readWorkingDays(room, hospital, player.caseId, { until: '2026-01-07' })).toMatchObject({
      count: 2,
      day: 'weekday',
    });
  });
});
