import { useQuery } from '@tanstack/react-query';
import { Outlet, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { caseQuery, taskQuery } from '../../api/queries';
import type { Task } from '../../api/types';
import { Fetched } from '../../ui/states';
import { ActLinks, tellingActions } from '../cases/case-actions';
import { CaseTabs } from '../cases/case-tabs';
import { IdentityBar } from '../cases/identity-bar';
import { definitionOf } from './form-of';
import { ReceiptBar } from './receipt-bar';

/** Tables and judgements need more room than an opinion. */
const wide = new Set(['rows', 'indicators', 'judgements', 'seats']);
const isWide = (task: Task): boolean =>
  task.outcomes.some((outcome) => definitionOf(task, outcome)?.form.some((field) => wide.has(field.type)) ?? false);

/** A task at the desk: which case, its papers, and beside them the decision. */
export function TaskDesk(): ReactNode {
  const { taskId } = useParams({ from: '/app/inbox/$taskId' });
  const task = useQuery(taskQuery(taskId));
  return (
    <>
      <ReceiptBar />
      <Fetched answer={task}>{(data) => <Desk task={data} key={data.id} />}</Fetched>
    </>
  );
}

function Desk({ task }: { task: Task }): ReactNode {
  const { t } = useTranslation();
  const { view, tab = 'overview' } = useSearch({ from: '/app/inbox' });
  const params = useParams({ strict: false });
  const navigate = useNavigate();
  const page = useQuery(caseQuery(task.caseId));
  return (
    <Fetched answer={page}>
      {(data) => (
        <article className="task" aria-label={data.number}>
          <IdentityBar page={data} level={2} actions={<ActLinks page={data} of={tellingActions} task={task.id} />} />
          <div className={isWide(task) && params.outcome ? 'task-columns task-wide' : 'task-columns'}>
            <section className="task-case" aria-label={t('cases.file')}>
              <CaseTabs
                page={data}
                task={task.id}
                open={tab}
                onOpen={(next) => void navigate({ to: '.', search: { view, tab: next }, replace: true })}
              />
            </section>
            <section className="task-decision" aria-label={t('decision.title')}>
              <Outlet />
            </section>
          </div>
        </article>
      )}
    </Fetched>
  );
}
