import { Refused } from '../../../../libs/contracts/errors';
import type { Endpoint } from './endpoint';

/** What a route costs the house, and therefore how often one caller may use it. */
type RouteClass = 'sign-in' | 'open' | 'read' | 'act' | 'upload' | 'service';

/**
 * Requests a minute; as many may come at once after a pause. Of `sign-in` and `open` by address, which many may share.
 * `upload`: the files of one large answer, each in one request.
 */
const perMinute: Record<RouteClass, number> = {
  'sign-in': 120,
  open: 1_200,
  read: 1_200,
  act: 240,
  upload: 300,
  service: 120,
};
const remembered = 20_000;

interface Bucket {
  left: number;
  at: number;
}

export function classOf({ method, permission, upload }: Endpoint): RouteClass {
  if (permission === 'public') return method === 'GET' ? 'open' : 'sign-in';
  if (upload) return 'upload';
  return method === 'GET' ? 'read' : 'act';
}

/** Requests by class and caller, counted in this process. */
export class RateLimits {
  private readonly buckets = new Map<string, Bucket>();

  constructor(
    private readonly on: boolean,
    private readonly now: () => number,
  ) {}

  /** Refused: too-many-requests, with the seconds to wait. */
  take(routeClass: RouteClass, caller: string): void {
    if (!this.on) return;
    const key = `${routeClass}\u0000${caller}`;
    const most = perMinute[routeClass];
    const now = this.now();
    const known = this.buckets.get(key);
    const left = known ? Math.min(most, known.left + ((now - known.at) * most) / 60_000) : most;
    if (left < 1) {
      throw new Refused('too-many-requests', { facts: { retryAfter: Math.ceil(((1 - left) * 60) / most) } });
    }
    this.buckets.delete(key);
    this.buckets.set(key, { left: left - 1, at: now });
    const oldest = this.buckets.size > remembered ? this.buckets.keys().next().value : undefined;
    if (oldest !== undefined) this.buckets.delete(oldest);
  }
}
