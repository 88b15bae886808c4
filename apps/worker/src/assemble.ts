import { hostname } from 'node:os';
import { makeActivities } from '../../../activities';
import { Database } from '../../../libs/persistence/database';
import { Clamd } from '../../../libs/platform/files/clamd';
import { FileStore } from '../../../libs/platform/files/file-store';
import type { Environment } from '../../../libs/platform/env';
import type { Logger } from '../../../libs/platform/log';
import { channelKinds, openChannels } from '../../../libs/platform/messages/settings';
import { useChainAlgorithm } from '../../../libs/persistence/events/chain';
import { Anchorer } from './audit/anchorer';
import { Transferrer } from './audit/transferrer';
import { CalendarCarrier } from './calendar/calendar-carrier';
import { Dispatch } from './dispatch/dispatch';
import { FileKeeper } from './files/file-keeper';
import { Heartbeats } from './heartbeats';
import { Relay } from './relay/relay';
import { TemporalLink, type LinkSettings } from './temporal/link';
import { WorkerLoop } from './temporal/worker-loop';
import { ClockMover } from './watchdog/clock-mover';
import { StoreCheck } from './watchdog/store-check';
import { Watch } from './watchdog/watch';
import { Watchdog } from './watchdog/watchdog';
import { WorkerProcess } from './worker-process';

/** Connections for relay and watchdog; the activities have their own pool. */
const ownPool = 5;
const minute = 60_000;

/** How long a workflow is given, and how often it is told again; trainings move their clock and do not wait. */
const watchdogPace = (mode: Environment['mode']): { grace: number; alarmGrace: number; pause: number } =>
  mode === 'training'
    ? { grace: 2 * minute, alarmGrace: 1_000, pause: 5_000 }
    : { grace: 2 * minute, alarmGrace: 2 * minute, pause: minute };

export const linkSettings = (env: WorkerEnvironment): LinkSettings => ({
  address: env.temporalAddress,
  namespace: env.temporalNamespace,
  taskQueue: env.taskQueue,
});

export type WorkerEnvironment = Pick<
  Environment,
  | 'mode'
  | 'publicUrl'
  | 'messages'
  | 'audit'
  | 'databaseUrl'
  | 'temporalAddress'
  | 'temporalNamespace'
  | 'taskQueue'
  | 'filesDir'
  | 'uploadKeepDays'
  | 'clamdAddress'
>;

/** Puts the worker together; nothing runs before it is started. */
export async function assemble(env: WorkerEnvironment, log: Logger, bundlePath: string): Promise<WorkerProcess> {
  useChainAlgorithm(env.audit.algorithm);
  const database = Database.at(env.databaseUrl, ownPool);
  const { databaseUrl, filesDir, uploadKeepDays, clamdAddress, messages } = env;
  const activities = await makeActivities({
    databaseUrl,
    files: new FileStore(filesDir),
    scanner: clamdAddress === null ? null : new Clamd(clamdAddress),
    uploadKeepDays,
    scanning: env,
    delivery: { ...messages, channels: channelKinds(messages), publicUrl: env.publicUrl },
  });
  const settings = linkSettings(env);
  const link = new TemporalLink(settings);
  const worker = new WorkerLoop({ ...settings, bundlePath, activities: activities.activities, log });
  const heartbeats = new Heartbeats(database, link, worker, log);
  const holder = `${hostname()} ${String(process.pid)}`.slice(-64);
  const calendar = new CalendarCarrier({ database, carrying: activities.calendar, holder, log });
  const files = new FileKeeper({ database, keeping: activities.files, holder, log });
  const dispatch = new Dispatch({
    database,
    delivering: activities.delivering,
    channels: openChannels(messages),
    holder,
    log,
  });
  const watch = new Watch({
    database,
    log,
    holder,
    watchdog: new Watchdog({ database, sender: link, log, ...watchdogPace(env.mode) }),
    storeCheck: new StoreCheck({ database, sender: link, log }),
    storeId: () => heartbeats.storeId,
    clockMover: env.mode === 'training' ? new ClockMover(database, log) : null,
  });
  const anchorer = new Anchorer({ database, audit: env.audit, makesKey: env.mode === 'training', holder, log });
  const { transferring } = activities;
  const { signingKeyFile } = env.audit;
  const transferrer = new Transferrer({ database, transferring, signingKeyFile, holder, log });
  const relay = new Relay({ database, sender: link, log });
  const parts = {
    database,
    activities,
    link,
    worker,
    relay,
    watch,
    calendar,
    files,
    dispatch,
    anchorer,
    transferrer,
    heartbeats,
    log,
  };
  return new WorkerProcess(parts);
}
