import { useTranslation } from 'react-i18next';
import type { Row } from '../../api/types';
import { useSay } from '../../words';
import { roleOfStep } from '../cases/role-of-step';
import { useProcedureWords } from '../cases/words';

type Waiting = Pick<Row, 'mine' | 'holder' | 'stage' | 'step' | 'forReply' | 'waitsForReplyOf'>;

/** Whom a task waits for: a reply of mine or of a colleague, me, the colleague who holds it, or the post it lies before. */
export function useWaitingFor(): (row: Waiting) => string {
  const { t } = useTranslation();
  const say = useSay();
  const procedure = useProcedureWords();
  return (row) => {
    if (row.forReply) return t('inbox.myReply');
    if (row.waitsForReplyOf) return t('inbox.replyOf', { name: say(row.waitsForReplyOf.name) });
    if (row.mine) return t('inbox.me');
    if (row.holder) return say(row.holder.name);
    const role = roleOfStep(row.stage, row.step);
    return t('inbox.unclaimedBy', { post: role ? procedure.role(role) : t('inbox.expert') });
  };
}
