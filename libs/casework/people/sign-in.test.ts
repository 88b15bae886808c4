import { hash, verify } from '@node-rs/argon2';
import { openTestOffice } from '../../../test/support/database';
import { refusal } from '../../../test/support/record';
import type { Office } from '../office';
import { PasswordChecks } from './password-checks';
import { trainingPassword } from './seed-training';
import { SignIn, type Caller } from './sign-in';
import { SignInThrottle } from './sign-in-throttle';

const settings = {
  sessionHours: 12,
  idleMinutes: 60,
  stepUpMinutes: 5,
  secondFactor: 'offered' as const,
  credentialsKey: null,
  rateLimits: false,
  oidc: null,
};
const caller: Caller = { address: '203.0.113.9', agent: 'test', requestId: 'test' };

describe('what a sign-in costs', () => {
  let office: Office;
  const counted = { hash: 0, verify: 0 };
  const checks = new PasswordChecks({
    hash: (text) => {
      counted.hash += 1;
      return hash(text);
    },
    verify: (...given) => {
      counted.verify += 1;
      return verify(...given);
    },
  });
  let signIn: SignIn;
  beforeAll(async () => {
    ({ office } = await openTestOffice('signcost'));
    signIn = new SignIn(office, settings, checks);
    await refusal(signIn.begin('nobody', 'warm up', caller));
  });
  afterAll(() => office.close());

  const costOf = async (username: string, password: string) => {
    counted.hash = counted.verify = 0;
    const answer = await refusal(signIn.begin(username, password, caller));
    return { ...counted, answer };
  };

  it('is one check for a wrong password, an unknown name and an account without a password alike', async () => {
    await office.database.read((sql) =>
      sql.run("UPDATE account SET password_hash = NULL WHERE username = 'hubei.handler1'"),
    );
    const wrong = await costOf('nhc.checker', 'wrong');
    expect(wrong).toEqual({ hash: 0, verify: 1, answer: 'wrong-credentials' });
    expect(await costOf('nobody.at.all', 'wrong')).toEqual(wrong);
    expect(await costOf('hubei.handler1', 'wrong')).toEqual(wrong);
  });

  it('and one for the right one', async () => {
    counted.verify = 0;
    expect((await signIn.begin('nhc.checker', trainingPassword, caller)).pending).toBe(false);
    expect(counted.verify).toBe(1);
  });

  it('is nothing where tries are slowed', async () => {
    for (let turn = 0; turn < 10; turn += 1) await refusal(signIn.begin('tianjin.manager', 'wrong', caller));
    expect(await costOf('tianjin.manager', trainingPassword)).toEqual({
      hash: 0,
      verify: 0,
      answer: 'too-many-attempts',
    });
  });
});

describe('the queue before argon2', () => {
  it('runs two at a time, keeps 40 waiting in order and refuses the rest', async () => {
    let running = 0;
    let most = 0;
    const order: string[] = [];
    const release: (() => void)[] = [];
    const checks = new PasswordChecks({
      hash: () => Promise.resolve('$argon2id$decoy'),
      verify: async (_hash, password) => {
        running += 1;
        most = Math.max(most, running);
        await new Promise<void>((resolve) => release.push(resolve));
        running -= 1;
        order.push(String(password));
        return true;
      },
    });
    const asked = Array.from({ length: 50 }, (_, n) =>
      checks.matches('$argon2id$x', String(n)).then(
        () => 'checked',
        (error: unknown) => (error instanceof Error ? error.message : ''),
      ),
    );
    const answers = Promise.all(asked);
    const state = { over: false };
    void answers.then(() => (state.over = true));
    while (!state.over) {
      release.shift()?.();
      await new Promise(setImmediate);
    }
    const found = await answers;
    expect(most).toBe(2);
    expect(found.filter((one) => one === 'checked')).toHaveLength(42);
    expect(found.filter((one) => one === 'too-many-attempts')).toHaveLength(8);
    expect(order.slice(0, 3)).toEqual(['0', '1', '2']);
  });
});

describe('the throttle', () => {
  let now = 0;
  let throttle: SignInThrottle;
  beforeEach(() => {
    now = 1_000_000;
    throttle = new SignInThrottle(() => now);
  });
  const open = (account: string, address: string): boolean => {
    try {
      throttle.check(account, address);
      return true;
    } catch {
      return false;
    }
  };
  const fail = (times: number, account: (n: number) => string, address: (n: number) => string): void => {
    for (let n = 0; n < times; n += 1) throttle.fail(account(n), address(n));
  };

  it('closes a pair after ten failures for the rest of five minutes', () => {
    fail(
      9,
      () => 'a',
      () => 'home',
    );
    expect(open('a', 'home')).toBe(true);
    fail(
      1,
      () => 'a',
      () => 'home',
    );
    expect(open('a', 'home')).toBe(false);
    expect(open('a', 'office')).toBe(true);
    expect(open('b', 'home')).toBe(true);
    now += 5 * 60_000 + 1;
    expect(open('a', 'home')).toBe(true);
  });

  it('slows an account that is tried from everywhere, and never for whom it is', () => {
    throttle.succeed('minister', 'office');
    fail(
      500,
      () => 'minister',
      (n) => `bot${String(n)}`,
    );
    expect(open('minister', 'office')).toBe(true);
    expect(open('minister', 'bot-new')).toBe(false);
    now += 10_000;
    // A trickle stays open: from a new place one waits, and is not kept out.
    expect(open('minister', 'hotel')).toBe(true);
    expect(open('minister', 'hotel')).toBe(false);
  });

  it('does not lock a ministry out that shares one address with whoever guesses', () => {
    throttle.succeed('handler', 'ministry');
    fail(
      5_000,
      (n) => `name${String(n)}`,
      () => 'ministry',
    );
    expect(open('handler', 'ministry')).toBe(true);
    // A colleague who signs in for the first time today gets through within seconds.
    expect(open('colleague', 'ministry')).toBe(false);
    now += 1_000;
    expect(open('colleague', 'ministry')).toBe(true);
  });

  it('remembers a bounded number of failures', () => {
    fail(
      60_000,
      (n) => `name${String(n)}`,
      (n) => `net${String(n)}`,
    );
    expect(throttle.size).toBeLessThanOrEqual(10_000);
  });
});
