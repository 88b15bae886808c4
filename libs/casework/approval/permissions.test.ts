import type { Actor } from '../../contracts/posts';
import type { Outcome } from '../../contracts/procedure';
import { claimTask, releaseTask } from '../inbox/claim-task';
import { actorNamed } from '../../../test/support/actors';
import { key, type CasePlayer } from '../../../test/support/case-player';
import {
  caseAt,
  eventsOf,
  givePost,
  newCase,
  openDesk,
  playToStep,
  refusal,
  type Desk,
} from '../../../test/support/record';
import { bytesOf } from '../../persistence/bytes';
import type { Task } from '../../persistence/cases/task-repository';
import { decideTask } from './decide-task';
import { recallAct } from './recall-act';

describe('who may do a task', () => {
  let desk: Desk;
  beforeAll(async () => {
    desk = await openDesk('permit');
  });
  afterAll(() => desk.office.close());

  /** Codes of the four doors to one task, which must all agree. */
  async function doors(actor: Actor, task: Task, outcome: Outcome): Promise<string[]> {
    const at = { taskId: task.id };
    return [
      await refusal(claimTask(actor, { ...at, key: key() }, desk.office)),
      await refusal(releaseTask(actor, { ...at, key: key() }, desk.office)),
      await refusal(decideTask(actor, { ...at, rev: task.rev, outcome, form: {}, key: key() }, desk.office)),
    ];
  }

  async function expectRefused(
    player: CasePlayer,
    task: Task,
    outcome: Outcome,
    codes: Record<string, string>,
  ): Promise<void> {
    const before = await eventsOf(desk.office, player.caseId);
    for (const [name, code] of Object.entries(codes)) {
      expect([name, ...(await doors(await player.actor(name), task, outcome))]).toEqual([name, code, code, code]);
    }
    expect(await eventsOf(desk.office, player.caseId)).toEqual(before);
  }

  it('a province’s task: wrong role knows of it, other bodies and organisations do not', async () => {
    const player = await caseAt(desk.office, 'provincial-intake');
    await expectRefused(player, await player.openTask('check-completeness'), 'accepted', {
      'henan.checker': 'not-entitled',
      'henan.signatory': 'not-entitled',
      'henan.manager': 'not-entitled',
      'h41a.preparer': 'not-found',
      'h41a.signatory': 'not-found',
      'h41b.preparer': 'not-found',
      'beijing.handler1': 'not-found',
      'nhc.handler1': 'not-found',
      'nhc.signatory': 'not-found',
      'expert.henan1': 'not-found',
      'archive.archivist': 'not-found',
      'ops.system': 'not-found',
      'ops.auditor': 'not-found',
    });
  });

  it('a hospital’s task is its own', async () => {
    const player = await newCase(desk.office);
    await expectRefused(player, await player.openTask('prepare-declaration'), 'submitted-for-signature', {
      'h41a.signatory': 'not-entitled',
      'henan.handler1': 'not-found',
      'h41b.preparer': 'not-found',
      'nhc.handler1': 'not-found',
    });
  });

  it('an expert’s task is for the one in the seat', async () => {
    const player = await caseAt(desk.office, 'provincial-evaluation');
    await player.decide(await player.openTask('form-panel'));
    const task = await player.openTask('declare-interests');
    const other = (await player.openTasks()).find((one) => one.id !== task.id);
    const seated = other && (await player.actorFor(other));
    if (!seated) throw new Error('one seat only');
    expect(await doors(seated, task, 'none')).toEqual(['not-found', 'not-found', 'not-found']);
    await expectRefused(player, task, 'none', {
      'expert.henan5': 'not-found',
      'expert.n01': 'not-found',
      'henan.handler1': 'not-entitled',
      'h41a.preparer': 'not-found',
      'nhc.handler1': 'not-found',
    });
  });

  it('once submitted the nation sees the case, and still no task of the province', async () => {
    const player = await caseAt(desk.office, 'national-intake');
    const done = (await player.tasks()).find((task) => task.step === 'sign-recommendation');
    if (!done) throw new Error('not signed');
    expect(
      await refusal(claimTask(await player.actor('nhc.handler1'), { taskId: done.id, key: key() }, desk.office)),
    ).toBe('not-found');
    const recall = { taskId: done.id, reason: '理由', key: key() };
    expect(await refusal(recallAct(await player.actor('nhc.handler1'), recall, desk.office))).toBe('not-found');
    await expectRefused(player, await player.openTask('check-submission'), 'accepted', {
      'henan.handler1': 'not-found',
      'nhc.checker': 'not-entitled',
      'nhc.manager': 'not-entitled',
      'beijing.handler1': 'not-found',
      'ops.auditor': 'not-found',
    });
  });

  it('drafter, checker and signatory are three persons, also for one who holds every post', async () => {
    const player = await caseAt(desk.office, 'provincial-recommendation');
    const draft = await player.openTask('draft-recommendation');
    await givePost(desk.office, 'henan.handler1', 'henan', 'provincial-checker');
    await givePost(desk.office, 'henan.handler1', 'henan', 'provincial-signatory');
    await givePost(desk.office, 'henan.checker', 'henan', 'provincial-signatory');
    await player.decide(draft);
    const [drafter, checker] = [
      await actorNamed(desk.office, 'henan.handler1'),
      await actorNamed(desk.office, 'henan.checker'),
    ];
    expect(drafter.posts.map((post) => post.role).sort()).toEqual([
      'provincial-checker',
      'provincial-handler',
      'provincial-signatory',
    ]);
    const check = await player.openTask('check-recommendation');
    expect(await doors(drafter, check, 'agreed')).toEqual(['same-person', 'same-person', 'same-person']);
    await player.decide(check);
    const sign = await player.openTask('sign-recommendation');
    expect(await doors(drafter, sign, 'recommended')).toEqual(['same-person', 'same-person', 'same-person']);
    expect(await doors(checker, sign, 'recommended')).toEqual(['same-person', 'same-person', 'same-person']);
    // A return and a new draft by another person do not make the first drafter a checker.
    const target = { stage: 'provincial-recommendation', step: 'draft-recommendation' };
    await player.decide(sign, 'returned', { target, reasons: '重拟' });
    expect(
      await refusal(
        claimTask(checker, { taskId: (await player.openTask('draft-recommendation')).id, key: key() }, desk.office),
      ),
    ).toBe('not-entitled');
  });

  it('nobody acts for two sides of a case, an expert included', async () => {
    const player = await caseAt(desk.office, 'provincial-intake');
    await givePost(desk.office, 'h41a.preparer', 'henan', 'provincial-handler');
    await givePost(desk.office, 'expert.henan1', 'henan', 'provincial-handler');
    const twoSided = await actorNamed(desk.office, 'h41a.preparer');
    const task = await player.openTask('check-completeness');
    expect(await doors(twoSided, task, 'accepted')).toEqual(['other-side', 'other-side', 'other-side']);
    await playToStep(player, 'evaluate');
    await playToStep(player, 'draft-recommendation');
    const expert = await actorNamed(desk.office, 'expert.henan1');
    expect(await doors(expert, await player.openTask('draft-recommendation'), 'drafted')).toEqual([
      'other-side',
      'other-side',
      'other-side',
    ]);
  });

  it('a post that has ended entitles to nothing', async () => {
    const player = await caseAt(desk.office, 'provincial-intake');
    const actor = await player.actor('henan.handler2');
    await desk.office.database.read((sql) =>
      sql.run("UPDATE post SET valid_to = '2025-12-31' WHERE person_id = ?", [bytesOf(actor.personId)]),
    );
    const after = await player.actor('henan.handler2');
    expect(after.posts).toEqual([]);
    expect(await doors(after, await player.openTask('check-completeness'), 'accepted')).toEqual([
      'not-found',
      'not-found',
      'not-found',
    ]);
  });
});
