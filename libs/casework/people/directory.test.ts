import { administrators } from '../../../test/e2e/matrix-posts';
import { actorNamed } from '../../../test/support/actors';
import { key } from '../../../test/support/case-player';
import { everyPost, logOf, organisationNamed, refusalsByPost } from '../../../test/support/people';
import { openDesk, refusal, type Desk } from '../../../test/support/record';
import type { Id } from '../../contracts/ids';
import type { Actor } from '../../contracts/posts';
import { newId } from '../../persistence/bytes';
import { findPeople } from '../../views/people/find-people';
import { readOrganisations, readPeople, readUnits } from '../../views/people/organisations';
import { readPerson } from '../../views/people/person-card';
import { ReadingRoom } from '../../views/reading-room';
import { addPerson, changePerson } from './people';
import { confirmPost, proposePost } from './posts';
import { openOrganisation } from './units';

describe('the directory of organisations and people', () => {
  let desk: Desk;
  let room: ReadingRoom;
  let system: Actor;
  let security: Actor;
  let henan: Id<'organisation'>;
  beforeAll(async () => {
    desk = await openDesk('directory');
    room = new ReadingRoom(desk.office.database, desk.clock.machineNow);
    system = await actorNamed(desk.office, 'ops.system');
    security = await actorNamed(desk.office, 'ops.security');
    henan = await organisationNamed(desk.office, 'henan');
  });
  afterAll(() => desk.office.close());

  const name = { zh: '经办人', en: 'Handler' };
  const person = async (code: string) =>
    (await addPerson(system, { code, name, email: null, phone: null, language: 'zh', key: key() }, desk.office)).id;
  async function grant(personId: Id<'person'>): Promise<void> {
    const post = {
      ...{ organisationId: henan, role: 'provincial-handler' as const, unitId: null, pool: null },
      ...{ from: '2026-01-05', to: null },
    };
    const { id } = await proposePost(system, { personId, ...post, key: key() }, desk.office);
    await confirmPost(security, { proposalId: id, key: key() }, desk.office);
  }
  const fields = async (act: Promise<unknown>) => {
    const error = (await act.catch((caught: unknown) => caught)) as {
      details?: { fields?: { path: string; code: string }[] };
    };
    return error.details?.fields?.map((field) => `${field.path}: ${field.code}`);
  };
  const last = async () => (await logOf(desk.office)).at(-1);

  describe('organisations', () => {
    const open = (by: Actor, code: string, given: object = {}) =>
      openOrganisation(
        by,
        { code, kind: 'hospital', name, province: '41', parentId: henan, key: key(), ...given },
        desk.office,
      );

    it('are added by the system administrator, each code once, hospitals with their province', async () => {
      const { id } = await open(system, 'h41-new');
      expect(await last()).toMatchObject({
        type: 'organisationOpened',
        payload: { organisation: id, code: 'h41-new' },
      });
      const tree = await readOrganisations(room, system);
      expect(tree.items.find((one) => one.id === id)).toMatchObject({ parentId: henan, province: '41', people: 0 });
      expect(tree.allowedActions).toEqual(['organise', 'proposals', 'imports']);
      expect(await fields(open(system, 'h41-new'))).toEqual(['code: duplicate']);
      expect(await fields(open(system, 'h41-other', { province: null }))).toEqual(['province: required']);
      expect(await refusal(open(system, 'h41-other', { parentId: newId('organisation') }))).toBe('not-found');
      expect(await refusalsByPost(desk.office, (actor) => open(actor, 'h41-x'), 'system-admin')).toEqual(
        everyPost('not-entitled', 'system-admin'),
      );
    });
  });

  describe('finding people', () => {
    const found = async (by: Actor, query: object) =>
      (await findPeople(room, by, { limit: 100, ...query })).items.map((one) => one.id);

    it('by name in either language, staff number and user name; those without a post apart', async () => {
      const one = await person('FIND-1');
      await changePerson(
        system,
        { personId: one, name: { zh: '寻找甲', en: 'Seeker A' }, email: null, phone: null, language: null, key: key() },
        desk.office,
      );
      for (const q of ['寻找', 'seeker', 'FIND-', ' 找甲 ']) expect(await found(system, { q })).toEqual([one]);
      for (const q of ['IND-1', '%', '_', 'nobody']) expect(await found(system, { q })).toEqual([]);
      expect(await found(security, { q: 'henan.handler1' })).toHaveLength(1);
      expect(await found(system, { idle: 'true' })).toContain(one);
      await grant(one);
      expect(await found(system, { idle: 'true' })).not.toContain(one);
      const first = await findPeople(room, system, { limit: 1 });
      const second = await findPeople(room, system, { limit: 1, after: first.next ?? '' });
      expect(second.items[0]?.id).not.toBe(first.items[0]?.id);
    });

    it('a manager finds and sees whoever works at their own body, and nobody else', async () => {
      const manager = await actorNamed(desk.office, 'henan.manager');
      const [here, there] = await Promise.all([
        actorNamed(desk.office, 'henan.handler1'),
        actorNamed(desk.office, 'guangdong.handler1'),
      ]);
      const all = await found(manager, {});
      expect(all).toContain(here.personId);
      expect(all).not.toContain(there.personId);
      expect(await found(manager, { q: 'guangdong.handler1' })).toEqual([]);
      const tree = await readOrganisations(room, manager);
      expect([tree.items.map((one) => one.id), tree.allowedActions]).toEqual([[henan], []]);
      expect((await readPeople(room, manager, henan, { limit: 5 })).items).toHaveLength(5);
      const guangdong = await organisationNamed(desk.office, 'guangdong');
      expect(await refusal(readPeople(room, manager, guangdong, { limit: 5 }))).toBe('not-found');
      expect(await refusal(readUnits(room, manager, guangdong))).toBe('not-found');
      const managers = ['province-manager', 'nation-manager'] as const;
      expect(
        await refusalsByPost(
          desk.office,
          (actor) => findPeople(room, actor, { limit: 1 }),
          ...administrators,
          ...managers,
        ),
      ).toEqual(everyPost('not-entitled', ...administrators, ...managers));
    });
  });

  it('a card names those above, who stands in, and the account to administrators alone', async () => {
    const handler = await actorNamed(desk.office, 'henan.handler1');
    const manager = await actorNamed(desk.office, 'henan.manager');
    const card = await readPerson(room, security, handler.personId);
    expect(card.account).toMatchObject({ username: 'henan.handler1', active: true, secondFactor: false });
    expect(card.posts[0]?.superiors.map((one) => one.level)).toEqual(['division-head', 'department-head', 'leader']);
    expect(card.posts[0]?.allowedActions).toEqual(['end']);
    expect(card.allowedActions).toEqual(['end-post', 'read-account', 'issue-activation', 'suspend-account']);
    const seen = await readPerson(room, manager, handler.personId);
    expect([seen.account, seen.posts[0]?.allowedActions, seen.allowedActions]).toEqual([
      null,
      [],
      ['note-leave', 'transfer'],
    ]);
    expect((await readPerson(room, security, security.personId)).allowedActions).not.toContain('issue-activation');
  });
});
