/** @jest-environment ./test/tools/environment.js */
import { openCrowd, hospitals } from '../../tools/bench/crowd';
import { CrowdEye } from '../../tools/bench/measure/crowd';
import { historySizes } from '../../tools/bench/measure/histories';
import { Cast } from '../../tools/scenario/cast';
import { instantOf } from '../../tools/scenario/clock';
import { pause, until } from '../../tools/scenario/waiting';
import { loadStack } from '../../tools/up/load';
import type { Stack } from '../../tools/up/stack.mjs' with { 'resolution-mode': 'import' };

const cases = 100;
/** Five working days before the window of the training call closes. */
const due = instantOf('2026-02-28', 9);
const toOpenThem = 60_000;
const awayFor = 5 * 60_000;
const mostEvents = 20;
const silent = () => undefined;

describe('the database away for five minutes while 100 alarms fall due', () => {
  let stack: Stack;
  let eye: CrowdEye;
  let cast: Cast;

  beforeAll(async () => {
    stack = await loadStack().startStack({ clock: '2026-01-05', temporary: true, quiet: true });
    eye = await CrowdEye.open(stack.rootUrl, new URL(stack.databaseUrl).pathname.slice(1));
    cast = await Cast.meet(stack.url, { patienceMs: 60_000 });
    const calls = await eye.addCalls(Math.ceil(cases / hospitals.length), false);
    await eye.setClock(due.getTime() - toOpenThem);
    await openCrowd(cast, eye, { cases, calls }, silent);
  }, 180_000);
  afterAll(async () => {
    cast.close();
    await eye.close();
    await stack.stop();
  });

  it('rings every one once when it is back, and keeps the histories short', async () => {
    expect((await eye.nextAlarm())?.getTime()).toBe(due.getTime());
    const before = await historySizes(stack.temporalAddress);
    const left = due.getTime() - (await eye.legalNow());
    expect(left).toBeGreaterThan(2_000);
    const database = stack.pids.mariadb ?? Number.NaN;
    // Stopped, not killed: its supervisor would start it again, and a server that hangs is the harder case.
    process.kill(database, 'SIGSTOP');
    try {
      await pause(left + awayFor);
    } finally {
      process.kill(database, 'SIGCONT');
    }
    await until({ what: 'every alarm has rung', withinMs: 180_000, slowestMs: 500 }, async () =>
      (await eye.rung()) >= cases ? true : undefined,
    );
    await until({ what: 'nothing is on its way', withinMs: 60_000 }, async () =>
      (await eye.unfollowed()) === 0 ? true : undefined,
    );
    expect(await eye.rung()).toBe(cases);
    expect(await eye.faults(due)).toEqual({ early: 0, twice: 0 });
    const after = await historySizes(stack.temporalAddress);
    const grown = [...after].map(([id, size]) => size.events - (before.get(id)?.events ?? 0));
    process.stdout.write(
      `${String(cases)} alarms, database away ${String(awayFor / 60_000)} min: at most ${String(Math.max(...grown))} more events a case\n`,
    );
    expect(grown).toHaveLength(cases);
    expect(Math.max(...grown)).toBeLessThanOrEqual(mostEvents);
  }, 900_000);
});
