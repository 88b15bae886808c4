import { Refused } from '../../../../libs/contracts/errors';
import { RateLimits } from './rate-limits';

describe('rate limits', () => {
  let now = 0;
  const limits = (on = true) => new RateLimits(on, () => now);
  /** How many of `times` requests are let through, and the wait the first refusal named. */
  function ask(rate: RateLimits, times: number, caller = 'one', routeClass: 'act' | 'upload' = 'upload') {
    let through = 0;
    let wait: unknown = null;
    for (let turn = 0; turn < times; turn += 1) {
      try {
        rate.take(routeClass, caller);
        through += 1;
      } catch (error) {
        if (!(error instanceof Refused)) throw error;
        wait ??= [error.code, error.details.facts?.retryAfter];
      }
    }
    return { through, wait };
  }

  it('let through as many a minute as the class has, and say how long to wait', () => {
    const rate = limits();
    expect(ask(rate, 500)).toEqual({ through: 300, wait: ['too-many-requests', 1] });
    now += 10_000;
    expect(ask(rate, 500).through).toBe(50);
    now += 600_000;
    expect(ask(rate, 500).through).toBe(300);
  });

  it('count callers and classes apart', () => {
    const rate = limits();
    ask(rate, 500);
    expect(ask(rate, 1, 'another').through).toBe(1);
    expect(ask(rate, 1, 'one', 'act').through).toBe(1);
    expect(ask(rate, 1).through).toBe(0);
  });

  it('count nothing where they are off', () => {
    expect(ask(limits(false), 1_000).through).toBe(1_000);
  });

  it('forget the oldest callers first', () => {
    const rate = limits();
    ask(rate, 300, 'first');
    for (let n = 0; n < 20_000; n += 1) rate.take('upload', `caller${String(n)}`);
    expect(ask(rate, 1, 'first').through).toBe(1);
  });
});
