import type { Id } from '../contracts/ids';
import type { Programme } from '../contracts/programme';
import type { Standard } from '../contracts/standard';
import { makeCalendar, type Calendar } from '../domain/deadlines/calendar';
import { Database } from '../persistence/database';
import { TaskCases } from '../persistence/cases/task-cases';
import { readCalendar } from '../persistence/deadlines/calendar-repository';
import { SystemLog } from '../persistence/events/system-log';
import type { Published } from '../persistence/programmes/programme-repository';
import { PublishedVersions } from '../persistence/programmes/published-versions';
import type { Sql } from '../persistence/sql';
import { machineNow as realClock } from '../platform/clocks';

export { isDatabaseAway } from '../persistence/database';

export interface OfficeSettings {
  databaseUrl: string;
  poolSize?: number;
}

/** What every command works with: the database, and what never changes once it is published. */
export class Office {
  private readonly versions = new PublishedVersions();
  private current: Calendar | null = null;
  readonly taskCases = new TaskCases();
  /** What this process does beside the cases. */
  readonly log = new SystemLog();

  constructor(
    readonly database: Database,
    readonly machineNow: () => number = realClock,
  ) {}

  programme(sql: Sql, id: Id<'programme'>): Promise<Published<Programme>> {
    return this.versions.programme(sql, id);
  }

  standard(sql: Sql, id: Id<'standard'>): Promise<Published<Standard>> {
    return this.versions.standard(sql, id);
  }

  /** The calendar of that version; read anew when an import has published another. */
  async calendar(sql: Sql, version: number): Promise<Calendar> {
    if (this.current?.version === version) return this.current;
    const calendar = makeCalendar(await readCalendar(sql));
    this.current = calendar;
    return calendar;
  }

  close(): Promise<void> {
    return this.database.close();
  }
}

/** Opens the office on a database. The server may be away: uses fail until it is back. */
export function openOffice(settings: OfficeSettings): Promise<Office> {
  return Promise.resolve(new Office(Database.at(settings.databaseUrl, settings.poolSize)));
}
