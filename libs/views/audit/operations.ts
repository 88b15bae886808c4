import type { OperationsView, Readiness } from '../../contracts/api/registry';
import type { Actor, Role } from '../../contracts/posts';
import type { CaseKind } from '../../contracts/procedure';
import { idOf } from '../../persistence/bytes';
import type { Sql } from '../../persistence/sql';
import type { ReadingRoom } from '../reading-room';
import { readMessagesOut } from './messages-out';

/** A heartbeat older than this is no heartbeat. */
const silentAfter = 15_000;
const shown = 200;

/** The driver answers a sum as text, and NULL over no rows. */
type Sum = number | string | null;

/**
 * Outbox lag, what is parked, what is not acknowledged, files and their scan, and the history length of the open cases.
 * Who runs the engine sees all of it; a manager what is of cases the nation may know of, from submission on. `scanner`:
 * as this process was configured.
 */
export function readOperations(
  room: ReadingRoom,
  reader: Pick<Actor, 'posts'>,
  scanner: OperationsView['files']['scanner'] = 'training',
): Promise<OperationsView> {
  const known = ofCasesKnownTo(reader);
  return room.database.read(async (sql) => {
    const machineNow = room.machineNow();
    const clock = await sql.row<{ offset_ms: number | string }>('SELECT offset_ms FROM clock WHERE id = 1');
    const legalNow = room.legalNow(clock?.offset_ms ?? 0);
    const beats = await heartbeats(sql, machineNow);
    const outbox = await sql.row<{ waiting: Sum; parked: Sum; oldest: Date | null }>(
      `SELECT SUM(parked_at IS NULL) AS waiting, SUM(parked_at IS NOT NULL) AS parked, MIN(IF(parked_at IS NULL, created_at, NULL)) AS oldest
       FROM outbox WHERE ${known.outbox}`,
    );
    const counts = await sql.row<{ unacknowledged: Sum; late: Sum }>(
      `SELECT SUM(message_seq > acked_seq) AS unacknowledged, SUM(next_alarm_at IS NOT NULL AND next_alarm_at < ?) AS late
       FROM case_file WHERE (status <> 'closed' OR archive IS NOT NULL) AND ${known.cases}`,
      [new Date(legalNow)],
    );
    return {
      legalNow: new Date(legalNow).toISOString(),
      machineNow: new Date(machineNow).toISOString(),
      database: 'up',
      temporal: beats.temporal,
      worker: beats.worker,
      workerSeenAt: beats.workerSeenAt,
      outbox: {
        waiting: Number(outbox?.waiting ?? 0),
        parked: Number(outbox?.parked ?? 0),
        oldestWaitingSeconds: outbox?.oldest ? (machineNow - outbox.oldest.getTime()) / 1000 : null,
      },
      parked: await readParked(sql, known.outbox),
      messages: await readMessagesOut(sql, machineNow),
      files: { scanner, ...(await scans(sql, machineNow)) },
      unacknowledged: Number(counts?.unacknowledged ?? 0),
      overdueAlarms: Number(counts?.late ?? 0),
      cases: await readEngineCases(sql, known.cases),
    };
  });
}

const operators: ReadonlySet<Role> = new Set<Role>(['system-admin', 'auditor']);

/** Conditions on `case_file` and `outbox`: for operators everything. */
function ofCasesKnownTo({ posts }: Pick<Actor, 'posts'>): { cases: string; outbox: string } {
  if (posts.some(({ role }) => operators.has(role))) return { cases: 'TRUE', outbox: 'TRUE' };
  return {
    cases: 'submitted_at IS NOT NULL',
    outbox: 'case_id IN (SELECT id FROM case_file WHERE submitted_at IS NOT NULL)',
  };
}

/** Ready is about the database alone; Temporal and worker are told from their heartbeats. */
export async function readReadiness(room: ReadingRoom): Promise<Readiness> {
  try {
    return await room.database.read(async (sql) => {
      const { temporal, worker } = await heartbeats(sql, room.machineNow());
      return { status: 'ready', database: 'up', temporal, worker };
    });
  } catch {
    // Whatever the database answered, it did not answer: that is what readiness is asked for.
    return { status: 'unavailable', database: 'down', temporal: 'degraded', worker: 'degraded' };
  }
}

async function heartbeats(sql: Sql, machineNow: number) {
  const rows = await sql.rows<{ name: string; at: Date }>(
    "SELECT name, at FROM heartbeat WHERE name IN ('worker', 'temporal')",
  );
  const state = (name: string): 'up' | 'degraded' => {
    const at = rows.find((row) => row.name === name)?.at.getTime();
    return at !== undefined && machineNow - at < silentAfter ? 'up' : 'degraded';
  };
  const workerSeenAt = rows.find((row) => row.name === 'worker')?.at.toISOString() ?? null;
  return { temporal: state('temporal'), worker: state('worker'), workerSeenAt };
}

async function scans(sql: Sql, machineNow: number) {
  const rows = await sql.rows<{ scan: string; n: number | string; oldest: Date }>(
    `SELECT scan, SUM(n) AS n, MIN(oldest) AS oldest FROM (
       SELECT scan, COUNT(*) AS n, MIN(created_at) AS oldest FROM blob_content
       WHERE scan IN ('waiting', 'infected', 'unreadable') GROUP BY scan
       UNION ALL SELECT state, COUNT(*), MIN(since) FROM version_scan
       WHERE state IN ('waiting', 'unreadable') GROUP BY state) listed GROUP BY scan`,
  );
  const count = (scan: string): number => Number(rows.find((row) => row.scan === scan)?.n ?? 0);
  const oldest = rows.find((row) => row.scan === 'waiting')?.oldest;
  return {
    waiting: count('waiting'),
    infected: count('infected'),
    unreadable: count('unreadable'),
    oldestWaitingSeconds: oldest ? (machineNow - oldest.getTime()) / 1000 : null,
  };
}

async function readParked(sql: Sql, known: string): Promise<OperationsView['parked']> {
  const rows = await sql.rows<{
    id: number | string;
    case_id: Buffer;
    reason: string | null;
    parked_at: Date;
    attempts: number;
  }>(
    `SELECT id, case_id, reason, parked_at, attempts FROM outbox WHERE parked_at IS NOT NULL AND ${known} ORDER BY parked_at LIMIT ${String(shown)}`,
  );
  return rows.map((row) => ({
    id: Number(row.id),
    caseId: idOf('case', row.case_id),
    reason: row.reason ?? '',
    since: row.parked_at.toISOString(),
    attempts: row.attempts,
  }));
}

async function readEngineCases(sql: Sql, known: string): Promise<OperationsView['cases']> {
  const rows = await sql.rows<{
    id: Buffer;
    number: string;
    kind: CaseKind;
    message_seq: number;
    acked_seq: number;
    history_length: number;
    next_alarm_at: Date | null;
  }>(
    `SELECT id, number, kind, message_seq, acked_seq, history_length, next_alarm_at FROM case_file
     WHERE ${known} ORDER BY id DESC LIMIT ${String(shown)}`,
  );
  return rows.map((row) => ({
    caseId: idOf('case', row.id),
    number: row.number,
    kind: row.kind,
    messageSeq: row.message_seq,
    ackedSeq: row.acked_seq,
    historyLength: row.history_length,
    nextAlarmAt: row.next_alarm_at?.toISOString() ?? null,
  }));
}
