import { createConnection, type Connection } from 'mysql2';
import { bytesOf } from '../bytes';
import { chainStart } from './chain';
import { diagnose, fits, type ChainHead, type ChainRow, type Fault } from './diagnose';
import type { VouchedHeads } from './anchored-heads';
import { systemAudience } from './system-log';

/** What is wrong with one chain. */
export interface Finding extends Fault {
  /** Id of the case or process. */
  chain: string;
  /** The case's number; null for a process. */
  number: string | null;
}

export interface VerifyWish {
  /** Anchored heads by chain: what the chains are held against. */
  vouched: VouchedHeads;
  /** Only what was written after this anchor; what it vouches for is taken as it is. */
  afterAnchor?: number;
  /** Only the case with this number. */
  caseNumber?: string;
  onProgress?: (events: number) => void;
}

export interface VerifyReport {
  cases: number;
  processes: number;
  events: number;
  milliseconds: number;
  findings: Finding[];
}

interface Known {
  head: ChainHead | null;
  number: string | null;
}

type Cells = [Buffer, number, string, number, string, string, string, Buffer, Buffer, string, Buffer, Buffer];

interface Source {
  prefix: 'case' | 'proc';
  heads: string;
  events: string;
  key: string;
}
const rest = 'payload, salt, payload_digest, alg, prev_hash, hash';
const cases: Source = {
  prefix: 'case',
  heads: 'SELECT id, event_seq, event_head, number FROM case_file',
  events: `SELECT case_id, seq, type, type_version, audience, at, ${rest} FROM case_event`,
  key: 'case_id',
};
const processes: Source = {
  prefix: 'proc',
  heads: 'SELECT id, seq, head, NULL FROM system_chain',
  events: `SELECT chain, seq, type, type_version, '${systemAudience}', at, ${rest} FROM system_event`,
  key: 'chain',
};

const rowOf = (cells: Cells): ChainRow => ({
  seq: cells[1],
  type: cells[2],
  typeVersion: cells[3],
  audience: cells[4],
  at: `${cells[5].slice(0, 10)}T${cells[5].slice(11)}Z`,
  payload: cells[6],
  salt: cells[7],
  payloadDigest: cells[8],
  alg: cells[9],
  prevHash: cells[10],
  hash: cells[11],
});

/**
 * Recomputes chains over one snapshot of the database, row by row as they arrive: memory holds the ends of the chains and
 * no events, nothing is locked, and work goes on meanwhile. Needs no key: what the anchors vouch for was checked before.
 */
export async function verifyAll(url: string, wish: VerifyWish): Promise<VerifyReport> {
  const connection = createConnection({ uri: url, timezone: 'Z', charset: 'utf8mb4', dateStrings: true });
  const started = performance.now();
  const found: Finding[] = [];
  const counted = { cases: 0, processes: 0, events: 0 };
  try {
    await query(connection, "SET SESSION time_zone = '+00:00'");
    await query(connection, 'SET SESSION TRANSACTION ISOLATION LEVEL REPEATABLE READ');
    await query(connection, 'START TRANSACTION WITH CONSISTENT SNAPSHOT, READ ONLY');
    const only = wish.caseNumber;
    const ofCases = await new ChainWalk(connection, cases, wish).run();
    const ofProcesses = only === undefined ? await new ChainWalk(connection, processes, wish).run() : null;
    for (const walk of [ofCases, ofProcesses]) {
      counted.events += walk?.events ?? 0;
      found.push(...(walk?.findings ?? []));
    }
    counted.cases = ofCases.chains;
    counted.processes = ofProcesses?.chains ?? 0;
    if (only !== undefined && ofCases.chains === 0) throw new Error(`there is no case ${only}`);
  } finally {
    connection.destroy();
  }
  return { ...counted, milliseconds: performance.now() - started, findings: found };
}

/** All chains of one kind. */
class ChainWalk {
  readonly findings: Finding[] = [];
  events = 0;
  chains = 0;
  private readonly known = new Map<string, Known>();
  private readonly suspects = new Set<string>();
  private id: Buffer = Buffer.alloc(0);
  private name = '';
  private seq = 0;
  private previous: Buffer = chainStart;
  private broken = false;
  private points: { seq: number; hash: Buffer }[] = [];
  private nextPoint = 0;

  constructor(
    private readonly connection: Connection,
    private readonly source: Source,
    private readonly wish: VerifyWish,
  ) {}

  async run(): Promise<this> {
    await this.readHeads();
    this.chains = this.known.size;
    const { afterAnchor, caseNumber } = this.wish;
    if (caseNumber !== undefined || afterAnchor !== undefined) await this.walkSome();
    else await this.stream(`${this.source.events} ORDER BY ${this.source.key}, seq`, []);
    this.leave();
    this.missChains();
    for (const chain of this.suspects) await this.look(chain);
    return this;
  }

  private async readHeads(): Promise<void> {
    const { prefix, heads } = this.source;
    const only = this.wish.caseNumber;
    const rows = await query(this.connection, only === undefined ? heads : `${heads} WHERE number = ?`, only ?? null);
    for (const [id, seq, hash, number] of rows as [Buffer, number, Buffer | null, string | null][])
      this.known.set(`${prefix}_${id.toString('hex')}`, { head: { seq, hash: hash ?? chainStart }, number });
  }

  /** Chain by chain, from the last head that is taken as it is. */
  private async walkSome(): Promise<void> {
    const { events, key } = this.source;
    for (const chain of this.known.keys()) {
      const from = this.trusted(chain)?.seq ?? 1;
      await this.stream(`${events} WHERE ${key} = ? AND seq >= ? ORDER BY seq`, [bytesOf(chain), from]);
    }
  }

  private trusted(chain: string): ChainHead | undefined {
    const { afterAnchor, vouched } = this.wish;
    if (afterAnchor === undefined) return undefined;
    return vouched.get(chain)?.findLast(({ anchor }) => anchor <= afterAnchor);
  }

  private stream(sql: string, values: unknown[]): Promise<void> {
    return new Promise((resolve, reject) => {
      // No callback: rows are handed over as they arrive and kept by nobody.
      const sent = this.connection.query({ sql, values, rowsAsArray: true });
      sent.on('result', (row: unknown) => this.take(row as Cells));
      sent.on('error', reject);
      sent.on('end', () => resolve());
    });
  }

  private take(cells: Cells): void {
    this.events += 1;
    if (this.events % 100_000 === 0) this.wish.onProgress?.(this.events);
    if (!cells[0].equals(this.id)) this.enter(cells);
    if (this.broken) return;
    const row = rowOf(cells);
    this.seq += 1;
    this.broken = !fits(this.name, row, this.seq, this.previous) || !this.isAsVouched(row);
    this.previous = row.hash;
  }

  private isAsVouched(row: ChainRow): boolean {
    for (let point = this.points[this.nextPoint]; point?.seq === row.seq; point = this.points[this.nextPoint]) {
      if (!point.hash.equals(row.hash)) return false;
      this.nextPoint += 1;
    }
    return true;
  }

  private enter(cells: Cells): void {
    this.leave();
    this.id = cells[0];
    this.name = `${this.source.prefix}_${cells[0].toString('hex')}`;
    const trusted = this.trusted(this.name);
    this.seq = trusted ? trusted.seq - 1 : 0;
    // Of the trusted event itself the hash is known, and binds what it is linked to.
    this.previous = trusted ? cells[10] : chainStart;
    this.broken = false;
    this.points = (this.wish.vouched.get(this.name) ?? []).filter(({ seq }) => seq > this.seq);
    this.nextPoint = 0;
  }

  private leave(): void {
    if (this.name === '') return;
    const head = this.known.get(this.name)?.head;
    const whole = head?.seq === this.seq && head.hash.equals(this.previous) && this.nextPoint === this.points.length;
    if (this.broken || !whole) this.suspects.add(this.name);
    this.seen.add(this.name);
    this.name = '';
    this.id = Buffer.alloc(0);
  }

  private readonly seen = new Set<string>();

  /** Chains of which there is not one event any more. */
  private missChains(): void {
    for (const [chain, { head }] of this.known)
      if (head && head.seq > 0 && !this.seen.has(chain)) this.suspects.add(chain);
    if (this.wish.caseNumber !== undefined) return;
    for (const chain of this.wish.vouched.keys())
      if (chain.startsWith(this.source.prefix) && !this.seen.has(chain)) this.suspects.add(chain);
  }

  private async look(chain: string): Promise<void> {
    const { events, key } = this.source;
    const cells = (await query(
      this.connection,
      `${events} WHERE ${key} = ? ORDER BY seq`,
      bytesOf(chain),
    )) as unknown as Cells[];
    const known = this.known.get(chain);
    const fault = diagnose(chain, cells.map(rowOf), known?.head ?? null, this.wish.vouched.get(chain));
    if (fault) this.findings.push({ ...fault, chain, number: known?.number ?? null });
  }
}

function query(connection: Connection, sql: string, value: Buffer | string | null = null): Promise<unknown[][]> {
  return new Promise((resolve, reject) => {
    connection.query({ sql, values: value === null ? [] : [value], rowsAsArray: true }, (error, rows) => {
      if (error) reject(error);
      else resolve(rows as unknown[][]);
    });
  });
}
