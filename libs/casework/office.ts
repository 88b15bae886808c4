import type { Id } from '../contracts/ids';
import type { Programme } from '../contracts/programme';
import type { Standard } from '../contracts/standard';
import { makeCalendar, type Calendar } from '../domain/deadlines/calendar';
import { Database } from '../persistence/database';
import { readCalendar } from '../persistence/deadlines/calendar-repository';
import { ProgrammeRepository, type Published } from '../persistence/programmes/programme-repository';
import type { Sql } from '../persistence/sql';
import { machineNow as realClock } from '../platform/clocks';

export { isDatabaseAway } from '../persistence/database';

export interface OfficeSettings {
  databaseUrl: string;
  poolSize?: number;
}

/** What every command works with: the database, and what never changes once it is published. */
export class Office {
  private readonly programmes = new Map<string, Published<Programme>>();
  private readonly standards = new Map<string, Published<Standard>>();
  private current: Calendar | null = null;

  constructor(
    readonly database: Database,
    readonly machineNow: () => number = realClock,
  ) {}

  async programme(sql: Sql, id: Id<'programme'>): Promise<Published<Programme>> {
    return kept(this.programmes, id, () => new ProgrammeRepository(sql).programme(id));
  }

  async standard(sql: Sql, id: Id<'standard'>): Promise<Published<Standard>> {
    return kept(this.standards, id, () => new ProgrammeRepository(sql).standard(id));
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

async function kept<T>(cache: Map<string, T>, key: string, read: () => Promise<T>): Promise<T> {
  const known = cache.get(key);
  if (known) return known;
  const value = await read();
  cache.set(key, value);
  return value;
}
