import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { Button, Input } from 'antd';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useActKey } from '../../api/keys';
import { issueOrder } from '../../api/overdue';
import { ProblemError } from '../../api/problem';
import { taskQuery } from '../../api/queries';
import type { Task } from '../../api/types';
import { described, ErrorSummary, FieldFrame } from '../../ui/field-frame';
import { DateField } from '../../ui/lazy-date';
import { Notice, Page } from '../../ui/page';
import { useSubmitShortcut } from '../../ui/shortcuts';
import { Fetched } from '../../ui/states';
import { useSay } from '../../words';
import { useProcedureWords } from '../cases/words';
import { DecisionFailure } from '../decisions/decision-failure';

/** 督办单: a demand on whoever has the task, to be answered by a date. */
export function OrderScreen(): ReactNode {
  const { t } = useTranslation();
  const { taskId } = useParams({ from: '/app/overdue/order/$taskId' });
  const answer = useQuery(taskQuery(taskId));
  return (
    <Page title={t('overdue.orderTitle')} lead={t('overdue.orderLead')} narrow>
      <Fetched answer={answer}>{(task) => <OrderForm task={task} />}</Fetched>
    </Page>
  );
}

function OrderForm({ task }: { task: Task }): ReactNode {
  const { t } = useTranslation();
  const client = useQueryClient();
  const key = useActKey();
  const [demand, setDemand] = useState('');
  const [replyDue, setReplyDue] = useState<string>();
  const [tried, setTried] = useState(false);
  const act = useMutation({
    mutationFn: (input: { demand: string; replyDue: string }) => issueOrder(task.id, input, key(input)),
    onSuccess: () => client.invalidateQueries(),
  });
  const refused = act.error instanceof ProblemError ? act.error.fields : [];
  const missing = t('mistake.required');
  const errors = new Map([
    ...refused.map((field) => [field.path, field.message] as const),
    ...(tried && demand.trim() === '' ? [['demand', missing] as const] : []),
    ...(tried && !replyDue ? [['replyDue', missing] as const] : []),
  ]);
  const submit = (): void => {
    setTried(true);
    if (demand.trim() !== '' && replyDue && !act.isPending) act.mutate({ demand: demand.trim(), replyDue });
  };
  useSubmitShortcut(submit, !act.data);
  if (act.data) {
    return (
      <Notice tone="done" live title={t('overdue.issued', { number: act.data.number })}>
        <Link to="/overdue">{t('overdue.back')}</Link>
      </Notice>
    );
  }
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <About task={task} />
      <ErrorSummary
        mistakes={[...errors].map(([path, message]) => ({
          fieldId: `field-${path}`,
          label: t(`overdue.${path as 'demand'}`),
          message,
        }))}
      />
      <DecisionFailure error={refused.length > 0 ? null : act.error} />
      <FieldFrame id="field-demand" label={t('overdue.demand')} error={errors.get('demand')} required>
        <Input.TextArea
          id="field-demand"
          rows={4}
          maxLength={4000}
          value={demand}
          onChange={(event) => setDemand(event.target.value)}
          {...described('field-demand', false, errors.get('demand'))}
        />
      </FieldFrame>
      <FieldFrame id="field-replyDue" label={t('overdue.replyDue')} error={errors.get('replyDue')} required>
        <DateField
          id="field-replyDue"
          value={replyDue}
          onChange={setReplyDue}
          placeholder={t('ui.datePattern')}
          {...described('field-replyDue', false, errors.get('replyDue'))}
        />
      </FieldFrame>
      <div className="form-foot">
        <Button type="primary" htmlType="submit" loading={act.isPending}>
          {t('overdue.issue')}
        </Button>
        <Link to="/overdue">{t('ui.cancel')}</Link>
      </div>
    </form>
  );
}

function About({ task }: { task: Task }): ReactNode {
  const say = useSay();
  const procedure = useProcedureWords();
  return (
    <p>
      <Link to="/cases/$caseId" params={{ caseId: task.caseId }}>
        {task.caseNumber}
      </Link>{' '}
      · {say(task.applicant.name)} · {procedure.step(task.step)}
    </p>
  );
}
