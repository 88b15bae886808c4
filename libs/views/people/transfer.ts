import type { TransferPreview } from '../../contracts/api/people';
import { refusals, Refused } from '../../contracts/errors';
import type { Id } from '../../contracts/ids';
import type { Actor } from '../../contracts/posts';
import { mayNameReceiver } from '../../domain/people/administering';
import { separated } from '../../domain/people/entitled';
import { entitled, requireEntitled } from '../../domain/people/entitlement';
import { bytesOf, idOf } from '../../persistence/bytes';
import { TaskRepository } from '../../persistence/cases/task-repository';
import { readActed } from '../../persistence/people/acted-repository';
import { PersonRepository } from '../../persistence/people/person-repository';
import { StaffRepository } from '../../persistence/people/staff-repository';
import { TransferRepository, type WaitingTask } from '../../persistence/people/transfer-repository';
import type { Sql } from '../../persistence/sql';
import type { ReadingRoom } from '../reading-room';
import { readToday } from './organisations';

type Receiver = TransferPreview['tasks'][number]['receivers'][number];

/** What would be passed on if a person left, and to whom it could go. Refused: not-found, not-entitled. */
export function previewTransfer(room: ReadingRoom, actor: Actor, id: Id<'person'>): Promise<TransferPreview> {
  return room.database.read(async (sql) => {
    const today = await readToday(room, sql);
    const people = new PersonRepository(sql);
    const known = await people.find(id);
    const atWork = { id, organisations: await people.organisations(id, today) };
    if (!known || !entitled(actor, 'read-person', atWork).allowed) throw new Refused('not-found');
    const post = requireEntitled(actor, 'transfer-tasks', atWork);
    const mayName = mayNameReceiver(post);
    const transfers = new TransferRepository(sql);
    const own = (task: WaitingTask) =>
      !mayName || task.organisationId === null || task.organisationId === post.organisationId;
    const tasks: TransferPreview['tasks'] = [];
    for (const task of (await transfers.waiting(id)).filter(own)) {
      tasks.push({
        id: task.taskId,
        caseNumber: task.caseNumber,
        step: task.step,
        role: task.role,
        dueAt: task.dueAt?.toISOString() ?? null,
        as: task.as,
        receivers: task.as === 'holder' ? await receiversOf(sql, task, id, today) : [],
      });
    }
    const orders = (await transfers.orders(id)).filter((one) => !mayName || one.organisationId === post.organisationId);
    return {
      person: { id, name: known.name },
      mayName,
      tasks,
      orders: orders.map(({ number, caseNumber, replyDue }) => ({ number, caseNumber, replyDue })),
    };
  });
}

/** Others who hold the task's post: those of the leaver's unit first, those with something against them last. */
async function receiversOf(sql: Sql, task: WaitingTask, leaver: Id<'person'>, today: string): Promise<Receiver[]> {
  if (task.role === null || task.organisationId === null) return [];
  const staff = new StaffRepository(sql);
  const unit = (await staff.unitsOfHolders([task.taskId])).get(task.taskId) ?? null;
  const rows = await sql.rows<{ id: Buffer; name_zh: string; name_en: string; same_unit: number }>(
    `SELECT n.id, n.name_zh, n.name_en, MAX(p.unit_id <=> ?) AS same_unit FROM post p JOIN person n ON n.id = p.person_id
     WHERE p.organisation_id = ? AND p.role = ? AND p.person_id <> ?
       AND p.valid_from <= ? AND (p.valid_to IS NULL OR p.valid_to >= ?) GROUP BY n.id, n.name_zh, n.name_en ORDER BY n.id`,
    [unit && bytesOf(unit), bytesOf(task.organisationId), task.role, bytesOf(leaver), today, today],
  );
  const away = new Set(
    await staff.away(
      rows.map((row) => idOf('person', row.id)),
      today as Parameters<StaffRepository['away']>[1],
    ),
  );
  const all = await new TaskRepository(sql).ofCase(task.caseId);
  const asked = all.find((one) => one.id === task.taskId);
  const found: Receiver[] = [];
  for (const row of rows) {
    const person = idOf('person', row.id);
    const { acted, recused } = await readActed(
      sql,
      task.caseId,
      { personId: person, posts: [], requestId: '' },
      task.taskId,
    );
    const siblings = all.filter((one) => one.stage === asked?.stage);
    const refused = recused ? 'recused' : asked ? separated([person], asked, siblings, acted) : null;
    found.push({
      id: person,
      name: { zh: row.name_zh, en: row.name_en },
      sameUnit: row.same_unit === 1,
      away: away.has(person),
      refused: refused && { code: refused, message: refusals[refused].words },
    });
  }
  const rank = (one: Receiver): number => (one.refused ? 4 : 0) + (one.away ? 2 : 0) + (one.sameUnit ? 0 : 1);
  return found.sort((one, other) => rank(one) - rank(other));
}
