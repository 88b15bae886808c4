import { useMutation, useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { claimTask, releaseTask } from '../../api/acts';
import { taskQuery } from '../../api/queries';
import type { Task } from '../../api/types';

/** The task of the address; its desk has fetched it before anything inside is drawn. */
export function useTask(): Task {
  const { taskId } = useParams({ from: '/app/inbox/$taskId' });
  return useSuspenseQuery(taskQuery(taskId)).data;
}

/** Takes a task, or gives it back. */
export function useHolding(task: Task) {
  const client = useQueryClient();
  const refresh = (): Promise<void> => client.invalidateQueries();
  const claim = useMutation({ mutationFn: () => claimTask(task.id), onSettled: refresh });
  const release = useMutation({ mutationFn: () => releaseTask(task.id), onSettled: refresh });
  return { claim, release };
}
