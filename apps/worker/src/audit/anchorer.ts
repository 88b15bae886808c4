import { existsSync } from 'node:fs';
import type { Database } from '../../../../libs/persistence/database';
import { AnchorBook } from '../../../../libs/persistence/events/anchor-book';
import { AnchorRepository } from '../../../../libs/persistence/events/anchor-repository';
import { machineNow as realClock } from '../../../../libs/platform/clocks';
import type { Logger } from '../../../../libs/platform/log';
import { makeKeyFile, readSigningKey } from '../../../../libs/platform/signing/key-files';
import type { AuditSettings } from '../../../../libs/platform/signing/settings';
import { Lease } from '../lease';
import { Loop } from '../loop';
import { exportAnchors } from './anchor-files';

const leaseMs = 60_000;
const lookMs = 15_000;

export interface AnchorerSettings {
  database: Database;
  audit: AuditSettings;
  /** Training stacks make their own key at the first start. */
  makesKey: boolean;
  holder: string;
  log: Logger;
  machineNow?: () => number;
}

/** Signs an anchor when one is due by the machine's clock, in one worker at a time, and exports what is not exported yet. */
export class Anchorer {
  private readonly loop: Loop;
  private readonly book: AnchorBook;
  private readonly lease: Lease;

  constructor(private readonly settings: AnchorerSettings) {
    this.book = new AnchorBook(settings.database);
    this.lease = new Lease({ ...settings, name: 'anchors', lasts: leaseMs });
    this.loop = new Loop({ name: 'anchors', step: () => this.round().then(() => lookMs), log: settings.log });
  }

  start(): void {
    const { audit, makesKey, log } = this.settings;
    if (audit.signingKeyFile === null) {
      log.warn('no AUDIT_SIGNING_KEY_FILE: the record is not anchored');
      return;
    }
    if (makesKey && !existsSync(audit.signingKeyFile)) makeKeyFile(audit.signingKeyFile);
    this.loop.start();
  }

  async stop(): Promise<void> {
    await this.loop.stop();
    if (this.settings.audit.signingKeyFile === null) return;
    await this.lease.release();
  }

  /** One look: an anchor if one is due. Gives its number. */
  async round(): Promise<number | null> {
    const { database, audit, log, machineNow = realClock } = this.settings;
    const { signingKeyFile, anchorsDir, anchorMinutes } = audit;
    if (signingKeyFile === null) return null;
    if (!(await this.lease.take())) return null;
    const last = await database.read((sql) => new AnchorRepository(sql).last());
    const due = !last || machineNow() - Date.parse(last.at) >= anchorMinutes * 60_000;
    const made = due ? await this.book.make(readSigningKey(signingKeyFile), machineNow()) : null;
    if (made) log.info({ anchor: made.seq, chains: made.chains, root: made.root.toString('hex') }, 'anchored');
    if (anchorsDir !== null) await database.read((sql) => exportAnchors(sql, anchorsDir));
    return made?.seq ?? null;
  }
}
