import { actorNamed } from '../../../test/support/actors';
import { key, type CasePlayer } from '../../../test/support/case-player';
import { beijing, newCase, openDesk, playToStep, type Desk } from '../../../test/support/record';
import type { NameDeputy } from '../../contracts/api/deputies';
import { bytesOf, idOf } from '../../persistence/bytes';
import { readReceivers } from '../../views/inbox/receivers';
import { ReadingRoom } from '../../views/reading-room';
import { reassignTask } from '../inbox/pass-on-task';
import { nameDeputy } from './name-deputy';

describe('whoever stands in', () => {
  let desk: Desk;
  let room: ReadingRoom;
  beforeAll(async () => {
    desk = await openDesk('givendeputies');
    room = new ReadingRoom(desk.office.database, desk.clock.machineNow);
  });
  afterEach(async () => {
    await desk.office.database.transaction((sql) =>
      sql.run(
        `INSERT IGNORE INTO deputy_revocation (deputy_id, by_person, at) SELECT id, deputy_person, granted_at FROM deputy`,
      ),
    );
    await desk.clock.moveTo(beijing('2026-01-05', '09:00'));
  });
  afterAll(() => desk.office.close());

  const as = (username: string) => actorNamed(desk.office, username);
  /** A deputy of Henan's checker. */
  const name = async (deputy: string, over: Partial<NameDeputy>) => {
    const checker = await as('henan.checker');
    const [postId = 'post_' as const] = checker.posts.map((post) => post.id);
    const days = { validFrom: '2026-01-05', validTo: '2026-01-09' };
    const { personId } = await as(deputy);
    const input = { postId, personId, ...days, scope: { kind: 'post' as const }, reason: '出差', key: key(), ...over };
    return nameDeputy(checker, input, desk.office);
  };
  const callOf = async (player: CasePlayer) => {
    const row = await desk.office.database.read((sql) =>
      sql.row<{ call_id: Buffer }>('SELECT call_id FROM case_file WHERE id = ?', [bytesOf(player.caseId)]),
    );
    return idOf('call', row?.call_id ?? Buffer.alloc(16));
  };

  it('is among those a task may be given to, with whom they would act for; never who drafted', async () => {
    const player = await newCase(desk.office);
    const check = await playToStep(player, 'check-recommendation');
    const manager = await as('henan.manager');
    const offered = async () =>
      (await readReceivers(room, manager, check.id)).items.map((one) => [one.id, one.by, one.standsInFor.length]);
    const checker = await as('henan.checker');
    expect(await offered()).toEqual([[checker.personId, ['reassign'], 0]]);
    const call = { kind: 'call' as const, callId: await callOf(player) };
    await name('henan.handler2', { scope: call });
    const deputy = await as('henan.handler2');
    expect(await offered()).toEqual([
      [checker.personId, ['reassign'], 0],
      [deputy.personId, ['reassign'], 1],
    ]);
    await reassignTask(
      manager,
      { taskId: check.id, personId: deputy.personId, reason: '出差', key: key() },
      desk.office,
    );
    expect((await offered()).map(([id]) => id)).toEqual([checker.personId]);
  });

  it('a head of the body who stands in is one of them; who drafted is not', async () => {
    const player = await newCase(desk.office);
    const check = await playToStep(player, 'check-recommendation');
    for (const [deputy, days] of [
      ['henan.handler1', { validFrom: '2026-01-05', validTo: '2026-01-06' }],
      ['henan.division', { validFrom: '2026-01-07', validTo: '2026-01-09' }],
    ] as const)
      await name(deputy, days);
    const offered = async () =>
      (await readReceivers(room, await as('henan.manager'), check.id)).items.map((one) => one.id);
    const checker = (await as('henan.checker')).personId;
    expect(await offered()).toEqual([checker]);
    await desk.clock.moveTo(beijing('2026-01-07', '09:00'));
    expect((await offered()).sort()).toEqual([checker, (await as('henan.division')).personId].sort());
  });
});
