import type { TransferPreview } from '../../api/people';

export type TaskToPass = TransferPreview['tasks'][number];
export type Receiver = TaskToPass['receivers'][number];

/** Where a task would go. `kept-out`: who was named cannot take it, and why (null: does not hold the post). */
export type Way =
  { to: 'person' } | { to: 'post' } | { to: 'seat' } | { to: 'reply' } | { to: 'kept-out'; why: Receiver['refused'] };

/** By the rule that the record applies: as it was answered for each task and person. */
export function wayOf(task: TaskToPass, receiver: string | null): Way {
  if (task.as === 'seat') return { to: 'seat' };
  if (task.as === 'reply') return { to: 'reply' };
  if (receiver === null) return { to: 'post' };
  const found = task.receivers.find((one) => one.id === receiver);
  if (!found) return { to: 'kept-out', why: null };
  return found.refused ? { to: 'kept-out', why: found.refused } : { to: 'person' };
}

/** Everybody who could take some of the tasks, with how many; those who could take most first. */
export function receiversOf(tasks: readonly TaskToPass[]): { receiver: Receiver; count: number }[] {
  const found = new Map<string, { receiver: Receiver; count: number }>();
  for (const task of tasks)
    for (const receiver of task.receivers) {
      const known = found.get(receiver.id) ?? { receiver, count: 0 };
      found.set(receiver.id, { receiver, count: known.count + (receiver.refused ? 0 : 1) });
    }
  return [...found.values()].filter(({ count }) => count > 0).sort((one, other) => other.count - one.count);
}
