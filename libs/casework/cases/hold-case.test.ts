import type { Actor } from '../../contracts/posts';
import { key, type CasePlayer } from '../../../test/support/case-player';
import {
  beijing,
  carryMessages,
  caseAt,
  eventsOf,
  factsOf,
  limitsOf,
  messagesOf,
  newCase,
  openDesk,
  refusal,
  type Desk,
} from '../../../test/support/record';
import { claimTask } from '../inbox/claim-task';
import { holdCase, resumeCase } from './hold-case';

describe('holding and resuming a case', () => {
  let desk: Desk;
  beforeAll(async () => {
    desk = await openDesk('hold');
  });
  beforeEach(() => desk.clock.moveTo(beijing('2026-01-05', '09:00')));
  afterAll(() => desk.office.close());

  const hold = (player: CasePlayer, actor: Actor, reviewOn = '2026-12-01') =>
    holdCase(actor, { caseId: player.caseId, reason: '等待法人变更', reviewOn, key: key() }, desk.office);
  const resume = (player: CasePlayer, actor: Actor) =>
    resumeCase(actor, { caseId: player.caseId, reason: '已变更', key: key() }, desk.office);
  const limit = async (player: CasePlayer, rule: string) =>
    (await limitsOf(desk.office, player.caseId)).find((row) => row.ruleId === rule && row.closedAt === null);

  it('writes status, hold and event, tells the applicant, and sends nothing to the engine', async () => {
    const player = await caseAt(desk.office, 'provincial-intake');
    await carryMessages(desk.office);
    const before = await factsOf(desk.office, player.caseId);
    const signatory = await player.actor('henan.signatory');
    const receipt = await hold(player, signatory);
    expect(receipt).toMatchObject({ caseId: player.caseId, status: 'on-hold', waitsForAgreement: false });
    expect(await factsOf(desk.office, player.caseId)).toMatchObject({
      status: 'on-hold',
      rev: before.rev + 1,
      next_alarm_at: null,
    });
    expect((await eventsOf(desk.office, player.caseId)).at(-1)).toMatchObject({
      type: 'caseHeld',
      audience: 'applicant',
      payload: {
        actor: { person: signatory.personId, post: signatory.posts[0]?.id },
        reason: '等待法人变更',
        reviewOn: '2026-12-01',
      },
    });
    expect(await messagesOf(desk.office, player.caseId)).toEqual([]);
    await resume(player, signatory);
    expect(await factsOf(desk.office, player.caseId)).toMatchObject({ status: 'open', rev: before.rev + 2 });
    expect((await eventsOf(desk.office, player.caseId)).at(-1)).toMatchObject({
      type: 'caseResumed',
      audience: 'applicant',
      payload: { reason: '已变更' },
    });
  });

  it('moves what is due by the working days paused, and the inbox with it', async () => {
    const player = await caseAt(desk.office, 'provincial-intake');
    const signatory = await player.actor('henan.signatory');
    expect(await limit(player, 'provincial-intake')).toMatchObject({ startsOn: '2026-01-05', dueOn: '2026-01-12' });
    await desk.clock.moveTo(beijing('2026-01-07', '15:00'));
    await hold(player, signatory);
    expect(await limit(player, 'provincial-intake')).toMatchObject({ state: 'paused', dueOn: null, nextRungAt: null });
    expect((await player.openTask('check-completeness')).dueAt).toBeNull();
    // Thursday and Friday, Monday to Thursday: six working days that do not count.
    await desk.clock.moveTo(beijing('2026-01-15', '10:00'));
    await resume(player, signatory);
    expect(await limit(player, 'provincial-intake')).toMatchObject({ state: 'running', dueOn: '2026-01-20' });
    expect((await player.openTask('check-completeness')).dueAt).toBe(beijing('2026-01-20', '17:30'));
  });

  it('nothing rings on hold, however late; after it the engine hears of the alarm again', async () => {
    const player = await caseAt(desk.office, 'provincial-intake');
    const signatory = await player.actor('henan.signatory');
    await hold(player, signatory);
    await carryMessages(desk.office);
    await desk.clock.moveTo(beijing('2026-03-02', '10:00'));
    expect(await player.ring()).toMatchObject({ at: 'stage', stage: 'provincial-intake', wakeAt: null });
    expect((await eventsOf(desk.office, player.caseId)).filter((event) => event.type.endsWith('Rung'))).toEqual([]);
    await resume(player, signatory);
    expect(await messagesOf(desk.office, player.caseId)).toMatchObject([{ kind: 'alarm-moved' }]);
    expect((await limit(player, 'provincial-intake'))?.dueOn).toBe('2026-03-09');
  });

  it('an overdue row that rang already does not wake the engine for the same rung after a resume', async () => {
    const player = await caseAt(desk.office, 'provincial-intake');
    const signatory = await player.actor('henan.signatory');
    await desk.clock.moveTo(beijing('2026-01-20', '10:00'));
    await player.ring();
    await carryMessages(desk.office);
    await hold(player, signatory);
    await resume(player, signatory);
    expect(await player.ring()).toMatchObject({ wakeAt: null });
    expect(
      (await eventsOf(desk.office, player.caseId)).filter((event) => event.type === 'escalationRung'),
    ).toHaveLength(1);
    expect(await messagesOf(desk.office, player.caseId)).toEqual([]);
  });

  it('expert time inside a hold goes on pausing the commitment after the resume', async () => {
    const player = await caseAt(desk.office, 'provincial-evaluation');
    const signatory = await player.actor('henan.signatory');
    await hold(player, signatory);
    await resume(player, signatory);
    expect(await limit(player, 'province-commitment')).toMatchObject({ state: 'paused', dueOn: null });
  });

  it('a stage entered while the case is on hold waits with it', async () => {
    const player = await caseAt(desk.office, 'public-notice');
    await player.decide(await player.openTask('record-publication'));
    await desk.clock.moveTo(beijing('2026-02-02', '10:00'));
    const signatory = await player.actor('nhc.signatory');
    await hold(player, signatory);
    expect(await player.where()).toMatchObject({ at: 'ended', outcome: 'notice-over' });
    expect(await player.handOver()).toMatchObject({ stage: 'issue', wakeAt: null });
    expect(await limit(player, 'issue')).toMatchObject({ state: 'paused' });
    expect((await player.openTask('draft-notice')).dueAt).toBeNull();
    await resume(player, signatory);
    expect(await limit(player, 'issue')).toMatchObject({ state: 'running', dueOn: '2026-02-14' });
  });

  it('only the signatory of the body at whose desk it lies may; a stranger learns nothing', async () => {
    const own = await newCase(desk.office);
    for (const name of ['h41a.signatory', 'h41a.preparer', 'henan.signatory']) {
      expect([name, await refusal(hold(own, await own.actor(name)))]).toEqual([name, 'not-entitled']);
    }
    const player = await caseAt(desk.office, 'provincial-intake');
    const codes: Record<string, string> = {
      'henan.handler1': 'not-entitled',
      'henan.manager': 'not-entitled',
      'h41a.signatory': 'not-entitled',
      'beijing.signatory': 'not-found',
      'h41b.signatory': 'not-found',
      'nhc.signatory': 'not-found',
      'expert.henan1': 'not-found',
      'ops.system': 'not-found',
    };
    for (const [name, code] of Object.entries(codes)) {
      const actor = await player.actor(name);
      expect([name, await refusal(hold(player, actor)), await refusal(resume(player, actor))]).toEqual([
        name,
        code,
        code,
      ]);
    }
  });

  it('is refused twice over, between two stages, without a later date, and for a closed case', async () => {
    const player = await caseAt(desk.office, 'provincial-intake');
    const signatory = await player.actor('henan.signatory');
    await expect(hold(player, signatory, '2026-01-05')).rejects.toMatchObject({
      details: { fields: [{ path: 'reviewOn', code: 'must-be-later' }] },
    });
    expect(await refusal(resume(player, signatory))).toBe('not-on-hold');
    await hold(player, signatory);
    expect(await refusal(hold(player, signatory))).toBe('on-hold');
    const task = await player.openTask('check-completeness');
    expect(
      await refusal(claimTask(await player.actor('henan.handler1'), { taskId: task.id, key: key() }, desk.office)),
    ).toBe('on-hold');
    await resume(player, signatory);
    await player.decide(task, 'not-accepted');
    expect(await refusal(hold(player, signatory))).toBe('handing-over');
    await player.handOver();
    expect(await refusal(hold(player, signatory))).toBe('case-closed');
    expect(await refusal(resume(player, signatory))).toBe('case-closed');
  });
});
