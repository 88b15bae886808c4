import { actorNamed } from '../../../../test/support/actors';
import { key, type CasePlayer } from '../../../../test/support/case-player';
import { caseAt, decideAs, eventsOf, openDesk, refusal, type Desk } from '../../../../test/support/record';
import type { Actor } from '../../../contracts/posts';
import { bytesOf } from '../../../persistence/bytes';
import { actorOfPerson } from '../../../persistence/people/actor';
import { readCasePage } from '../../../views/cases/case-page';
import { readDeputies } from '../../../views/people/deputies';
import { ReadingRoom } from '../../../views/reading-room';
import { claimTask } from '../../inbox/claim-task';
import { nameDeputy } from '../../people/name-deputy';

describe('an archivist who is away', () => {
  let desk: Desk;
  let room: ReadingRoom;
  let player: CasePlayer;
  beforeAll(async () => {
    desk = await openDesk('archivistaway');
    room = new ReadingRoom(desk.office.database, desk.clock.machineNow);
    player = await caseAt(desk.office, 'provincial-intake', '2026.2');
    await player.decide(await player.openTask('check-completeness'), 'not-accepted');
    await player.handOver();
  });
  afterAll(() => desk.office.close());

  const as = (username: string): Promise<Actor> => actorNamed(desk.office, username);
  const archivistPost = async (username = 'henan.archivist') => {
    const post = (await as(username)).posts.find((one) => one.role === 'archivist');
    if (!post) throw new Error(`${username} is no archivist`);
    return post;
  };
  const name = async (by: string, deputy: string, principal = 'henan.archivist') =>
    nameDeputy(
      await as(by),
      {
        ...{ postId: (await archivistPost(principal)).id, personId: (await as(deputy)).personId },
        ...{ validFrom: '2026-01-05', validTo: '2026-01-09', scope: { kind: 'post' }, reason: '休假', key: key() },
      },
      desk.office,
    );

  it('is stood in for by a colleague of the body, whom its signatory, its manager or the archivist names', async () => {
    expect(await refusal(name('henan.checker', 'henan.checker'))).toBe('not-entitled');
    expect(await refusal(name('guangdong.manager', 'henan.checker'))).toBe('not-found');
    expect(await refusal(name('henan.manager', 'guangdong.handler1'))).toBe('deputy-not-of-body');
    expect(await refusal(name('henan.manager', 'expert.henan1'))).toBe('deputy-not-of-body');
    expect(await refusal(name('archive.archivist', 'henan.checker', 'archive.archivist'))).toBe('post-not-deputised');
    const list = await readDeputies(room, await as('henan.archivist'));
    expect(list.posts.map(({ role }) => role)).toEqual(['archivist']);
    expect(list.candidates.map(({ role }) => role)).toContain('provincial-checker');
    const seen = (await readDeputies(room, await as('henan.manager'))).posts;
    expect(seen.map(({ role }) => role)).toContain('archivist');
  });

  it('the deputy accepts the file, for both to be read; whoever compiled it never does', async () => {
    await player.decide(await player.openTask('compile-file'));
    const task = await player.openTask('accept-file');
    await name('henan.manager', 'henan.handler1');
    const compiler = await as('henan.handler1');
    expect(compiler.posts.map(({ role }) => role)).toContain('archivist');
    expect(await refusal(claimTask(compiler, { taskId: task.id, key: key() }, desk.office))).toBe('same-person');
    await desk.office.database.read((sql) =>
      sql.run(
        'INSERT INTO deputy_revocation (deputy_id, by_person, at) SELECT id, deputy_person, granted_at FROM deputy',
      ),
    );
    await name('henan.archivist', 'henan.checker');
    const deputy = await as('henan.checker');
    expect((await readCasePage(room, deputy, player.caseId)).id).toBe(player.caseId);
    const form = await player.form(task, 'accepted');
    await decideAs(player, deputy, task, 'accepted', form);
    const decided = (await eventsOf(desk.office, player.caseId)).filter(
      ({ payload }) => payload.step === 'accept-file',
    );
    expect(decided.at(-1)?.payload.actor).toMatchObject({
      person: deputy.personId,
      role: 'archivist',
      onBehalfOf: (await as('henan.archivist')).personId,
    });
  });

  it('ends with its last day', async () => {
    const deputy = await as('henan.checker');
    expect(deputy.posts.map(({ role }) => role)).toEqual(['provincial-checker', 'archivist']);
    const after = await desk.office.database.read((sql) =>
      actorOfPerson(sql, bytesOf(deputy.personId), 'test', '2026-01-10'),
    );
    expect(after.posts.map(({ role }) => role)).toEqual(['provincial-checker']);
  });
});
