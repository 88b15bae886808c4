import { hash } from '@node-rs/argon2';
import { actorNamed } from '../../../test/support/actors';
import { key } from '../../../test/support/case-player';
import { everyPost, hire, logOf, refusalsByPost } from '../../../test/support/people';
import { caseAt, openDesk, refusal, type Desk } from '../../../test/support/record';
import type { Id } from '../../contracts/ids';
import type { Actor } from '../../contracts/posts';
import { bytesOf } from '../../persistence/bytes';
import { makeCalendarFeed } from '../deadlines/calendar-feed';
import { previewTransfer } from '../../views/people/transfer';
import { readPerson } from '../../views/people/person-card';
import { ReadingRoom } from '../../views/reading-room';
import { issueActivation } from './accounts';
import { PasswordChecks } from './password-checks';
import { endPost } from './posts';
import { trainingPassword } from './seed-training';
import { makeServiceAccount } from './service-accounts';
import { SignIn, type Caller } from './sign-in';
import { reinstateAccount, suspendAccount } from './suspend-account';

const caller: Caller = { address: '203.0.113.9', agent: 'test', requestId: 'test' };
const settings = {
  sessionHours: 12,
  idleMinutes: 60,
  stepUpMinutes: 5,
  secondFactor: 'offered' as const,
  credentialsKey: Buffer.alloc(32, 'test'),
  rateLimits: false,
  oidc: null,
};

describe('an account that is suspended', () => {
  let desk: Desk;
  let room: ReadingRoom;
  let signIn: SignIn;
  let system: Actor;
  let security: Actor;
  beforeAll(async () => {
    desk = await openDesk('suspend');
    room = new ReadingRoom(desk.office.database, desk.clock.machineNow);
    signIn = new SignIn(desk.office, settings, new PasswordChecks());
    [system, security] = [await actorNamed(desk.office, 'ops.system'), await actorNamed(desk.office, 'ops.security')];
  });
  afterAll(() => desk.office.close());

  const suspend = (by: Actor, of: Id<'person'>, given = key()) =>
    suspendAccount(by, { personId: of, reason: '设备遗失', key: given }, desk.office);
  const reinstate = (by: Actor, of: Id<'person'>, newPassword = false) =>
    reinstateAccount(by, { personId: of, reason: '核实无误', newPassword, key: key() }, desk.office);
  const enter = (username: string) => signIn.begin(username, trainingPassword, caller);
  const rows = <T>(sql: string, values: Buffer[] = []) =>
    desk.office.database.read((connection) => connection.rows<T>(sql, values));
  const told = async (code: string, about: Id<'person'>): Promise<string[]> => {
    const found = await rows<{ username: string }>(
      `SELECT DISTINCT a.username FROM notification n JOIN account a ON a.person_id = n.person_id
       JOIN person x ON x.id = ? AND n.params LIKE CONCAT('%', x.name_en, '%') WHERE n.code = '${code}' ORDER BY 1`,
      [bytesOf(about)],
    );
    return found.map((row) => row.username);
  };

  it('opens nothing from then on: sessions, codes, tokens and calendar end; posts and tasks stay', async () => {
    const leaver = await actorNamed(desk.office, 'henan.handler1');
    const player = await caseAt(desk.office, 'provincial-intake');
    const task = await player.openTask('check-completeness');
    await player.claim(task, leaver);
    await enter('henan.handler1');
    await enter('henan.handler1');
    await makeCalendarFeed(leaver, { language: 'zh-CN' }, desk.office);
    const code = await issueActivation(
      security,
      { personId: leaver.personId, username: 'henan.handler1' },
      desk.office,
    );
    const answer = await suspend(system, leaver.personId);
    expect(answer).toEqual({ personId: leaver.personId, endedSessions: 2, revokedTokens: 0, heldTasks: 1 });
    expect(await refusal(enter('henan.handler1'))).toBe('account-suspended');
    expect(await refusal(signIn.begin('henan.handler1', 'wrong', caller))).toBe('wrong-credentials');
    expect(await rows('SELECT 1 FROM session WHERE person_id = ?', [bytesOf(leaver.personId)])).toEqual([]);
    expect(await rows('SELECT 1 FROM calendar_feed WHERE person_id = ?', [bytesOf(leaver.personId)])).toEqual([]);
    expect(await rows('SELECT 1 FROM activation WHERE used_at IS NULL')).toEqual([]);
    expect(code.code).not.toBe('');
    expect(
      await refusal(issueActivation(security, { personId: leaver.personId, username: 'henan.handler1' }, desk.office)),
    ).toBe('account-suspended');
    expect((await player.openTask('check-completeness')).holderId).toBe(leaver.personId);
    expect(await told('account-suspended', leaver.personId)).toEqual(['henan.handler1', 'ops.auditor', 'ops.security']);
    expect((await logOf(desk.office)).at(-1)).toMatchObject({
      type: 'signInRefused',
      payload: { by: 'password' },
    });
    expect((await logOf(desk.office)).find((event) => event.type === 'accountSuspended')).toMatchObject({
      payload: {
        actor: { person: system.personId, role: 'system-admin' },
        person: leaver.personId,
        reason: '设备遗失',
        endedSessions: 2,
        endedCodes: 1,
      },
    });
    // Who cannot sign in is away to those who pass tasks on and to what rings.
    const manager = await actorNamed(desk.office, 'henan.manager');
    const other = await actorNamed(desk.office, 'henan.handler2');
    await player.claim(await release(player), other);
    const receivers = (await previewTransfer(room, manager, other.personId)).tasks[0]?.receivers ?? [];
    expect(receivers.find((one) => one.id === leaver.personId)).toMatchObject({ away: true });
    await reinstate(security, leaver.personId);
    expect((await enter('henan.handler1')).pending).toBe(false);
    expect(await told('account-reinstated', leaver.personId)).toEqual(['henan.handler1', 'ops.auditor', 'ops.system']);
  });

  async function release(player: Awaited<ReturnType<typeof caseAt>>) {
    await desk.office.database.read((sql) =>
      sql.run('UPDATE task SET holder_id = NULL, holder_post_id = NULL, state = ? WHERE case_id = ?', [
        'open',
        bytesOf(player.caseId),
      ]),
    );
    return player.openTask('check-completeness');
  }

  it('is reinstated by somebody else than who suspended it, and nobody does either to themselves', async () => {
    const { personId } = await actorNamed(desk.office, 'hubei.handler1');
    expect(await refusal(reinstate(security, personId))).toBe('account-not-suspended');
    await suspend(security, personId);
    expect(await refusal(suspend(system, personId))).toBe('account-suspended');
    expect(await refusal(reinstate(security, personId))).toBe('second-person');
    const card = async (by: Actor) => {
      const { account, allowedActions } = await readPerson(room, by, personId);
      const acts = allowedActions.filter((one) => one === 'suspend-account' || one === 'reinstate-account');
      return [acts, account?.suspended?.reason, account?.barred?.en ?? null];
    };
    expect(await card(system)).toEqual([['reinstate-account'], '设备遗失', null]);
    expect(await card(security)).toEqual([[], '设备遗失', expect.stringMatching(/second person/)]);
    expect(await card(await actorNamed(desk.office, 'ops.auditor'))).toEqual([[], '设备遗失', null]);
    await reinstate(system, personId, true);
    // The old password is not known to be only theirs: it opens nothing, a new code sets another.
    expect(await refusal(enter('hubei.handler1'))).toBe('wrong-credentials');
    await issueActivation(security, { personId, username: 'hubei.handler1' }, desk.office);
    expect(await refusal(suspend(system, system.personId))).toBe('second-person');
    expect(await refusal(reinstate(system, system.personId))).toBe('second-person');
  });

  it('takes with it the tokens and the codes that its person has seen', async () => {
    const second = await able('ops.security2', 'security-admin');
    const made = await makeServiceAccount(
      second,
      { name: { zh: '同步', en: 'Feed' }, scopes: ['cases'], days: 30 },
      desk.office,
    );
    const { personId } = await actorNamed(desk.office, 'hubei.handler2');
    await issueActivation(second, { personId, username: 'hubei.handler2' }, desk.office);
    expect(await suspend(security, second.personId)).toMatchObject({ revokedTokens: 1 });
    expect(await rows('SELECT 1 FROM service_account WHERE id = ? AND revoked_at IS NULL', [bytesOf(made.id)])).toEqual(
      [],
    );
    expect(
      await rows('SELECT 1 FROM activation WHERE used_at IS NULL AND issued_by = ?', [bytesOf(second.personId)]),
    ).toEqual([]);
    await reinstate(system, second.personId);
  });

  /** Somebody with an administrator's post who can sign in. */
  async function able(name: string, role: string): Promise<Actor> {
    const actor = await hire(desk.office, name, 'nhc', role);
    const passwordHash = await hash(trainingPassword);
    await desk.office.database.read((sql) =>
      sql.run('UPDATE account SET password_hash = ? WHERE person_id = ?', [passwordHash, bytesOf(actor.personId)]),
    );
    return actor;
  }

  it('is never that of the last who administers: not by two at once either', async () => {
    const lonely = await able('ops.system2', 'system-admin');
    expect((await suspend(security, lonely.personId)).endedSessions).toBe(0);
    // Who is suspended counts for nobody, nor does who has no password.
    await hire(desk.office, 'ops.system3', 'nhc', 'system-admin');
    expect(await refusal(suspend(security, system.personId))).toBe('last-administrator');
    await reinstate(system, lonely.personId);
    const [one, two] = await Promise.allSettled([suspend(system, lonely.personId), suspend(lonely, system.personId)]);
    expect([one.status, two.status].sort()).toEqual(['fulfilled', 'rejected']);
    const left = await rows<{ count: number | string }>(
      `SELECT COUNT(*) AS count FROM post p JOIN account a ON a.person_id = p.person_id
       WHERE p.role = 'system-admin' AND a.suspended_at IS NULL AND a.password_hash LIKE '$argon2%'`,
    );
    expect(Number(left[0]?.count)).toBe(1);
    await desk.office.database.read((sql) => sql.run('UPDATE account SET suspended_at = NULL'));
    await desk.office.database.read((sql) => sql.run('UPDATE suspension SET reinstated_at = suspended_at'));
  });

  it('nor is the last administrator’s post ended, by one of the same post neither', async () => {
    const end = (by: Actor, of: Actor, lastDay = '2026-01-05') =>
      endPost(by, { postId: of.posts[0]?.id ?? '', lastDay, key: key() }, desk.office);
    const auditor = await actorNamed(desk.office, 'ops.auditor');
    expect(await refusal(end(security, auditor))).toBe('last-administrator');
    const third = await able('ops.security3', 'security-admin');
    for (const name of ['ops.security2']) await end(security, await actorNamed(desk.office, name));
    const races = await Promise.allSettled([end(security, third), end(third, security)]);
    expect(races.map((one) => one.status).sort()).toEqual(['fulfilled', 'rejected']);
    const left = await rows(
      `SELECT 1 FROM post WHERE role = 'security-admin' AND (valid_to IS NULL OR valid_to > '2026-01-05')`,
    );
    expect(left).toHaveLength(1);
  });

  it('is for the two keepers alone, of somebody who has one, once it is confirmed', async () => {
    const { personId } = await actorNamed(desk.office, 'nhc.handler1');
    const keepers = ['system-admin', 'security-admin'] as const;
    for (const act of [(by: Actor) => suspend(by, personId), (by: Actor) => reinstate(by, personId)])
      expect(await refusalsByPost(desk.office, act, ...keepers)).toEqual(everyPost('not-entitled', ...keepers));
    expect(await refusal(suspend({ ...system, unconfirmed: true }, personId))).toBe('step-up-needed');
    const { personId: program } = await makeServiceAccount(
      await actorNamed(desk.office, 'ops.security'),
      { name: { zh: '程序', en: 'Program' }, scopes: ['cases'], days: 1 },
      desk.office,
    ).catch(() => ({ personId: null }));
    if (program) expect(await refusal(suspend(system, program))).toBe('account-unset');
    expect(await refusal(suspend(system, 'person_00000000000000000000000000000000'))).toBe('not-found');
  });

  it('sends the same answer to the same key, and suspends once', async () => {
    const { personId } = await actorNamed(desk.office, 'nhc.handler2');
    const given = key();
    const first = await suspend(system, personId, given);
    expect(await suspend(system, personId, given)).toEqual(first);
  });
});
