import pino from 'pino';
import { bytesOf } from '../../../../libs/persistence/bytes';
import { LeaseRepository } from '../../../../libs/persistence/watchdog/lease-repository';
import type { Drift } from '../../../../libs/persistence/watchdog/drift-repository';
import { until } from '../../../../test/replay/scripted-engine';
import { RecordingSender, TestRecord, type CaseSketch } from '../../test/record';
import { Looks } from './looks';
import { StoreCheck } from './store-check';
import { Watch } from './watch';
import { Watchdog } from './watchdog';

const log = pino({ level: 'silent' });
const minute = 60_000;
const ago = (ms: number): number => Date.now() - ms;

describe('watchdog', () => {
  let record: TestRecord;
  let sender: RecordingSender;
  beforeAll(async () => {
    record = await TestRecord.open();
  });
  afterAll(() => record.close());
  beforeEach(async () => {
    await record.clear();
    sender = new RecordingSender();
  });

  const watchdog = (pause = minute): Watchdog =>
    new Watchdog({ database: record.database, sender, log, grace: 2 * minute, alarmGrace: 2 * minute, pause });

  const drifted: [string, CaseSketch, string][] = [
    [
      'a message not acknowledged for two minutes',
      { messageSeq: 3, ackedSeq: 2, messageAt: ago(3 * minute) },
      'unacknowledged',
    ],
    [
      'the same on hold',
      { status: 'on-hold', messageSeq: 3, ackedSeq: 2, messageAt: ago(3 * minute) },
      'unacknowledged',
    ],
    ['an alarm passed by two minutes', { legalNextAlarmAt: ago(3 * minute) }, 'alarm-passed'],
    [
      'a case nobody ever followed',
      { messageSeq: 0, ackedSeq: 0, ackedAt: null, messageAt: null, legalOpenedAt: ago(3 * minute) },
      'never-followed',
    ],
    [
      'a closed case whose archive is open and whose message was lost',
      { status: 'closed', archive: 'open', messageSeq: 3, ackedSeq: 2, messageAt: ago(3 * minute) },
      'unacknowledged',
    ],
    [
      'a closed case whose archive is overdue while its workflow died',
      { status: 'closed', archive: 'open', legalNextAlarmAt: ago(3 * minute) },
      'alarm-passed',
    ],
    [
      'an accepted file whose workflow has not heard of it',
      { status: 'closed', archive: 'accepted', messageSeq: 3, ackedSeq: 2, messageAt: ago(3 * minute) },
      'unacknowledged',
    ],
    [
      'a stage that ended and nothing followed',
      { messageAt: ago(3 * minute), ended: { outcome: 'signed', followed: false } },
      'not-moved-on',
    ],
  ];
  it.each(drifted)('finds %s', async (_what, sketch, reason) => {
    const caseId = await record.openCase(sketch);
    const told = await watchdog().round();
    expect(told.map((drift) => [drift.caseId, drift.reason])).toEqual([[caseId, reason]]);
    expect(sender.sent).toEqual([
      { caseId, kind: 'designation', message: { kind: 'look', seq: sketch.messageSeq ?? 1 } },
    ]);
  });

  const right: [string, CaseSketch][] = [
    ['a case at rest', { messageAt: ago(9 * minute) }],
    ['a message that is under way', { messageSeq: 3, ackedSeq: 2 }],
    ['an alarm that is just ringing', { legalNextAlarmAt: ago(minute) }],
    ['an alarm to come', { legalNextAlarmAt: ago(-minute) }],
    ['an alarm of a case on hold', { status: 'on-hold', legalNextAlarmAt: ago(9 * minute) }],
    ['a stage that was followed', { messageAt: ago(9 * minute), ended: { outcome: 'signed', followed: true } }],
    ['a stage that has just ended', { ended: { outcome: 'signed', followed: false } }],
    ['an accepted file', { status: 'closed', archive: 'accepted', messageAt: ago(9 * minute) }],
    [
      'a closed case',
      {
        status: 'closed',
        messageSeq: 3,
        ackedSeq: 2,
        ackedAt: null,
        messageAt: ago(9 * minute),
        legalNextAlarmAt: ago(9 * minute),
      },
    ],
  ];
  it.each(right)('leaves alone %s', async (_what, sketch) => {
    await record.openCase(sketch);
    expect(await watchdog().round()).toEqual([]);
    expect(sender.sent).toEqual([]);
  });

  it('leaves to the relay what still waits for it, but not what was set aside', async () => {
    const caseId = await record.openCase({ messageSeq: 3, ackedSeq: 2, messageAt: ago(3 * minute) });
    await record.addMessage(caseId, 3, { kind: 'look', seq: 3 });
    expect(await watchdog().round()).toEqual([]);
    await record.write((sql) => sql.run('UPDATE outbox SET parked_at = ?', [new Date()]));
    expect(await watchdog().round()).toHaveLength(1);
  });

  it('goes by the legal clock for alarms', async () => {
    const caseId = await record.openCase({ legalNextAlarmAt: Date.now() + 30 * 86_400_000 });
    expect(await watchdog().alarms()).toEqual([]);
    await record.write((sql) => sql.run('UPDATE clock SET offset_ms = ?', [31 * 86_400_000]));
    expect((await watchdog().alarms()).map((drift) => drift.caseId)).toEqual([caseId]);
  });

  it('tells a case once of all that is found, and again only when it got further', async () => {
    const caseId = await record.openCase({
      messageSeq: 3,
      ackedSeq: 2,
      messageAt: ago(3 * minute),
      legalNextAlarmAt: ago(3 * minute),
    });
    const dog = watchdog();
    expect(await dog.round()).toHaveLength(1);
    expect(await dog.round()).toHaveLength(0);
    await record.write((sql) =>
      sql.run('UPDATE case_file SET acked_seq = 3, next_alarm_at = ? WHERE id = ?', [
        new Date(ago(2.5 * minute)),
        bytesOf(caseId),
      ]),
    );
    expect((await dog.round()).map((drift) => drift.reason)).toEqual(['alarm-passed']);
  });

  it('tells again at once where telling failed', async () => {
    await record.openCase({ messageSeq: 3, ackedSeq: 2, messageAt: ago(3 * minute) });
    const dog = watchdog();
    sender.fail = () => new Error('Temporal is away');
    expect(await dog.round()).toEqual([]);
    sender.fail = () => null;
    expect(await dog.round()).toHaveLength(1);
  });

  it('tells the same ever more rarely', () => {
    const looks = new Looks(1_000);
    const drift: Drift = { caseId: 'case_1', kind: 'designation', seq: 1, reason: 'alarm-passed', mark: 'a' };
    const told: number[] = [];
    for (let now = 0; now < 40_000; now += 500) {
      if (!looks.due(drift, now)) continue;
      looks.told(drift, now);
      told.push(now);
    }
    expect(told).toEqual([0, 1_000, 3_000, 7_000, 15_000, 31_000]);
    expect(looks.due({ ...drift, mark: 'b' }, 31_001)).toBe(true);
  });

  it('gives the lease to one at a time, to the next when it is given up or has run out', async () => {
    const take = (holder: string, ms: number): Promise<boolean> =>
      record.write((sql) => new LeaseRepository(sql).take('watchdog', holder, ms));
    expect(await Promise.all([take('a', 60_000), take('b', 60_000)])).toContain(true);
    const holder = (await record.rows<{ holder: string }>('SELECT holder FROM lease'))[0]?.holder ?? '';
    const other = holder === 'a' ? 'b' : 'a';
    expect(await take(other, 60_000)).toBe(false);
    expect(await take(holder, 60_000)).toBe(true);
    await record.write((sql) => new LeaseRepository(sql).release('watchdog', holder));
    await until('the lease has run out', () => take(other, 1));
    await until('it has run out again', () => take(holder, 60_000));
  });

  it('runs in one worker although two are there, and in the other when that one stops', async () => {
    const storeCheck = new StoreCheck({ database: record.database, sender, log });
    const watch = (holder: string): { watch: Watch; seen: () => number } => {
      const seen = new RecordingSender();
      const dog = new Watchdog({
        database: record.database,
        sender: seen,
        log,
        grace: minute,
        alarmGrace: 0,
        pause: 1,
      });
      const settings = {
        database: record.database,
        log,
        holder,
        watchdog: dog,
        storeCheck,
        storeId: () => null,
        clockMover: null,
      };
      return { watch: new Watch(settings), seen: () => seen.sent.length };
    };
    await record.openCase({ messageSeq: 2, ackedSeq: 1, messageAt: ago(9 * minute) });
    const [first, second] = [watch('first'), watch('second')];
    first.watch.start();
    await until('the first has told', () => first.seen() === 1);
    second.watch.start();
    await first.watch.stop();
    await until('the second has told', () => second.seen() === 1);
    await second.watch.stop();
    expect(first.seen()).toBe(1);
  });

  describe('a new store of Temporal', () => {
    const check = (): StoreCheck => new StoreCheck({ database: record.database, sender, log });

    it('is no news the first time, nor the same one again', async () => {
      await record.openCase();
      expect(await check().step('store-1')).toBe(0);
      expect(await check().step('store-1')).toBe(0);
      expect(sender.sent).toEqual([]);
    });

    it('has every open case told once, also by a worker that goes on where another died', async () => {
      const open: string[] = [];
      for (let n = 0; n < 230; n += 1) open.push(await record.openCase({ status: n % 9 === 0 ? 'on-hold' : 'open' }));
      await record.openCase({ status: 'closed' });
      await check().step('store-1');
      expect(await check().step('store-2')).toBe(100);
      sender.fail = () => new Error('killed');
      await expect(check().step('store-2')).rejects.toThrow('killed');
      sender.fail = () => null;
      expect(await check().step('store-2')).toBe(100);
      expect(await check().step('store-2')).toBe(30);
      expect(await check().step('store-2')).toBe(0);
      expect(sender.sent.map(({ caseId }) => caseId).sort()).toEqual(open.sort());
      expect(await check().step('store-3')).toBe(100);
    });
  });
});
