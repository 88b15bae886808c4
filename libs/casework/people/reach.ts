import type { RungRecipient } from '../../contracts/deadlines';
import type { Id } from '../../contracts/ids';
import { superiors, type Body, type Role, type Superior } from '../../contracts/posts';
import { bodyOfTask } from '../../domain/people/entitled';
import { superiorsAt, type Organised } from '../../domain/people/line';
import { handlerOf, managerOf, signatoryOf, workingPostsOf } from '../../domain/people/posts-of-body';
import { organisationOfBody } from '../../domain/people/relation';
import type { Task } from '../../persistence/cases/task-repository';
import { NotificationRepository } from '../../persistence/deadlines/notification-repository';
import { StaffRepository, type HeldPost } from '../../persistence/people/staff-repository';
import { standInsOf, type StandIns, type Telling } from './stand-ins';

export interface Reached {
  people: Id<'person'>[];
  /** Who of those to be reached is on leave today. Their deputies are told instead; without one, they are, and others of the same post. */
  away: Id<'person'>[];
  /** Who was told in whose place. */
  standIns: StandIns;
  /** Superiors that were to be reached and are not held, lowest first. */
  passedOn: Superior[];
}

/** Recipients that the tasks themselves name. */
const ofTheDesk: ReadonlySet<RungRecipient> = new Set<RungRecipient>(['holder', 'deputy', 'post']);

const isSuperior = (recipient: RungRecipient): recipient is Superior =>
  (superiors as readonly string[]).includes(recipient);

/** What can be held of an organisation on the day, read once for all recipients of a rung. */
interface Staff extends Organised {
  posts: readonly HeldPost[];
}

/**
 * Persons that recipients name for the tasks `bound`: their holders (the whole post while unclaimed, and while the
 * holder is away), posts of the body, and superiors of whoever works them. Nobody at all is an answer too.
 */
export async function reach(
  work: Telling,
  body: Body,
  recipients: readonly RungRecipient[],
  bound: readonly Task[],
): Promise<Reached> {
  const repository = new StaffRepository(work.sql);
  const found = new Set<Id<'person'>>(await atTheDesk(work, repository, recipients, bound));
  const passedOn = new Set<Superior>();
  const staff = recipients.some((one) => !ofTheDesk.has(one))
    ? await staffOf(work, repository, body, recipients)
    : null;
  for (const recipient of staff ? recipients : []) {
    if (!staff || ofTheDesk.has(recipient)) continue;
    if (isSuperior(recipient)) {
      for (const above of await superiorsOf(recipient, repository, staff, body, bound)) {
        for (const person of above.people) found.add(person);
        for (const level of above.passedOn) passedOn.add(level);
      }
    } else {
      const role = recipient === 'manager' ? managerOf(body) : signatoryOf(body);
      for (const post of staff.posts) if (post.role === role) found.add(post.personId);
    }
  }
  return inTheirPlace(work, [...found], {
    bound,
    passedOn: superiors.filter((level) => passedOn.has(level)),
  });
}

/** Those who are there, and the deputies of those who are not. */
export async function inTheirPlace(
  work: Telling,
  people: readonly Id<'person'>[],
  { bound, passedOn = [] }: { bound: readonly Task[]; passedOn?: Superior[] },
): Promise<Reached> {
  const away = await new StaffRepository(work.sql).away(people, work.today);
  const standIns = await standInsOf(work, away, bound);
  const told = people.flatMap((person) => standIns.get(person) ?? [person]);
  return { people: [...new Set(told)], away, standIns, passedOn };
}

/** The next in line above one person of a body, through whatever unit their task lies in. */
export async function reachAbove(
  work: Telling,
  body: Body,
  order: { taskId: Id<'task'>; toRole: Role; toPerson: Id<'person'> | null },
): Promise<Reached> {
  const repository = new StaffRepository(work.sql);
  const staff = await staffOf(work, repository, body, superiors, [order.toRole]);
  const below = order.toPerson === null ? [] : [order.toPerson];
  const addressed = staff.posts.filter(
    (post) => post.role === order.toRole && (order.toPerson === null || post.personId === order.toPerson),
  );
  const units = new Set(addressed.map((post) => post.unitId));
  if (units.size === 0) units.add(null);
  const above = [...units].map((unit) => superiorsAt('division-head', unit, staff, below));
  const people = [...new Set(above.flatMap((one) => one.people))];
  return inTheirPlace(work, people, {
    bound: [],
    passedOn: superiors.filter((level) => above.some((one) => one.passedOn.includes(level))),
  });
}

/** What an event says of a reach beside the people: only what is not as usual. */
export const reachFacts = ({ people, away, standIns, passedOn }: Reached) => ({
  reached: people,
  ...(away.length > 0 ? { away } : {}),
  ...(standIns.size > 0 ? { standIns: [...standIns].map(([person, by]) => ({ person, by })) } : {}),
  ...(passedOn.length > 0 ? { passedOn } : {}),
});

async function staffOf(
  work: Telling,
  repository: StaffRepository,
  body: Body,
  recipients: readonly RungRecipient[],
  more: readonly Role[] = [],
): Promise<Staff> {
  const organisation = organisationOfBody(body, work.parties);
  const manager = managerOf(body);
  const lines = recipients.some(isSuperior);
  const roles = new Set<Role>([
    ...(manager === null ? [] : [manager]),
    ...(recipients.includes('signatory') ? [signatoryOf(body)] : []),
    ...(lines ? [...superiors, ...workingPostsOf(body)] : []),
    ...more,
  ]);
  return {
    posts: await repository.holding(organisation, [...roles], work.today),
    units: lines ? await repository.units(organisation, work.today) : [],
    manager,
  };
}

async function atTheDesk(
  work: Telling,
  repository: StaffRepository,
  recipients: readonly RungRecipient[],
  bound: readonly Task[],
): Promise<Id<'person'>[]> {
  const found = recipients.includes('holder') ? await holdersOf(work, repository, bound) : [];
  if (recipients.includes('post'))
    found.push(...(await new NotificationRepository(work.sql).holders(postsOf(bound), work.today)));
  if (recipients.includes('deputy')) {
    const held = bound.flatMap((task) => task.holderId ?? []);
    for (const deputies of (await standInsOf(work, held, bound)).values()) found.push(...deputies);
  }
  return found;
}

const postsOf = (tasks: readonly Task[]) =>
  tasks.flatMap(({ role, organisationId }) => (role && organisationId ? [{ organisationId, role }] : []));

async function holdersOf(work: Telling, repository: StaffRepository, bound: readonly Task[]): Promise<Id<'person'>[]> {
  const held = bound.flatMap((task) => task.holderId ?? task.personId ?? []);
  const onLeave = await repository.away(held, work.today);
  const standIns = await standInsOf(work, onLeave, bound);
  const away = new Set(onLeave.filter((person) => !standIns.has(person)));
  const posts = postsOf(bound.filter((task) => task.holderId === null || away.has(task.holderId)));
  const ofPosts = await new NotificationRepository(work.sql).holders(posts, work.today);
  if (away.size === 0) return [...held, ...ofPosts];
  // Beside somebody who is away only those of the post are told who are there.
  const alsoAway = new Set(await repository.away(ofPosts, work.today));
  const unclaimed = bound.some((task) => task.holderId === null && task.personId === null);
  return [...held, ...ofPosts.filter((person) => unclaimed || !alsoAway.has(person))];
}

/** One line for each unit that works the bound tasks: of the holder's post, or of all who could take it. */
async function superiorsOf(
  level: Superior,
  repository: StaffRepository,
  staff: Staff,
  body: Body,
  bound: readonly Task[],
) {
  const own = bound.filter((task) => task.role !== null && bodyOfTask(task) === body);
  const unitOfHolder = await repository.unitsOfHolders(own.filter((task) => task.holderId).map((task) => task.id));
  const lines = own.map((task) => ({
    below: task.holderId ? [task.holderId] : [],
    // Where no post of the body holds the task itself, a seat of its panel does: then the handler's desk counts.
    units: unitOfHolder.has(task.id)
      ? [unitOfHolder.get(task.id) ?? null]
      : unitsOf(staff, task.role ?? handlerOf(body)),
  }));
  if (lines.length === 0) lines.push({ below: [], units: unitsOf(staff, handlerOf(body)) });
  return lines.flatMap(({ below, units }) => units.map((unit) => superiorsAt(level, unit, staff, below)));
}

function unitsOf(staff: Staff, role: Role): (Id<'unit'> | null)[] {
  const units = new Set(staff.posts.filter((post) => post.role === role).map((post) => post.unitId));
  return units.size > 0 ? [...units] : [null];
}
