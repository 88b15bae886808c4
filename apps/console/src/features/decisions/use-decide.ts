import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Outcome } from '../../../../../libs/contracts/procedure';
import { decideTask } from '../../api/acts';
import { useActKey } from '../../api/keys';
import { inboxQuery } from '../../api/queries';
import type { DecisionReceipt, Task } from '../../api/types';
import { preferences } from '../../app/preferences';
import { useSay } from '../../words';
import { useProcedureWords } from '../cases/words';
import { neighbourOf, rowsOf } from '../inbox/views';
import { dropDraft, type FormValues } from './drafts';
import { draftKey } from './form-of';
import { showReceipt } from './receipts';

/** Sends a decision. Pessimistic: nothing moves until the receipt is here; then the next task opens by itself. */
export function useDecide(task: Task, outcome: Outcome) {
  const client = useQueryClient();
  const navigate = useNavigate();
  const key = useActKey();
  const { view = 'todo' } = useSearch({ from: '/app/inbox' });
  const inbox = useInfiniteQuery(inboxQuery);
  const rows = useMemo(() => inbox.data?.pages.flatMap((page) => page.items) ?? [], [inbox.data]);
  const noteOf = useReceiptNote();
  return useMutation({
    mutationFn: (form: FormValues) => {
      const input = { rev: task.rev, outcome, form };
      return decideTask(task.id, input, key(input));
    },
    onSuccess: async (receipt) => {
      dropDraft(draftKey(task.id, outcome));
      showReceipt(noteOf(receipt));
      const mine = receipt.opened.find((opened) => opened.mine && opened.taskId !== null)?.taskId;
      const next = mine ?? neighbourOf(rowsOf(rows, view), task.id)?.id;
      const open = preferences().openNext ? next : undefined;
      await navigate(
        open
          ? { to: '/inbox/$taskId', params: { taskId: open }, search: { view } }
          : { to: '/inbox', search: { view } },
      );
      await client.invalidateQueries();
    },
    onError: () => client.invalidateQueries({ queryKey: ['tasks', task.id] }),
  });
}

function useReceiptNote(): (receipt: DecisionReceipt) => Parameters<typeof showReceipt>[0] {
  const { t } = useTranslation();
  const say = useSay();
  const procedure = useProcedureWords();
  return (receipt) => ({
    receipt: receipt.receipt,
    caseId: receipt.caseId,
    caseNumber: receipt.caseNumber,
    at: receipt.at,
    done: receipt.onBehalfOf
      ? t('receipt.onBehalf', { done: procedure.choice(receipt.outcome), name: say(receipt.onBehalfOf.name) })
      : procedure.choice(receipt.outcome),
    recallable: receipt.recallable ? receipt.taskId : null,
    follows: [
      ...(receipt.stageEnded ? [t('receipt.stageEnded')] : []),
      ...receipt.opened.map((opened) =>
        t('receipt.opened', {
          step: procedure.step(opened.step),
          whom: opened.mine
            ? t('inbox.me')
            : opened.waitingForRole
              ? procedure.role(opened.waitingForRole)
              : t('inbox.expert'),
        }),
      ),
    ],
  });
}
