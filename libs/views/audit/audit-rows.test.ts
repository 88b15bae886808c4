import { randomBytes } from 'node:crypto';
import { createConnection, type Connection } from 'mysql2/promise';
import { auditQuery, type AuditQuery } from '../../contracts/api/audit';
import { auditKinds, kindsOfSystemEvents, systemEventTypes, type SystemEventType } from '../../contracts/system-events';
import { bytesOf, newId } from '../../persistence/bytes';
import { installMeter, type Sql } from '../../persistence/sql';
import { caseAt, openDesk, type Desk } from '../../../test/support/record';
import { auditRows, type AuditRow } from './audit-rows';

const types = Object.keys(systemEventTypes) as SystemEventType[];
const rows = Number(process.env.AUDIT_LOG_ROWS ?? 12_000);

/** The log as a list in memory: a second reading of what each filter means. */
interface Row {
  chain: string;
  seq: number;
  type: SystemEventType;
  at: number;
  person: string | null;
  case: string | null;
}

describe('the log that auditors ask', () => {
  let desk: Desk;
  let root: Connection;
  let number: string;
  let known: Row[];
  const people = Array.from({ length: 40 }, () => newId('person'));
  beforeAll(async () => {
    desk = await openDesk('auditrows');
    const player = await caseAt(desk.office, 'provincial-intake');
    ({ number } = player);
    root = await createConnection({ uri: desk.database.migrationUrl, timezone: 'Z' });
    const cases = [player.caseId, ...Array.from({ length: 30 }, () => newId('case'))];
    for (const [n, id] of people.entries())
      await root.query('INSERT INTO person (id, name_zh, name_en) VALUES (?, ?, ?)', [
        bytesOf(id),
        n < 3 ? `张三${String(n)}` : `某人${String(n)}`,
        `Person ${String(n)}`,
      ]);
    known = await fill(cases);
    await root.query('ANALYZE TABLE system_event');
  }, 300_000);
  afterAll(async () => {
    await root.end();
    await desk.office.close();
  });

  /** Two chains, several events at one instant; who, what and about which case go through all their combinations. */
  async function fill(cases: readonly string[]): Promise<Row[]> {
    const chains = [randomBytes(16), randomBytes(16)];
    const made: Row[] = [];
    for (let first = 0; first < rows; first += 2_000) {
      const values: unknown[][] = [];
      for (let n = first; n < Math.min(first + 2_000, rows); n += 1) {
        const chain = chains[n % 2] ?? Buffer.alloc(16);
        // Most is one person's, of one type: whoever looks for something else must not read through it.
        const busy = n % 10 !== 0;
        const type = busy ? 'documentDownloaded' : (types[(n / 10) % types.length] ?? 'signedIn');
        const person = busy ? (people[39] ?? null) : n % 70 === 0 ? null : (people[(n / 10) % 39] ?? null);
        const about = n % 5 === 0 ? (cases[(n / 5) % cases.length] ?? null) : null;
        const at = 1_780_000_000_000 + Math.floor(n / 3) * 1_000;
        const payload = {
          actor: person === null ? null : { person },
          ...(about === null ? {} : n % 2 === 0 ? { caseId: about } : { ids: { id: about } }),
        };
        const seq = Math.floor(n / 2) + 1;
        made.push({ chain: chain.toString('hex'), seq, type, at, person, case: about });
        const digest = Buffer.alloc(32);
        values.push([
          chain,
          seq,
          type,
          1,
          new Date(at),
          JSON.stringify(payload),
          Buffer.alloc(16),
          digest,
          'sha256',
          digest,
          digest,
        ]);
      }
      await root.query(
        'INSERT INTO system_event (chain, seq, type, type_version, at, payload, salt, payload_digest, alg, prev_hash, hash) VALUES ?',
        [values],
      );
    }
    return made;
  }

  const newestFirst = (a: Row, b: Row): number =>
    b.at - a.at || (a.chain < b.chain ? 1 : a.chain > b.chain ? -1 : b.seq - a.seq);

  function expected(query: AuditQuery): string[] {
    const named = query.who === '张三' ? new Set<string>(people.slice(0, 3)) : null;
    return known
      .filter(
        (row) =>
          (query.type === undefined || row.type === query.type) &&
          (query.kind === undefined || kindsOfSystemEvents[row.type] === query.kind) &&
          (query.person === undefined || row.person === query.person) &&
          (named === null || (row.person !== null && named.has(row.person))) &&
          (query.case === undefined || row.case === caseId) &&
          (query.from === undefined || row.at >= Date.parse(query.from)) &&
          (query.to === undefined || row.at <= Date.parse(query.to)),
      )
      .sort(newestFirst)
      .map(({ chain, seq }) => `${chain} ${String(seq)}`);
  }
  let caseId: string;
  beforeAll(() => {
    caseId = known.find((row) => row.case !== null)?.case ?? '';
  });

  const read = <T>(work: (sql: Sql) => Promise<T>): Promise<T> => desk.office.database.read(work);
  const cursorOf = (row: AuditRow): string =>
    Buffer.from([row.at.toISOString(), row.chain.toString('hex'), String(row.seq)].join('|')).toString('base64url');

  /** All that a filter finds, page by page, as far as `most`; what was here before the test filled the log is left out. */
  async function paged(given: Partial<AuditQuery>, most: number): Promise<string[]> {
    const mine = new Set(known.map(({ chain }) => chain));
    const found: string[] = [];
    for (let after: string | undefined; found.length < most;) {
      const query = auditQuery.parse({ limit: 100, ...given, ...(after === undefined ? {} : { after }) });
      const { rows: page } = await read((sql) => auditRows(sql, query));
      found.push(...page.slice(0, 100).map((row) => `${row.chain.toString('hex')} ${String(row.seq)}`));
      const last = page[99];
      if (page.length <= 100 || !last) break;
      after = cursorOf(last);
    }
    return found.filter((one) => mine.has(one.split(' ')[0] ?? '')).slice(0, most);
  }

  const filters = (): Partial<AuditQuery>[] => {
    const [rare = '', busy = ''] = [people[1], people[39]];
    const [from, to] = [new Date(1_780_000_100_000).toISOString(), new Date(1_780_000_900_000).toISOString()];
    return [
      {},
      { from, to },
      { type: 'signedIn' },
      ...auditKinds.map((kind) => ({ kind })),
      { kind: 'refused', from, to },
      { kind: 'refused', type: 'signedIn' },
      { person: rare },
      { person: busy, type: 'signedIn' },
      { person: busy, kind: 'sign-ins' },
      { person: rare, kind: 'changes', from, to },
      { who: '张三' },
      { who: '张三', kind: 'changes' },
      { who: '张三', type: 'signedIn' },
      { who: '张三', person: busy },
      { case: number, kind: 'refused' },
      { case: number, kind: 'downloads' },
      { case: number, kind: 'downloads', person: busy, from },
    ];
  };

  it('every filter finds what it says, in one order, without gap or double over its pages', async () => {
    for (const filter of filters()) {
      const query = auditQuery.parse({ limit: 100, ...filter });
      expect([filter, await paged(filter, 450)]).toEqual([filter, expected(query).slice(0, 450)]);
    }
  });

  it('every filter reads its page from an index of its own, and no row that is not on the page', async () => {
    for (const filter of filters()) {
      const after = cursorOf({ at: new Date(1_780_000_950_000), chain: Buffer.alloc(16, 1), seq: 7 } as AuditRow);
      const query = auditQuery.parse({ limit: 50, ...filter, after });
      const asked: string[] = [];
      installMeter({ statement: (text) => asked.push(text) });
      const plan = await read(async (sql) => {
        const before = await handlerReads(sql);
        await auditRows(sql, query);
        return { reads: (await handlerReads(sql)) - before, ranges: asked.join('').split('UNION ALL').length };
      }).finally(() => installMeter(null));
      // A page of each range, read once and sorted once, and the rows of the page.
      expect([filter, plan.reads < 51 * plan.ranges * 3 + 51 * 5 + 500]).toEqual([filter, true]);
      expect(asked.filter((text) => /FROM system_event(?! e)(?! FORCE INDEX)/.test(text))).toEqual([]);
    }
  });

  it('a part of too many names is told to say more', async () => {
    for (let n = 0; n < 60; n += 1)
      await root.query('INSERT INTO person (id, name_zh, name_en) VALUES (?, ?, ?)', [
        bytesOf(newId('person')),
        `李${String(n)}`,
        `Li ${String(n)}`,
      ]);
    await expect(read((sql) => auditRows(sql, auditQuery.parse({ who: '李' })))).rejects.toMatchObject({
      code: 'invalid-input',
      details: { fields: [{ path: 'who', code: 'too-many-namesakes' }] },
    });
  });

  it('a kind asked of fifty people reads only those of them that did such a thing', async () => {
    const query = auditQuery.parse({ who: '某人', kind: 'changes', limit: 50 });
    const { rows: page } = await read((sql) => auditRows(sql, query));
    const named = new Set<string>(people.slice(3));
    const wanted = known
      .filter((row) => kindsOfSystemEvents[row.type] === 'changes' && row.person !== null && named.has(row.person))
      .sort(newestFirst);
    expect(page.map((row) => `${row.chain.toString('hex')} ${String(row.seq)}`)).toEqual(
      wanted.slice(0, 51).map((row) => `${row.chain} ${String(row.seq)}`),
    );
  });
});

/** Rows and index entries this connection's server has read so far. */
async function handlerReads(sql: Sql): Promise<number> {
  const found = await sql.rows<{ Value: string }>("SHOW SESSION STATUS WHERE Variable_name LIKE 'Handler_read%'");
  return found.reduce((sum, { Value }) => sum + Number(Value), 0);
}
