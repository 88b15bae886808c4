import type { Database } from '../../../../libs/persistence/database';
import { TrainingClockRepository } from '../../../../libs/persistence/watchdog/training-clock-repository';
import { machineNow } from '../../../../libs/platform/clocks';
import type { Logger } from '../../../../libs/platform/log';

const patience = 30_000;

export type Move = 'nothing to move' | 'waiting' | 'moved' | 'arrived';

/** Moves the legal clock of a training to its target, from alarm to alarm, each time waiting until all is quiet. */
export class ClockMover {
  private unrestSince: number | null = null;

  constructor(
    private readonly database: Database,
    private readonly log: Logger,
  ) {}

  /** One hop at most. */
  async step(): Promise<Move> {
    const { target: asked } = await this.database.read((sql) => new TrainingClockRepository(sql).read());
    if (asked === null) return 'nothing to move';
    return this.database.transaction(async (sql) => {
      const clock = new TrainingClockRepository(sql);
      const { offset, target } = await clock.read();
      if (target === null) return 'nothing to move';
      const machine = machineNow();
      const legal = machine + offset;
      const unrest = await clock.unrest(legal);
      if (unrest !== null) return this.wait(unrest, machine);
      this.unrestSince = null;
      if (legal >= target) {
        await clock.arrived(target);
        return 'arrived';
      }
      const next = await clock.nextAlarm(legal);
      await clock.advance(Math.min(next ?? target, target) - machine, target);
      return 'moved';
    });
  }

  private wait(unrest: string, machine: number): Move {
    this.unrestSince ??= machine;
    if (machine - this.unrestSince > patience) {
      this.log.warn({ unrest }, 'the clock waits until all is quiet');
      this.unrestSince = machine;
    }
    return 'waiting';
  }
}
