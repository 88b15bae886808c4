import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { issueOrder, passOnTask, recuseFromTask } from '../../api/acts';
import { receiversQuery } from '../../api/queries';
import type { ReceiverList, Task } from '../../api/types';
import { Empty, Fetched } from '../../ui/states';
import { useLanguage, useSay } from '../../words';
import { momentInFull } from '../../words/dates';
import { ParagraphField, PickField } from '../cases/act-controls';
import { blanks } from '../cases/act-errors';
import { ActForm } from '../cases/act-form';
import { useCaseReceipt } from '../cases/back-to-case';
import { useAct } from '../cases/use-act';
import { useProcedureWords } from '../cases/words';
import { DueField } from '../deadlines/due-field';
import { useTask } from '../decisions/use-task';
import { openQuestion, verbNamed, type TaskVerb } from './task-verbs';

/** The form of a verb on the task, beside the papers of the case. */
export function VerbScreen(): ReactNode {
  const { t } = useTranslation();
  const task = useTask();
  const { verb: named } = useParams({ from: '/app/inbox/$taskId/verb/$verb' });
  const verb = verbNamed(task, named);
  if (!verb) {
    return (
      <Empty title={t('pass.notAllowed')}>
        <BackToTask task={task} label={t('decision.back')} />
      </Empty>
    );
  }
  if (verb === 'reply') return <ReplyForm key={task.id} task={task} />;
  if (verb === 'recuse') return <RecuseForm key={task.id} task={task} />;
  if (verb === 'order') return <OrderForm key={task.id} task={task} />;
  return <PassOn key={`${task.id}.${verb}`} task={task} verb={verb} />;
}

function BackToTask({ task, label }: { task: Task; label: string }): ReactNode {
  const { view, tab } = useSearch({ from: '/app/inbox' });
  return (
    <Link to="/inbox/$taskId" params={{ taskId: task.id }} search={{ view, tab }}>
      {label}
    </Link>
  );
}

/** The receipt, then where the act leads: to the task, to the list, or to the case for who has no part in the task. */
function useRecorded(task: Task, verb: TaskVerb) {
  const navigate = useNavigate();
  const { view, tab } = useSearch({ from: '/app/inbox' });
  const tell = useCaseReceipt({ id: task.caseId, number: task.caseNumber });
  return async (answer: { receipt: string; at: string }, done: string, follows: string[] = []): Promise<void> => {
    tell(answer, done, follows);
    if (verb === 'reply' || verb === 'recuse') await navigate({ to: '/inbox', search: { view } });
    else if (verb === 'order' || verb === 'reassign')
      await navigate({
        to: '/cases/$caseId',
        params: { caseId: task.caseId },
        search: { tab: verb === 'order' ? 'deadlines' : 'overview' },
      });
    else await navigate({ to: '/inbox/$taskId', params: { taskId: task.id }, search: { view, tab } });
  };
}

type Passing = Exclude<TaskVerb, 'reply' | 'order' | 'recuse'>;

function PassOn({ task, verb }: { task: Task; verb: Passing }): ReactNode {
  const answer = useQuery(receiversQuery(task.id));
  return (
    <Fetched answer={answer}>
      {({ items }) => <PassOnForm task={task} verb={verb} receivers={items.filter((one) => one.by.includes(verb))} />}
    </Fetched>
  );
}

/** 转办, 改派 with a reason; 委派 with a question. */
function PassOnForm({
  task,
  verb,
  receivers,
}: {
  task: Task;
  verb: Passing;
  receivers: ReceiverList['items'];
}): ReactNode {
  const { t } = useTranslation();
  const say = useSay();
  const procedure = useProcedureWords();
  const recorded = useRecorded(task, verb);
  const says = verb === 'assign' ? 'question' : 'reason';
  const nameOf = (id: unknown): string => {
    const found = receivers.find((one) => one.id === id);
    if (!found || found.standsInFor.length === 0) return found ? say(found.name) : '';
    const principals = found.standsInFor.map((person) => say(person.name)).join(' / ');
    return t('pass.standsIn', { name: say(found.name), principals });
  };
  const act = useAct({
    draft: `${task.id}.${verb}`,
    check: (values) => [
      ...blanks(values, ['personId'], t('mistake.choose')),
      ...blanks(values, [says], t('mistake.required')),
    ],
    send: async (values, key) => ({
      ...(await passOnTask(task.id, verb, values, key)),
      whom: nameOf(values.personId),
    }),
    recorded: (answer) => recorded(answer, t(`pass.done.${verb}`, { whom: answer.whom })),
  });
  return (
    <ActForm
      title={t(`pass.title.${verb}`)}
      act={act}
      what={t(`pass.what.${verb}`)}
      closed={receivers.length === 0}
      back={<BackToTask task={task} label={t('ui.cancel')} />}
    >
      <PickField
        act={act}
        name="personId"
        hint={receivers.length === 0 ? t('pass.nobody') : t(`pass.whom.${verb}`)}
        none={t('pass.nobody')}
        options={receivers.map((one) => ({
          value: one.id,
          label: `${nameOf(one.id)} · ${one.roles.map((role) => procedure.role(role)).join(' / ')}`,
        }))}
      />
      <ParagraphField act={act} name={says} maxLength={verb === 'assign' ? 4000 : 2000} hint={t(`pass.said.${verb}`)} />
    </ActForm>
  );
}

function ReplyForm({ task }: { task: Task }): ReactNode {
  const { t } = useTranslation();
  const say = useSay();
  const language = useLanguage();
  const recorded = useRecorded(task, 'reply');
  const question = openQuestion(task);
  const act = useAct({
    draft: `${task.id}.reply`,
    check: (values) => blanks(values, ['reply'], t('mistake.required')),
    send: (values, key) => passOnTask(task.id, 'reply', values, key),
    recorded: (answer) => recorded(answer, t('pass.done.reply', { whom: question ? say(question.by.name) : '' })),
  });
  return (
    <ActForm
      title={t('pass.title.reply')}
      act={act}
      what={
        question && (
          <>
            <p className="quiet">
              {t('pass.asks', { name: say(question.by.name), at: momentInFull(question.askedAt, language) })}
            </p>
            <p className="said">{question.question}</p>
          </>
        )
      }
      submit={t('pass.submit.reply')}
      back={<BackToTask task={task} label={t('ui.cancel')} />}
    >
      <ParagraphField act={act} name="reply" maxLength={4000} rows={7} hint={t('pass.said.reply')} />
    </ActForm>
  );
}

/** 回避: for good, so what will happen stands above. */
function RecuseForm({ task }: { task: Task }): ReactNode {
  const { t } = useTranslation();
  const say = useSay();
  const procedure = useProcedureWords();
  const recorded = useRecorded(task, 'recuse');
  const act = useAct({
    draft: `${task.id}.recuse`,
    check: (values) => blanks(values, ['reason'], t('mistake.required')),
    send: (values, key) => recuseFromTask(task.id, values, key),
    recorded: (answer) =>
      recorded(answer, t('pass.done.recuse', { step: procedure.step(task.step) }), [
        answer.wentTo
          ? t('pass.done.recusedTo', { name: say(answer.wentTo.name) })
          : t(answer.unstaffed ? 'pass.done.recusedNobody' : 'pass.done.recusedBack'),
      ]),
  });
  return (
    <ActForm
      title={t('pass.title.recuse')}
      act={act}
      tone="warn"
      what={t('pass.what.recuse')}
      danger
      back={<BackToTask task={task} label={t('ui.cancel')} />}
    >
      <ParagraphField act={act} name="reason" maxLength={2000} hint={t('pass.said.recuse')} />
    </ActForm>
  );
}

/** 督办单, by the manager of the body whose task it is. */
function OrderForm({ task }: { task: Task }): ReactNode {
  const { t } = useTranslation();
  const say = useSay();
  const procedure = useProcedureWords();
  const recorded = useRecorded(task, 'order');
  const whom = task.holder ? say(task.holder.name) : task.waitingForRole ? procedure.role(task.waitingForRole) : '';
  const act = useAct({
    draft: `${task.id}.order`,
    check: (values) => blanks(values, ['demand', 'replyDue'], t('mistake.required')),
    send: (values, key) => issueOrder(task.id, values, key),
    recorded: (answer) => recorded(answer, t('pass.done.order', { number: answer.number })),
  });
  return (
    <ActForm
      title={t('pass.title.order')}
      act={act}
      what={t('pass.what.order', { whom, step: procedure.step(task.step) })}
      back={<BackToTask task={task} label={t('ui.cancel')} />}
    >
      <ParagraphField act={act} name="demand" maxLength={4000} rows={5} hint={t('pass.said.order')} />
      <DueField act={act} caseId={task.caseId} />
    </ActForm>
  );
}
