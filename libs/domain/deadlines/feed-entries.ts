/** What a calendar is told of one task. */
export interface ToldDeadline {
  taskId: string;
  number: string;
  dueOn: string;
  provisional: boolean;
}

/** What it was told, and how often that changed. `goneAt`: told as cancelled since then. Instants are epoch ms. */
export type ToldEntry<T extends ToldDeadline> = T & { sequence: number; modifiedAt: number; goneAt: number | null };

/** A cancelled entry stays this long, so that every calendar program that asks now and then learns of it. */
const cancelledFor = 60 * 86_400_000;

/**
 * What a calendar is told now: an entry keeps its sequence while nothing changes, raises it with every change, is
 * cancelled when its task waits for the person no more, and comes back with a higher sequence.
 */
export function tellDeadlines<T extends ToldDeadline>(
  told: readonly ToldEntry<T>[],
  current: readonly T[],
  now: number,
): { entries: ToldEntry<T>[]; changed: ToldEntry<T>[]; over: ToldEntry<T>[] } {
  const known = new Map(told.map((one) => [one.taskId, one]));
  const waiting = new Set(current.map((one) => one.taskId));
  const changed: ToldEntry<T>[] = [];
  const entries = current.map((one): ToldEntry<T> => {
    const before = known.get(one.taskId);
    if (before && before.goneAt === null && isSame(before, one)) return before;
    const entry = { ...one, sequence: before ? before.sequence + 1 : 0, modifiedAt: now, goneAt: null };
    changed.push(entry);
    return entry;
  });
  const over: ToldEntry<T>[] = [];
  for (const one of told) {
    if (waiting.has(one.taskId)) continue;
    if (one.goneAt === null) {
      const gone = { ...one, sequence: one.sequence + 1, modifiedAt: now, goneAt: now };
      changed.push(gone);
      entries.push(gone);
    } else if (now - one.goneAt < cancelledFor) entries.push(one);
    else over.push(one);
  }
  return { entries, changed, over };
}

const isSame = (a: ToldDeadline, b: ToldDeadline): boolean => a.dueOn === b.dueOn && a.provisional === b.provisional;
