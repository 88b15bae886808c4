import type { Id } from '../../contracts/ids';
import type { Programme } from '../../contracts/programme';
import type { Standard } from '../../contracts/standard';
import type { Sql } from '../sql';
import { ProgrammeRepository, type Published } from './programme-repository';

/** Published versions never change: each is read once for a process. */
export class PublishedVersions {
  private readonly programmes = new Map<string, Published<Programme>>();
  private readonly standards = new Map<string, Published<Standard>>();

  programme(sql: Sql, id: Id<'programme'>): Promise<Published<Programme>> {
    return kept(this.programmes, id, () => new ProgrammeRepository(sql).programme(id));
  }

  standard(sql: Sql, id: Id<'standard'>): Promise<Published<Standard>> {
    return kept(this.standards, id, () => new ProgrammeRepository(sql).standard(id));
  }
}

async function kept<T>(cache: Map<string, T>, key: string, read: () => Promise<T>): Promise<T> {
  const known = cache.get(key);
  if (known) return known;
  const value = await read();
  cache.set(key, value);
  return value;
}
