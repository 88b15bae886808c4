import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { CaseAction, CasePage } from '../../api/types';
import { QuickVerbs } from './quick-verbs';
import { useProcedureWords } from './words';

export const formActions = ['withdraw', 'agree-withdrawal', 'hold', 'resume'] as const satisfies readonly CaseAction[];
export type FormAction = (typeof formActions)[number];
export const isFormAction = (text: string): text is FormAction => (formActions as readonly string[]).includes(text);

/** Links to the forms of what the API allows here, and to taking back one's own acts. */
export function CaseActions({ page }: { page: CasePage }): ReactNode {
  const { t } = useTranslation();
  const procedure = useProcedureWords();
  const actions = formActions.filter((action) => page.allowedActions.includes(action));
  return (
    <>
      {page.recalls.map((recall) => (
        <Link
          key={recall.taskId}
          className="button"
          to="/cases/$caseId/recall/$taskId"
          params={{ caseId: page.id, taskId: recall.taskId }}
        >
          {t('cases.recall', { step: procedure.step(recall.step) })}
        </Link>
      ))}
      <QuickVerbs page={page} />
      {actions.map((action) => (
        <Link key={action} className="button" to="/cases/$caseId/act/$action" params={{ caseId: page.id, action }}>
          {t(`cases.action.${action}`)}
        </Link>
      ))}
    </>
  );
}
