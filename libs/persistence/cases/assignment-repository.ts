import type { Id } from '../../contracts/ids';
import { audienceOfPerson } from '../../contracts/posts';
import type { Stage, Step } from '../../contracts/procedure';
import { bytesOf, idOf } from '../bytes';
import { toSql } from '../instants';
import type { Sql } from '../sql';
import { noLimit, type Task } from './task-repository';

export interface Assignment {
  id: Id<'assignment'>;
  taskId: Id<'task'>;
  caseId: Id<'case'>;
  stage: Stage;
  step: Step;
  byPerson: Id<'person'>;
  byPost: Id<'post'>;
  toPerson: Id<'person'>;
  question: string;
  askedAt: number;
}

/** Questions of a holder to a colleague. While one is open the task shows in the colleague's inbox too. */
export class AssignmentRepository {
  constructor(private readonly sql: Sql) {}

  async open(assignment: Assignment, task: Task): Promise<void> {
    await this.sql.insert('task_assignment', [
      {
        id: bytesOf(assignment.id),
        case_id: bytesOf(assignment.caseId),
        task_id: bytesOf(assignment.taskId),
        stage: assignment.stage,
        step: assignment.step,
        by_person: bytesOf(assignment.byPerson),
        by_post: bytesOf(assignment.byPost),
        to_person: bytesOf(assignment.toPerson),
        question: assignment.question,
        asked_at: toSql(assignment.askedAt),
      },
    ]);
    await this.sql.run('UPDATE task SET assigned_to = ?, rev = rev + 1 WHERE id = ?', [
      bytesOf(assignment.toPerson),
      bytesOf(task.id),
    ]);
    await this.sql.insert('task_audience', [
      {
        audience: audienceOfPerson(assignment.toPerson),
        due_at: toSql(task.dueAt ?? noLimit),
        task_id: bytesOf(task.id),
      },
    ]);
  }

  /** Ends the open one with a reply, or without: it comes back to the holder. */
  async end(task: Pick<Task, 'id' | 'assignedTo'>, reply: string | null, at: number): Promise<void> {
    if (!task.assignedTo) return;
    await this.sql.run('UPDATE task_assignment SET reply = ?, ended_at = ? WHERE task_id = ? AND ended_at IS NULL', [
      reply,
      toSql(at),
      bytesOf(task.id),
    ]);
    await this.sql.run('UPDATE task SET assigned_to = NULL, rev = rev + 1 WHERE id = ?', [bytesOf(task.id)]);
    await this.sql.run('DELETE FROM task_audience WHERE audience = ? AND task_id = ?', [
      audienceOfPerson(task.assignedTo),
      bytesOf(task.id),
    ]);
  }

  /** All of a task, oldest first. */
  async ofTask(taskId: Id<'task'>): Promise<AssignmentRead[]> {
    const rows = await this.sql.rows<{
      by_person: Buffer;
      by_zh: string;
      by_en: string;
      to_person: Buffer;
      to_zh: string;
      to_en: string;
      question: string;
      asked_at: Date;
      reply: string | null;
      ended_at: Date | null;
    }>(
      `SELECT a.by_person, b.name_zh AS by_zh, b.name_en AS by_en, a.to_person, t.name_zh AS to_zh, t.name_en AS to_en,
              a.question, a.asked_at, a.reply, a.ended_at
       FROM task_assignment a JOIN person b ON b.id = a.by_person JOIN person t ON t.id = a.to_person
       WHERE a.task_id = ? ORDER BY a.id`,
      [bytesOf(taskId)],
    );
    return rows.map((row) => ({
      by: { id: idOf('person', row.by_person), name: { zh: row.by_zh, en: row.by_en } },
      to: { id: idOf('person', row.to_person), name: { zh: row.to_zh, en: row.to_en } },
      question: row.question,
      askedAt: row.asked_at.toISOString(),
      reply: row.reply,
      endedAt: row.ended_at?.toISOString() ?? null,
    }));
  }
}

export interface AssignmentRead {
  by: { id: string; name: { zh: string; en: string } };
  to: { id: string; name: { zh: string; en: string } };
  question: string;
  askedAt: string;
  reply: string | null;
  endedAt: string | null;
}
