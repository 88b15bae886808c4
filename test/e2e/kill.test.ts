/** @jest-environment ./test/tools/environment.js */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { OperationsView } from '../../libs/contracts/api/registry';
import { hexOfId } from '../../libs/contracts/ids';
import { bytesOf } from '../../libs/persistence/bytes';
import { Database } from '../../libs/persistence/database';
import { verifyCase } from '../../libs/persistence/events/verify';
import { historySizes } from '../../tools/bench/measure/histories';
import { Cast, parties, type Parties } from '../../tools/scenario/cast';
import { ClockHand } from '../../tools/scenario/clock';
import { Onlookers } from '../../tools/scenario/onlookers';
import { Player, type Played } from '../../tools/scenario/player';
import { actsUntil, respiratoryActs } from '../../tools/scenario/respiratory-acts';
import { later, Telling } from '../../tools/scenario/telling';
import { Timeline } from '../../tools/scenario/timeline';
import { until } from '../../tools/scenario/waiting';
import { loadStack } from '../../tools/up/load';
import type { ChildName, Stack } from '../../tools/up/stack.mjs' with { 'resolution-mode': 'import' };

const patienceMs = 120_000;
const silent = new Timeline('en', () => undefined);
const lastBeforeNotice = actsUntil('public-notice', 'record-publication').length;

/** A stack of its own, its people, and what they were told was recorded. */
class House {
  readonly acknowledged: Played[] = [];
  /** Legal date the forms are dated with: the clock stands until the notice period has to pass. */
  private today = '2026-01-05';

  private constructor(
    readonly stack: Stack,
    readonly cast: Cast,
  ) {}

  static async build(): Promise<House> {
    const stack = await loadStack().startStack({ clock: '2026-01-05', temporary: true, quiet: true });
    return new House(stack, await Cast.meet(stack.url, { patienceMs }));
  }

  async close(): Promise<void> {
    this.cast.close();
    await this.stack.stop();
  }

  async open(who: Parties): Promise<Player> {
    const onPlayed = (played: Played): void => void this.acknowledged.push(played);
    const player = new Player(this.cast, who, { patienceMs, dateOf: () => this.today, onPlayed });
    await player.open();
    return player;
  }

  async telling(player: Player): Promise<Telling> {
    const clock = new ClockHand(await this.cast.desk('ops.system'));
    const onlookers = await Onlookers.of(this.cast, player.parties, player.caseId);
    return new Telling(clock, onlookers, silent, (act) => act.on);
  }

  /** Lets the notice period pass and plays the rest; the case must end designated. */
  async finish(player: Player): Promise<void> {
    const telling = await this.telling(player);
    this.today = later(await telling.dueOn('public-notice'), 1);
    await telling.to(this.today);
    for (const act of respiratoryActs.slice(lastBeforeNotice)) await player.act(act);
    const reader = await this.cast.desk('nhc.manager');
    const page = await until({ what: 'the case closes', withinMs: patienceMs }, async () => {
      const seen = await reader.casePage(player.caseId);
      return seen.status === 'closed' ? seen : undefined;
    });
    expect(page.result).toBe('designated');
  }

  /** Operations once nothing is on its way any more. */
  async quiet(): Promise<OperationsView> {
    const operator = await this.cast.desk('ops.system');
    return until({ what: 'nothing is on its way', withinMs: patienceMs }, async () => {
      const view = await operator.operations();
      return view.outbox.waiting === 0 && view.unacknowledged === 0 ? view : undefined;
    });
  }

  /** Every acknowledged decision is in the record exactly once, nothing else is, and the chain verifies. */
  async requireWhole(caseId: string): Promise<void> {
    const told = this.acknowledged.filter((played) => played.receipt.caseId === caseId);
    const expected = told.map(({ receipt, act }) => `${hexOfId(receipt.taskId)} ${act.step} ${act.outcome}`);
    const database = Database.at(this.stack.databaseUrl, 1);
    try {
      const recorded = await database.read((sql) =>
        sql.rows<{ line: string }>(
          "SELECT CONCAT(LOWER(HEX(task_id)), ' ', step, ' ', outcome) AS line FROM decision WHERE case_id = ?",
          [bytesOf(caseId)],
        ),
      );
      expect(recorded.map((row) => row.line).sort()).toEqual(expected.sort());
      expect(await database.read((sql) => verifyCase(sql, caseId))).toMatchObject({ intact: true });
    } finally {
      await database.close();
    }
  }
}

describe('a stack whose processes are killed', () => {
  let house: House;
  beforeAll(async () => {
    house = await House.build();
  }, 120_000);
  afterAll(() => house.close(), 60_000);

  it('kill -9 of worker, Temporal, MariaDB and API while people work: all comes back, nothing is lost or doubled', async () => {
    const { acknowledged, stack } = house;
    const play = async (who: Parties): Promise<Player> => {
      const player = await house.open(who);
      for (const act of respiratoryActs.slice(0, lastBeforeNotice)) await player.act(act);
      return player;
    };
    /** Cases that came to the next body: for that, everything has to run. */
    const handedOver = (): number => new Set(acknowledged.map(({ row }) => `${row.caseId} ${row.stage}`)).size;
    const goOn = (from: number, after: string): Promise<number> =>
      until({ what: `cases go on after ${after}`, withinMs: patienceMs }, () =>
        Promise.resolve(handedOver() >= from + 2 ? from : undefined),
      );
    const killing = async (): Promise<void> => {
      await goOn(1, 'the start');
      for (const name of ['worker', 'temporal', 'mariadb', 'api'] as const satisfies ChildName[]) {
        const before = handedOver();
        await stack.child(name).running(await stack.kill(name));
        await goOn(before, `the death of ${name}`);
        expect(stack.child(name).deaths).toBe(1);
      }
    };
    const [first, second] = await Promise.all([play(parties.henan), play(parties.guangdong), killing()]);

    await house.finish(first);
    await house.requireWhole(first.caseId);
    await house.requireWhole(second.caseId);
    expect(await house.quiet()).toMatchObject({ parked: [], unacknowledged: 0, outbox: { parked: 0 } });
  }, 420_000);
});

describe('a stack whose Temporal loses its store', () => {
  let house: House;
  beforeAll(async () => {
    house = await House.build();
  }, 120_000);
  afterAll(() => house.close(), 60_000);

  it('finds the sleeping case without its workflow and starts it again from the record: it is reminded once and goes on', async () => {
    const { stack } = house;
    const asleep = actsUntil('submission', 'submit-to-nhc').length;
    const player = await house.open(parties.henan);
    for (const act of respiratoryActs.slice(0, asleep)) await player.act(act);
    const telling = await house.telling(player);
    await telling.dueOn('national-intake');
    await house.quiet();

    // Unlinked while it is open: the server that is started next finds nothing.
    rmSync(join(stack.dataDir, 'temporal'), { recursive: true, force: true });
    await stack.child('temporal').running(await stack.kill('temporal'));

    // Nobody acts: only the watchdog can bring the sleeping case back.
    await until({ what: 'the workflow is started again', withinMs: patienceMs }, async () =>
      (await historySizes(stack.temporalAddress)).get(`designation:${player.caseId}`),
    );
    await telling.untilEvent('reminderRung');
    for (const act of respiratoryActs.slice(asleep, lastBeforeNotice)) await player.act(act);
    await house.finish(player);
    expect((await telling.tell()).filter((event) => event.type === 'reminderRung')).toHaveLength(1);
    await house.requireWhole(player.caseId);
  }, 300_000);
});
