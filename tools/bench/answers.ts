import { spreadOf, type Spread } from './measure/spread';

/** Milliseconds of every answer, by route, while it is told to listen. */
export class Answers {
  listening = false;
  private readonly byRoute = new Map<string, number[]>();
  private readonly refused = new Map<string, number>();

  readonly hear = (route: string, ms: number, status: number): void => {
    if (!this.listening) return;
    const times = this.byRoute.get(route);
    if (times) times.push(ms);
    else this.byRoute.set(route, [ms]);
    if (status >= 400)
      this.refused.set(`${route} ${String(status)}`, (this.refused.get(`${route} ${String(status)}`) ?? 0) + 1);
  };

  /** Hands out what was heard and begins anew. */
  take(): { all: Spread; routes: Record<string, Spread>; refused: Record<string, number> } {
    const routes = Object.fromEntries([...this.byRoute].sort().map(([route, times]) => [route, spreadOf(times)]));
    const taken = {
      all: spreadOf([...this.byRoute.values()].flat()),
      routes,
      refused: Object.fromEntries(this.refused),
    };
    this.byRoute.clear();
    this.refused.clear();
    return taken;
  }
}
