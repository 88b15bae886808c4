import { createConnection, type Connection } from 'mysql2/promise';
import { openTestOffice, type TestDatabase } from '../../../test/support/database';
import type { Office } from '../../casework/office';
import { bytesOf } from '../bytes';
import { faultCode } from '../database';
import type { Sql } from '../sql';
import { SystemLog, verifySystemChain } from './system-log';

const at = Date.parse('2026-01-05T01:00:00.000Z');
const noted = (n: number) => ({ type: 'leaveNoted' as const, payload: { n, name: '请假' } });

describe('the log of a process', () => {
  let office: Office;
  let database: TestDatabase;
  let root: Connection;
  beforeAll(async () => {
    ({ office, database } = await openTestOffice('syslog'));
    const url = new URL(database.rootUrl);
    url.pathname = `/${database.name}`;
    root = await createConnection(url.toString());
  });
  afterAll(async () => {
    await root.end();
    await office.close();
  });

  const write = (log: SystemLog, ...ns: number[]) =>
    office.database.transaction((sql) => log.write(sql, ns.map(noted), at));
  const verdict = (log: SystemLog) => office.database.read((sql) => verifySystemChain(sql, log.chain));

  it('is one chain, also when many write at once, and another for another process', async () => {
    const [one, other] = [new SystemLog(), new SystemLog()];
    await Promise.all([
      ...Array.from({ length: 12 }, (_, n) => write(one, n, n + 100)),
      ...Array.from({ length: 5 }, (_, n) => write(other, n)),
    ]);
    expect(await verdict(one)).toEqual({ intact: true, events: 24 });
    expect(await verdict(other)).toEqual({ intact: true, events: 5 });
  });

  it('what is rolled back leaves no gap', async () => {
    const log = new SystemLog();
    const failing = async (sql: Sql): Promise<void> => {
      await log.write(sql, [noted(1)], at);
      throw new Error('on the way');
    };
    await expect(office.database.transaction(failing)).rejects.toThrow('on the way');
    expect(await verdict(log)).toEqual({ intact: true, events: 0 });
    await write(log, 2);
    await expect(office.database.transaction(failing)).rejects.toThrow('on the way');
    await write(log, 3);
    expect(await verdict(log)).toEqual({ intact: true, events: 2 });
  });

  it.each([
    ['a changed payload', "UPDATE system_event SET payload = '{}' WHERE chain = ? AND seq = 2", 2, 'payload'],
    ['a changed instant', 'UPDATE system_event SET at = at + INTERVAL 1 HOUR WHERE chain = ? AND seq = 3', 3, 'hash'],
    ['a changed type', "UPDATE system_event SET type = 'personAdded' WHERE chain = ? AND seq = 1", 1, 'hash'],
    ['a missing event', 'DELETE FROM system_event WHERE chain = ? AND seq = 2', 2, 'missing'],
    ['a tail cut off', 'DELETE FROM system_event WHERE chain = ? AND seq = 4', 4, 'cut'],
  ])('%s is found', async (_what, statement, seq, fault) => {
    const log = new SystemLog();
    await write(log, 1, 2, 3, 4);
    await root.query(statement, [bytesOf(log.chain)]);
    expect(await verdict(log)).toEqual({ intact: false, seq, fault });
  });

  it('the application’s account neither changes nor deletes an event', async () => {
    const log = new SystemLog();
    await write(log, 1);
    for (const statement of ["UPDATE system_event SET payload = '{}'", 'DELETE FROM system_event']) {
      const code = await office.database.read((sql) => sql.run(statement)).then(() => 'done', faultCode);
      expect(code).toBe('ER_TABLEACCESS_DENIED_ERROR');
    }
  });
});
