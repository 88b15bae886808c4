import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { sessionQuery } from '../../api/queries';
import type { SessionView } from '../../api/types';
import { showRecorded } from '../people/recorded';

/** Signed in: goes where one was going; an address that leaves the console is not followed. */
export function useEntered(next: string | undefined): (session: SessionView) => Promise<void> {
  const navigate = useNavigate();
  const client = useQueryClient();
  return async (session) => {
    client.clear();
    // What the person before was told is not for the next one.
    showRecorded(null);
    client.setQueryData(sessionQuery.queryKey, session);
    await navigate({ href: next?.startsWith('/') && !/^\/[/\\]/.test(next) ? next : '/inbox', replace: true });
  };
}
