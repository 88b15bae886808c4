import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useSearch } from '@tanstack/react-router';
import { Button } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { claimTask, releaseTask, takeBackTask } from '../../api/acts';
import { supervisionQuery } from '../../api/queries';
import type { Reply, Task } from '../../api/types';
import { FailureLine } from '../../ui/states';
import { useLanguage, useSay } from '../../words';
import { dateInFull, momentInFull } from '../../words/dates';
import { Why } from '../decisions/why';
import { Turn } from '../deadlines/order-card';
import { verbsOn } from './task-verbs';
import { useWaitingFor } from './waiting-for';

/** Whom the task waits for; taking it, giving it back, and the ways to pass it on. */
export function Holding({ task }: { task: Task }): ReactNode {
  const { t } = useTranslation();
  const say = useSay();
  const waitingFor = useWaitingFor();
  const { view, tab } = useSearch({ from: '/app/inbox' });
  const claim = useOnTask(() => claimTask(task.id));
  const release = useOnTask(() => releaseTask(task.id));
  return (
    <div className="holding">
      <span className="quiet">{t('inbox.waitingFor', { whom: waitingFor(task) })}</span>
      {task.allowedActions.includes('claim') && !task.mine && (
        <Button type="primary" loading={claim.isPending} onClick={() => claim.mutate()}>
          {t('decision.claim')}
        </Button>
      )}
      {!task.mine && !task.allowedActions.includes('claim') && (
        <span>
          <Button disabled>{t('decision.claim')}</Button>
          <Why taskId={task.id} action="claim" />
        </span>
      )}
      {task.onBehalfOf && <span className="tag">{t('decision.onBehalfOf', { name: say(task.onBehalfOf.name) })}</span>}
      {task.allowedActions.includes('release') && (
        <Button size="small" loading={release.isPending} onClick={() => release.mutate()}>
          {t('decision.release')}
        </Button>
      )}
      {verbsOn(task).map((verb) => (
        <Link
          key={verb}
          className={verb === 'reply' ? 'button button-main' : 'button'}
          to="/inbox/$taskId/verb/$verb"
          params={{ taskId: task.id, verb }}
          search={{ view, tab }}
        >
          {t(`pass.title.${verb}`)}
        </Link>
      ))}
      <FailureLine error={claim.error ?? release.error} />
    </div>
  );
}

function useOnTask(act: () => Promise<unknown>) {
  const client = useQueryClient();
  return useMutation({ mutationFn: act, onSettled: () => client.invalidateQueries() });
}

/** Questions to colleagues with their replies, oldest first; the open one can be waited for no longer. */
export function Replies({ task }: { task: Task }): ReactNode {
  const { t } = useTranslation();
  if (task.replies.length === 0) return null;
  return (
    <section className="replies" aria-label={t('pass.replies')}>
      <h4>{t('pass.replies')}</h4>
      <ol className="plain records">
        {task.replies.map((reply) => (
          <OneReply key={reply.askedAt} reply={reply} task={task} />
        ))}
      </ol>
    </section>
  );
}

function OneReply({ reply, task }: { reply: Reply; task: Task }): ReactNode {
  const { t } = useTranslation();
  const say = useSay();
  const language = useLanguage();
  const takeBack = useOnTask(() => takeBackTask(task.id));
  const end = reply.endedAt ? momentInFull(reply.endedAt, language) : '';
  return (
    <li>
      <Turn
        title={t('pass.asked', {
          by: say(reply.by.name),
          to: say(reply.to.name),
          at: momentInFull(reply.askedAt, language),
        })}
        text={reply.question}
      />
      {reply.reply !== null ? (
        <Turn title={t('pass.replied', { name: say(reply.to.name), at: end })} text={reply.reply} />
      ) : reply.endedAt !== null ? (
        <p className="quiet">{t('pass.takenBack', { at: end })}</p>
      ) : (
        <p className="reply-waits">
          <span className="tag status-on-hold">{t('pass.waits')}</span>
          {task.allowedActions.includes('take-back') && (
            <Button size="small" loading={takeBack.isPending} onClick={() => takeBack.mutate()}>
              {t('pass.takeBack')}
            </Button>
          )}
        </p>
      )}
      <FailureLine error={takeBack.error} />
    </li>
  );
}

/** Orders on this task that wait for the reader's answer. */
export function OrdersToAnswer({ task }: { task: Task }): ReactNode {
  const { t } = useTranslation();
  const language = useLanguage();
  const { data } = useQuery(supervisionQuery(task.caseId));
  const mine = data?.orders.filter((one) => one.taskId === task.id && one.allowedActions.includes('answer')) ?? [];
  return mine.map((order) => (
    <div key={order.id} className={order.overdue ? 'notice notice-error' : 'notice notice-warn'}>
      <p className="notice-title">
        {t('order.toAnswer', { number: order.number, date: dateInFull(order.replyDue, language) })}
      </p>
      <p className="said">{order.demand}</p>
      <Link
        className="button"
        to="/cases/$caseId/orders/$orderId/$act"
        params={{ caseId: task.caseId, orderId: order.id, act: 'answer' }}
        search={{ task: task.id }}
      >
        {t('order.title.answer')}
        <span className="unseen"> {order.number}</span>
      </Link>
    </div>
  ));
}
