import { CaseWork } from '../cases/case-work';
import { nameDeputy, revokeDeputy } from './name-deputy';
import { reach } from './reach';
import { bytesOf, newId } from '../../persistence/bytes';
import { LedgerRepository } from '../../persistence/deadlines/ledger-repository';
import { key, type CasePlayer } from '../../../test/support/case-player';
import { beijing, caseAt, eventsOf, openDesk, playToStep, type Desk } from '../../../test/support/record';
import type { NameDeputy } from '../../contracts/api/deputies';
import type { RungRecipient } from '../../contracts/deadlines';
import type { Sql } from '../../persistence/sql';

/** A programme with the whole ladder: −5 −2 0 holder; +1 division, +3 department, +5 leader. */
const version = '2026.2';

describe('whom a rung reaches', () => {
  let desk: Desk;
  beforeAll(async () => {
    desk = await openDesk('reach');
    desk.clock.still = true;
  });
  beforeEach(async () => {
    await desk.clock.moveTo(beijing('2026-01-05', '09:00'));
    await write("UPDATE post SET valid_to = NULL, valid_from = '2004-01-01'");
    await write('UPDATE absence SET cancelled_at = first_day');
  });
  afterAll(() => desk.office.close());

  const write = (statement: string, ...params: Parameters<Sql['run']>[1] & object) =>
    desk.office.database.read((sql) => sql.run(statement, params));
  const ofAccount = '(SELECT person_id FROM account WHERE username = ?)';
  const endPosts = (...names: string[]) =>
    Promise.all(
      names.map((name) => write(`UPDATE post SET valid_to = '2025-12-31' WHERE person_id = ${ofAccount}`, name)),
    );
  const moveTo = (name: string, unit: string | null) =>
    write(
      `UPDATE post SET unit_id = (SELECT u.id FROM unit u WHERE u.organisation_id = post.organisation_id AND u.code = ?) WHERE person_id = ${ofAccount}`,
      unit,
      name,
    );
  const away = (name: string, first = '2026-01-01', last = '2026-02-28') =>
    write(
      `INSERT INTO absence (id, person_id, first_day, last_day, noted_by, noted_at) SELECT ?, person_id, ?, ?, person_id, '2026-01-01' FROM account WHERE username = ?`,
      bytesOf(newId('absence')),
      first,
      last,
      name,
    );

  async function names(people: unknown): Promise<string[]> {
    const ids = people as string[];
    const found = await desk.office.database.read((sql) =>
      Promise.all(
        ids.map((id) =>
          sql.row<{ username: string }>('SELECT username FROM account WHERE person_id = ?', [bytesOf(id)]),
        ),
      ),
    );
    return found.map((row) => row?.username ?? '').sort();
  }

  /** Rings everything of one limit, rung by rung at its own instant, and tells whom each reached. */
  async function ladder(player: CasePlayer, rule: string) {
    for (let turn = 0; turn < 12; turn += 1) {
      const rows = await desk.office.database.read((sql) => new LedgerRepository(sql).all(player.caseId));
      const next = rows.find((row) => row.ruleId === rule && row.closedAt === null)?.nextRungAt ?? null;
      if (next === null) break;
      await desk.clock.moveTo(next);
      await player.ring();
    }
    const events = (await eventsOf(desk.office, player.caseId)).filter(
      (event) => /Rung$/.test(event.type) && event.payload.rule === rule,
    );
    const rungs: Record<string, { reached: string[]; away?: string[]; passedOn?: unknown }> = {};
    for (const { payload } of events) {
      rungs[payload.rung as string] = {
        reached: await names(payload.reached),
        ...(payload.away ? { away: await names(payload.away) } : {}),
        ...(payload.passedOn ? { passedOn: payload.passedOn } : {}),
      };
    }
    return rungs;
  }

  it('reminders the holder; then holder, manager and division head; department head; leader', async () => {
    const player = await caseAt(desk.office, 'provincial-intake', version);
    await player.claim(await player.openTask('check-completeness'), await player.actor('henan.handler1'));
    const told = await ladder(player, 'provincial-intake');
    const holder = { reached: ['henan.handler1'] };
    expect(told).toEqual({
      'reminder-5': holder,
      'reminder-2': holder,
      'reminder-0': holder,
      'escalation-1': { reached: ['henan.division', 'henan.handler1', 'henan.manager'] },
      'escalation-3': { reached: ['henan.department', 'henan.manager'] },
      'escalation-5': { reached: ['henan.leader', 'henan.manager'] },
    });
    const notified = await desk.office.database.read((sql) =>
      sql.rows<{ username: string }>(
        "SELECT a.username FROM notification n JOIN account a ON a.person_id = n.person_id WHERE n.case_id = ? AND n.code = 'escalation' ORDER BY n.id",
        [bytesOf(player.caseId)],
      ),
    );
    expect(notified.map((row) => row.username).sort()).toEqual([
      'henan.department',
      'henan.division',
      'henan.handler1',
      'henan.leader',
      'henan.manager',
      'henan.manager',
      'henan.manager',
    ]);
  });

  it('unclaimed: all of the post, and the superiors of each of its units; claimed: of the holder’s unit alone', async () => {
    await moveTo('henan.handler2', 'supervision');
    await write(
      `UPDATE post SET unit_id = (SELECT u.id FROM unit u WHERE u.organisation_id = post.organisation_id AND u.code = 'supervision'), role = 'division-head'
       WHERE person_id = ${ofAccount}`,
      'henan.checker',
    );
    try {
      const open = await caseAt(desk.office, 'provincial-intake', version);
      expect((await ladder(open, 'provincial-intake'))['escalation-1']).toEqual({
        reached: ['henan.checker', 'henan.division', 'henan.handler1', 'henan.handler2', 'henan.manager'],
      });
      await desk.clock.moveTo(beijing('2026-01-05', '09:00'));
      const held = await caseAt(desk.office, 'provincial-intake', version);
      await held.claim(await held.openTask('check-completeness'), await held.actor('henan.handler2'));
      expect((await ladder(held, 'provincial-intake'))['escalation-1']).toEqual({
        reached: ['henan.checker', 'henan.handler2', 'henan.manager'],
      });
    } finally {
      await moveTo('henan.handler2', 'centers');
      await moveTo('henan.checker', 'centers');
      await write(`UPDATE post SET role = 'provincial-checker' WHERE person_id = ${ofAccount}`, 'henan.checker');
    }
  });

  it('a missing level passes to the next one up, at last to the manager, and the event says so', async () => {
    await endPosts('henan.division', 'henan.leader');
    const player = await caseAt(desk.office, 'provincial-intake', version);
    await player.claim(await player.openTask('check-completeness'), await player.actor('henan.handler1'));
    const told = await ladder(player, 'provincial-intake');
    expect(told['escalation-1']).toEqual({
      reached: ['henan.department', 'henan.handler1', 'henan.manager'],
      passedOn: ['division-head'],
    });
    expect(told['escalation-3']).toEqual({ reached: ['henan.department', 'henan.manager'] });
    expect(told['escalation-5']).toEqual({ reached: ['henan.manager'], passedOn: ['leader'] });
  });

  it('nobody at all is recorded, and nothing breaks', async () => {
    const player = await caseAt(desk.office, 'provincial-intake', version);
    await endPosts(
      ...['handler1', 'handler2', 'manager', 'division', 'department', 'leader'].map((name) => `henan.${name}`),
    );
    expect(await ladder(player, 'provincial-intake')).toMatchObject({
      'reminder-2': { reached: [] },
      'escalation-5': { reached: [], passedOn: ['leader'] },
    });
  });

  it('somebody away is told, and with them those of the post who are there', async () => {
    const player = await caseAt(desk.office, 'provincial-intake', version);
    await player.claim(await player.openTask('check-completeness'), await player.actor('henan.handler1'));
    await away('henan.handler1');
    await away('henan.division', '2026-01-01', '2026-01-06');
    const told = await ladder(player, 'provincial-intake');
    expect(told['reminder-0']).toEqual({ reached: ['henan.handler1', 'henan.handler2'], away: ['henan.handler1'] });
    // The division head is back on the day of the escalation.
    expect(told['escalation-1']).toEqual({
      reached: ['henan.division', 'henan.handler1', 'henan.handler2', 'henan.manager'],
      away: ['henan.handler1'],
    });
  });

  it('the deputy is told in the place of somebody away, and nobody of the post beside them', async () => {
    const player = await caseAt(desk.office, 'provincial-intake', version);
    const holder = await player.actor('henan.handler1');
    await player.claim(await player.openTask('check-completeness'), holder);
    await away('henan.handler1');
    const post = holder.posts[0]?.id ?? '';
    const { personId } = await player.actor('henan.checker');
    const input = { postId: post, personId, validFrom: '2026-01-05', validTo: '2026-02-28', reason: 'AB角' };
    const { id } = await nameDeputy(holder, { ...input, scope: { kind: 'post' }, key: key() }, desk.office);
    const told = await ladder(player, 'provincial-intake');
    expect(told['reminder-0']).toEqual({ reached: ['henan.checker'], away: ['henan.handler1'] });
    expect(told['escalation-1']).toEqual({
      reached: ['henan.checker', 'henan.division', 'henan.manager'],
      away: ['henan.handler1'],
    });
    const [event] = (await eventsOf(desk.office, player.caseId)).filter((one) => one.type === 'escalationRung');
    expect(event?.payload.standIns).toEqual([{ person: holder.personId, by: [personId] }]);
    await revokeDeputy(holder, { deputyId: id, key: key() }, desk.office);
  });

  it('a ladder may name the deputy, and everybody of the post, beside the holder who is there', async () => {
    const player = await caseAt(desk.office, 'provincial-intake', version);
    const holder = await player.actor('henan.handler1');
    await player.claim(await player.openTask('check-completeness'), holder);
    const { personId } = await player.actor('henan.checker');
    const days = { validFrom: '2026-01-05', validTo: '2026-02-28' };
    const scope: NameDeputy['scope'] = { kind: 'steps', steps: ['check-completeness'] };
    const { id } = await nameDeputy(
      holder,
      { postId: holder.posts[0]?.id ?? '', personId, ...days, reason: 'AB角', scope, key: key() },
      desk.office,
    );
    const told = (to: RungRecipient[]) =>
      desk.office.database.transaction(async (sql) => {
        const work = await CaseWork.lock(desk.office, sql, player.caseId);
        const tasks = (await work.tasks.ofCase(player.caseId)).filter((task) => task.state === 'open');
        return names((await reach(work, 'province', to, tasks)).people);
      });
    expect(await told(['holder'])).toEqual(['henan.handler1']);
    expect(await told(['deputy'])).toEqual(['henan.checker']);
    expect(await told(['post'])).toEqual(['henan.handler1', 'henan.handler2']);
    expect(await told(['holder', 'deputy', 'post'])).toEqual(['henan.checker', 'henan.handler1', 'henan.handler2']);
    await revokeDeputy(holder, { deputyId: id, key: key() }, desk.office);
    expect(await told(['deputy'])).toEqual([]);
  });

  it('a colleague who is away too is not told for the holder', async () => {
    const player = await caseAt(desk.office, 'provincial-intake', version);
    await player.claim(await player.openTask('check-completeness'), await player.actor('henan.handler1'));
    await away('henan.handler1');
    await away('henan.handler2');
    expect((await ladder(player, 'provincial-intake'))['reminder-0']).toEqual({
      reached: ['henan.handler1'],
      away: ['henan.handler1'],
    });
  });

  it('a province without units passes on to its manager; a late panel is told the desk’s superiors', async () => {
    const player = await caseAt(desk.office, 'provincial-evaluation', version);
    await playToStep(player, 'evaluate');
    const reached = await desk.office.database.transaction(async (sql) => {
      const work = await CaseWork.lock(desk.office, sql, player.caseId);
      const seats = (await work.tasks.ofCase(player.caseId)).filter((task) => task.state === 'open');
      expect(seats.map((task) => task.role)).toEqual([null, null, null]);
      return reach(work, 'province', ['holder', 'division-head'], seats);
    });
    expect(await names(reached.people)).toEqual(['expert.henan1', 'expert.henan2', 'expert.henan3', 'henan.division']);
    await write(
      "UPDATE post p JOIN organisation o ON o.id = p.organisation_id SET p.valid_to = '2025-12-31' WHERE o.code = 'henan' AND p.role IN ('division-head', 'department-head', 'leader')",
    );
    await desk.clock.moveTo(beijing('2026-01-05', '09:00'));
    const next = await caseAt(desk.office, 'provincial-intake', version);
    expect((await ladder(next, 'provincial-intake'))['escalation-3']).toEqual({
      reached: ['henan.manager'],
      passedOn: ['department-head', 'leader'],
    });
  });
});
