import { useSuspenseQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { taskQuery } from '../../api/queries';
import type { Task } from '../../api/types';

/** The task of the address; its desk has fetched it before anything inside is drawn. */
export function useTask(): Task {
  const { taskId } = useParams({ from: '/app/inbox/$taskId' });
  return useSuspenseQuery(taskQuery(taskId)).data;
}
