import pino from 'pino';
import { bytesOf } from '../../../../libs/persistence/bytes';
import { TestRecord } from '../../test/record';
import { ClockMover } from './clock-mover';

const day = 86_400_000;

describe('moving the legal clock', () => {
  let record: TestRecord;
  let mover: ClockMover;
  beforeAll(async () => {
    record = await TestRecord.open();
  });
  afterAll(() => record.close());
  beforeEach(async () => {
    await record.clear();
    mover = new ClockMover(record.database, pino({ level: 'silent' }));
  });

  const aim = (target: number): Promise<unknown> =>
    record.write((sql) => sql.run('UPDATE clock SET target_at = ?', [new Date(target)]));
  const clock = async (): Promise<{ legal: number; target: Date | null }> => {
    const [row] = await record.rows<{ offset_ms: number; target_at: Date | null }>(
      'SELECT offset_ms, target_at FROM clock',
    );
    return { legal: Date.now() + Number(row?.offset_ms), target: row?.target_at ?? null };
  };
  const near = (instant: number, wanted: number): void => {
    expect(instant).toBeGreaterThanOrEqual(wanted);
    expect(instant).toBeLessThan(wanted + 5_000);
  };

  it('goes from alarm to alarm and stops at the target', async () => {
    const start = Date.now();
    const first = await record.openCase({ legalNextAlarmAt: start + 3 * day });
    const second = await record.openCase({ legalNextAlarmAt: start + 5 * day });
    await record.openCase({ status: 'closed', legalNextAlarmAt: start + 4 * day });
    await record.openCase({ status: 'on-hold', legalNextAlarmAt: start + 4 * day });
    expect(await mover.step()).toBe('nothing to move');
    await aim(start + 9 * day);

    expect(await mover.step()).toBe('moved');
    near((await clock()).legal, start + 3 * day);
    expect(await mover.step()).toBe('waiting');
    await record.write((sql) =>
      sql.run('UPDATE case_file SET next_alarm_at = ? WHERE id = ?', [new Date(start + 20 * day), bytesOf(first)]),
    );
    expect(await mover.step()).toBe('moved');
    near((await clock()).legal, start + 5 * day);
    await record.write((sql) => sql.run('UPDATE case_file SET next_alarm_at = NULL WHERE id = ?', [bytesOf(second)]));
    expect(await mover.step()).toBe('moved');
    expect(await mover.step()).toBe('arrived');
    const { legal, target } = await clock();
    near(legal, start + 9 * day);
    expect(target).toBeNull();
    expect(await mover.step()).toBe('nothing to move');
  });

  it('never goes back', async () => {
    await record.write((sql) => sql.run('UPDATE clock SET offset_ms = ?', [9 * day]));
    await aim(Date.now() + day);
    expect(await mover.step()).toBe('arrived');
    near((await clock()).legal, Date.now() + 9 * day - 1_000);
  });

  it.each([
    [
      'a message waits',
      async (): Promise<void> => record.addMessage(await record.openCase(), 1, { kind: 'look', seq: 1 }),
    ],
    ['a message is not acknowledged', async (): Promise<unknown> => record.openCase({ messageSeq: 2, ackedSeq: 1 })],
    [
      'a stage ended and was not followed',
      async (): Promise<unknown> => record.openCase({ ended: { outcome: 'signed', followed: false } }),
    ],
    ['an alarm is due', async (): Promise<unknown> => record.openCase({ legalNextAlarmAt: Date.now() - 1 })],
  ])('waits while %s', async (_what, unrest) => {
    await unrest();
    await aim(Date.now() + day);
    expect(await mover.step()).toBe('waiting');
    near((await clock()).legal, Date.now() - 1_000);
  });

  it('does not wait for a message that was set aside, nor for a closed case', async () => {
    await record.addMessage(await record.openCase(), 1, { kind: 'look', seq: 1 });
    await record.write((sql) => sql.run('UPDATE outbox SET parked_at = ?', [new Date()]));
    await record.openCase({
      status: 'closed',
      messageSeq: 2,
      ackedSeq: 1,
      ended: { outcome: 'forwarded', followed: false },
    });
    await aim(Date.now() + day);
    expect(await mover.step()).toBe('moved');
  });
});
