import type { Cast } from '../scenario/cast';

/** Hands out calls so that no hospital declares twice in one. */
export class CallRing {
  private readonly next = new Map<string, number>();

  /** Over calls that are known: the list of the API ends with its hundredth. */
  constructor(private readonly ids: readonly string[]) {}

  static async of(cast: Cast): Promise<CallRing> {
    const desk = await cast.desk('h41a.preparer');
    return new CallRing((await desk.calls()).items.filter((call) => call.open).map((call) => call.id));
  }

  /** A call in which this hospital has not declared yet. Throws when there is none left. */
  take(hospital: string): string {
    const at = this.next.get(hospital) ?? 0;
    this.next.set(hospital, at + 1);
    const id = this.ids[at];
    if (!id) throw new Error(`${hospital} has declared in every one of ${String(this.ids.length)} calls`);
    return id;
  }
}
