import type { BeforeApplicationShutdown, OnApplicationBootstrap } from '@nestjs/common';
import type { OpenActivities } from '../../../activities';
import type { Database } from '../../../libs/persistence/database';
import type { Logger } from '../../../libs/platform/log';
import type { Anchorer } from './audit/anchorer';
import type { Transferrer } from './audit/transferrer';
import type { CalendarCarrier } from './calendar/calendar-carrier';
import type { Dispatch } from './dispatch/dispatch';
import type { FileKeeper } from './files/file-keeper';
import type { Heartbeats } from './heartbeats';
import type { Relay } from './relay/relay';
import type { TemporalLink } from './temporal/link';
import type { WorkerLoop } from './temporal/worker-loop';
import type { Watch } from './watchdog/watch';

export interface Parts {
  database: Database;
  activities: OpenActivities;
  link: TemporalLink;
  worker: WorkerLoop;
  relay: Relay;
  watch: Watch;
  calendar: CalendarCarrier;
  dispatch: Dispatch;
  anchorer: Anchorer;
  transferrer: Transferrer;
  files: FileKeeper;
  heartbeats: Heartbeats;
  log: Logger;
}

/** Starts the parts of the worker and stops them in the order in which they need each other. */
export class WorkerProcess implements OnApplicationBootstrap, BeforeApplicationShutdown {
  constructor(private readonly parts: Parts) {}

  onApplicationBootstrap(): void {
    const { worker, relay, watch, calendar, files, dispatch, anchorer, transferrer, heartbeats } = this.parts;
    worker.start();
    relay.start();
    heartbeats.start();
    watch.start();
    calendar.start();
    dispatch.start();
    anchorer.start();
    transferrer.start();
    files.start();
  }

  /** What brings new work stops first, then the activities under way end, then the database closes. */
  async beforeApplicationShutdown(): Promise<void> {
    const { database, activities, link, log, ...loops } = this.parts;
    const { worker, relay, watch, calendar, files, dispatch, anchorer, transferrer, heartbeats } = loops;
    const running = [relay, watch, calendar, files, dispatch, anchorer, transferrer, heartbeats, worker];
    await Promise.all(running.map((part) => part.stop()));
    await link.close();
    await activities.close();
    await database.close();
    log.info('stopped');
  }
}
