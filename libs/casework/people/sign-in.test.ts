import { hash, verify } from '@node-rs/argon2';
import { openTestOffice } from '../../../test/support/database';
import { refusal } from '../../../test/support/record';
import type { Office } from '../office';
import { Refused } from '../../contracts/errors';
import { installMeter } from '../../persistence/sql';
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

const answerOf = (act: Promise<unknown>): Promise<string> =>
  act.then(
    () => 'let through',
    (error: unknown) => (error instanceof Refused ? error.code : Promise.reject(error as Error)),
  );

describe('the throttle', () => {
  let office: Office;
  let now = Date.parse('2026-01-05T00:00:00.000Z');
  let throttle: SignInThrottle;
  beforeAll(async () => {
    ({ office } = await openTestOffice('throttle'));
  });
  afterAll(() => office.close());
  beforeEach(async () => {
    now += 60 * 60_000;
    await office.database.read((sql) => sql.run('DELETE FROM sign_in_try'));
    throttle = another();
  });
  /** As another process of the API on the same database, or the same one after a restart. */
  const another = (): SignInThrottle => new SignInThrottle(office.database, () => now, Buffer.alloc(32, 'key'));
  /** Whether a try was let through; `right` says what it found. */
  const tried = async (account: string, address: string, right = false, by = throttle): Promise<boolean> => {
    const ran = jest.fn(() => Promise.resolve(right ? true : null));
    const answer = await answerOf(by.guard('password', account, address, ran));
    const letThrough = ran.mock.calls.length > 0;
    expect(answer).toBe(letThrough ? 'let through' : 'too-many-attempts');
    return letThrough;
  };
  const fail = async (times: number, account: (n: number) => string, address: (n: number) => string): Promise<void> => {
    for (let n = 0; n < times; n += 1) await tried(account(n), address(n));
  };
  const rows = () =>
    office.database.read((sql) => sql.rows<{ id: Buffer; failures: number }>('SELECT id, failures FROM sign_in_try'));

  it('closes a pair after ten failures for the rest of five minutes', async () => {
    await fail(
      10,
      () => 'a',
      () => '203.0.113.1',
    );
    expect(await tried('a', '203.0.113.1')).toBe(false);
    expect(await tried('a', '203.0.113.2')).toBe(true);
    expect(await tried('b', '203.0.113.1')).toBe(true);
    now += 5 * 60_000 + 1;
    expect(await tried('a', '203.0.113.1')).toBe(true);
  });

  it('counts for two processes together, and past a restart', async () => {
    const second = another();
    for (let n = 0; n < 5; n += 1) {
      expect(await tried('a', '203.0.113.1', false, throttle)).toBe(true);
      expect(await tried('a', '203.0.113.1', false, second)).toBe(true);
    }
    for (const by of [throttle, second, another()]) expect(await tried('a', '203.0.113.1', true, by)).toBe(false);
  });

  it('lets ten of forty tries at the same moment through, over two processes', async () => {
    const second = another();
    const answers = await Promise.all(
      Array.from({ length: 40 }, (_, n) => tried('a', '203.0.113.1', false, n % 2 ? second : throttle)),
    );
    expect(answers.filter(Boolean)).toHaveLength(10);
  });

  it('a check that breaks, and one that is right, count for nothing', async () => {
    for (let n = 0; n < 12; n += 1) {
      const broken = throttle.guard('password', 'a', '203.0.113.1', () =>
        Promise.reject(new Error('the queue is full')),
      );
      await expect(broken).rejects.toThrow('the queue is full');
      expect(await tried('a', '203.0.113.1', true)).toBe(true);
    }
    expect((await rows()).map((row) => row.failures)).toEqual([0, 0, 0]);
  });

  it('slows an account that is tried from everywhere, and never for whom it is', async () => {
    await tried('minister', '198.51.100.1', true);
    await fail(
      40,
      () => 'minister',
      (n) => `203.0.113.${String(n)}`,
    );
    expect(await tried('minister', '198.51.100.1', true, another())).toBe(true);
    expect(await tried('minister', '203.0.113.200')).toBe(false);
    now += 10_000;
    // A trickle stays open: from a new place one waits, and is not kept out; of those at once one gets through.
    const both = await Promise.all([tried('minister', '192.0.2.1'), tried('minister', '192.0.2.2', false, another())]);
    expect(both.filter(Boolean)).toHaveLength(1);
    expect(await tried('minister', '192.0.2.3')).toBe(false);
  });

  it('does not lock a ministry out that shares one address with whoever guesses', async () => {
    await tried('handler', '198.51.100.1', true);
    await fail(
      110,
      (n) => `name${String(n)}`,
      () => '198.51.100.1',
    );
    expect(await tried('handler', '198.51.100.1', true)).toBe(true);
    // A colleague who signs in for the first time today gets through within seconds.
    expect(await tried('colleague', '198.51.100.1', true)).toBe(false);
    now += 1_000;
    expect(await tried('colleague', '198.51.100.1', true)).toBe(true);
    expect(await tried('colleague', '198.51.100.1', true)).toBe(true);
  });

  it('one house of IPv6 addresses is one network', async () => {
    await fail(
      10,
      () => 'a',
      (n) => `2001:db8:1:2::${String(n)}`,
    );
    expect(await tried('a', '2001:db8:1:2:ffff::1')).toBe(false);
    expect(await tried('a', '2001:db8:1:3::1')).toBe(true);
  });

  it('what is guessed at is counted apart, whatever was typed as a name', async () => {
    await fail(
      11,
      () => 'account-1',
      () => '203.0.113.1',
    );
    expect(await throttle.guard('code', 'account-1', '203.0.113.1', () => Promise.resolve(true))).toBe(true);
  });

  it('guessed activation codes slow where they come from and nobody else', async () => {
    const activation = (address: string) =>
      answerOf(throttle.guard('activation', null, address, () => Promise.resolve(null)));
    for (let n = 0; n < 60; n += 1) expect(await activation(`203.0.113.${String(n)}`)).toBe('let through');
    for (let n = 0; n < 99; n += 1) expect(await activation('203.0.113.1')).toBe('let through');
    expect(await activation('203.0.113.1')).toBe('too-many-attempts');
    expect(await activation('192.0.2.1')).toBe('let through');
    now += 1_000;
    expect(await activation('203.0.113.1')).toBe('let through');
  });

  it('keeps no name and no address, and nothing for long', async () => {
    await fail(
      20,
      (n) => `name${String(n)}`,
      (n) => `203.0.113.${String(n)}`,
    );
    await tried('known', '198.51.100.1', true);
    const stored = await rows();
    // One network each, and the known pair with its account and network.
    expect(stored).toHaveLength(63);
    for (const { id } of stored) expect(id.toString('latin1')).not.toMatch(/name|known|203\.0/);
    now += 5 * 60_000 + 1;
    await tried('another', '192.0.2.1');
    // What is left: the pair that has signed in, and the try just made.
    expect(await rows()).toHaveLength(4);
    now += 31 * 24 * 60 * 60_000;
    await tried('another', '192.0.2.1');
    expect(await rows()).toHaveLength(3);
  });

  it('costs one read by key where it is refused, and asks nothing of other requests', async () => {
    await fail(
      10,
      () => 'a',
      () => '203.0.113.1',
    );
    const statements: string[] = [];
    installMeter({ statement: (sql) => void statements.push(sql) });
    try {
      expect(await tried('a', '203.0.113.1')).toBe(false);
    } finally {
      installMeter(null);
    }
    expect(statements).toEqual([expect.stringMatching(/^SELECT .* WHERE id IN \(\?,\?,\?\)/s)]);
  });
});
