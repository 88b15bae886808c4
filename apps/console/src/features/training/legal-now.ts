import { useQuery } from '@tanstack/react-query';
import { clockQuery, sessionQuery } from '../../api/queries';

/** The legal now as an instant: the training clock where there is one, else the machine's. */
export function useLegalNow(): string {
  const session = useQuery(sessionQuery);
  const clock = useQuery({ ...clockQuery, enabled: session.data?.training === true });
  return clock.data?.legalNow ?? new Date().toISOString();
}
