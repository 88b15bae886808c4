/** @jest-environment ./test/tools/environment.js */
import type { RowDataPacket } from 'mysql2';
import { createConnection } from 'mysql2/promise';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { hexOfId } from '../../libs/contracts/ids';
import { Database } from '../../libs/persistence/database';
import { verifyCase } from '../../libs/persistence/events/verify';
import { historySizes } from '../../tools/bench/measure/histories';
import { Cast, parties } from '../../tools/scenario/cast';
import { ClockHand } from '../../tools/scenario/clock';
import { Player, type Played } from '../../tools/scenario/player';
import { actsUntil, respiratoryActs } from '../../tools/scenario/respiratory-acts';
import { later, Telling } from '../../tools/scenario/telling';
import { Timeline } from '../../tools/scenario/timeline';
import { until } from '../../tools/scenario/waiting';
import { loadStack } from '../../tools/up/load';
import type { ChildName, Stack } from '../../tools/up/stack.mjs' with { 'resolution-mode': 'import' };

const patienceMs = 120_000;
const silent = new Timeline('en', () => undefined);

describe.each([['the processes'], ['the store of Temporal']])('a stack that loses %s', (what) => {
  let stack: Stack;
  let cast: Cast;
  /** Legal date the forms are dated with: the clock stands until the notice period has to pass. */
  let today = '2026-01-05';

  beforeAll(async () => {
    stack = await loadStack().startStack({ clock: '2026-01-05', temporary: true, quiet: true });
    cast = await Cast.meet(stack.url, { patienceMs });
  }, 120_000);
  afterAll(async () => {
    cast?.close();
    await stack?.stop();
  }, 60_000);

  if (what === 'the processes') {
    it('kill -9 of worker, Temporal, MariaDB and API in the middle of cases: all comes back, nothing is lost or doubled', async () => {
      const acknowledged: Played[] = [];
      const play = async (who: (typeof parties)[keyof typeof parties]): Promise<Player> => {
        const player = new Player(cast, who, {
          patienceMs,
          dateOf: () => today,
          onPlayed: (played) => acknowledged.push(played),
        });
        await player.open();
        for (const act of actsUntil('public-notice', 'record-publication')) await player.act(act);
        return player;
      };
      const playing = Promise.all([play(parties.henan), play(parties.guangdong)]);
      const goneOn = (decisions: number, after: string): Promise<number> =>
        until({ what: `decisions go on after ${after}`, withinMs: patienceMs }, async () =>
          acknowledged.length >= decisions ? acknowledged.length : undefined,
        );
      const killing = (async () => {
        await goneOn(4, 'the start');
        for (const name of ['worker', 'temporal', 'mariadb', 'api'] as const satisfies ChildName[]) {
          const before = acknowledged.length;
          const dead = await stack.kill(name);
          await stack.child(name).running(dead);
          await goneOn(before + 6, `the death of ${name}`);
          expect(stack.child(name).deaths).toBe(1);
        }
      })();
      const [players] = await Promise.all([playing, killing]);

      const telling = await tellingOf(cast, players[0].caseId);
      await finish(cast, players[0], telling, (day) => (today = day));
      for (const { caseId } of players) await requireWhole(stack, caseId, acknowledged);
      const page = await (await cast.desk('nhc.manager')).casePage(players[0].caseId);
      expect(page).toMatchObject({ status: 'closed', result: 'designated' });
      const { parked, unacknowledged } = await quiet(cast);
      expect({ parked, unacknowledged }).toEqual({ parked: [], unacknowledged: 0 });
    }, 420_000);
  } else {
    it('its workflows are found missing and started again from the record: the sleeping case is reminded and goes on', async () => {
      const acknowledged: Played[] = [];
      const player = new Player(cast, parties.henan, {
        patienceMs,
        dateOf: () => today,
        onPlayed: (played) => acknowledged.push(played),
      });
      await player.open();
      for (const act of actsUntil('submission', 'submit-to-nhc')) await player.act(act);
      const telling = await tellingOf(cast, player.caseId);
      await telling.dueOn('national-intake');
      await quiet(cast);

      // Unlinked while it is open, so that the server that is started next finds nothing.
      rmSync(join(stack.dataDir, 'temporal'), { recursive: true, force: true });
      await stack.child('temporal').running(await stack.kill('temporal'));

      // Nobody acts: only the watchdog can bring the sleeping case back.
      await until({ what: 'the workflow is started again', withinMs: patienceMs }, async () =>
        (await historySizes(stack.temporalAddress)).get(`designation:${player.caseId}`),
      );
      await telling.untilEvent('reminderRung');
      expect((await telling.tell()).filter((event) => event.type === 'reminderRung')).toHaveLength(1);
      for (const act of respiratoryActs.slice(
        actsUntil('submission', 'submit-to-nhc').length,
        actsUntil('public-notice', 'record-publication').length,
      )) {
        await player.act(act);
      }
      await finish(cast, player, telling, (day) => (today = day));
      await requireWhole(stack, player.caseId, acknowledged);
      const page = await (await cast.desk('nhc.manager')).casePage(player.caseId);
      expect(page).toMatchObject({ status: 'closed', result: 'designated' });
    }, 300_000);
  }
});

async function tellingOf(cast: Cast, caseId: string): Promise<Telling> {
  return new Telling(
    new ClockHand(await cast.desk('ops.system')),
    await cast.desk('ops.auditor'),
    silent,
    caseId,
    (act) => act.on,
  );
}

/** Lets the notice period pass and plays the rest until the case is closed. */
async function finish(cast: Cast, player: Player, telling: Telling, onDay: (day: string) => void): Promise<void> {
  const day = later(await telling.dueOn('public-notice'), 1);
  await telling.to(day);
  onDay(day);
  for (const act of respiratoryActs.slice(actsUntil('public-notice', 'record-publication').length))
    await player.act(act);
  const reader = await cast.desk('nhc.manager');
  await until({ what: 'the case closes', withinMs: patienceMs }, async () =>
    (await reader.casePage(player.caseId)).status === 'closed' ? true : undefined,
  );
}

/** Operations once nothing is on its way any more. */
async function quiet(cast: Cast) {
  const operator = await cast.desk('ops.system');
  return until({ what: 'nothing is on its way', withinMs: patienceMs }, async () => {
    const view = await operator.operations();
    return view.outbox.waiting === 0 && view.unacknowledged === 0 ? view : undefined;
  });
}

/** Every acknowledged decision is in the record exactly once, nothing else is, and the chain verifies. */
async function requireWhole(stack: Stack, caseId: string, acknowledged: readonly Played[]): Promise<void> {
  const connection = await createConnection({ uri: stack.databaseUrl });
  try {
    const [rows] = await connection.query<RowDataPacket[]>(
      'SELECT LOWER(HEX(task_id)) AS task, step, outcome FROM decision WHERE case_id = UNHEX(?) ORDER BY task_id, step',
      [hexOfId(caseId)],
    );
    const recorded = rows.map((row) => `${String(row['task'])} ${String(row['step'])} ${String(row['outcome'])}`);
    const expected = acknowledged
      .filter((played) => played.receipt.caseId === caseId)
      .map(({ receipt, act }) => `${hexOfId(receipt.taskId)} ${act.step} ${act.outcome}`);
    expect([...recorded].sort()).toEqual([...expected].sort());
  } finally {
    await connection.end();
  }
  const database = Database.at(stack.databaseUrl, 1);
  try {
    expect(await database.read((sql) => verifyCase(sql, caseId))).toMatchObject({ intact: true });
  } finally {
    await database.close();
  }
}
