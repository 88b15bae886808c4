import type { Id } from '../../../../libs/contracts/ids';
import type { Drift } from '../../../../libs/persistence/watchdog/drift-repository';

interface Sent {
  mark: string;
  at: number;
  times: number;
}

const longest = 3_600_000;

/**
 * Which cases were told to look, and when. A case that got further may be told again at once; one that did not is
 * told ever more rarely, up to once an hour: each telling costs history and helps only once.
 */
export class Looks {
  private readonly sent = new Map<Id<'case'>, Sent>();

  /** @param pause milliseconds before the same case is told of the same again */
  constructor(private readonly pause: number) {}

  due(drift: Drift, now: number): boolean {
    const last = this.sent.get(drift.caseId);
    if (!last || last.mark !== drift.mark) return true;
    return now - last.at >= Math.min(this.pause * 2 ** (last.times - 1), longest);
  }

  told(drift: Drift, now: number): void {
    const last = this.sent.get(drift.caseId);
    const times = last?.mark === drift.mark ? last.times + 1 : 1;
    this.sent.set(drift.caseId, { mark: drift.mark, at: now, times });
  }

  /** Forgets what is too old to matter. */
  sweep(now: number): void {
    for (const [caseId, { at }] of this.sent) if (now - at > 2 * longest) this.sent.delete(caseId);
  }
}
