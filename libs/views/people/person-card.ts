import type { PersonCard } from '../../contracts/api/people';
import { Refused, refusals } from '../../contracts/errors';
import type { Id } from '../../contracts/ids';
import type { Actor } from '../../contracts/posts';
import { keepers, type PersonAtWork } from '../../domain/people/administering';
import { entitled, offered } from '../../domain/people/entitlement';
import type { Verdict } from '../../domain/people/verdict';
import { bytesOf, idOf } from '../../persistence/bytes';
import { AccountRepository } from '../../persistence/people/account-repository';
import { AdministratorRepository } from '../../persistence/people/administrator-repository';
import { PersonRepository } from '../../persistence/people/person-repository';
import { SecondFactorRepository } from '../../persistence/people/second-factor-repository';
import { SuspensionRepository } from '../../persistence/people/suspension-repository';
import { TransferRepository } from '../../persistence/people/transfer-repository';
import type { Sql } from '../../persistence/sql';
import type { ReadingRoom } from '../reading-room';
import { readToday } from './organisations';
import { postsOf } from './posts-of-person';
import { proposalsWhere } from './proposals';

/**
 * A person with posts, units, leave and, for administrators, the account. Administrators, the manager of their body, they
 * themselves; refused: not-found.
 */
export function readPerson(room: ReadingRoom, actor: Actor, id: Id<'person'>): Promise<PersonCard> {
  return room.database.read(async (sql) => {
    const today = await readToday(room, sql);
    const people = new PersonRepository(sql);
    const known = await people.find(id);
    const atWork = { id, organisations: await people.organisations(id, today) };
    if (!known || !entitled(actor, 'read-person', atWork).allowed) throw new Refused('not-found');
    const leave = await leaveOf(sql, id, today);
    const heldTasks = await new TransferRepository(sql).held(id);
    const administers = entitled(actor, 'read-people', { organisationId: null }).allowed;
    const standing = administers ? await standingOf(sql, actor, id, today) : null;
    const account = standing && (await accountOf(sql, id, room.machineNow(), standing));
    return {
      ...known,
      posts: await postsOf(sql, actor, id, today),
      account,
      leave,
      away: leave.some((one) => one.from <= today && one.to >= today),
      proposals: await proposalsWhere(sql, actor, 'x.person_id = ?', [bytesOf(id)]),
      heldTasks,
      allowedActions: actionsOn(actor, atWork, account, standing),
    };
  });
}

interface Standing {
  suspended: NonNullable<PersonCard['account']>['suspended'];
  suspend: Verdict;
  reinstate: Verdict;
}

async function standingOf(sql: Sql, actor: Actor, personId: Id<'person'>, today: string): Promise<Standing> {
  const found = await new SuspensionRepository(sql).find(personId);
  const last = (await new AdministratorRepository(sql).onlyHolder(personId, keepers, today)) !== undefined;
  return {
    suspended: found
      ? { at: new Date(found.at).toISOString(), by: { id: found.by, name: found.byName }, reason: found.reason }
      : null,
    suspend: entitled(actor, 'suspend-account', { personId, suspended: found !== undefined, last }),
    reinstate: entitled(actor, 'reinstate-account', { personId, suspendedBy: found?.by ?? null }),
  };
}

function actionsOn(
  actor: Actor,
  person: PersonAtWork,
  account: PersonCard['account'],
  standing: Standing | null,
): PersonCard['allowedActions'] {
  const keep = entitled(actor, 'keep-accounts', { personId: person.id });
  return offered([
    ['change', entitled(actor, 'organise', null)],
    ['propose-post', entitled(actor, 'propose-post', { personId: person.id })],
    ['end-post', entitled(actor, 'end-post', null)],
    ['note-leave', entitled(actor, 'note-leave', person)],
    ['transfer', entitled(actor, 'transfer-tasks', person)],
    ['read-account', entitled(actor, 'read-people', { organisationId: null })],
    ...(account?.suspended ? [] : ([['issue-activation', keep]] as const)),
    ...(account && standing
      ? ([
          ['suspend-account', standing.suspend],
          ['reinstate-account', standing.reinstate],
        ] as const)
      : []),
    ...(account?.secondFactor
      ? ([['end-second-factor', entitled(actor, 'end-second-step', { personId: person.id })]] as const)
      : []),
  ]);
}

async function accountOf(
  sql: Sql,
  person: Id<'person'>,
  machineNow: number,
  { suspended, suspend, reinstate }: Standing,
): Promise<PersonCard['account']> {
  const accounts = new AccountRepository(sql);
  const account = await accounts.ofPerson(person);
  if (!account) return null;
  const factor = await new SecondFactorRepository(sql).find(account.id);
  const until = await accounts.activationUntil(account.id, machineNow);
  const asked = suspended ? reinstate : suspend;
  const iso = (at: number | null) => (at === null ? null : new Date(at).toISOString());
  return {
    username: account.username,
    active: account.passwordHash !== null,
    activationUntil: iso(until),
    passwordChangedAt: iso(account.passwordChangedAt),
    secondFactor: factor?.confirmedAt != null,
    suspended,
    barred: asked.allowed || asked.because === 'not-entitled' ? null : refusals[asked.because].words,
  };
}

async function leaveOf(sql: Sql, person: Id<'person'>, today: string): Promise<PersonCard['leave']> {
  const rows = await sql.rows<{
    id: Buffer;
    first_day: string;
    last_day: string;
    reason: string | null;
    noted_by: Buffer;
    by_zh: string;
    by_en: string;
  }>(
    `SELECT a.id, a.first_day, a.last_day, a.reason, a.noted_by, b.name_zh AS by_zh, b.name_en AS by_en
     FROM absence a JOIN person b ON b.id = a.noted_by
     WHERE a.person_id = ? AND a.last_day >= ? AND a.cancelled_at IS NULL ORDER BY a.first_day, a.id`,
    [bytesOf(person), today],
  );
  return rows.map((row) => ({
    id: idOf('absence', row.id),
    from: row.first_day,
    to: row.last_day,
    reason: row.reason,
    notedBy: { id: idOf('person', row.noted_by), name: { zh: row.by_zh, en: row.by_en } },
  }));
}
