import { key } from '../../../test/support/case-player';
import { carryAll, importNotice, prepare, publish, versionOf } from '../../../test/support/deadlines/calendar-imports';
import { claimedIntake, toldOf, type IntakeTask } from '../../../test/support/province-desk';
import {
  beijing,
  carryMessages,
  factsOf,
  limitsOf,
  messagesOf,
  openDesk,
  type Desk,
} from '../../../test/support/record';
import type { Id } from '../../contracts/ids';
import { bytesOf } from '../../persistence/bytes';
import { OrderRepository } from '../../persistence/deadlines/order-repository';
import { ReadingRoom } from '../../views/reading-room';
import { sweepCalendar } from './carry-calendar';
import { answerOrder, issueOrder } from './supervision-order';

const shortRest = '元旦 2027-01-01~2027-01-03';
const longRest = '元旦 2027-01-01~2027-01-05';

describe('a newer calendar moves the alarms of orders', () => {
  let desk: Desk;
  let room: ReadingRoom;
  beforeAll(async () => {
    desk = await openDesk('rearm');
    room = new ReadingRoom(desk.office.database, desk.clock.machineNow);
  });
  afterAll(() => desk.office.close());

  /** The answer is due on Thursday 31 December; by Monday–Friday it is missed from Friday morning. */
  async function orderOverNewYear(replyDue = '2026-12-31') {
    await desk.clock.moveTo(beijing('2026-01-05', '09:00'));
    const begun = await claimedIntake(desk.office);
    await desk.clock.moveTo(beijing('2026-12-25', '10:00'));
    // Every rung of the intake's own limit is long past: the order alone can wake the case.
    await begun.player.ring();
    const input = { taskId: begun.task.id, demand: '说明未办结原因', replyDue, key: key() };
    const order = await issueOrder(begun.manager, input, desk.office);
    await begun.player.ring();
    await carryMessages(desk.office);
    return { ...begun, order };
  }
  const stored = (orderId: Id<'order'>) => desk.office.database.read((sql) => new OrderRepository(sql).find(orderId));
  const alarmOf = async ({ player }: IntakeTask) =>
    (await factsOf(desk.office, player.caseId)).next_alarm_at?.getTime();

  it('later: it rings on the first working morning of the new calendar, not before', async () => {
    const at = await orderOverNewYear();
    expect(await alarmOf(at)).toBe(beijing('2027-01-01', '09:00'));
    const { version } = await importNotice(desk.office, longRest);
    await carryAll(desk.office);
    expect(await stored(at.order.orderId)).toMatchObject({
      alarmAt: beijing('2027-01-06', '09:00'),
      calendarVersion: version,
    });
    expect(await alarmOf(at)).toBe(beijing('2027-01-06', '09:00'));
    await desk.clock.moveTo(beijing('2027-01-05', '12:00'));
    await at.player.ring();
    const above = await at.player.actor('henan.division');
    expect(await toldOf(room, above, at.player)).not.toContain('Order unanswered');
    await desk.clock.moveTo(beijing('2027-01-06', '09:31'));
    await at.player.ring();
    expect(await toldOf(room, above, at.player)).toContain('Order unanswered');
  });

  it('earlier: the engine is woken; an answered order has no alarm any more', async () => {
    await importNotice(desk.office, longRest);
    const at = await orderOverNewYear();
    expect(await alarmOf(at)).toBe(beijing('2027-01-06', '09:00'));
    await importNotice(desk.office, shortRest);
    await carryAll(desk.office);
    expect(await alarmOf(at)).toBe(beijing('2027-01-04', '09:00'));
    expect(await messagesOf(desk.office, at.player.caseId)).toMatchObject([{ kind: 'alarm-moved' }]);
    await answerOrder(at.one, { orderId: at.order.orderId, answer: '材料待核', key: key() }, desk.office);
    await importNotice(desk.office, longRest);
    await carryAll(desk.office);
    expect(await alarmOf(at)).toBeUndefined();
  });

  it('a case whose limits know the calendar already is still found by its order', async () => {
    await importNotice(desk.office, shortRest);
    const at = await orderOverNewYear();
    await importNotice(desk.office, longRest);
    const version = await versionOf(desk.office);
    await desk.office.database.read((sql) =>
      sql.run('UPDATE deadline SET calendar_version = ? WHERE case_id = ?', [version, bytesOf(at.player.caseId)]),
    );
    await carryAll(desk.office);
    expect(await alarmOf(at)).toBe(beijing('2027-01-06', '09:00'));
    expect((await limitsOf(desk.office, at.player.caseId)).flatMap((row) => row.adjustments)).not.toContainEqual(
      expect.objectContaining({ kind: 'recalculated' }),
    );
    expect(await sweepCalendar(desk.office, { cases: 10, milliseconds: 1_000 })).toBe(0);
  });

  it('of two orders the case wakes for the earlier; a local holiday counts for the province’s order', async () => {
    await importNotice(desk.office, shortRest);
    const at = await orderOverNewYear('2027-01-08');
    const second = await issueOrder(
      at.manager,
      { taskId: at.task.id, demand: '再说明', replyDue: '2026-12-29', key: key() },
      desk.office,
    );
    expect(await alarmOf(at)).toBe(beijing('2026-12-30', '09:00'));
    const draft = await prepare(desk.office, '民俗节 2026-12-30', 2026, 'henan.handler1', '41');
    await publish(desk.office, draft, 'henan.signatory');
    await carryAll(desk.office);
    expect(await stored(second.orderId)).toMatchObject({ alarmAt: beijing('2026-12-31', '09:00') });
    expect(await stored(at.order.orderId)).toMatchObject({ alarmAt: beijing('2027-01-11', '09:00') });
    expect(await alarmOf(at)).toBe(beijing('2026-12-31', '09:00'));
  });
});
