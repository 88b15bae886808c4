import type { Id } from '../contracts/ids';
import type { Programme } from '../contracts/programme';
import type { Standard } from '../contracts/standard';
import { makeCalendar, type Calendar } from '../domain/deadlines/calendar';
import type { Reads } from '../persistence/database';
import { readCalendarVersion } from '../persistence/deadlines/calendar-as-of';
import { readCalendar } from '../persistence/deadlines/calendar-repository';
import type { Published } from '../persistence/programmes/programme-repository';
import { PublishedVersions } from '../persistence/programmes/published-versions';
import type { Sql } from '../persistence/sql';
import { machineNow as realClock } from '../platform/clocks';

/** What every view reads with: the database, and what never changes once it is published. */
export class ReadingRoom {
  private readonly versions = new PublishedVersions();
  private current: Calendar | null = null;
  private readonly earlier = new Map<number, Calendar>();

  constructor(
    readonly database: Reads,
    readonly machineNow: () => number = realClock,
  ) {}

  programme(sql: Sql, id: Id<'programme'>): Promise<Published<Programme>> {
    return this.versions.programme(sql, id);
  }

  standard(sql: Sql, id: Id<'standard'>): Promise<Published<Standard>> {
    return this.versions.standard(sql, id);
  }

  async calendar(sql: Sql, version: number): Promise<Calendar> {
    if (this.current?.version !== version) this.current = makeCalendar(await readCalendar(sql));
    return this.current;
  }

  /** The calendar that a limit was last reckoned with: one that ended keeps its own, whatever was published since. */
  async calendarOfVersion(sql: Sql, version: number): Promise<Calendar> {
    if (this.current?.version === version) return this.current;
    const known = this.earlier.get(version) ?? makeCalendar(await readCalendarVersion(sql, version));
    this.earlier.set(version, known);
    return known;
  }

  /** Legal instant of a read, from the offset that came with its rows. */
  legalNow(clockOffset: number | string): number {
    return this.machineNow() + Number(clockOffset);
  }
}
