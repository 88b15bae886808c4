import type { Database } from '../../../../libs/persistence/database';
import { DriftRepository, type Drift } from '../../../../libs/persistence/watchdog/drift-repository';
import { TrainingClockRepository } from '../../../../libs/persistence/watchdog/training-clock-repository';
import { machineNow } from '../../../../libs/platform/clocks';
import type { Logger } from '../../../../libs/platform/log';
import { inParallel } from '../loop';
import type { Sender } from '../relay/relay';
import { Looks } from './looks';

const width = 16;

export interface WatchdogSettings {
  database: Database;
  sender: Sender;
  log: Logger;
  /** Milliseconds a workflow is given before it counts as having missed something. */
  grace: number;
  /** The same for an alarm. */
  alarmGrace: number;
  /** Milliseconds before the same case is told of the same again. */
  pause: number;
}

/** Finds cases whose workflow missed something, by SQL alone, and tells them to look. Deletes nothing. */
export class Watchdog {
  private readonly looks: Looks;

  constructor(private readonly settings: WatchdogSettings) {
    this.looks = new Looks(settings.pause);
  }

  /** Everything there is to find. Gives what was told. */
  async round(): Promise<Drift[]> {
    const { database, grace, alarmGrace } = this.settings;
    const now = machineNow();
    const found = await database.read(async (sql) => {
      const { offset } = await new TrainingClockRepository(sql).read();
      const drift = new DriftRepository(sql);
      return [
        ...(await drift.unacknowledged(now - grace)),
        ...(await drift.neverFollowed(now - grace, now + offset - grace)),
        ...(await drift.notMovedOn(now - grace)),
        ...(await drift.alarmsPassed(now + offset - alarmGrace)),
      ];
    });
    return this.tell(found, now);
  }

  /** Alarms alone, by an index: cheap enough for several times a second. */
  async alarms(grace = this.settings.alarmGrace): Promise<Drift[]> {
    const now = machineNow();
    const found = await this.settings.database.read(async (sql) => {
      const { offset } = await new TrainingClockRepository(sql).read();
      return new DriftRepository(sql).alarmsPassed(now + offset - grace);
    });
    return this.tell(found, now);
  }

  private async tell(found: Drift[], now: number): Promise<Drift[]> {
    const { sender, log } = this.settings;
    this.looks.sweep(now);
    const told: Drift[] = [];
    const once = [...new Map(found.map((drift) => [drift.caseId, drift])).values()];
    await inParallel(
      once.filter((drift) => this.looks.due(drift, now)),
      width,
      async (drift) => {
        try {
          await sender.send(drift.kind, drift.caseId, { kind: 'look', seq: drift.seq });
        } catch (error) {
          log.debug({ case: drift.caseId, err: error }, 'could not be told to look');
          return;
        }
        this.looks.told(drift, now);
        told.push(drift);
        log.info({ case: drift.caseId, reason: drift.reason }, 'told to look');
      },
    );
    return told;
  }
}
