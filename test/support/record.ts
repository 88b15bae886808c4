import { randomUUID } from 'node:crypto';
import { openCall } from '../../libs/casework/declaration/publish-programmes';
import { decideTask } from '../../libs/casework/approval/decide-task';
import { openCase } from '../../libs/casework/declaration/open-case';
import { Office } from '../../libs/casework/office';
import type { LegalDate } from '../../libs/contracts/deadlines';
import { Refused } from '../../libs/contracts/errors';
import type { Id } from '../../libs/contracts/ids';
import type { Actor } from '../../libs/contracts/posts';
import type { Outcome, Step } from '../../libs/contracts/procedure';
import { bytesOf, idOf, newId } from '../../libs/persistence/bytes';
import type { Task } from '../../libs/persistence/cases/task-repository';
import { Database } from '../../libs/persistence/database';
import { LedgerRepository } from '../../libs/persistence/deadlines/ledger-repository';
import { CasePlayer, key } from './case-player';
import { openTestOffice, type TestDatabase } from './database';

/** Both clocks of a test: the machine's ticks a millisecond at every look unless it is held still. */
export class TestClock {
  private machine = Date.now();
  still = false;

  constructor(private readonly database: Database) {}

  readonly machineNow = (): number => (this.still ? this.machine : (this.machine += 1));

  /** Moves the legal clock to that instant: the next act happens then (a millisecond later while it ticks). */
  async moveTo(legal: number): Promise<void> {
    await this.database.read((sql) => sql.run('UPDATE clock SET offset_ms = ? WHERE id = 1', [legal - this.machine]));
  }

  async legal(): Promise<number> {
    const row = await this.database.read((sql) =>
      sql.row<{ offset_ms: number | string }>('SELECT offset_ms FROM clock'),
    );
    return this.machine + Number(row?.offset_ms ?? 0);
  }
}

export interface Desk {
  office: Office;
  database: TestDatabase;
  clock: TestClock;
}

/** A test office whose clock the test moves; it begins at 09:00 on 2026-01-05, Beijing time. */
export async function openDesk(label: string): Promise<Desk> {
  const { office, database } = await openTestOffice(label);
  await office.close();
  const pool = Database.at(database.applicationUrl, 8);
  const clock = new TestClock(pool);
  const opened = new Office(pool, clock.machineNow);
  await clock.moveTo(beijing('2026-01-05', '09:00'));
  return { office: opened, database, clock };
}

export const beijing = (date: string, time: string): number => Date.parse(`${date}T${time}:00+08:00`);

/** A further call of the programme, in the version named, so that the same hospital can declare again. */
export async function newCall(office: Office, version = '2026.1'): Promise<Id<'call'>> {
  const code = randomUUID();
  return office.database.transaction(async (sql) => {
    const programme = await sql.row<{ code: string; version: string }>(
      'SELECT code, version FROM programme_version WHERE version = ?',
      [version],
    );
    if (!programme) throw new Error('no programme');
    const date = (text: string) => text as LegalDate;
    await openCall(sql, {
      code,
      programme,
      noticeNumber: '示卫医函〔2026〕2号',
      noticeDate: date('2026-01-05'),
      windowOpens: date('2026-01-05'),
      windowCloses: date('2026-03-06'),
    });
    const row = await sql.row<{ id: Buffer }>('SELECT id FROM declaration_call WHERE code = ?', [code]);
    if (!row) throw new Error('no call');
    return idOf('call', row.id);
  });
}

/** A case in a call of its own of that programme version, or in the call that is named. */
export async function newCase(
  office: Office,
  hospital = 'h41a',
  { version = '2026.1', call }: { version?: string; call?: Id<'call'> } = {},
): Promise<CasePlayer> {
  const player = new CasePlayer(office, hospital);
  const preparer = await player.actor(`${hospital}.preparer`);
  const opened = await openCase(preparer, { callId: call ?? (await newCall(office, version)), key: key() }, office);
  player.caseId = opened.id;
  player.number = opened.number;
  player.documentId = await player.addDocument(preparer);
  return player;
}

/** A case of its own, played in the usual way until the stage is open. */
export async function caseAt(
  office: Office,
  stage: Parameters<CasePlayer['playTo']>[0],
  version = '2026.1',
): Promise<CasePlayer> {
  const player = await newCase(office, 'h41a', { version });
  await player.playTo(stage);
  return player;
}

/** Decides open tasks in the usual way until the step waits. */
export async function playToStep(player: CasePlayer, step: Step): Promise<Task> {
  for (let turn = 0; turn < 100; turn += 1) {
    const [task] = await player.openTasks();
    if (task?.step === step) return task;
    if (task) await player.decide(task);
    await player.handOver();
  }
  throw new Error(`never came to ${step}`);
}

/** Claims and decides as somebody; the key can be given. */
export async function decideAs(
  player: CasePlayer,
  actor: Actor,
  task: Task,
  outcome: Outcome,
  form: Record<string, unknown>,
) {
  const claimed = await player.claim(task, actor);
  return decideTask(actor, { taskId: task.id, rev: claimed.rev, outcome, form, key: key() }, player.office);
}

/** The code a promise was refused with; a promise that is kept or fails otherwise fails the test. */
export async function refusal(act: Promise<unknown>): Promise<string> {
  try {
    await act;
  } catch (error) {
    if (error instanceof Refused) return error.code;
    throw error;
  }
  throw new Error('it was not refused');
}

export interface EventFacts {
  seq: number;
  type: string;
  audience: string;
  at: Date;
  payload: Record<string, unknown> & { actor?: { person: string; post: string; role: string } };
}

export async function eventsOf(office: Office, caseId: Id<'case'>): Promise<EventFacts[]> {
  const rows = await office.database.read((sql) =>
    sql.rows<EventFacts & { payload: string }>(
      'SELECT seq, type, audience, at, payload FROM case_event WHERE case_id = ? ORDER BY seq',
      [bytesOf(caseId)],
    ),
  );
  return rows.map((row) => ({
    ...row,
    payload: JSON.parse(row.payload as unknown as string) as EventFacts['payload'],
  }));
}

/** Messages written for a case and not yet carried, oldest first. */
export async function messagesOf(office: Office, caseId: Id<'case'>): Promise<Record<string, unknown>[]> {
  const rows = await office.database.read((sql) =>
    sql.rows<{ message: string }>('SELECT message FROM outbox WHERE case_id = ? ORDER BY seq', [bytesOf(caseId)]),
  );
  return rows.map((row) => JSON.parse(row.message) as Record<string, unknown>);
}

/** As relay and workflows do: every message is carried and acknowledged. */
export async function carryMessages(office: Office): Promise<void> {
  await office.database.transaction(async (sql) => {
    await sql.run('DELETE FROM outbox');
    await sql.run('UPDATE case_file SET acked_seq = message_seq');
  });
}

export interface CaseFacts {
  status: string;
  result: string | null;
  stage: string;
  rev: number;
  event_seq: number;
  message_seq: number;
  acked_seq: number;
  submitted_at: Date | null;
  closed_at: Date | null;
  armed_until: Date | null;
  next_alarm_at: Date | null;
}

export async function factsOf(office: Office, caseId: Id<'case'>): Promise<CaseFacts> {
  const row = await office.database.read((sql) =>
    sql.row<CaseFacts>('SELECT * FROM case_file WHERE id = ?', [bytesOf(caseId)]),
  );
  if (!row) throw new Error('no case');
  return row;
}

export const limitsOf = (office: Office, caseId: Id<'case'>) =>
  office.database.read((sql) => new LedgerRepository(sql).all(caseId));

/** Gives a person one more post at an organisation, as a personnel office would. */
export async function givePost(office: Office, username: string, organisation: string, role: string): Promise<void> {
  await office.database.read((sql) =>
    sql.run(
      `INSERT INTO post (id, person_id, organisation_id, role, pool, valid_from)
       SELECT ?, a.person_id, o.id, ?, NULL, '2004-01-01' FROM account a JOIN organisation o WHERE a.username = ? AND o.code = ?`,
      [bytesOf(newId('post')), role, username, organisation],
    ),
  );
}

/** Number of acts that were kept, and the refusal codes of the rest. Faults fail the test. */
export async function settled(acts: Promise<unknown>[]): Promise<{ kept: number; refused: string[] }> {
  const results = await Promise.allSettled(acts);
  const refused = results.flatMap((one) => {
    if (one.status === 'fulfilled') return [];
    if (one.reason instanceof Refused) return [one.reason.code];
    throw one.reason;
  });
  return { kept: acts.length - refused.length, refused };
}
