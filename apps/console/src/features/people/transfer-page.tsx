import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { Input, Select } from 'antd';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useActKey } from '../../api/keys';
import { transferQuery, transferTasks, type TransferPreview, type TransferReport } from '../../api/people';
import { described, FieldFrame } from '../../ui/field-frame';
import { Form, FormFoot } from '../../ui/form';
import { Page, Panel } from '../../ui/page';
import { Empty, Fetched } from '../../ui/states';
import { useLanguage, useSay } from '../../words';
import { dateInFull } from '../../words/dates';
import { DecisionFailure } from '../decisions/decision-failure';
import { BackToPerson } from './ways-back';
import { receiversOf, wayOf } from './transfer-rule';
import { TransferResult } from './transfer-result';
import { TasksToPass } from './transfer-tasks';

/** All open tasks of somebody who leaves: who could take each, what would become of it, and the passing on. */
export function TransferPage(): ReactNode {
  const { t } = useTranslation();
  const say = useSay();
  const { personId } = useParams({ from: '/app/people/$personId/transfer' });
  const answer = useQuery(transferQuery(personId));
  const [report, setReport] = useState<{ name: string; report: TransferReport } | null>(null);
  if (report) return <TransferResult personId={personId} {...report} />;
  const name = answer.data ? say(answer.data.person.name) : '';
  return (
    <Page key={name} title={t('people.transfer.title', { name })} lead={t('people.transfer.lead')}>
      <Fetched answer={answer}>
        {(preview) =>
          preview.tasks.length === 0 && preview.orders.length === 0 ? (
            <Empty title={t('people.transfer.empty')}>
              <p className="quiet">{t('people.transfer.emptyHint')}</p>
              <BackToPerson personId={personId} />
            </Empty>
          ) : (
            <PassOn preview={preview} onDone={(done) => setReport({ name, report: done })} />
          )
        }
      </Fetched>
    </Page>
  );
}

const toPosts = 'posts';

function PassOn({
  preview,
  onDone,
}: {
  preview: TransferPreview;
  onDone: (report: TransferReport) => void;
}): ReactNode {
  const { t } = useTranslation();
  const say = useSay();
  const client = useQueryClient();
  const key = useActKey();
  const choices = receiversOf(preview.tasks);
  const [to, setTo] = useState<string>((preview.mayName && choices[0]?.receiver.id) || toPosts);
  const [reason, setReason] = useState('');
  const [tried, setTried] = useState(false);
  const receiver = to === toPosts ? null : to;
  const chosen = choices.find((one) => one.receiver.id === receiver);
  const name = chosen ? say(chosen.receiver.name) : '';
  const conflicts = preview.tasks.filter((task) => wayOf(task, receiver).to === 'kept-out').length;
  const input = { to: receiver, reason: reason.trim() };
  const pass = useMutation({
    mutationFn: () => transferTasks(preview.person.id, input, key(input)),
    onSuccess: async (report) => {
      onDone(report);
      await client.invalidateQueries();
    },
  });
  const missing = tried && input.reason === '' ? t('mistake.required') : undefined;
  return (
    <Form
      className="act people-form"
      busy={pass.isPending}
      onSend={() => {
        setTried(true);
        if (input.reason !== '') pass.mutate();
      }}
    >
      {preview.mayName ? (
        <ReceiverField choices={choices} to={to} onTo={setTo} />
      ) : (
        <p className="notice">{t('people.transfer.nobodyToName')}</p>
      )}
      {conflicts > 0 && (
        <p className="notice notice-warn" role="status">
          {t('people.transfer.conflicts', { count: conflicts, name })}
        </p>
      )}
      <TasksToPass tasks={preview.tasks} receiver={receiver} name={name} />
      <Orders orders={preview.orders} />
      <DecisionFailure error={pass.error} />
      <FieldFrame
        id="field-reason"
        label={t('people.field.transferReason')}
        hint={t('people.hint.transferReason')}
        error={missing}
        required
      >
        <Input.TextArea
          id="field-reason"
          rows={3}
          maxLength={2000}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
          {...described('field-reason', true, missing)}
        />
      </FieldFrame>
      <FormFoot send={t('people.transfer.apply')} busy={pass.isPending}>
        <BackToPerson personId={preview.person.id} />
      </FormFoot>
    </Form>
  );
}

function ReceiverField({
  choices,
  to,
  onTo,
}: {
  choices: ReturnType<typeof receiversOf>;
  to: string;
  onTo: (to: string) => void;
}): ReactNode {
  const { t } = useTranslation();
  const say = useSay();
  const label = ({ receiver, count }: (typeof choices)[number]): string =>
    t('people.transfer.couldTake', { name: say(receiver.name), count }) +
    (receiver.away ? t('people.transfer.awayNow') : '');
  return (
    <FieldFrame id="field-to" label={t('people.transfer.to')} required>
      <Select
        id="field-to"
        value={to}
        onChange={onTo}
        options={[
          ...choices.map((one) => ({ value: one.receiver.id, label: label(one) })),
          { value: toPosts, label: t('people.transfer.toPosts') },
        ]}
      />
    </FieldFrame>
  );
}

function Orders({ orders }: { orders: TransferPreview['orders'] }): ReactNode {
  const { t } = useTranslation();
  const language = useLanguage();
  if (orders.length === 0) return null;
  return (
    <Panel level={2} title={t('people.transfer.orders')}>
      <p className="quiet">{t('people.transfer.ordersLead')}</p>
      <ul>
        {orders.map((order) => (
          <li key={order.number}>
            {t('people.transfer.order', {
              number: order.number,
              case: order.caseNumber,
              due: dateInFull(order.replyDue, language),
            })}
          </li>
        ))}
      </ul>
    </Panel>
  );
}
