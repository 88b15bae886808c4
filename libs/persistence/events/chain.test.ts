import type { Connection } from 'mysql2/promise';
import { randomBytes } from 'node:crypto';
import { holdCase, resumeCase } from '../../casework/cases/hold-case';
import { recallAct } from '../../casework/approval/recall-act';
import { bytesOf } from '../bytes';
import { faultCode } from '../database';
import { key, type CasePlayer } from '../../../test/support/case-player';
import { caseAt, eventsOf, factsOf, newCase, openDesk, type Desk } from '../../../test/support/record';
import { openTamperer } from '../../../test/support/tampering';
import { verifyCase } from './verify';

describe('the events of a case', () => {
  let desk: Desk;
  let root: Connection;
  beforeAll(async () => {
    desk = await openDesk('chain');
    root = await openTamperer(desk.database);
  });
  afterAll(async () => {
    await root.end();
    await desk.office.close();
  });

  const verdict = (player: CasePlayer) => desk.office.database.read((sql) => verifyCase(sql, player.caseId));

  async function tampered(sql: string, params: (id: Buffer) => unknown[]): Promise<unknown> {
    const player = await newCase(desk.office);
    await player.decide(await player.openTask('prepare-declaration'));
    const { event_seq: events } = await factsOf(desk.office, player.caseId);
    expect(await verdict(player)).toEqual({ intact: true, events });
    for (const statement of sql.split(';')) await root.query(statement, params(bytesOf(player.caseId)));
    return verdict(player);
  }

  it('a changed payload is found, with or without its digest', async () => {
    expect(
      await tampered(
        "UPDATE case_event SET payload = REPLACE(payload, 'declaration', 'submission') WHERE case_id = ? AND seq = 2",
        (id) => [id],
      ),
    ).toMatchObject({ intact: false, seq: 2, fault: 'altered', detail: 'its payload' });
    const digest =
      "UPDATE case_event SET payload = '{}', payload_digest = UNHEX(SHA2(CONCAT(salt, '{}'), 256)) WHERE case_id = ? AND seq = 2";
    expect(await tampered(digest, (id) => [id])).toMatchObject({
      intact: false,
      seq: 2,
      fault: 'altered',
      detail: 'its hash or a field beside the payload',
    });
  });

  it('a changed hash is found, and a field beside the payload', async () => {
    expect(
      await tampered('UPDATE case_event SET hash = ? WHERE case_id = ? AND seq = 3', (id) => [randomBytes(32), id]),
    ).toMatchObject({ intact: false, seq: 3, fault: 'altered', detail: 'its hash or a field beside the payload' });
    expect(
      await tampered("UPDATE case_event SET audience = 'applicant' WHERE case_id = ? AND seq = 4", (id) => [id]),
    ).toMatchObject({ intact: false, seq: 4, fault: 'altered', detail: 'its hash or a field beside the payload' });
    expect(
      await tampered('UPDATE case_event SET at = at + INTERVAL 1 DAY WHERE case_id = ? AND seq = 1', (id) => [id]),
    ).toMatchObject({ intact: false, seq: 1, fault: 'altered', detail: 'its hash or a field beside the payload' });
    expect(
      await tampered("UPDATE case_event SET alg = 'none' WHERE case_id = ? AND seq = 1", (id) => [id]),
    ).toMatchObject({
      intact: false,
      seq: 1,
      fault: 'algorithm',
    });
  });

  it('a deleted event is found, and that the rest was moved up', async () => {
    expect(await tampered('DELETE FROM case_event WHERE case_id = ? AND seq = 2', (id) => [id])).toMatchObject({
      intact: false,
      seq: 2,
      fault: 'missing',
    });
    const moved =
      'DELETE FROM case_event WHERE case_id = ? AND seq = 2;UPDATE case_event SET seq = seq - 1 WHERE case_id = ? AND seq > 2 ORDER BY seq';
    expect(await tampered(moved, (id) => [id])).toMatchObject({ intact: false, seq: 2, fault: 'missing' });
  });

  it('an event put in between is found', async () => {
    const insert = `UPDATE case_event SET seq = seq + 1 WHERE case_id = ? AND seq > 2 ORDER BY seq DESC;
      INSERT INTO case_event SELECT case_id, 3, type, type_version, audience, at, payload, salt, payload_digest, alg, hash, hash FROM case_event WHERE case_id = ? AND seq = 2`;
    expect(await tampered(insert, (id) => [id])).toMatchObject({ intact: false, seq: 3, fault: 'inserted' });
  });

  it('two events in each other’s place are found', async () => {
    const swap = [100, 2, 3].reduce(
      (sql, to, index) =>
        `${sql}${index ? ';' : ''}UPDATE case_event SET seq = ${String(to)} WHERE case_id = ? AND seq = ${String([2, 3, 100][index])}`,
      '',
    );
    expect(await tampered(swap, (id) => [id])).toMatchObject({ intact: false, seq: 2, fault: 'swapped' });
  });

  it('a cut tail is found, also where the counter was set back', async () => {
    expect(await tampered('DELETE FROM case_event WHERE case_id = ? AND seq > 3', (id) => [id])).toMatchObject({
      intact: false,
      seq: 4,
      fault: 'cut',
    });
    const back = 'DELETE FROM case_event WHERE case_id = ? AND seq > 3;UPDATE case_file SET event_seq = 3 WHERE id = ?';
    expect(await tampered(back, (id) => [id])).toMatchObject({ intact: false, seq: 4, fault: 'cut' });
    expect(await tampered(`${back};UPDATE case_file SET event_head = NULL WHERE id = ?`, (id) => [id])).toMatchObject({
      intact: false,
      seq: 4,
      fault: 'cut',
    });
  });

  it('the application’s account can neither change nor delete what is append-only', async () => {
    const player = await newCase(desk.office);
    const refused = (sql: string) =>
      desk.office.database
        .read((one) => one.run(sql))
        .then(
          () => 'done',
          (error: unknown) => faultCode(error),
        );
    for (const table of [
      'case_event',
      'paper',
      'programme_version',
      'standard_version',
      'deadline_adjustment',
      'alarm_rung',
    ]) {
      expect([table, await refused(`DELETE FROM ${table}`)]).toEqual([table, 'ER_TABLEACCESS_DENIED_ERROR']);
    }
    expect(await refused("UPDATE case_event SET payload = '{}'")).toBe('ER_TABLEACCESS_DENIED_ERROR');
    expect(await refused('UPDATE paper SET number = 1')).toBe('ER_TABLEACCESS_DENIED_ERROR');
    expect(await refused('DROP TABLE case_event')).toBe('ER_TABLEACCESS_DENIED_ERROR');
    expect(await refused('TRUNCATE case_event')).toBe('ER_TABLEACCESS_DENIED_ERROR');
    expect(await verdict(player)).toMatchObject({ intact: true });
  });

  it('folded, they are the stages of the record; every act names person and post', async () => {
    const player = await caseAt(desk.office, 'provincial-recommendation');
    const draft = await player.openTask('draft-recommendation');
    await player.decide(draft);
    await recallAct(await player.actorFor(draft), { taskId: draft.id, reason: '重拟', key: key() }, desk.office);
    await player.decide(await player.openTask('draft-recommendation'));
    const target = { stage: 'provincial-evaluation', step: 'write-report' };
    await player.decide(await player.openTask('check-recommendation'), 'returned', { target, reasons: '补充' });
    await player.handOver();
    const signatory = await player.actor('henan.signatory');
    await holdCase(
      signatory,
      { caseId: player.caseId, reason: '等待', reviewOn: '2026-12-01', key: key() },
      desk.office,
    );
    await resumeCase(signatory, { caseId: player.caseId, reason: '继续', key: key() }, desk.office);
    await player.playTo('submission');

    const events = await eventsOf(desk.office, player.caseId);
    const folded = new Map<string, unknown>();
    for (const { type, payload } of events) {
      const { stage, part, round } = payload as { stage: string; part: string; round: number };
      const at = `${stage}/${part}/${String(round)}`;
      if (type === 'stageEntered' || type === 'stageReentered') folded.set(at, { outcome: null, target: null });
      if (type === 'stageEnded' || type === 'stageReturned')
        folded.set(at, { outcome: payload.outcome, target: payload.target });
    }
    const rows = await desk.office.database.read((sql) =>
      sql.rows<
        Record<'stage' | 'part' | 'outcome' | 'target_stage' | 'target_step', string | null> & { round: number }
      >('SELECT * FROM case_stage WHERE case_id = ?', [bytesOf(player.caseId)]),
    );
    const recorded = rows.map((row) => [
      `${String(row.stage)}/${String(row.part)}/${String(row.round)}`,
      { outcome: row.outcome, target: row.target_stage ? { stage: row.target_stage, step: row.target_step } : null },
    ]);
    expect(Object.fromEntries(folded)).toEqual(Object.fromEntries(recorded));
    expect(rows).toHaveLength(7);

    const byEngine = new Set([
      'stageEntered',
      'stageReentered',
      'stageEnded',
      'stageReturned',
      'reminderRung',
      'escalationRung',
    ]);
    for (const event of events.filter((one) => !byEngine.has(one.type))) {
      expect([event.type, event.payload.actor?.person, event.payload.actor?.post]).toEqual([
        event.type,
        expect.stringMatching(/^person_/),
        expect.stringMatching(/^post_/),
      ]);
    }
    expect(events.map((event) => event.at.getTime())).toEqual(
      events.map((event) => event.at.getTime()).sort((a, b) => a - b),
    );
  });
});
