import { claimTask } from '../../libs/casework/inbox/claim-task';
import type { Office } from '../../libs/casework/office';
import type { Actor } from '../../libs/contracts/posts';
import type { Task } from '../../libs/persistence/cases/task-repository';
import { readNotifications } from '../../libs/views/deadlines/notifications';
import type { ReadingRoom } from '../../libs/views/reading-room';
import { key, type CasePlayer } from './case-player';
import { caseAt } from './record';

/** The people of the province of Henan; `one` and `two` hold the same post. */
export interface ProvinceStaff {
  one: Actor;
  two: Actor;
  checker: Actor;
  manager: Actor;
  signatory: Actor;
}

export async function provinceStaff(player: CasePlayer): Promise<ProvinceStaff> {
  const [one, two, checker, manager, signatory] = await Promise.all(
    ['handler1', 'handler2', 'checker', 'manager', 'signatory'].map((post) => player.actor(`henan.${post}`)),
  );
  if (!one || !two || !checker || !manager || !signatory) throw new Error('the province is not staffed');
  return { one, two, checker, manager, signatory };
}

export interface IntakeTask extends ProvinceStaff {
  player: CasePlayer;
  task: Task;
}

/** A case of its own whose intake lies before the province and is held by nobody. */
export async function intakeTask(office: Office): Promise<IntakeTask> {
  const player = await caseAt(office, 'provincial-intake');
  return { player, task: await player.openTask('check-completeness'), ...(await provinceStaff(player)) };
}

/** As `intakeTask`, held by `one`; `rev` of the task is the one before. */
export async function claimedIntake(office: Office): Promise<IntakeTask> {
  const begun = await intakeTask(office);
  await claimTask(begun.one, { taskId: begun.task.id, key: key() }, office);
  return begun;
}

/** English titles of what a person was told of a case, newest first. */
export async function toldOf(room: ReadingRoom, actor: Actor, player: CasePlayer): Promise<string[]> {
  const { items } = await readNotifications(room, actor, { limit: 100 });
  return items.filter((one) => one.caseId === player.caseId).map((one) => one.title.en);
}
