import { key, type CasePlayer } from '../../../test/support/case-player';
import { beijing, caseAt, eventsOf, limitsOf, openDesk, type Desk } from '../../../test/support/record';
import { bytesOf, newId } from '../../persistence/bytes';
import { nameDeputy } from '../people/name-deputy';
import { extendDeadline } from './extend-deadline';
import { issueOrder } from './supervision-order';
import { urgeCase } from './urge-case';

describe('told in the place of whoever is away', () => {
  let desk: Desk;
  let player: CasePlayer;
  beforeAll(async () => {
    desk = await openDesk('telling');
    player = await caseAt(desk.office, 'provincial-recommendation');
    const holder = await player.actor('henan.handler1');
    await player.claim(await player.openTask('draft-recommendation'), holder);
    for (const [name, deputy] of [
      ['henan.handler1', 'henan.checker'],
      ['h41a.preparer', 'h41a.signatory'],
    ] as const) {
      const principal = await player.actor(name);
      const { personId } = await player.actor(deputy);
      const [postId = 'post_' as const] = principal.posts.map((post) => post.id);
      const days = { validFrom: '2026-01-05', validTo: '2026-01-30' };
      await nameDeputy(
        principal,
        { postId, personId, ...days, reason: 'AB角', scope: { kind: 'post' }, key: key() },
        desk.office,
      );
      await desk.office.database.read((sql) =>
        sql.run(
          `INSERT INTO absence (id, person_id, first_day, last_day, noted_by, noted_at)
           VALUES (?, ?, '2026-01-05', '2026-01-30', ?, '2026-01-05')`,
          [bytesOf(newId('absence')), bytesOf(principal.personId), bytesOf(principal.personId)],
        ),
      );
    }
  });
  afterAll(() => desk.office.close());

  const told = async (code: string): Promise<string[]> => {
    const rows = await desk.office.database.read((sql) =>
      sql.rows<{ username: string }>(
        `SELECT a.username FROM notification n JOIN account a ON a.person_id = n.person_id
         WHERE n.case_id = ? AND n.code = ? ORDER BY a.username`,
        [bytesOf(player.caseId), code],
      ),
    );
    return rows.map((row) => row.username);
  };
  const lastEvent = async () => (await eventsOf(desk.office, player.caseId)).at(-1);

  it('an urge goes to the deputy, and the event says in whose place', async () => {
    const manager = await player.actor('henan.manager');
    await urgeCase(manager, { caseId: player.caseId, key: key() }, desk.office);
    const holder = await player.actor('henan.handler1');
    const { personId } = await player.actor('henan.checker');
    expect(await told('urged')).toEqual(['henan.checker']);
    expect(await lastEvent()).toMatchObject({
      type: 'caseUrged',
      payload: {
        reached: [personId],
        away: [holder.personId],
        standIns: [{ person: holder.personId, by: [personId] }],
      },
    });
  });

  it('a supervision order too', async () => {
    const task = await player.openTask('draft-recommendation');
    const input = { taskId: task.id, demand: '说明原因', replyDue: '2026-01-12', key: key() };
    await issueOrder(await player.actor('henan.manager'), input, desk.office);
    expect(await told('order-issued')).toEqual(['henan.checker']);
  });

  it('a limit that moves: the deputy of the holder, and of a commitment the deputy at the hospital', async () => {
    await desk.clock.moveTo(beijing('2026-01-06', '09:00'));
    const row = (await limitsOf(desk.office, player.caseId)).find((one) => one.ruleId === 'province-commitment');
    if (!row) throw new Error('no commitment');
    await extendDeadline(
      await player.actor('henan.signatory'),
      { caseId: player.caseId, deadlineId: row.id, days: 5, reason: '需要补充核查', key: key() },
      desk.office,
    );
    expect(await told('deadline-extended')).toEqual(['h41a.signatory', 'henan.checker']);
  });
});
