import { Link, Navigate, useParams, useSearch } from '@tanstack/react-router';
import { Button } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Outcome } from '../../../../../libs/contracts/procedure';
import type { OutcomeDefinition } from '../../../../../libs/contracts/step';
import type { Task } from '../../api/types';
import { useSubmitShortcut } from '../../ui/shortcuts';
import { useSay } from '../../words';
import { useProcedureWords } from '../cases/words';
import { checkForm } from './check';
import { DecisionFailure } from './decision-failure';
import { draftOf } from './drafts';
import { Entered } from './entered';
import { definitionOf, draftKey, offered } from './form-of';
import { useDecide } from './use-decide';
import { useTask } from './use-task';
import { valuesToSend } from './values';

/** Before a final act: what will happen, and what was entered, once more. */
export function ConfirmScreen(): ReactNode {
  const task = useTask();
  const { outcome } = useParams({ from: '/app/inbox/$taskId/$outcome/confirm' });
  const chosen = offered(task).find((one) => one === outcome);
  const definition = chosen && definitionOf(task, chosen);
  const values = chosen && draftOf(draftKey(task.id, chosen));
  if (!chosen || !definition || !values || checkForm(definition.form, values, task).length > 0) {
    return <Navigate to="/inbox/$taskId" params={{ taskId: task.id }} replace />;
  }
  return (
    <Confirm task={task} outcome={chosen} definition={definition} form={valuesToSend(definition.form, values, task)} />
  );
}

interface Props {
  task: Task;
  outcome: Outcome;
  definition: OutcomeDefinition;
  form: Record<string, unknown>;
}

function Confirm({ task, outcome, definition, form }: Props): ReactNode {
  const { t } = useTranslation();
  const say = useSay();
  const procedure = useProcedureWords();
  const search = useSearch({ from: '/app/inbox' });
  const decide = useDecide(task, outcome);
  const send = (): void => {
    if (!decide.isPending) decide.mutate(form);
  };
  useSubmitShortcut(send);
  return (
    <div className="decision confirm">
      <h3>{t('decision.confirmTitle', { outcome: procedure.choice(outcome, task) })}</h3>
      {definition.confirm && (
        <p className={definition.tone === 'end' ? 'notice notice-error' : 'notice notice-warn'}>
          {say(definition.confirm)}
        </p>
      )}
      <DecisionFailure error={decide.error} />
      <h4>{t('decision.entered')}</h4>
      <Entered
        stage={task.stage}
        step={task.step}
        outcome={outcome}
        form={form}
        documents={task.documents}
        caseId={task.caseId}
        standard={task.standard}
      />
      <div className="form-foot">
        <Button type="primary" danger={definition.tone === 'end'} loading={decide.isPending} onClick={send}>
          {t('decision.confirm', { outcome: procedure.choice(outcome, task) })}
        </Button>
        <Link to="/inbox/$taskId/$outcome" params={{ taskId: task.id, outcome }} search={search}>
          {t('decision.change')}
        </Link>
      </div>
    </div>
  );
}
