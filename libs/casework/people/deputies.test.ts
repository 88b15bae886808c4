import { decideTask } from '../approval/decide-task';
import { claimTask } from '../inbox/claim-task';
import { readInbox } from '../../views/inbox/inbox';
import { readTask } from '../../views/inbox/task-view';
import { readDecisions } from '../../views/cases/decisions';
import { readEvents } from '../../views/cases/events';
import { readDeputies } from '../../views/people/deputies';
import { ReadingRoom } from '../../views/reading-room';
import type { NameDeputy } from '../../contracts/api/deputies';
import type { Actor } from '../../contracts/posts';
import { bytesOf } from '../../persistence/bytes';
import { actorOfPerson } from '../../persistence/people/actor';
import type { Task } from '../../persistence/cases/task-repository';
import { key, type CasePlayer } from '../../../test/support/case-player';
import {
  beijing,
  eventsOf,
  givePost,
  newCase,
  openDesk,
  playToStep,
  refusal,
  settled,
  type Desk,
} from '../../../test/support/record';
import { nameDeputy, revokeDeputy } from './name-deputy';
import { holdCase } from '../cases/hold-case';
import { reassignTask } from '../inbox/pass-on-task';

describe('deputies', () => {
  let desk: Desk;
  let room: ReadingRoom;
  beforeAll(async () => {
    desk = await openDesk('deputies');
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

  /** The person with the posts of a day, as a request of that day has them. */
  const on = async (username: string, date = '2026-01-05'): Promise<Actor> => {
    const row = await desk.office.database.read((sql) =>
      sql.row<{ person_id: Buffer }>('SELECT person_id FROM account WHERE username = ?', [username]),
    );
    if (!row) throw new Error(`no account ${username}`);
    return desk.office.database.read((sql) => actorOfPerson(sql, row.person_id, 'test', date));
  };
  const postOf = async (username: string, role: string) => {
    const found = (await on(username)).posts.find((post) => post.role === role && !post.onBehalfOf);
    if (!found) throw new Error(`${username} is no ${role}`);
    return found;
  };
  const name = async (by: string, principal: string, role: string, deputy: string, over: Partial<NameDeputy> = {}) =>
    nameDeputy(
      await on(by),
      {
        postId: (await postOf(principal, role)).id,
        personId: (await on(deputy)).personId,
        validFrom: '2026-01-05',
        validTo: '2026-01-09',
        scope: { kind: 'post' },
        reason: '出差',
        key: key(),
        ...over,
      },
      desk.office,
    );
  const decide = async (player: CasePlayer, who: Actor, task: Task, outcome: 'agreed' | 'recommended' | 'drafted') => {
    const claimed = await claimTask(who, { taskId: task.id, key: key() }, desk.office);
    const form = await player.form(task, outcome);
    return decideTask(who, { taskId: task.id, rev: claimed.rev, outcome, form, key: key() }, desk.office);
  };

  it('stands in for the post: sees its tasks, decides them, and every trace says for whom', async () => {
    const player = await newCase(desk.office);
    const check = await playToStep(player, 'check-recommendation');
    expect(
      (await readInbox(room, await on('henan.handler2'), { limit: 100 })).items.map((row) => row.id),
    ).not.toContain(check.id);
    await name('henan.checker', 'henan.checker', 'provincial-checker', 'henan.handler2');
    const deputy = await on('henan.handler2');
    const principal = await on('henan.checker');
    expect(deputy.posts.map((post) => [post.role, post.onBehalfOf?.personId])).toEqual([
      ['provincial-handler', undefined],
      ['provincial-checker', principal.personId],
    ]);
    const row = (await readInbox(room, deputy, { limit: 100 })).items.find((one) => one.id === check.id);
    expect(row?.onBehalfOf?.id).toBe(principal.personId);
    expect((await readInbox(room, principal, { limit: 100 })).items.map((one) => one.onBehalfOf)).not.toContainEqual(
      expect.anything(),
    );
    const view = await readTask(room, deputy, check.id);
    expect(view).toMatchObject({ onBehalfOf: { id: principal.personId } });
    expect(view.allowedActions).toEqual(['claim', 'recuse']);
    const receipt = await decide(player, deputy, check, 'agreed');
    expect(receipt.onBehalfOf?.id).toBe(principal.personId);
    const acts = (await eventsOf(desk.office, player.caseId)).filter((event) => event.payload.task === check.id);
    expect(acts.map((event) => event.type)).toEqual(['taskClaimed', 'stepDecided']);
    for (const act of acts)
      expect(act.payload.actor).toMatchObject({ person: deputy.personId, onBehalfOf: principal.personId });
    const decision = await desk.office.database.read((sql) =>
      sql.row('SELECT person_id, on_behalf_of FROM decision WHERE task_id = ?', [bytesOf(check.id)]),
    );
    expect(decision).toEqual({ person_id: bytesOf(deputy.personId), on_behalf_of: bytesOf(principal.personId) });
    const { items } = await readDecisions(room, principal, player.caseId);
    expect(items[0]?.by?.onBehalfOf).not.toBeNull();
    expect((await readEvents(room, principal, player.caseId, { limit: 5 })).items[0]?.by?.onBehalfOf).not.toBeNull();
    // Outside the body nobody is told who it was, nor for whom.
    const outside = await readEvents(room, await on('h41a.signatory'), player.caseId, { limit: 100 });
    expect(JSON.stringify(outside)).not.toContain('onBehalfOf":{');
  });

  it('begins and ends at midnight of the legal clock, with the post it is for', async () => {
    await name('henan.checker', 'henan.checker', 'provincial-checker', 'henan.handler2', {
      validFrom: '2026-01-07',
      validTo: '2026-01-08',
    });
    const roles = async (date: string) => (await on('henan.handler2', date)).posts.map((post) => post.role);
    const both = ['provincial-handler', 'provincial-checker'];
    expect(await roles('2026-01-06')).toEqual(['provincial-handler']);
    expect(await roles('2026-01-07')).toEqual(both);
    expect(await roles('2026-01-08')).toEqual(both);
    expect(await roles('2026-01-09')).toEqual(['provincial-handler']);
    // An act that a request of the last day brings after midnight is judged by the clock under the lock.
    const player = await newCase(desk.office);
    const check = await playToStep(player, 'check-recommendation');
    const yesterday = await on('henan.handler2', '2026-01-08');
    await desk.clock.moveTo(beijing('2026-01-08', '23:58'));
    await claimTask(yesterday, { taskId: check.id, key: key() }, desk.office);
    await desk.clock.moveTo(beijing('2026-01-09', '00:01'));
    const late = decideTask(
      yesterday,
      { taskId: check.id, rev: 1, outcome: 'agreed', form: await player.form(check, 'agreed'), key: key() },
      desk.office,
    );
    expect(await refusal(late)).toBe('not-entitled');
    const set = (to: string | null) =>
      desk.office.database.read((sql) =>
        sql.run(
          `UPDATE post p JOIN account a ON a.person_id = p.person_id SET p.valid_to = ? WHERE a.username = 'henan.checker'`,
          [to],
        ),
      );
    await set('2026-01-07');
    expect(await roles('2026-01-08')).toEqual(['provincial-handler']);
    await set(null);
  });

  it('revoked: the next act of the very same actor is refused', async () => {
    const player = await newCase(desk.office);
    const check = await playToStep(player, 'check-recommendation');
    const { id } = await name('henan.checker', 'henan.checker', 'provincial-checker', 'henan.handler2');
    const deputy = await on('henan.handler2');
    await claimTask(deputy, { taskId: check.id, key: key() }, desk.office);
    await revokeDeputy(await on('henan.checker'), { deputyId: id, key: key() }, desk.office);
    const late = decideTask(
      deputy,
      { taskId: check.id, rev: 1, outcome: 'agreed', form: await player.form(check, 'agreed'), key: key() },
      desk.office,
    );
    expect(await refusal(late)).toBe('not-entitled');
    expect(await refusal(revokeDeputy(await on('henan.checker'), { deputyId: id, key: key() }, desk.office))).toBe(
      'deputy-ended',
    );
  });

  describe('three persons to a paper, whoever stands in for whom', () => {
    it('who drafted does not sign for the signatory', async () => {
      const player = await newCase(desk.office);
      const sign = await playToStep(player, 'sign-recommendation');
      await name('henan.signatory', 'henan.signatory', 'provincial-signatory', 'henan.handler1');
      const drafter = await on('henan.handler1');
      expect(await refusal(claimTask(drafter, { taskId: sign.id, key: key() }, desk.office))).toBe('same-person');
      expect((await readTask(room, drafter, sign.id)).allowedActions).toEqual([]);
    });

    /** The checker holds the signatory's post as well, or holds it no more. */
    const checkerSigns = async (validTo: string | null) => {
      const { personId } = await on('henan.checker');
      await desk.office.database.read((sql) =>
        sql.run("UPDATE post SET valid_to = ? WHERE person_id = ? AND role = 'provincial-signatory'", [
          validTo,
          bytesOf(personId),
        ]),
      );
    };
    beforeAll(async () => {
      await givePost(desk.office, 'henan.checker', 'henan', 'provincial-signatory');
      await checkerSigns('2004-01-02');
    });

    it('who checked has no deputy sign', async () => {
      const player = await newCase(desk.office);
      const sign = await playToStep(player, 'sign-recommendation');
      await checkerSigns(null);
      await name('henan.checker', 'henan.checker', 'provincial-signatory', 'henan.handler2');
      const deputy = await on('henan.handler2');
      expect(await refusal(claimTask(deputy, { taskId: sign.id, key: key() }, desk.office))).toBe('same-person');
      await checkerSigns('2004-01-02');
    });

    it('whom a deputy checked for does not sign; nor does a deputy take it by reassignment', async () => {
      const player = await newCase(desk.office);
      const check = await playToStep(player, 'check-recommendation');
      await name('henan.checker', 'henan.checker', 'provincial-checker', 'henan.handler2');
      await decide(player, await on('henan.handler2'), check, 'agreed');
      const sign = await player.openTask('sign-recommendation');
      await name('henan.signatory', 'henan.signatory', 'provincial-signatory', 'henan.handler2');
      const give = async (username: string) =>
        reassignTask(
          await on('henan.manager'),
          { taskId: sign.id, personId: (await on(username)).personId, reason: '出差', key: key() },
          desk.office,
        );
      expect(await refusal(give('henan.handler2'))).toBe('receiver-same-person');
      await checkerSigns(null);
      expect(await refusal(give('henan.checker'))).toBe('receiver-same-person');
      await checkerSigns('2004-01-02');
      expect((await give('henan.signatory')).holder).toBe((await on('henan.signatory')).personId);
    });

    it('nobody acts for two sides through a deputy: neither the deputy’s sides nor the principal’s', async () => {
      const player = await newCase(desk.office);
      await playToStep(player, 'check-completeness');
      const check = await player.openTask('check-completeness');
      // The principal once acted for the hospital.
      await desk.office.database.read(async (sql) =>
        sql.run(`UPDATE decision SET on_behalf_of = ? WHERE case_id = ? AND step = 'sign-declaration'`, [
          bytesOf((await on('henan.handler1')).personId),
          bytesOf(player.caseId),
        ]),
      );
      await name('henan.handler1', 'henan.handler1', 'provincial-handler', 'henan.checker');
      const claim = claimTask(await on('henan.checker'), { taskId: check.id, key: key() }, desk.office);
      expect(await refusal(claim)).toBe('other-side');
    });
  });

  describe('scope', () => {
    it('of named steps: these tasks, in the inbox too, and nothing on the whole case', async () => {
      const player = await newCase(desk.office);
      const draft = await playToStep(player, 'draft-recommendation');
      await name('henan.handler1', 'henan.handler1', 'provincial-handler', 'henan.checker', {
        scope: { kind: 'steps', steps: ['submit-to-nhc'] },
      });
      await name('henan.signatory', 'henan.signatory', 'provincial-signatory', 'henan.checker', {
        scope: { kind: 'steps', steps: ['sign-recommendation'] },
      });
      const deputy = await on('henan.checker');
      expect(await refusal(claimTask(deputy, { taskId: draft.id, key: key() }, desk.office))).toBe('not-entitled');
      const hold = holdCase(
        deputy,
        { caseId: player.caseId, reason: '待补充', reviewOn: '2026-02-02', key: key() },
        desk.office,
      );
      expect(await refusal(hold)).toBe('not-entitled');
      const listed = async () =>
        (await readInbox(room, deputy, { limit: 100 })).items.filter((row) => row.caseId === player.caseId);
      expect(await listed()).toEqual([]);
      const submit = await playToStep(player, 'submit-to-nhc');
      expect((await listed()).map((row) => row.id)).toEqual([submit.id]);
      expect((await claimTask(deputy, { taskId: submit.id, key: key() }, desk.office)).mine).toBe(true);
    });

    it('of one call: its cases and no other', async () => {
      const [one, other] = [await newCase(desk.office), await newCase(desk.office)];
      const tasks = [await playToStep(one, 'check-completeness'), await playToStep(other, 'check-completeness')];
      const call = await desk.office.database.read((sql) =>
        sql.row<{ call_id: Buffer }>('SELECT call_id FROM case_file WHERE id = ?', [bytesOf(one.caseId)]),
      );
      await name('henan.handler1', 'henan.handler1', 'provincial-handler', 'henan.checker', {
        scope: { kind: 'call', callId: `call_${call?.call_id.toString('hex') ?? ''}` },
      });
      const deputy = await on('henan.checker');
      const seen = (await readInbox(room, deputy, { limit: 100 })).items.map((row) => row.id);
      expect(seen).toContain(tasks[0]?.id);
      expect(seen).not.toContain(tasks[1]?.id);
      const claim = (task: Task | undefined) => claimTask(deputy, { taskId: task?.id ?? '', key: key() }, desk.office);
      expect(await refusal(claim(tasks[1]))).toBe('not-entitled');
      expect((await claim(tasks[0])).mine).toBe(true);
    });
  });

  describe('naming', () => {
    it('by the holder, the signatory and the manager of the body; by nobody else', async () => {
      for (const by of ['henan.handler1', 'henan.signatory', 'henan.manager']) {
        const { id } = await name(by, 'henan.handler1', 'provincial-handler', 'henan.checker');
        await revokeDeputy(await on(by), { deputyId: id, key: key() }, desk.office);
      }
      const asked = (by: string) => refusal(name(by, 'henan.handler1', 'provincial-handler', 'henan.checker'));
      expect(await asked('henan.checker')).toBe('not-entitled');
      expect(await asked('guangdong.manager')).toBe('not-found');
      expect(await asked('nhc.manager')).toBe('not-found');
      expect(await asked('ops.system')).toBe('not-found');
    });

    it('a deputy passes on nothing: neither the post nor the right to name', async () => {
      await name('henan.signatory', 'henan.signatory', 'provincial-signatory', 'henan.checker');
      expect(await refusal(name('henan.checker', 'henan.signatory', 'provincial-signatory', 'henan.handler2'))).toBe(
        'not-entitled',
      );
      expect(await refusal(name('henan.checker', 'henan.handler1', 'provincial-handler', 'henan.handler2'))).toBe(
        'not-entitled',
      );
    });

    it('refuses oneself, another body, seats, administrators, doubles, loops and days that are over', async () => {
      const handler = (deputy: string, over: Partial<NameDeputy> = {}) =>
        refusal(name('henan.manager', 'henan.handler1', 'provincial-handler', deputy, over));
      expect(await handler('henan.handler1')).toBe('deputy-self');
      expect(await handler('guangdong.handler1')).toBe('deputy-not-of-body');
      expect(await handler('nhc.handler1')).toBe('deputy-not-of-body');
      expect(await handler('henan.checker', { validFrom: '2026-01-04' })).toBe('invalid-input');
      expect(await handler('henan.checker', { validTo: '2026-01-04' })).toBe('invalid-input');
      expect(await handler('henan.checker', { validTo: '2026-02-30' })).toBe('invalid-input');
      expect(await refusal(name('ops.system', 'ops.system', 'system-admin', 'ops.security'))).toBe(
        'post-not-deputised',
      );
      expect(await refusal(name('expert.henan1', 'expert.henan1', 'expert', 'expert.henan2'))).toBe(
        'post-not-deputised',
      );
      await name('henan.manager', 'henan.handler1', 'provincial-handler', 'henan.checker');
      expect(await handler('henan.handler2')).toBe('deputy-double');
      expect(await handler('henan.handler2', { scope: { kind: 'steps', steps: ['submit-to-nhc'] } })).toBe(
        'deputy-double',
      );
      await name('henan.manager', 'henan.handler1', 'provincial-handler', 'henan.handler2', {
        validFrom: '2026-01-10',
        validTo: '2026-01-12',
      });
      // handler1 → checker → signatory: the signatory is not to be stood in for by handler1.
      await name('henan.manager', 'henan.checker', 'provincial-checker', 'henan.signatory');
      const loop = (validFrom: string, validTo: string) =>
        name('henan.manager', 'henan.signatory', 'provincial-signatory', 'henan.handler1', { validFrom, validTo });
      expect(await refusal(loop('2026-01-09', '2026-01-20'))).toBe('deputy-loop');
      await loop('2026-01-13', '2026-01-20');
    });

    it('of two at once one is a double', async () => {
      const race = () => name('henan.manager', 'henan.handler1', 'provincial-handler', 'henan.checker');
      expect(await settled([race(), race()])).toEqual({ kept: 1, refused: ['deputy-double'] });
    });

    it('is listed to both and to the head of the body, and told', async () => {
      await name('henan.manager', 'henan.handler1', 'provincial-handler', 'henan.handler2');
      const listOf = async (username: string) => {
        const list = await readDeputies(room, await on(username));
        const standing = (items: typeof list.forMe) => items.filter((one) => one.state === 'standing').length;
        return [standing(list.standingIn), standing(list.forMe), standing(list.ofBody)];
      };
      expect(await listOf('henan.handler2')).toEqual([1, 0, 0]);
      expect(await listOf('henan.handler1')).toEqual([0, 1, 0]);
      expect(await listOf('henan.manager')).toEqual([0, 0, 1]);
      expect(await listOf('henan.checker')).toEqual([0, 0, 0]);
      expect(await listOf('nhc.manager')).toEqual([0, 0, 0]);
      const told = await desk.office.database.read(async (sql) =>
        sql.rows<{ code: string }>(
          'SELECT code FROM notification WHERE person_id = ? AND case_id IS NULL ORDER BY id DESC LIMIT 1',
          [bytesOf((await on('henan.handler2')).personId)],
        ),
      );
      expect(told).toEqual([{ code: 'deputy-named' }]);
    });
  });
});
