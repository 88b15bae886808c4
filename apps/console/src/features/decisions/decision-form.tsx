import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { lazy, Suspense, useRef, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Outcome } from '../../../../../libs/contracts/procedure';
import type { OutcomeDefinition } from '../../../../../libs/contracts/step';
import type { Task } from '../../api/types';
import { ErrorSummary } from '../../ui/field-frame';
import { Form, FormFoot } from '../../ui/form';
import { Empty } from '../../ui/states';
import { useSubmitShortcut } from '../../ui/shortcuts';
import { useProcedureWords } from '../cases/words';
import { checkForm, type Fault } from './check';
import { DecisionFailure } from './decision-failure';
import { Holding } from '../inbox/holding';
import { TaskHead } from './decision-panel';
import { useDraft, type FormValues } from './drafts';
import { FormField } from './fields/form-field';
import { definitionOf, draftKey, offered } from './form-of';
import { mistakesOf, useFaultWords } from './mistakes';
import { useDecide } from './use-decide';
import { useTask } from './use-task';
import { controlPath, valuesToSend } from './values';
import { ProblemError } from '../../api/problem';

const DeskDraft = lazy(() =>
  import('../documents/requests/desk-request').then((module) => ({ default: module.DeskDraft })),
);
/** Outcomes that send the drafted notice of an intake. */
const sendsDraft: ReadonlySet<string> = new Set(['correction-requested', 'supplement-requested']);

export function DecisionFormScreen(): ReactNode {
  const { t } = useTranslation();
  const task = useTask();
  const { outcome } = useParams({ from: '/app/inbox/$taskId/$outcome' });
  const chosen = offered(task).find((one) => one === outcome);
  const definition = chosen && definitionOf(task, chosen);
  if (!chosen || !definition || task.state !== 'open') {
    return (
      <Empty title={t('decision.notOffered')}>
        <Link to="/inbox/$taskId" params={{ taskId: task.id }}>
          {t('decision.back')}
        </Link>
      </Empty>
    );
  }
  return <DecisionForm key={`${task.id}.${chosen}`} task={task} outcome={chosen} definition={definition} />;
}

function DecisionForm({
  task,
  outcome,
  definition,
}: {
  task: Task;
  outcome: Outcome;
  definition: OutcomeDefinition;
}): ReactNode {
  const { t } = useTranslation();
  const procedure = useProcedureWords();
  const form = useDecisionForm(task, outcome, definition);
  const { view, tab } = useSearch({ from: '/app/inbox' });
  const submitLabel = definition.confirm
    ? t('decision.continue')
    : t('decision.submit', { outcome: procedure.choice(outcome, task) });
  return (
    <Form className="decision" busy={form.sending} closed={!task.mine} onSend={form.submit}>
      <TaskHead task={task} />
      <Holding task={task} />
      {offered(task).length > 1 && (
        <Link to="/inbox/$taskId" params={{ taskId: task.id }} search={{ view, tab }} className="decision-other">
          {t('decision.other')}
        </Link>
      )}
      <h4 className={`form-title outcome-${definition.tone}`}>{procedure.choice(outcome, task)}</h4>
      {sendsDraft.has(outcome) && (
        <Suspense fallback={null}>
          <DeskDraft task={task} />
        </Suspense>
      )}
      <ErrorSummary mistakes={form.mistakes} />
      <DecisionFailure error={form.failure} />
      <fieldset className="form-body" disabled={!task.mine}>
        <legend className="unseen">{procedure.choice(outcome, task)}</legend>
        {definition.form.map((field) => (
          <FormField
            key={field.name}
            field={field}
            value={form.values[field.name]}
            errors={form.errors}
            task={task}
            onChange={(value) => form.set(field.name, value)}
          />
        ))}
        {definition.form.length === 0 && <p className="quiet">{t('decision.noFields')}</p>}
      </fieldset>
      <FormFoot send={submitLabel} danger={definition.tone === 'end'} busy={form.sending} closed={!task.mine}>
        <span className="quiet">{t('decision.keys')}</span>
      </FormFoot>
    </Form>
  );
}

/** Values, mistakes and sending of a decision form. */
function useDecisionForm(task: Task, outcome: Outcome, definition: OutcomeDefinition) {
  const navigate = useNavigate();
  const search = useSearch({ from: '/app/inbox' });
  const [values, keep] = useDraft(draftKey(task.id, outcome), task.previousForm);
  const latest = useRef<FormValues>(values);
  latest.current = values;
  const [faults, setFaults] = useState<Fault[]>([]);
  const [changed, setChanged] = useState<ReadonlySet<string>>(new Set());
  const faultWords = useFaultWords();
  const decide = useDecide(task, outcome);
  const refused = decide.error instanceof ProblemError ? decide.error.fields : [];
  const stillWrong = (path: string): boolean => !changed.has(path.split('.')[0] ?? path);
  const errors = new Map<string, string>([
    ...refused.map((field) => [controlPath(definition.form, field.path), field.message] as const),
    ...faults.map((fault) => [fault.path, faultWords(fault)] as const),
  ]);
  const shown = new Map([...errors].filter(([path]) => stillWrong(path)));
  const submit = (): void => {
    if (decide.isPending || !task.mine) return;
    const found = checkForm(definition.form, latest.current, task);
    setFaults(found);
    setChanged(new Set());
    if (found.length > 0) {
      setTimeout(() => document.getElementById('error-summary')?.focus());
      return;
    }
    keep(latest.current);
    if (definition.confirm)
      void navigate({ to: '/inbox/$taskId/$outcome/confirm', params: { taskId: task.id, outcome }, search });
    else decide.mutate(valuesToSend(definition.form, latest.current, task));
  };
  useSubmitShortcut(submit);
  return {
    values,
    set: (name: string, value: unknown) => {
      // Several controls may answer in one tick (an upload ends while one types): each starts from the latest values.
      latest.current = { ...latest.current, [name]: value };
      setChanged((old) => new Set(old).add(name));
      keep(latest.current);
    },
    errors: shown,
    mistakes: mistakesOf(definition.form, shown, task),
    failure: refused.length > 0 ? null : decide.error,
    sending: decide.isPending,
    submit,
  };
}
