import type { CasePage, EventRow } from '../../libs/contracts/api/cases';
import type { DeadlineList } from '../../libs/contracts/api/deadlines';
import type { Cast, Parties } from './cast';
import { DeskError, type Desk } from './desk';

type Deadline = DeadlineList['items'][number];

/**
 * Somebody of each body who follows the case. Nobody sees all of it: what is internal to a body is shown inside it
 * only, and the nation sees a case from its submission on.
 */
export class Onlookers {
  private constructor(
    private readonly desks: readonly Desk[],
    private readonly caseId: string,
  ) {}

  static async of(cast: Cast, parties: Parties, caseId: string): Promise<Onlookers> {
    const names = [`${parties.hospital}.preparer`, `${parties.province}.manager`, 'nhc.manager'];
    return new Onlookers(await Promise.all(names.map((name) => cast.desk(name))), caseId);
  }

  /** The timelines of all bodies as one, oldest first. */
  async events(): Promise<EventRow[]> {
    const seen = new Map<string, EventRow>();
    for (const events of await this.all((desk) => desk.events(this.caseId))) {
      for (const event of events.reverse()) {
        const key = JSON.stringify([event.at, event.type, event.stage, event.facts]);
        const known = seen.get(key);
        // Who and which step is told inside the body only: that row says more.
        if (!known || (known.by === null && event.by !== null)) seen.set(key, event);
      }
    }
    return [...seen.values()].sort((a, b) => a.at.localeCompare(b.at));
  }

  /** The ledgers of all bodies as one; a row as its own body sees it, with the rungs. */
  async deadlines(): Promise<Deadline[]> {
    const seen = new Map<string, Deadline>();
    for (const { items } of await this.all((desk) => desk.deadlines(this.caseId))) {
      for (const row of items) if (row.rungs.length > 0 || !seen.has(row.id)) seen.set(row.id, row);
    }
    return [...seen.values()].sort((a, b) => a.startsOn.localeCompare(b.startsOn));
  }

  page(): Promise<CasePage> {
    const [hospital] = this.desks;
    if (!hospital) throw new Error('nobody looks on');
    return hospital.casePage(this.caseId);
  }

  private async all<T>(read: (desk: Desk) => Promise<T>): Promise<T[]> {
    const readings = await Promise.all(
      this.desks.map((desk) =>
        read(desk).catch((error: unknown) => {
          if (error instanceof DeskError && error.status === 404) return undefined;
          throw error;
        }),
      ),
    );
    return readings.filter((reading) => reading !== undefined);
  }
}
