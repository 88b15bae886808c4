import type { Id } from '../../../contracts/ids';
import type { Actor } from '../../../contracts/posts';
import { bytesOf } from '../../../persistence/bytes';
import { ArchiveRepository } from '../../../persistence/audit/archive-repository';
import { verifyCase } from '../../../persistence/events/verify';
import { key, type CasePlayer } from '../../../../test/support/case-player';
import {
  beijing,
  carryMessages,
  caseAt,
  decideAs,
  eventsOf,
  factsOf,
  givePost,
  limitsOf,
  messagesOf,
  openDesk,
  refusal,
  settled,
  type Desk,
} from '../../../../test/support/record';
import { holdCase } from '../../cases/hold-case';
import { commentOnCase } from '../../cases/case-verbs';
import { withdrawCase } from '../../cases/withdraw-case';
import { urgeCase } from '../../deadlines/urge-case';
import { claimTask } from '../../inbox/claim-task';
import { liftLegalHold, placeLegalHold } from './legal-hold';
import { openSupplement } from './supplement';

const version = '2026.2';

describe('the archive of a closed case', () => {
  let desk: Desk;
  beforeAll(async () => {
    desk = await openDesk('archive');
  });
  afterAll(() => desk.office.close());

  /** Refused at the province's intake; its archive is open. */
  async function refused(programme = version): Promise<CasePlayer> {
    const player = await caseAt(desk.office, 'provincial-intake', programme);
    await player.decide(await player.openTask('check-completeness'), 'not-accepted');
    expect(await player.handOver()).toMatchObject({ at: 'stage', stage: 'provincial-archive' });
    await carryMessages(desk.office);
    return player;
  }
  async function accepted(): Promise<CasePlayer> {
    const player = await refused();
    await player.decide(await player.openTask('compile-file'));
    await player.decide(await player.openTask('accept-file'));
    return player;
  }
  const filesOf = (caseId: Id<'case'>) => desk.office.database.read((sql) => new ArchiveRepository(sql).ofCase(caseId));
  const holdsOf = (caseId: Id<'case'>) =>
    desk.office.database.read((sql) => new ArchiveRepository(sql).holdsOf(caseId));
  const caseRow = async (caseId: Id<'case'>) =>
    desk.office.database.read((sql) =>
      sql.row<{
        archive: string | null;
        legal_holds: number;
        status: string;
        result: string;
        next_alarm_at: Date | null;
      }>('SELECT archive, legal_holds, status, result, next_alarm_at FROM case_file WHERE id = ?', [bytesOf(caseId)]),
    );
  const supplement = (actor: Actor, player: CasePlayer) =>
    openSupplement(actor, { caseId: player.caseId, reason: '收到后续公文', key: key() }, desk.office);

  it('opens in the closing commit, due on the 30 June of the next year by the programme, rolled to a working day', async () => {
    const player = await refused();
    const [compile] = await player.openTasks();
    expect(compile).toMatchObject({ step: 'compile-file', role: 'provincial-handler', round: 1, unstaffed: false });
    const open = (await limitsOf(desk.office, player.caseId)).filter((row) => row.closedAt === null);
    expect(open).toMatchObject([
      { ruleId: 'provincial-archive', kind: 'internal', body: 'province', dueOn: '2027-06-30' },
    ]);
    const file = await caseRow(player.caseId);
    expect(file).toMatchObject({ status: 'closed', result: 'not-accepted', archive: 'open' });
    const old = await refused('2026.1');
    expect((await limitsOf(desk.office, old.caseId)).filter((row) => row.closedAt === null)).toEqual([]);
  });

  it('the hand-over names all that is missing at once, and a reason only for what is', async () => {
    const player = await refused();
    const compile = await player.openTask('compile-file');
    const handler = await player.actor('henan.handler1');
    const missing = await player.missing();
    expect(missing.map((one) => one.item)).toEqual(['declaration-documents']);
    await expect(decideAs(player, handler, compile, 'compiled', {})).rejects.toMatchObject({
      code: 'invalid-input',
      details: { fields: [{ path: 'missing.declaration-documents', code: 'file-row-missing' }] },
    });
    const claimed = await player.openTask('compile-file');
    await expect(
      decideAs(player, handler, claimed, 'compiled', {
        missing: [...missing, { item: 'declaration', reason: '遗失' }],
      }),
    ).rejects.toMatchObject({ details: { fields: [{ path: 'missing.declaration', code: 'file-row-not-missing' }] } });
    await player.decide(await player.openTask('compile-file'));
    const compiled = (await eventsOf(desk.office, player.caseId)).find((event) => event.type === 'fileCompiled');
    expect(compiled).toMatchObject({ audience: 'body:province', payload: { missing } });
    expect(compiled?.payload.rows).toContainEqual({ item: 'declaration', state: 'present' });
    expect(await player.openTasks()).toMatchObject([{ step: 'accept-file', role: 'archivist', unstaffed: false }]);
  });

  it('the archivist sends it back with reasons, then gives number, class and place: the archive is complete', async () => {
    const player = await refused();
    await player.decide(await player.openTask('compile-file'));
    await player.decide(await player.openTask('accept-file'), 'returned', { reasons: '缺目录' });
    expect(await player.openTasks()).toMatchObject([{ step: 'compile-file', round: 1 }]);
    await player.decide(await player.openTask('compile-file'));
    await carryMessages(desk.office);
    const accept = await player.openTask('accept-file');
    const archivist = await player.actor('henan.archivist');
    const form = await player.form(accept, 'accepted');
    const wrong = { ...form, number: '卷一', retentionClass: 'a-while' };
    await expect(decideAs(player, archivist, accept, 'accepted', wrong)).rejects.toMatchObject({
      details: {
        fields: [
          { path: 'number', code: 'archive-number' },
          { path: 'retentionClass', code: 'retention-class-unknown' },
        ],
      },
    });
    await decideAs(player, archivist, await player.openTask('accept-file'), 'accepted', form);
    expect(await filesOf(player.caseId)).toMatchObject([
      { supplement: 0, number: form.number, retentionClass: 'permanent', acceptedBy: archivist.personId },
    ]);
    expect(await caseRow(player.caseId)).toMatchObject({
      status: 'closed',
      result: 'not-accepted',
      archive: 'accepted',
      next_alarm_at: null,
    });
    expect((await limitsOf(desk.office, player.caseId)).every((row) => row.closedAt !== null)).toBe(true);
    expect((await messagesOf(desk.office, player.caseId)).at(-1)).toMatchObject({
      kind: 'stage-ended',
      stage: 'provincial-archive',
      outcome: 'accepted',
    });
    const last = (await eventsOf(desk.office, player.caseId)).slice(-2);
    expect(last.map((event) => [event.type, event.audience])).toEqual([
      ['fileAccepted', 'body:province'],
      ['archiveEnded', 'body:province'],
    ]);
    expect(await player.where()).toEqual({ at: 'closed' });
    expect(await desk.office.database.read((sql) => verifyCase(sql, player.caseId))).toMatchObject({ intact: true });
  });

  it('a number is given once: of two archivists at once with the same one, one is kept', async () => {
    const players = [await refused(), await refused()];
    const acts = [];
    for (const [at, player] of players.entries()) {
      await player.decide(await player.openTask('compile-file'));
      const accept = await player.openTask('accept-file');
      const form = { ...(await player.form(accept, 'accepted')), number: 'Z109-WS·2026-D30-RACE-0001' };
      await givePost(desk.office, 'guangdong.archivist', 'henan', 'archivist').catch(() => undefined);
      acts.push({
        player,
        accept,
        form,
        who: await player.actor(at === 0 ? 'henan.archivist' : 'guangdong.archivist'),
      });
    }
    const done = await settled(
      acts.map(({ player, accept, form, who }) => decideAs(player, who, accept, 'accepted', form)),
    );
    expect(done).toEqual({ kept: 1, refused: ['archive-number-taken'] });
    const states = await Promise.all(players.map(async (player) => (await caseRow(player.caseId))?.archive));
    expect(states.sort()).toEqual(['accepted', 'open']);
  });

  it('later papers open the next round and tell the engine, once of two at once', async () => {
    const player = await accepted();
    await carryMessages(desk.office);
    const handler = await player.actor('henan.handler1');
    const other = await player.actor('henan.handler2');
    expect(await settled([supplement(handler, player), supplement(other, player)])).toEqual({
      kept: 1,
      refused: ['archive-open'],
    });
    expect(await player.openTasks()).toMatchObject([{ step: 'compile-file', stage: 'provincial-archive', round: 2 }]);
    expect((await messagesOf(desk.office, player.caseId)).map((one) => one.kind)).toEqual(['look']);
    expect(await player.where()).toMatchObject({ at: 'stage', stage: 'provincial-archive', round: 2 });
    await player.addDocument(handler);
    await player.decide(await player.openTask('compile-file'));
    await player.decide(await player.openTask('accept-file'));
    expect((await filesOf(player.caseId)).map((file) => file.supplement)).toEqual([0, 1]);
    expect(await player.where()).toEqual({ at: 'closed' });
  });

  it('legal holds are placed and lifted by the archivist, each for itself, and recorded', async () => {
    const player = await accepted();
    const archivist = await player.actor('henan.archivist');
    const at = { caseId: player.caseId };
    const lift = (holdId: Id<'legalHold'>) =>
      liftLegalHold(archivist, { ...at, holdId, reason: '诉讼终结', key: key() }, desk.office);
    const one = await placeLegalHold(archivist, { ...at, reason: '行政诉讼', key: key() }, desk.office);
    const two = await placeLegalHold(archivist, { ...at, reason: '信访核查', key: key() }, desk.office);
    expect((await caseRow(player.caseId))?.legal_holds).toBe(2);
    expect(await settled([lift(one.holdId as Id<'legalHold'>), lift(one.holdId as Id<'legalHold'>)])).toEqual({
      kept: 1,
      refused: ['legal-hold-lifted'],
    });
    expect(await holdsOf(player.caseId)).toMatchObject([
      { id: one.holdId, liftReason: '诉讼终结', liftedBy: archivist.personId },
      { id: two.holdId, liftedAt: null },
    ]);
    await lift(two.holdId);
    expect(await refusal(lift(two.holdId as Id<'legalHold'>))).toBe('no-legal-hold');
    const events = (await eventsOf(desk.office, player.caseId)).slice(-4).map((event) => event.type);
    expect(events).toEqual(['legalHoldPlaced', 'legalHoldPlaced', 'legalHoldLifted', 'legalHoldLifted']);
    expect((await messagesOf(desk.office, player.caseId)).filter((one) => one.kind === 'look')).toEqual([]);
  });

  it('is worked by its own body’s handler and archivist alone, and nothing else of the closed case moves', async () => {
    const player = await refused();
    const compile = await player.openTask('compile-file');
    const claim = async (name: string) =>
      refusal(claimTask(await player.actor(name), { taskId: compile.id, key: key() }, desk.office));
    expect(await claim('henan.archivist')).toBe('not-entitled');
    expect(await claim('henan.signatory')).toBe('not-entitled');
    for (const name of ['h41a.preparer', 'nhc.handler1', 'nhc.archivist', 'beijing.handler1', 'archive.archivist'])
      expect([name, await claim(name)]).toEqual([name, 'not-found']);
    const [head, signatory] = [await player.actor('h41a.signatory'), await player.actor('henan.signatory')];
    const at = { caseId: player.caseId, reason: '理由', key: key() };
    expect(await refusal(withdrawCase(head, at, desk.office))).toBe('case-closed');
    expect(await refusal(holdCase(signatory, { ...at, reviewOn: '2028-01-05' }, desk.office))).toBe('case-closed');
    const comment = { caseId: player.caseId, audience: 'body' as const, text: '请附目录', key: key() };
    expect(await refusal(commentOnCase(await player.actor('h41a.preparer'), comment, desk.office))).toBe('case-closed');
    expect(
      await commentOnCase(await player.actor('henan.archivist'), { ...comment, key: key() }, desk.office),
    ).toMatchObject({
      caseId: player.caseId,
    });
    const urge = { caseId: player.caseId, key: key() };
    expect(await urgeCase(await player.actor('henan.manager'), urge, desk.office)).toMatchObject({
      caseId: player.caseId,
    });
    expect(await refusal(supplement(await player.actor('henan.handler1'), player))).toBe('archive-open');
    expect(await refusal(supplement(await player.actor('nhc.handler1'), player))).toBe('not-found');
  });

  it('who compiled the file does not accept it', async () => {
    const player = await refused();
    await givePost(desk.office, 'henan.handler2', 'henan', 'archivist');
    const both = await player.actor('henan.handler2');
    const compile = await player.openTask('compile-file');
    await decideAs(player, both, compile, 'compiled', { missing: await player.missing() });
    const accept = await player.openTask('accept-file');
    expect(await refusal(claimTask(both, { taskId: accept.id, key: key() }, desk.office))).toBe('same-person');
  });

  it('an archive without an archivist waits for one, and says so', async () => {
    const player = await refused();
    await desk.office.database.read((sql) =>
      sql.run(
        `UPDATE post SET valid_to = '2020-01-01' WHERE role = 'archivist'
         AND organisation_id = (SELECT id FROM organisation WHERE code = 'henan')`,
      ),
    );
    await player.decide(await player.openTask('compile-file'));
    expect(await player.openTasks()).toMatchObject([{ step: 'accept-file', unstaffed: true }]);
    expect((await factsOf(desk.office, player.caseId)).status).toBe('closed');
  });

  // Moves the clock past the call's window: no case is opened after it.
  it('reminds while the case is closed: its clock goes on', async () => {
    const player = await refused();
    const alarm = (await caseRow(player.caseId))?.next_alarm_at;
    expect(alarm?.toISOString()).toMatch(/^2027-06-2[0-9]T0[1-9]:/);
    await desk.clock.moveTo(beijing('2027-06-24', '10:00'));
    const before = (await eventsOf(desk.office, player.caseId)).length;
    await player.ring();
    const rung = (await eventsOf(desk.office, player.caseId)).slice(before);
    expect(rung.map((event) => [event.type, event.payload.rule])).toEqual([['reminderRung', 'provincial-archive']]);
  });
});
