import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { CaseAction, CasePage } from '../../api/types';
import { QuickVerbs } from './quick-verbs';
import { useProcedureWords } from './words';

/** Forms that tell somebody something and move nothing. */
export const tellingActions = ['comment', 'copy', 'log-call'] as const satisfies readonly CaseAction[];
const standingActions = ['withdraw', 'agree-withdrawal', 'hold', 'resume'] as const satisfies readonly CaseAction[];
/** What is done with the file of a closed case; offered beside its archive. */
export const archiveActions = [
  'open-supplement',
  'place-legal-hold',
  'lift-legal-hold',
] as const satisfies readonly CaseAction[];
export type ArchiveAction = (typeof archiveActions)[number];
export type StandingAction = (typeof standingActions)[number];
export type FormAction = StandingAction | ArchiveAction | (typeof tellingActions)[number];
const formActions: readonly FormAction[] = [...tellingActions, ...standingActions];
export const isFormAction = (text: string): text is FormAction =>
  ([...formActions, ...archiveActions] as readonly string[]).includes(text);

/** Links to the forms of what the API allows here, and to taking back one's own acts. */
export function CaseActions({ page }: { page: CasePage }): ReactNode {
  const { t } = useTranslation();
  const procedure = useProcedureWords();
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
      <ActLinks page={page} of={formActions} />
    </>
  );
}

/** Links to the forms among these that the API allows. `task`: the desk they are opened from and lead back to. */
export function ActLinks({ page, of, task }: { page: CasePage; of: readonly FormAction[]; task?: string }): ReactNode {
  const { t } = useTranslation();
  return of
    .filter((action) => page.allowedActions.includes(action))
    .map((action) => (
      <Link
        key={action}
        className="button"
        to="/cases/$caseId/act/$action"
        params={{ caseId: page.id, action }}
        search={{ task }}
      >
        {t(`cases.action.${action}`)}
      </Link>
    ));
}
