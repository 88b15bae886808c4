import { randomInt } from 'node:crypto';
import { workflowTypes, type CaseMessage } from '../../../../libs/contracts/messages';
import type { Id } from '../../../../libs/contracts/ids';
import type { CaseKind } from '../../../../libs/contracts/procedure';
import type { Database } from '../../../../libs/persistence/database';
import { OutboxRepository, type OutboxRow } from '../../../../libs/persistence/outbox/outbox-repository';
import { machineNow } from '../../../../libs/platform/clocks';
import type { Logger } from '../../../../libs/platform/log';
import { inParallel, Loop } from '../loop';
import { classify, Unsendable } from './failures';

const batch = 64;
const width = 32;
const busyPause = 25;
const idlePause = 250;
const longestPause = 2_000;

/** Where messages go. */
export interface Sender {
  send(kind: CaseKind, caseId: Id<'case'>, message: CaseMessage): Promise<void>;
}

export interface RelaySettings {
  database: Database;
  sender: Sender;
  log: Logger;
}

export interface Batch {
  sent: number;
  postponed: number;
  parked: number;
}

/**
 * Carries outbox rows to the engine as signals. A row is deleted only after it was sent; a relay that dies in
 * between has its row sent again, which the workflow takes as the hint it is. Any number of relays may run.
 */
export class Relay {
  /** Since this process started. */
  readonly totals: Batch = { sent: 0, postponed: 0, parked: 0 };
  private readonly loop: Loop;
  private pause = idlePause;

  constructor(private readonly settings: RelaySettings) {
    this.loop = new Loop({ name: 'relay', log: settings.log, step: async () => this.next(await this.once()) });
  }

  start(): void {
    this.loop.start();
  }

  async stop(): Promise<void> {
    await this.loop.stop();
  }

  /** Sends one batch. The rows stay locked meanwhile, so that another relay takes others. */
  async once(): Promise<Batch> {
    const done = await this.settings.database.transaction(async (sql) => {
      const outbox = new OutboxRepository(sql);
      const rows = await outbox.lockDue(machineNow(), batch);
      return rows.length === 0 ? { sent: 0, postponed: 0, parked: 0 } : this.send(outbox, rows);
    });
    this.totals.sent += done.sent;
    this.totals.postponed += done.postponed;
    this.totals.parked += done.parked;
    return done;
  }

  private async send(outbox: OutboxRepository, rows: OutboxRow[]): Promise<Batch> {
    const sent: number[] = [];
    const failed: { row: OutboxRow; reason: string; kind: 'retry' | 'park' }[] = [];
    await inParallel(rows, width, async (row) => {
      try {
        await this.settings.sender.send(row.caseKind, row.caseId, messageOf(row));
        sent.push(row.id);
      } catch (error) {
        failed.push({ row, ...classify(error) });
      }
    });
    await outbox.sent(sent);
    const retry = failed.filter(({ kind }) => kind === 'retry');
    await outbox.postpone(
      retry.map(({ row }) => row.id),
      machineNow(),
      retry[0]?.reason ?? '',
    );
    const park = failed.filter(({ kind }) => kind === 'park');
    for (const { row, reason } of park) {
      this.settings.log.error({ case: row.caseId, seq: row.seq, reason }, 'a message was set aside');
      await outbox.park(row.id, machineNow(), reason);
    }
    return { sent: sent.length, postponed: retry.length, parked: park.length };
  }

  /** Polls fast while rows come; slowly while there are none, or Temporal takes none. */
  private next({ sent, postponed, parked }: Batch): number {
    if (sent + parked > 0) this.pause = sent === batch ? 0 : busyPause;
    else if (postponed > 0) this.pause = Math.min(Math.max(this.pause, idlePause) * 2, longestPause);
    else this.pause = Math.min(Math.max(this.pause, busyPause) * 2, idlePause);
    return postponed > 0 && sent === 0 ? randomInt(this.pause / 2, this.pause) : this.pause;
  }
}

function messageOf(row: OutboxRow): CaseMessage {
  if (!Object.hasOwn(workflowTypes, row.caseKind))
    throw new Unsendable(`no workflow for cases of kind ${row.caseKind}`);
  try {
    return JSON.parse(row.message) as CaseMessage;
  } catch {
    throw new Unsendable('the message is not JSON');
  }
}
