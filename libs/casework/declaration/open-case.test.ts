import { bytesOf } from '../../persistence/bytes';
import { verifyCase } from '../../persistence/events/verify';
import { actorNamed } from '../../../test/support/actors';
import { key } from '../../../test/support/case-player';
import {
  beijing,
  eventsOf,
  factsOf,
  limitsOf,
  messagesOf,
  newCall,
  newCase,
  openDesk,
  refusal,
  settled,
  type Desk,
} from '../../../test/support/record';
import { openCase } from './open-case';

describe('opening a declaration', () => {
  let desk: Desk;
  beforeAll(async () => {
    desk = await openDesk('opencase');
  });
  beforeEach(() => desk.clock.moveTo(beijing('2026-01-05', '09:00')));
  afterAll(() => desk.office.close());

  it('makes case, stage, task, limit, events and one message in one commit', async () => {
    const preparer = await actorNamed(desk.office, 'h41a.preparer');
    const callId = await newCall(desk.office);
    const opened = await openCase(preparer, { callId, key: key() }, desk.office);
    expect(opened.number).toMatch(/^NMC-2026-41-\d{4}$/);
    expect(await factsOf(desk.office, opened.id)).toMatchObject({
      status: 'open',
      stage: 'declaration',
      rev: 1,
      submitted_at: null,
    });
    expect(
      (await eventsOf(desk.office, opened.id)).map((event) => [
        event.type,
        event.audience,
        event.payload.actor?.person ?? null,
      ]),
    ).toEqual([
      ['caseOpened', 'applicant', preparer.personId],
      ['stageEntered', 'applicant', null],
    ]);
    expect(await messagesOf(desk.office, opened.id)).toEqual([{ kind: 'look', seq: 1 }]);
    expect(await limitsOf(desk.office, opened.id)).toMatchObject([
      { ruleId: 'declaration-window', dueOn: '2026-03-06' },
    ]);
    const task = await desk.office.database.read((sql) =>
      sql.row('SELECT step, role, unstaffed FROM task WHERE id = ?', [bytesOf(opened.taskId)]),
    );
    expect(task).toMatchObject({ step: 'prepare-declaration', role: 'hospital-preparer', unstaffed: 0 });
  });

  it('is for a hospital’s preparer, once in a call', async () => {
    const callId = await newCall(desk.office);
    for (const name of ['h41a.signatory', 'henan.handler1', 'nhc.handler1', 'expert.n01', 'ops.system']) {
      const actor = await actorNamed(desk.office, name);
      expect([name, await refusal(openCase(actor, { callId, key: key() }, desk.office))]).toEqual([
        name,
        'not-entitled',
      ]);
    }
    const preparer = await actorNamed(desk.office, 'h41a.preparer');
    await openCase(preparer, { callId, key: key() }, desk.office);
    expect(await refusal(openCase(preparer, { callId, key: key() }, desk.office))).toBe('already-declared');
    await openCase(await actorNamed(desk.office, 'h41b.preparer'), { callId, key: key() }, desk.office);
    expect(await refusal(openCase(preparer, { callId: `call_${'0'.repeat(32)}`, key: key() }, desk.office))).toBe(
      'not-found',
    );
  });

  it('is refused by the clock before and after the window; so is a signature, and the case stays open', async () => {
    const callId = await newCall(desk.office);
    const preparer = await actorNamed(desk.office, 'h41b.preparer');
    const open = () => openCase(preparer, { callId, key: key() }, desk.office);
    const player = await newCase(desk.office);
    const late = await newCase(desk.office, 'h41b');
    await player.decide(await player.openTask('prepare-declaration'));
    await late.decide(await late.openTask('prepare-declaration'));
    await desk.clock.moveTo(beijing('2026-01-04', '12:00'));
    expect(await refusal(open())).toBe('call-closed');
    desk.clock.still = true;
    try {
      await desk.clock.moveTo(beijing('2026-03-06', '17:30'));
      await player.decide(await player.openTask('sign-declaration'));
      await desk.clock.moveTo(beijing('2026-03-06', '17:30') + 1);
      await expect(late.decide(await late.openTask('sign-declaration'))).rejects.toMatchObject({ code: 'call-closed' });
    } finally {
      desk.clock.still = false;
    }
    expect(await late.where()).toMatchObject({ at: 'stage', stage: 'declaration' });
    expect(await factsOf(desk.office, late.caseId)).toMatchObject({ status: 'open' });
    await desk.clock.moveTo(beijing('2026-03-07', '09:00'));
    expect(await refusal(open())).toBe('call-closed');
  });

  it('many at once get numbers without a gap or a double', async () => {
    const last = async () =>
      (
        await desk.office.database.read((sql) =>
          sql.row<{ last: number }>("SELECT last FROM number_series WHERE series = 'NMC-2026-41'"),
        )
      )?.last ?? 0;
    const before = await last();
    const calls = await Promise.all(Array.from({ length: 6 }, () => newCall(desk.office)));
    const actors = await Promise.all(['h41a.preparer', 'h41b.preparer'].map((name) => actorNamed(desk.office, name)));
    // Each twice: half of the acts are refused and must leave no gap behind.
    const acts = calls.flatMap((callId) =>
      [...actors, ...actors].map((actor) => openCase(actor, { callId, key: key() }, desk.office)),
    );
    expect(await settled(acts)).toEqual({ kept: 12, refused: Array.from({ length: 12 }, () => 'already-declared') });
    const opened = (await Promise.allSettled(acts)).flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
    expect(opened.map((one) => Number(one.number.slice(-4))).sort((a, b) => a - b)).toEqual(
      Array.from({ length: 12 }, (_, index) => before + 1 + index),
    );
    expect(await last()).toBe(before + 12);
    for (const one of opened) {
      expect(await desk.office.database.read((sql) => verifyCase(sql, one.id))).toMatchObject({
        intact: true,
        events: 2,
      });
    }
  });

  it('two equal keys at once open one case and get one answer', async () => {
    const preparer = await actorNamed(desk.office, 'h41a.preparer');
    const callId = await newCall(desk.office);
    const same = key();
    const answers = await Promise.all(
      Array.from({ length: 4 }, () => openCase(preparer, { callId, key: same }, desk.office)),
    );
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    const rows = await desk.office.database.read((sql) =>
      sql.rows('SELECT id FROM case_file WHERE call_id = ?', [bytesOf(callId)]),
    );
    expect(rows).toHaveLength(1);
    expect(
      await refusal(
        openCase(preparer, { callId: await newCall(desk.office), key: { ...same, request: 2 } }, desk.office),
      ),
    ).toBe('key-reused');
  });
});
