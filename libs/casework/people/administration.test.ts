import { actorNamed } from '../../../test/support/actors';
import { key } from '../../../test/support/case-player';
import { everyPost, hire, logOf, organisationNamed, refusalsByPost, unitNamed } from '../../../test/support/people';
import { beijing, newCase, openDesk, refusal, settled, type Desk } from '../../../test/support/record';
import type { ProposePostInput } from '../../contracts/api/people';
import type { Id } from '../../contracts/ids';
import type { Actor } from '../../contracts/posts';
import { newId } from '../../persistence/bytes';
import { readOrganisations, readPeople, readUnits } from '../../views/people/organisations';
import { readPerson } from '../../views/people/person-card';
import { readProposals } from '../../views/people/proposals';
import { ReadingRoom } from '../../views/reading-room';
import { addPerson, cancelLeave, changePerson, noteLeave } from './people';
import { confirmPost, endPost, proposePost, refusePost } from './posts';
import { closeUnit, openUnit } from './units';

describe('organisations and people', () => {
  let desk: Desk;
  let room: ReadingRoom;
  let system: Actor;
  let security: Actor;
  let henan: Id<'organisation'>;
  beforeAll(async () => {
    desk = await openDesk('people');
    room = new ReadingRoom(desk.office.database, desk.clock.machineNow);
    system = await actorNamed(desk.office, 'ops.system');
    security = await actorNamed(desk.office, 'ops.security');
    henan = await organisationNamed(desk.office, 'henan');
  });
  beforeEach(() => desk.clock.moveTo(beijing('2026-01-05', '09:00')));
  afterAll(() => desk.office.close());

  const name = { zh: '经办人', en: 'Handler' };
  const person = async (code: string | null = null) =>
    (
      await addPerson(
        system,
        { code, name, email: 'handler@example.org', phone: null, language: 'zh', key: key() },
        desk.office,
      )
    ).id;
  const post = (given: Partial<ProposePostInput> = {}): ProposePostInput => ({
    organisationId: henan,
    role: 'provincial-handler',
    unitId: null,
    pool: null,
    from: '2026-01-05',
    to: null,
    ...given,
  });
  const propose = (personId: Id<'person'>, given: Partial<ProposePostInput> = {}, by = system) =>
    proposePost(by, { personId, ...post(given), key: key() }, desk.office);
  const confirm = (proposalId: Id<'proposal'>, by = security) =>
    confirmPost(by, { proposalId, key: key() }, desk.office);
  const grant = async (personId: Id<'person'>, given: Partial<ProposePostInput> = {}) =>
    (await confirm((await propose(personId, given)).id)).postId ?? '';
  const fields = async (act: Promise<unknown>) => {
    const error = (await act.catch((caught: unknown) => caught)) as {
      details?: { fields?: { path: string; code: string }[] };
    };
    return error.details?.fields?.map((field) => `${field.path}: ${field.code}`);
  };
  const last = async () => (await logOf(desk.office)).at(-1);

  describe('units', () => {
    const open = (
      by: Actor,
      code: string,
      parentId: Id<'unit'> | null = null,
      kind: 'division' | 'department' = 'division',
    ) => openUnit(by, { organisationId: henan, code, kind, name, parentId, key: key() }, desk.office);
    const close = (by: Actor, unitId: Id<'unit'>, lastDay = '2026-01-05') =>
      closeUnit(by, { unitId, lastDay, key: key() }, desk.office);

    it('open below another of the same organisation, and close when nothing is in them', async () => {
      const medical = await unitNamed(desk.office, 'henan', 'medical');
      const unit = (await open(system, 'screening', medical)).id;
      expect(await last()).toMatchObject({
        type: 'unitOpened',
        payload: {
          unit,
          organisation: henan,
          parent: medical,
          actor: { person: system.personId, role: 'system-admin' },
        },
      });
      expect((await readUnits(room, system, henan)).items.map((one) => one.code)).toContain('screening');
      const held = await grant(await person(), { unitId: unit });
      expect(await refusal(close(system, unit))).toBe('unit-in-use');
      expect(await refusal(close(system, medical))).toBe('unit-in-use');
      await endPost(security, { postId: held, lastDay: '2026-01-05', key: key() }, desk.office);
      expect(await close(system, unit)).toEqual({ id: unit, closedOn: '2026-01-05' });
      expect(await last()).toMatchObject({ type: 'unitClosed', payload: { unit, lastDay: '2026-01-05' } });
      expect(await refusal(close(system, unit))).toBe('unit-closed');
      const someone = await person();
      expect(await fields(propose(someone, { unitId: unit }))).toEqual(['unitId: not-of-organisation']);
    });

    it('a code names one unit for ever; a parent is of the organisation, and no department is below a division', async () => {
      expect(await fields(open(system, 'centers'))).toEqual(['code: duplicate']);
      const foreign = await unitNamed(desk.office, 'nhc', 'medical');
      expect(await fields(open(system, 'astray', foreign))).toEqual(['parentId: not-of-organisation']);
      const centers = await unitNamed(desk.office, 'henan', 'centers');
      expect(await fields(open(system, 'upside', centers, 'department'))).toEqual(['parentId: not-offered']);
      const twice = key();
      const ids = await Promise.all(
        [1, 2].map(() =>
          openUnit(
            system,
            { organisationId: henan, code: 'once', kind: 'division', name, parentId: null, key: twice },
            desk.office,
          ),
        ),
      );
      expect(ids[0]).toEqual(ids[1]);
      expect(await settled([open(system, 'race'), open(system, 'race')])).toEqual({
        kept: 1,
        refused: ['invalid-input'],
      });
    });

    it('are the system administrator’s', async () => {
      const unit = await unitNamed(desk.office, 'henan', 'centers');
      expect(await refusalsByPost(desk.office, (actor) => open(actor, 'mine'), 'system-admin')).toEqual(
        everyPost('not-entitled', 'system-admin'),
      );
      expect(await refusalsByPost(desk.office, (actor) => close(actor, unit), 'system-admin')).toEqual(
        everyPost('not-entitled', 'system-admin'),
      );
      expect(
        await refusal(
          openUnit(
            system,
            { organisationId: newId('organisation'), code: 'x', kind: 'division', name, parentId: null, key: key() },
            desk.office,
          ),
        ),
      ).toBe('not-found');
      expect(await refusal(close(system, newId('unit')))).toBe('not-found');
    });
  });

  describe('people', () => {
    it('are added once by their staff number, changed, and listed where they hold a post', async () => {
      const id = await person('A-0001');
      expect(await fields(person('A-0001'))).toEqual(['code: duplicate']);
      await changePerson(
        system,
        { personId: id, name, email: null, phone: '0000-0000', language: 'en', key: key() },
        desk.office,
      );
      expect(await last()).toMatchObject({
        type: 'personChanged',
        payload: { person: id, before: { email: 'handler@example.org' }, after: { email: null, language: 'en' } },
      });
      await grant(id);
      const seen: string[] = [];
      let after: string | undefined;
      do {
        const page = await readPeople(room, system, henan, { limit: 3, ...(after ? { after } : {}) });
        seen.push(...page.items.map((one) => one.id));
        after = page.next ?? undefined;
      } while (after);
      expect(seen).toContain(id);
      expect(new Set(seen).size).toBe(seen.length);
      const tree = (await readOrganisations(room, security)).items;
      const own = tree.find((one) => one.id === henan);
      expect(own).toMatchObject({ people: seen.length, parentId: await organisationNamed(desk.office, 'nhc') });
      expect(tree.find((one) => one.code === 'h41b')?.parentId).toBe(
        await organisationNamed(desk.office, 'university-1'),
      );
    });

    it('adding and changing is the system administrator’s', async () => {
      const id = await person();
      const add = (actor: Actor) =>
        addPerson(actor, { code: null, name, email: null, phone: null, language: null, key: key() }, desk.office);
      const change = (actor: Actor) =>
        changePerson(actor, { personId: id, name, email: null, phone: null, language: null, key: key() }, desk.office);
      for (const act of [add, change]) {
        expect(await refusalsByPost(desk.office, act, 'system-admin')).toEqual(
          everyPost('not-entitled', 'system-admin'),
        );
      }
      expect(
        await refusal(
          changePerson(
            system,
            { personId: newId('person'), name, email: null, phone: null, language: null, key: key() },
            desk.office,
          ),
        ),
      ).toBe('not-found');
    });

    it('a card is read by administrators, the manager of the body and the person; to others there is nobody', async () => {
      const handler = await actorNamed(desk.office, 'henan.handler1');
      const card = await readPerson(room, handler, handler.personId);
      expect(card).toMatchObject({
        posts: [{ role: 'provincial-handler', held: true, unit: { en: 'Centers division (example)' } }],
        allowedActions: ['note-leave'],
      });
      expect(
        await refusalsByPost(
          desk.office,
          (actor) => readPerson(room, actor, handler.personId),
          'province-handler',
          'province-manager',
          'system-admin',
          'security-admin',
          'auditor',
        ),
      ).toEqual(
        everyPost('not-found', 'province-handler', 'province-manager', 'system-admin', 'security-admin', 'auditor'),
      );
    });
  });

  describe('posts', () => {
    it('hold from the day a second person confirmed them, and end; nothing is deleted', async () => {
      const id = await person();
      const unitId = await unitNamed(desk.office, 'henan', 'centers');
      const proposal = (await propose(id, { unitId, from: '2025-12-01' })).id;
      expect((await readProposals(room, system)).items).toMatchObject([{ id: proposal, mine: true }]);
      expect((await readPerson(room, system, id)).posts).toEqual([]);
      const { postId } = await confirm(proposal);
      expect(await last()).toMatchObject({
        type: 'postConfirmed',
        payload: { post: postId, person: id, actor: { role: 'security-admin' } },
      });
      expect((await readPerson(room, system, id)).posts).toMatchObject([{ id: postId, held: true, to: null }]);
      expect(await refusal(confirm(proposal))).toBe('proposal-ended');
      const ended = await endPost(security, { postId: postId ?? '', lastDay: '2026-01-04', key: key() }, desk.office);
      expect(ended).toEqual({ id: postId, lastDay: '2026-01-04', heldTasks: 0 });
      expect((await readPerson(room, system, id)).posts).toMatchObject([{ id: postId, held: false, to: '2026-01-04' }]);
      expect(
        await refusal(endPost(security, { postId: postId ?? '', lastDay: '2026-01-05', key: key() }, desk.office)),
      ).toBe('post-ended');
      expect((await logOf(desk.office)).map((event) => event.type).slice(-3)).toEqual([
        'postProposed',
        'postConfirmed',
        'postEnded',
      ]);
    });

    it('nobody proposes one for themselves, nor confirms their own: administrators neither', async () => {
      const nhc = await organisationNamed(desk.office, 'nhc');
      const auditing = { organisationId: nhc, role: 'auditor' as const };
      expect(await refusal(propose(system.personId, auditing))).toBe('second-person');
      const other = await hire(desk.office, 'ops.system2', 'nhc', 'system-admin');
      const proposal = (await propose(security.personId, { from: '2027-01-01' }, other).catch(() => null))?.id;
      expect(proposal).toBeUndefined();
      const candidate = await hire(desk.office, 'ops.candidate', 'henan', 'provincial-checker');
      const confirming: Actor = { ...candidate, posts: [...candidate.posts, ...security.posts] };
      const own = (await propose(candidate.personId)).id;
      expect(await refusal(confirm(own, confirming))).toBe('second-person');
      expect(await confirm(own)).toMatchObject({ id: own });
    });

    it('need two persons, also where one holds both posts', async () => {
      const both = await hire(desk.office, 'ops.both', 'nhc', 'system-admin');
      const twoPosts: Actor = { ...both, posts: [...both.posts, ...security.posts] };
      const proposal = (await propose(await person(), {}, twoPosts)).id;
      expect(await refusal(confirm(proposal, twoPosts))).toBe('second-person');
      expect(await confirm(proposal)).toMatchObject({ id: proposal });
    });

    it('only where there are such posts, once at a time, and an administrator’s beside no other', async () => {
      const id = await person();
      const nhc = await organisationNamed(desk.office, 'nhc');
      expect(await fields(propose(id, { organisationId: nhc }))).toEqual(['role: not-at-organisation']);
      expect(await fields(propose(id, { pool: '41' }))).toEqual(['pool: pool-with-expert']);
      expect(await fields(propose(id, { to: '2026-01-01' }))).toEqual(['to: before-start']);
      await grant(id);
      expect(await refusal(propose(id))).toBe('post-held');
      expect(await refusal(propose(id, { organisationId: nhc, role: 'security-admin' }))).toBe('posts-apart');
      const other = await person();
      const proposals = [(await propose(other)).id, (await propose(other)).id];
      expect(await settled(proposals.map((one) => confirm(one)))).toEqual({ kept: 1, refused: ['post-held'] });
    });

    it('a proposal is refused by the other, or taken back by who made it', async () => {
      const [one, two] = [(await propose(await person())).id, (await propose(await person())).id];
      expect(await refusePost(security, { proposalId: one, key: key() }, desk.office)).toEqual({
        id: one,
        postId: null,
      });
      expect(await refusePost(system, { proposalId: two, key: key() }, desk.office)).toEqual({ id: two, postId: null });
      expect(await refusal(confirm(one))).toBe('proposal-ended');
    });

    it('end neither in the past nor later than granted, nor while a task is held through them', async () => {
      const handler = await hire(desk.office, 'henan.leaving', 'henan', 'provincial-handler');
      const postId = handler.posts[0]?.id ?? '';
      const end = (lastDay: string) => endPost(security, { postId, lastDay, key: key() }, desk.office);
      expect(await fields(end('2026-01-03'))).toEqual(['lastDay: too-early']);
      const player = await newCase(desk.office);
      await player.playTo('provincial-intake');
      await player.claim(await player.openTask('check-completeness'), handler);
      expect(await refusal(end('2026-01-05'))).toBe('tasks-held');
      expect(await end('2026-03-31')).toEqual({ id: postId, lastDay: '2026-03-31', heldTasks: 1 });
      expect(await fields(end('2026-06-30'))).toEqual(['lastDay: after-end']);
    });

    it('are proposed by the system administrator and granted and ended by the security administrator', async () => {
      const id = await person();
      const proposal = (await propose(id)).id;
      const held = await grant(await person());
      const acts: [(actor: Actor) => Promise<unknown>, 'system-admin' | 'security-admin'][] = [
        [(actor) => propose(id, {}, actor), 'system-admin'],
        [(actor) => confirm(proposal, actor), 'security-admin'],
        [(actor) => endPost(actor, { postId: held, lastDay: '2026-01-05', key: key() }, desk.office), 'security-admin'],
      ];
      for (const [act, whose] of acts) {
        expect(await refusalsByPost(desk.office, act, whose)).toEqual(everyPost('not-entitled', whose));
      }
      const refuse = (actor: Actor) => refusePost(actor, { proposalId: proposal, key: key() }, desk.office);
      const another = await hire(desk.office, 'ops.another', 'nhc', 'system-admin');
      expect(await refusalsByPost(desk.office, refuse, 'system-admin', 'security-admin')).toEqual(
        everyPost('not-entitled', 'system-admin', 'security-admin'),
      );
      expect(await refusal(refuse(another))).toBe('not-entitled');
      expect(await refusal(propose(newId('person')))).toBe('not-found');
      expect(await refusal(confirm(newId('proposal')))).toBe('not-found');
    });
  });

  describe('leave', () => {
    const note = (actor: Actor, personId: Id<'person'>, from = '2026-01-05', to = '2026-01-09') =>
      noteLeave(actor, { personId, from, to, reason: '出差', key: key() }, desk.office);

    it('is noted by the person, the manager of the body or the system administrator, and taken back', async () => {
      const handler = await actorNamed(desk.office, 'henan.handler2');
      const manager = await actorNamed(desk.office, 'henan.manager');
      for (const by of [handler, manager, system]) {
        const { id } = await note(by, handler.personId);
        expect(await last()).toMatchObject({
          type: 'leaveNoted',
          payload: { leave: id, person: handler.personId, actor: { person: by.personId } },
        });
        const card = await readPerson(room, by, handler.personId);
        expect(card).toMatchObject({ away: true, leave: [{ id, to: '2026-01-09', notedBy: { id: by.personId } }] });
        await cancelLeave(by, { leaveId: id, key: key() }, desk.office);
        expect(await readPerson(room, by, handler.personId)).toMatchObject({ away: false, leave: [] });
        expect(await refusal(cancelLeave(by, { leaveId: id, key: key() }, desk.office))).toBe('leave-cancelled');
      }
      expect(await fields(note(handler, handler.personId, '2026-01-09', '2026-01-08'))).toEqual(['to: before-start']);
    });

    it('to all others there is nobody to note it of; auditors and the security administrator may not', async () => {
      const handler = await actorNamed(desk.office, 'henan.handler1');
      const { id } = await note(handler, handler.personId);
      const may = ['province-handler', 'province-manager', 'system-admin'] as const;
      const expected = { ...everyPost('not-found', ...may), 'security-admin': 'not-entitled', auditor: 'not-entitled' };
      expect(await refusalsByPost(desk.office, (actor) => note(actor, handler.personId), ...may)).toEqual(expected);
      const cancel = (actor: Actor) => cancelLeave(actor, { leaveId: id, key: key() }, desk.office);
      expect(await refusalsByPost(desk.office, cancel, ...may)).toEqual(expected);
    });
  });

  it('a refused act leaves nothing in the log', async () => {
    const before = (await logOf(desk.office)).length;
    await refusal(propose(newId('person')));
    await refusal(confirm(newId('proposal')));
    expect((await logOf(desk.office)).length).toBe(before);
  });
});
