import type { Actor } from '../../contracts/posts';
import type { Stage } from '../../contracts/procedure';
import { bytesOf } from '../../persistence/bytes';
import { verifyCase } from '../../persistence/events/verify';
import { actorNamed } from '../../../test/support/actors';
import { key, type CasePlayer } from '../../../test/support/case-player';
import {
  carryMessages,
  caseAt,
  eventsOf,
  factsOf,
  givePost,
  limitsOf,
  messagesOf,
  newCase,
  playToStep,
  openDesk,
  refusal,
  type Desk,
} from '../../../test/support/record';
import { holdCase } from './hold-case';
import { withdrawCase } from './withdraw-case';

describe('withdrawing a declaration', () => {
  let desk: Desk;
  let papers = 100;
  beforeAll(async () => {
    desk = await openDesk('withdraw');
  });
  afterAll(() => desk.office.close());

  const withdraw = (player: CasePlayer, actor: Actor, paper: { paperNumber?: string; documentId?: string } = {}) =>
    withdrawCase(actor, { caseId: player.caseId, reason: '条件变化', key: key(), ...paper }, desk.office);
  const paper = (player: CasePlayer) => ({
    paperNumber: `示卫医函〔2026〕${String((papers += 1))}号`,
    documentId: player.documentId,
  });

  /** Closed, with nothing left of it but the file that is put into the archive of the body it came to. */
  async function expectGone(player: CasePlayer, actor: Actor, archive: Stage | null): Promise<void> {
    expect(await factsOf(desk.office, player.caseId)).toMatchObject({
      status: 'closed',
      result: 'withdrawn',
      next_alarm_at: null,
    });
    const filing = archive ? [{ stage: archive, step: 'compile-file', round: 1 }] : [];
    expect(await player.openTasks()).toEqual(filing.map((task) => expect.objectContaining(task) as unknown));
    const left = await desk.office.database.read(async (sql) => [
      await sql.rows(
        'SELECT a.* FROM task_audience a JOIN task t ON t.id = a.task_id WHERE t.case_id = ? AND t.stage <> ?',
        [bytesOf(player.caseId), archive ?? 'none'],
      ),
      await sql.rows(
        'SELECT s.* FROM seat s JOIN panel p ON p.id = s.panel_id WHERE p.case_id = ? AND s.left_at IS NULL',
        [bytesOf(player.caseId)],
      ),
    ]);
    expect(left).toEqual([[], []]);
    expect((await limitsOf(desk.office, player.caseId)).every((row) => row.closedAt !== null)).toBe(true);
    expect((await messagesOf(desk.office, player.caseId)).map((message) => message.kind)).toEqual(['look']);
    const events = await eventsOf(desk.office, player.caseId);
    const last = events.at(archive ? -2 : -1);
    expect(last).toMatchObject({
      type: 'caseWithdrawn',
      audience: 'applicant',
      payload: { reason: '条件变化', actor: { person: actor.personId } },
    });
    expect(last?.payload.actor?.post).toMatch(/^post_/);
    const stands = archive ? { at: 'stage', stage: archive, part: 'main', round: 1, wakeAt: null } : { at: 'closed' };
    if (archive) expect(events.at(-1)).toMatchObject({ type: 'archiveOpened' });
    expect(await player.where()).toEqual(stands);
    expect(await player.enter('provincial-intake')).toEqual(stands);
    expect(await desk.office.database.read((sql) => verifyCase(sql, player.caseId))).toMatchObject({ intact: true });
  }

  it('by the hospital’s head alone before submission, at every desk', async () => {
    for (const stage of [
      'declaration',
      'provincial-intake',
      'provincial-evaluation',
      'provincial-recommendation',
      'submission',
    ] as const) {
      const player = await caseAt(desk.office, stage);
      if (stage === 'provincial-evaluation') await playToStep(player, 'evaluate');
      await player.handOver();
      await carryMessages(desk.office);
      const head = await player.actor('h41a.signatory');
      expect(await refusal(withdraw(player, await player.actor('henan.signatory'), paper(player)))).toBe(
        'not-entitled',
      );
      expect(await withdraw(player, head)).toMatchObject({ status: 'closed', waitsForAgreement: false });
      await expectGone(player, head, stage === 'declaration' ? null : 'provincial-archive');
      expect(await refusal(withdraw(player, head))).toBe('case-closed');
    }
  });

  it('on hold too: what paused is cancelled', async () => {
    const player = await caseAt(desk.office, 'provincial-intake');
    await holdCase(
      await player.actor('henan.signatory'),
      { caseId: player.caseId, reason: '等待', reviewOn: '2026-06-01', key: key() },
      desk.office,
    );
    await carryMessages(desk.office);
    const head = await player.actor('h41a.signatory');
    await withdraw(player, head);
    await expectGone(player, head, 'provincial-archive');
  });

  it('after submission by the province’s signatory with paper and original', async () => {
    const player = await caseAt(desk.office, 'national-intake');
    const signatory = await player.actor('henan.signatory');
    expect(await refusal(withdraw(player, await player.actor('h41a.signatory'), paper(player)))).toBe('not-entitled');
    await expect(withdraw(player, signatory)).rejects.toMatchObject({
      code: 'invalid-input',
      details: {
        fields: [
          { path: 'paperNumber', code: 'paper-missing' },
          { path: 'documentId', code: 'paper-missing' },
        ],
      },
    });
    const other = await newCase(desk.office);
    await expect(
      withdraw(player, signatory, { paperNumber: '2026-12', documentId: other.documentId }),
    ).rejects.toMatchObject({
      details: {
        fields: [
          { path: 'paperNumber', code: 'authority-number' },
          { path: 'documentId', code: 'not-in-case' },
        ],
      },
    });
    const taken = await desk.office.database.read((sql) =>
      sql.row<{ number: string }>('SELECT number FROM paper WHERE case_id = ?', [bytesOf(player.caseId)]),
    );
    await expect(
      withdraw(player, signatory, { paperNumber: taken?.number, documentId: player.documentId }),
    ).rejects.toMatchObject({
      code: 'number-taken',
      details: { fields: [{ path: 'paperNumber' }] },
    });
    await player.handOver();
    await carryMessages(desk.office);
    const given = paper(player);
    expect(await withdraw(player, signatory, given)).toMatchObject({ status: 'closed' });
    await expectGone(player, signatory, 'archive');
    const registered = await desk.office.database.read((sql) =>
      sql.row('SELECT kind, number FROM paper WHERE number = ?', [given.paperNumber]),
    );
    expect(registered).toMatchObject({ kind: 'withdrawal' });
  });

  it('after the proposal only with the nation’s agreement', async () => {
    const player = await caseAt(desk.office, 'public-notice');
    const [province, nation] = [await player.actor('henan.signatory'), await player.actor('nhc.signatory')];
    expect(await refusal(withdraw(player, nation))).toBe('no-withdrawal-pending');
    await carryMessages(desk.office);
    expect(await withdraw(player, province, paper(player))).toMatchObject({ status: 'open', waitsForAgreement: true });
    expect((await eventsOf(desk.office, player.caseId)).at(-1)).toMatchObject({
      type: 'withdrawalRequested',
      audience: 'applicant',
    });
    expect(await messagesOf(desk.office, player.caseId)).toEqual([]);
    const told = await desk.office.database.read((sql) =>
      sql.rows('SELECT code FROM notification WHERE case_id = ? AND person_id = ?', [
        bytesOf(player.caseId),
        bytesOf(nation.personId),
      ]),
    );
    expect(told).toEqual([{ code: 'withdrawal-requested' }]);
    expect(await refusal(withdraw(player, province, paper(player)))).toBe('withdrawal-pending');
    expect(await refusal(withdraw(player, await player.actor('nhc.checker')))).toBe('not-entitled');
    expect(await withdraw(player, nation)).toMatchObject({ status: 'closed', waitsForAgreement: false });
    await expectGone(player, nation, 'archive');
    const state = await desk.office.database.read((sql) =>
      sql.row('SELECT state FROM withdrawal WHERE case_id = ?', [bytesOf(player.caseId)]),
    );
    expect(state).toEqual({ state: 'agreed' });
  });

  it('nobody agrees to what they asked for themselves, nor acts for a second side', async () => {
    const player = await caseAt(desk.office, 'public-notice');
    await withdraw(player, await player.actor('henan.signatory'), paper(player));
    await givePost(desk.office, 'henan.signatory', 'nhc', 'national-signatory');
    expect(await refusal(withdraw(player, await actorNamed(desk.office, 'henan.signatory')))).toBe('other-side');
    const other = await caseAt(desk.office, 'national-intake');
    await givePost(desk.office, 'h41a.signatory', 'henan', 'provincial-signatory');
    expect(await refusal(withdraw(other, await actorNamed(desk.office, 'h41a.signatory'), paper(other)))).toBe(
      'other-side',
    );
    expect((await factsOf(desk.office, other.caseId)).status).toBe('open');
  });

  it('is hidden from strangers and refused between two stages', async () => {
    const player = await newCase(desk.office);
    for (const name of ['h41b.signatory', 'beijing.signatory', 'nhc.signatory', 'expert.n01']) {
      expect([name, await refusal(withdraw(player, await player.actor(name)))]).toEqual([name, 'not-found']);
    }
    expect(await refusal(withdraw(player, await player.actor('h41a.preparer')))).toBe('not-entitled');
    await player.decide(await player.openTask('prepare-declaration'));
    await player.decide(await player.openTask('sign-declaration'));
    expect(await refusal(withdraw(player, await player.actor('h41a.signatory')))).toBe('handing-over');
  });
});

describe('withdrawing after the designation', () => {
  let desk: Desk;
  beforeAll(async () => {
    desk = await openDesk('withdraw_late');
  });
  afterAll(() => desk.office.close());

  it('not once the center is in the registry, though the request came before', async () => {
    const player = await caseAt(desk.office, 'public-notice');
    await player.decide(await player.openTask('record-publication'));
    const notice = (await limitsOf(desk.office, player.caseId)).find((row) => row.ruleId === 'public-notice');
    await desk.clock.moveTo(notice?.dueAt ?? 0);
    await player.ring();
    await player.handOver();
    const [province, nation] = [await player.actor('henan.signatory'), await player.actor('nhc.signatory')];
    const paper = { paperNumber: '示卫医函〔2026〕777号', documentId: player.documentId };
    const input = () => ({ caseId: player.caseId, reason: '条件变化', key: key(), ...paper });
    await withdrawCase(province, input(), desk.office);
    await playToStep(player, 'forward-result');
    expect(await refusal(withdrawCase(nation, input(), desk.office))).toBe('already-designated');
    expect(await refusal(withdrawCase(province, input(), desk.office))).toBe('already-designated');
    expect((await factsOf(desk.office, player.caseId)).status).toBe('open');
  });
});
