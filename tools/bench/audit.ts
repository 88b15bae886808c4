import { createHash, randomBytes } from 'node:crypto';
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createConnection, type Connection } from 'mysql2/promise';
import { ownStack, type Stack } from '../scenario/stack';
import type { Say } from './wish';

export interface AuditReport extends Record<string, unknown> {
  bench: 'audit';
  events: number;
  chains: number;
  payloadBytes: number;
  eventsPerSecond: number;
  /** Of the verifying process alone: what a second of one processor verifies, however busy the machine is. */
  eventsPerCpuSecond: number;
  megabytes: number;
}

const chains = 200;
const eventsEach = 1_500;
const rowsAtOnce = 500;
const columns = 'chain, seq, type, type_version, at, payload, salt, payload_digest, alg, prev_hash, hash';

const sha256 = (...parts: (Buffer | string)[]): Buffer => {
  const hash = createHash('sha256');
  parts.forEach((part) => hash.update(part));
  return hash.digest();
};

/** As long as what an act on a case leaves. */
const payloadOf = (n: number): string =>
  JSON.stringify({
    actor: {
      organisation: `org_${'0'.repeat(32)}`,
      person: `person_${'1'.repeat(32)}`,
      post: `post_${'2'.repeat(32)}`,
      request: '00000000-0000-4000-8000-000000000000',
      role: 'provincial-handler',
    },
    n,
    step: 'check-completeness',
    words: '材料齐全，符合申报条件，建议受理。'.repeat(4),
  });

/** Writes one chain as the engine does, by a second reading of the format: what it verifies is not its own idea of it. */
async function writeChain(connection: Connection): Promise<void> {
  const id = randomBytes(16);
  let prevHash: Buffer = Buffer.alloc(32);
  for (let first = 1; first <= eventsEach; first += rowsAtOnce) {
    const rows: unknown[][] = [];
    for (let seq = first; seq < first + rowsAtOnce; seq += 1) {
      const [salt, payload, at] = [randomBytes(16), payloadOf(seq), new Date(1_767_225_600_000 + seq * 1000)];
      const digest = sha256(salt, payload);
      const link = ['sha256', `proc_${id.toString('hex')}`, seq, 'leaveNoted', 1, 'audit', at.toISOString()];
      const hash = sha256(JSON.stringify([...link, digest.toString('hex'), prevHash.toString('hex')]));
      rows.push([id, seq, 'leaveNoted', 1, at, payload, salt, digest, 'sha256', prevHash, hash]);
      prevHash = hash;
    }
    await connection.query(`INSERT INTO system_event (${columns}) VALUES ?`, [rows]);
  }
  await connection.query('INSERT INTO system_chain (id, seq, head) VALUES (?, ?, ?)', [id, eventsEach, prevHash]);
}

interface Verified {
  line: string;
  cpuSeconds: number;
  megabytes: number;
}

/** Runs the verification as people do, and looks at its memory meanwhile. */
function verify(stack: Stack): Promise<Verified> {
  const environment = JSON.parse(readFileSync(join(stack.dataDir, 'environment.json'), 'utf8')) as NodeJS.ProcessEnv;
  const child = spawn(process.execPath, ['dist/apps/worker/src/audit.js', 'verify'], {
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let [text, peak, cpuSeconds] = ['', 0, 0];
  child.stdout.on('data', (chunk: Buffer) => {
    text += chunk.toString();
    peak = Math.max(peak, residentKb(child.pid));
    cpuSeconds = Math.max(cpuSeconds, cpuSecondsOf(child.pid));
  });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => {
      const line = /^.*events of .*$/m.exec(text)?.[0];
      if (code === 0 && line) resolve({ line, cpuSeconds, megabytes: Math.round(peak / 1024) });
      else reject(new Error(`the verification ended with ${String(code)}: ${text}`));
    });
  });
}

function residentKb(pid: number | undefined): number {
  try {
    return Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${String(pid)}/status`, 'utf8'))?.[1] ?? 0);
  } catch {
    return 0;
  }
}

/** User and system time of a process so far. Linux counts it in hundredths of a second. */
function cpuSecondsOf(pid: number | undefined): number {
  try {
    const [, fields = ''] = readFileSync(`/proc/${String(pid)}/stat`, 'utf8').split(') ');
    const [user = 0, system = 0] = fields.split(' ').slice(11, 13).map(Number);
    return (user + system) / 100;
  } catch {
    return 0;
  }
}

export async function benchAudit(say: Say): Promise<AuditReport> {
  const stack = await ownStack({ quiet: true });
  try {
    say(`writing ${String(chains * eventsEach)} events`);
    const connection = await createConnection({ uri: stack.databaseMigrationUrl, timezone: 'Z' });
    await connection.query('SET SESSION foreign_key_checks = 0, unique_checks = 0');
    for (let written = 0; written < chains; written += 1) await writeChain(connection);
    await connection.end();
    say('verifying, twice; the second counts');
    await verify(stack);
    const { line, megabytes, cpuSeconds } = await verify(stack);
    const [, events = '0'] = /^(\d+) events/.exec(line) ?? [];
    const [, pace = '0'] = /\((\d+)\/s\)/.exec(line) ?? [];
    const payloadBytes = Buffer.byteLength(payloadOf(1));
    const counted = { events: Number(events), chains, payloadBytes, eventsPerSecond: Number(pace) };
    const eventsPerCpuSecond = cpuSeconds > 0 ? Math.round(counted.events / cpuSeconds) : 0;
    return { bench: 'audit', ...counted, eventsPerCpuSecond, megabytes };
  } finally {
    await stack.stop();
  }
}

export const tableOfAudit = (report: AuditReport): string[] => [
  '| | |',
  '|---|---|',
  `| events verified | ${String(report.events)} in ${String(report.chains)} chains, ${String(report.payloadBytes)} bytes of payload each |`,
  `| events a second | ${String(report.eventsPerSecond)} (at least 50000) |`,
  `| events a second of one processor | ${String(report.eventsPerCpuSecond)} |`,
  `| memory of the verification | ${String(report.megabytes)} MB |`,
];
