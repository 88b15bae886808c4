import { Link, Navigate, useNavigate, useSearch } from '@tanstack/react-router';
import { lazy, Suspense, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { findStep } from '../../../../../libs/domain/cases/registry';
import type { Task } from '../../api/types';
import { useShortcut } from '../../ui/shortcuts';
import { useLanguage, useSay } from '../../words';
import { momentInFull } from '../../words/dates';
import { useProcedureWords } from '../cases/words';
import { LimitLine } from '../deadlines/light';
import { Holding, OrdersToAnswer, Replies } from '../inbox/holding';
import { definitionOf, offered } from './form-of';
import { useTask } from './use-task';
import { Why } from './why';

const DeskRequest = lazy(() =>
  import('../documents/requests/desk-request').then((module) => ({ default: module.DeskRequest })),
);
/** Answered and reviewed item by item on a page of their own, not in the form that the registry would give. */
const elsewhere: ReadonlySet<string> = new Set([
  'answer-request',
  'answer-passed-on',
  'accept-answer',
  'accept-passed-on',
]);

/** What is asked at this step and what can be decided; each choice leads to its own form. */
export function DecisionPanel(): ReactNode {
  const { t } = useTranslation();
  const task = useTask();
  const search = useSearch({ from: '/app/inbox' });
  const [only, ...others] = offered(task);
  if (only && others.length === 0 && !elsewhere.has(task.step) && task.mine && task.state === 'open') {
    return (
      <Navigate to="/inbox/$taskId/$outcome" params={{ taskId: task.id, outcome: only }} search={search} replace />
    );
  }
  return (
    <div className="decision">
      <TaskHead task={task} />
      {task.state !== 'open' ? (
        <p className="notice notice-info">{task.state === 'done' ? t('decision.done') : t('decision.cancelled')}</p>
      ) : (
        <>
          <Holding task={task} />
          {task.request && (
            <Suspense fallback={null}>
              <DeskRequest task={task} requestId={task.request.id} />
            </Suspense>
          )}
          {!elsewhere.has(task.step) && <Choices task={task} />}
        </>
      )}
      <MyRecall task={task} />
    </div>
  );
}

export function TaskHead({ task }: { task: Task }): ReactNode {
  const { t } = useTranslation();
  const say = useSay();
  const language = useLanguage();
  const procedure = useProcedureWords();
  const purpose = findStep(task.stage, task.step)?.purpose;
  return (
    <header className="decision-head">
      <h3>
        {procedure.step(task.step)}
        {task.round > 1 && <span className="tag">{t('cases.round', { round: task.round })}</span>}
      </h3>
      {purpose && <p>{say(purpose)}</p>}
      <p>
        <LimitLine limit={task.limit} />
      </p>
      {task.returnedBecause && (
        <div className="notice notice-warn">
          <p className="notice-title">
            {t('decision.returned', {
              step: procedure.step(task.returnedBecause.step),
              at: momentInFull(task.returnedBecause.at, language),
            })}
          </p>
          <p className="said">{task.returnedBecause.reasons}</p>
        </div>
      )}
      <OrdersToAnswer task={task} />
      <Replies task={task} />
    </header>
  );
}

function Choices({ task }: { task: Task }): ReactNode {
  const { t } = useTranslation();
  const say = useSay();
  const procedure = useProcedureWords();
  const { view, tab } = useSearch({ from: '/app/inbox' });
  const outcomes = offered(task);
  useChoiceKeys(task);
  if (task.waitsForReplyOf)
    return <p className="notice notice-info">{t('pass.undecided', { name: say(task.waitsForReplyOf.name) })}</p>;
  if (outcomes.length === 0)
    return (
      <p className="notice notice-info">
        {t('decision.nothing')}
        {task.mine && <Why taskId={task.id} action="decide" />}
      </p>
    );
  return (
    <nav className="outcomes" aria-label={t('decision.choose')}>
      <p className="outcomes-title">{t('decision.choose')}</p>
      {outcomes.map((outcome) => (
        <Link
          key={outcome}
          to="/inbox/$taskId/$outcome"
          params={{ taskId: task.id, outcome }}
          search={{ view, tab }}
          className={`outcome outcome-${definitionOf(task, outcome)?.tone ?? 'end'}`}
        >
          <span>{procedure.choice(outcome, task)}</span>
          <span className="quiet">{t(`decision.tone.${definitionOf(task, outcome)?.tone ?? 'end'}`)}</span>
        </Link>
      ))}
      {!task.mine && <p className="quiet">{t('decision.claimFirst')}</p>}
    </nav>
  );
}

/** A opens the form that moves the case on, R the one that returns it. Neither sends anything. */
function useChoiceKeys(task: Task): void {
  const navigate = useNavigate();
  const outcomes = offered(task);
  const open = (tone: 'forward' | 'back'): void => {
    const outcome = outcomes.find((one) => definitionOf(task, one)?.tone === tone);
    if (outcome)
      void navigate({
        to: '/inbox/$taskId/$outcome',
        params: { taskId: task.id, outcome },
        search: (old: object) => old as never,
      });
  };
  useShortcut('a', () => open('forward'));
  useShortcut('r', () => open('back'));
}

function MyRecall({ task }: { task: Task }): ReactNode {
  const { t } = useTranslation();
  if (!task.allowedActions.includes('recall')) return null;
  return (
    <Link className="button" to="/cases/$caseId/recall/$taskId" params={{ caseId: task.caseId, taskId: task.id }}>
      {t('receipt.recall')}
    </Link>
  );
}
