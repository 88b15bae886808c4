import type { Actor } from '../../contracts/posts';
import { bytesOf } from '../../persistence/bytes';
import type { LedgerRow } from '../../persistence/deadlines/ledger-repository';
import { readDeadlines } from '../../views/deadlines/case-deadlines';
import { ReadingRoom } from '../../views/reading-room';
import { posts } from '../../../test/e2e/matrix-posts';
import { actorNamed } from '../../../test/support/actors';
import { key, type CasePlayer } from '../../../test/support/case-player';
import {
  beijing,
  carryMessages,
  caseAt,
  eventsOf,
  givePost,
  limitsOf,
  messagesOf,
  openDesk,
  refusal,
  settled,
  type Desk,
} from '../../../test/support/record';
import { holdCase } from '../cases/hold-case';
import { extendDeadline } from './extend-deadline';

describe('extending a limit', () => {
  let desk: Desk;
  let room: ReadingRoom;
  beforeAll(async () => {
    desk = await openDesk('extend');
    room = new ReadingRoom(desk.office.database, desk.clock.machineNow);
  });
  beforeEach(() => desk.clock.moveTo(beijing('2026-01-05', '09:00')));
  afterAll(() => desk.office.close());

  const extend = (player: CasePlayer, actor: Actor, row: LedgerRow, days = 10) =>
    extendDeadline(
      actor,
      { caseId: player.caseId, deadlineId: row.id, days, reason: '需要补充核查', key: key() },
      desk.office,
    );
  const limit = async (player: CasePlayer, rule = 'province-commitment'): Promise<LedgerRow> => {
    const row = (await limitsOf(desk.office, player.caseId)).filter((one) => one.ruleId === rule).at(-1);
    if (!row) throw new Error(`no limit ${rule}`);
    return row;
  };
  const told = async (player: CasePlayer) => {
    const rows = await desk.office.database.read((sql) =>
      sql.rows<{ username: string }>(
        `SELECT a.username FROM notification n JOIN account a ON a.person_id = n.person_id
         WHERE n.case_id = ? AND n.code = 'deadline-extended' ORDER BY a.username`,
        [bytesOf(player.caseId)],
      ),
    );
    return rows.map((row) => row.username);
  };

  it('adds days to the commitment, tells the applicant why, and sends nothing to the engine', async () => {
    const player = await caseAt(desk.office, 'provincial-recommendation');
    const before = await limit(player);
    expect(before).toMatchObject({ state: 'running', dueOn: '2026-02-02' });
    await player.where();
    await carryMessages(desk.office);
    const signatory = await player.actor('henan.signatory');
    const receipt = await extend(player, signatory, before);
    expect(receipt).toMatchObject({ caseId: player.caseId, from: '2026-02-02', dueOn: '2026-02-14' });
    const after = await limit(player);
    expect(after).toMatchObject({ state: 'running', dueOn: '2026-02-14', dueAt: beijing('2026-02-14', '17:30') });
    expect(after.adjustments.at(-1)).toMatchObject({ kind: 'extended', days: 10 });
    expect((await player.openTask('draft-recommendation')).dueAt).toBe(after.dueAt);
    expect((await eventsOf(desk.office, player.caseId)).at(-1)).toMatchObject({
      type: 'commitmentExtended',
      audience: 'applicant',
      payload: {
        actor: { person: signatory.personId },
        days: 10,
        from: '2026-02-02',
        dueOn: '2026-02-14',
        reason: '需要补充核查',
        explanation: expect.arrayContaining([
          { code: 'extended', params: { days: 10, unit: 'working', on: '2026-01-05' } },
        ]) as unknown,
      },
    });
    expect(await told(player)).toEqual(['h41a.preparer', 'henan.handler1', 'henan.handler2']);
    expect(await messagesOf(desk.office, player.caseId)).toEqual([]);
  });

  it('is offered with what is left of it to the signatory alone', async () => {
    const player = await caseAt(desk.office, 'provincial-recommendation');
    const seen = async (name: string) =>
      (await readDeadlines(room, await player.actor(name), player.caseId)).items.flatMap((one) =>
        one.allowedActions.map((act) => [one.rule, act, one.extension]),
      );
    expect(await seen('henan.signatory')).toEqual([['province-commitment', 'extend', { daysAtMost: 10, times: 1 }]]);
    for (const name of ['h41a.preparer', 'h41a.signatory', 'henan.handler1', 'henan.manager'])
      expect([name, await seen(name)]).toEqual([name, []]);
    await extend(player, await player.actor('henan.signatory'), await limit(player), 3);
    expect(await seen('henan.signatory')).toEqual([]);
  });

  it('every other post is refused', async () => {
    const player = await caseAt(desk.office, 'provincial-recommendation');
    const row = await limit(player);
    const ofParties = /^(preparer|signatory|province-(handler|checker|manager|division-head|department-head|leader))$/;
    for (const [post, username] of Object.entries(posts)) {
      if (username === null || post === 'province-signatory') continue;
      const code = await refusal(extend(player, await actorNamed(desk.office, username), row));
      expect([post, code]).toEqual([post, ofParties.test(post) ? 'not-entitled' : 'not-found']);
    }
    expect((await limit(player)).adjustments.some((one) => one.kind === 'extended')).toBe(false);
  });

  it('only by whom did not act for another side, only in a case that runs', async () => {
    const player = await caseAt(desk.office, 'provincial-recommendation');
    await givePost(desk.office, 'h41a.preparer', 'henan', 'provincial-signatory');
    const row = await limit(player);
    expect(await refusal(extend(player, await player.actor('h41a.preparer'), row))).toBe('other-side');
    const signatory = await player.actor('henan.signatory');
    await holdCase(
      signatory,
      { caseId: player.caseId, reason: '等待', reviewOn: '2026-12-01', key: key() },
      desk.office,
    );
    expect(await refusal(extend(player, signatory, row))).toBe('on-hold');
    const other = await caseAt(desk.office, 'provincial-recommendation');
    expect(await refusal(extend(other, signatory, row))).toBe('not-found');
  });

  it('within the days and the times of the programme, and only where it knows an extension', async () => {
    const player = await caseAt(desk.office, 'provincial-recommendation');
    const signatory = await player.actor('henan.signatory');
    expect(await refusal(extend(player, signatory, await limit(player), 11))).toBe('extension-too-long');
    await extend(player, signatory, await limit(player), 2);
    expect(await refusal(extend(player, signatory, await limit(player), 2))).toBe('extension-used-up');
    expect(await refusal(extend(player, signatory, await limit(player, 'provincial-intake')))).toBe('deadline-closed');
    const intake = await caseAt(desk.office, 'provincial-intake');
    expect(await refusal(extend(intake, signatory, await limit(intake, 'provincial-intake')))).toBe('not-extendable');
    // Of an internal limit of another body nobody outside knows; of a commitment everybody does.
    const nation = await caseAt(desk.office, 'national-intake');
    expect(await refusal(extend(nation, signatory, await limit(nation, 'national-intake')))).toBe('not-found');
    const decision = await caseAt(desk.office, 'national-decision');
    expect(await refusal(extend(decision, signatory, await limit(decision, 'nation-commitment')))).toBe('not-entitled');
  });

  it('to the last instant of its day, not after it, whether or not an alarm has rung', async () => {
    desk.clock.still = true;
    try {
      const [player, late] = [
        await caseAt(desk.office, 'provincial-recommendation'),
        await caseAt(desk.office, 'provincial-recommendation'),
      ];
      const signatory = await player.actor('henan.signatory');
      const row = await limit(player);
      const other = await limit(late);
      await desk.clock.moveTo(row.dueAt ?? 0);
      await extend(player, signatory, row);
      await desk.clock.moveTo((other.dueAt ?? 0) + 1);
      expect(await refusal(extend(late, signatory, other))).toBe('deadline-over');
      // What was due before the extension rang with it: of the reminders the latest, the others are skipped.
      const rung = (await eventsOf(desk.office, player.caseId)).filter((one) => one.type === 'reminderRung');
      expect(rung.map((one) => [one.payload.rung, one.payload.dueOn])).toEqual([[expect.any(String), row.dueOn]]);
    } finally {
      desk.clock.still = false;
    }
  });

  it('rungs that rang are armed again for the new date, and ring once more', async () => {
    const player = await caseAt(desk.office, 'provincial-recommendation');
    const first = await limit(player);
    await desk.clock.moveTo(first.nextRungAt ?? 0);
    await player.ring();
    const rang = (await eventsOf(desk.office, player.caseId)).filter((one) => one.type === 'reminderRung');
    expect(rang).toHaveLength(1);
    await extend(player, await player.actor('henan.signatory'), await limit(player));
    const again = await limit(player);
    expect(again.nextRung).toBe(first.nextRung);
    expect(again.nextRungAt ?? 0).toBeGreaterThan(first.dueAt ?? 0);
    await desk.clock.moveTo(again.nextRungAt ?? 0);
    await player.ring();
    await player.ring();
    const twice = (await eventsOf(desk.office, player.caseId)).filter((one) => one.type === 'reminderRung');
    expect(twice.map((one) => [one.payload.rung, one.payload.dueOn])).toEqual([
      [first.nextRung, '2026-02-02'],
      [first.nextRung, '2026-02-14'],
    ]);
  });

  it('a limit that experts pause is extended too: more days are left after it', async () => {
    const player = await caseAt(desk.office, 'provincial-evaluation');
    const row = await limit(player);
    expect(row).toMatchObject({ state: 'paused', dueOn: null });
    expect(await extend(player, await player.actor('henan.signatory'), row)).toMatchObject({ from: null, dueOn: null });
    const view = (await readDeadlines(room, await player.actor('h41a.preparer'), player.caseId)).items.find(
      (one) => one.rule === 'province-commitment',
    );
    expect(view?.explanation.at(-1)?.en).toContain('30 left');
    await player.playTo('provincial-recommendation');
    expect(await limit(player)).toMatchObject({ state: 'running', dueOn: '2026-02-14' });
  });

  it('two at once: one is kept', async () => {
    const player = await caseAt(desk.office, 'provincial-recommendation');
    const signatory = await player.actor('henan.signatory');
    const row = await limit(player);
    expect(await settled([extend(player, signatory, row, 5), extend(player, signatory, row, 5)])).toEqual({
      kept: 1,
      refused: ['extension-used-up'],
    });
    expect((await limit(player)).adjustments.filter((one) => one.kind === 'extended')).toHaveLength(1);
    expect(
      (await eventsOf(desk.office, player.caseId)).filter((one) => one.type === 'commitmentExtended'),
    ).toHaveLength(1);
  });
});
