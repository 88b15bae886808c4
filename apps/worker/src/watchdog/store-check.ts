import { isId } from '../../../../libs/contracts/ids';
import type { Id } from '../../../../libs/contracts/ids';
import type { Database } from '../../../../libs/persistence/database';
import { DriftRepository, type OpenCase } from '../../../../libs/persistence/watchdog/drift-repository';
import { HeartbeatRepository } from '../../../../libs/persistence/watchdog/heartbeat-repository';
import { machineNow } from '../../../../libs/platform/clocks';
import type { Logger } from '../../../../libs/platform/log';
import { inParallel } from '../loop';
import type { Sender } from '../relay/relay';

const batch = 100;
const width = 16;
const known = 'temporal-store';
const rebuilding = 'temporal-store-rebuild';

export interface StoreCheckSettings {
  database: Database;
  sender: Sender;
  log: Logger;
}

/**
 * Notices that Temporal's store is another one than the cases were told to, and tells every open case to look, a
 * batch a step. The way done is kept, so that a worker that dies in between is continued, not repeated.
 */
export class StoreCheck {
  constructor(private readonly settings: StoreCheckSettings) {}

  /** Tells one batch; gives how many cases, 0 when nothing is lost or all is told. Throws where telling fails: the batch is then told again. */
  async step(storeId: string): Promise<number> {
    const { database, log } = this.settings;
    const after = await database.transaction((sql) => this.after(new HeartbeatRepository(sql), storeId));
    if (after === 'nothing is lost') return 0;
    const cases = await database.read((sql) => new DriftRepository(sql).openCasesAfter(after, batch));
    await inParallel(cases, width, (one) => this.tell(one));
    const last = cases.at(-1);
    await database.transaction(async (sql) => {
      const rows = new HeartbeatRepository(sql);
      const done = cases.length < batch;
      if (done) await rows.beat(known, machineNow(), storeId);
      await rows.beat(rebuilding, machineNow(), done || !last ? '' : `${storeId} ${last.caseId}`);
    });
    log.warn(
      { cases: cases.length, done: cases.length < batch },
      'Temporal’s store is a new one: open cases were told to look',
    );
    return cases.length;
  }

  private async after(rows: HeartbeatRepository, storeId: string): Promise<Id<'case'> | null | 'nothing is lost'> {
    const told = await rows.find(known);
    if (!told) await rows.beat(known, machineNow(), storeId);
    if (!told || told.detail === storeId) return 'nothing is lost';
    const [begunFor, caseId] = (await rows.find(rebuilding))?.detail.split(' ') ?? [];
    return begunFor === storeId && caseId !== undefined && isId('case', caseId) ? caseId : null;
  }

  private tell({ kind, caseId, seq }: OpenCase): Promise<void> {
    return this.settings.sender.send(kind, caseId, { kind: 'look', seq });
  }
}
