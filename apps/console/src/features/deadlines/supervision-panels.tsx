import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { supervisionQuery } from '../../api/queries';
import type { CasePage, Supervision } from '../../api/types';
import { Panel } from '../../ui/page';
import { Fetched } from '../../ui/states';
import { useLanguage, useSay } from '../../words';
import { dateInFull, momentInFull } from '../../words/dates';
import { ActLinks } from '../cases/case-actions';
import { useProcedureWords } from '../cases/words';
import { OrderCard, Turn } from './order-card';

/** Beside the limits: who urged, which orders went out, what was said on the telephone. `task`: the desk they are shown at. */
export function SupervisionPanels({ page, task }: { page: CasePage; task?: string }): ReactNode {
  const { t } = useTranslation();
  const answer = useQuery(supervisionQuery(page.id));
  return (
    <Fetched answer={answer}>
      {({ urges, orders, calls }) => (
        <div className="overview supervision">
          <Panel title={t('supervision.orders')} actions={<IssueLinks page={page} />}>
            <Rows of={orders} none={t('supervision.noOrders')}>
              {(order) => (
                <li key={order.id}>
                  <OrderCard order={order} caseId={page.id} />
                </li>
              )}
            </Rows>
          </Panel>
          <Panel title={t('supervision.urges')}>
            <Rows of={urges} none={t('supervision.noUrges')}>
              {(urge) => <Urge key={urge.id} urge={urge} />}
            </Rows>
          </Panel>
          <Panel title={t('supervision.calls')} actions={<ActLinks page={page} of={['log-call']} task={task} />}>
            <Rows of={calls} none={t('supervision.noCalls')}>
              {(call) => <Call key={call.id} call={call} />}
            </Rows>
          </Panel>
        </div>
      )}
    </Fetched>
  );
}

/** One for each open task on which the reader may issue an order; the step is named where there are several. */
function IssueLinks({ page }: { page: CasePage }): ReactNode {
  const { t } = useTranslation();
  const procedure = useProcedureWords();
  const tasks = page.tasks.filter((task) => task.allowedActions.includes('order'));
  return tasks.map((task) => (
    <Link key={task.id} className="button" to="/inbox/$taskId/verb/$verb" params={{ taskId: task.id, verb: 'order' }}>
      {tasks.length === 1 ? t('pass.title.order') : t('order.issueOn', { step: procedure.step(task.step) })}
    </Link>
  ));
}

function Rows<T>({
  of,
  none,
  children,
}: {
  of: readonly T[];
  none: string;
  children: (one: T) => ReactNode;
}): ReactNode {
  return of.length === 0 ? <p className="quiet">{none}</p> : <ul className="plain records">{of.map(children)}</ul>;
}

function Urge({ urge }: { urge: Supervision['urges'][number] }): ReactNode {
  const { t } = useTranslation();
  const say = useSay();
  const language = useLanguage();
  const procedure = useProcedureWords();
  return (
    <li>
      <p>
        {momentInFull(urge.at, language)} · {urge.by ? say(urge.by.name) : t(`body.${urge.body}`)}
        {urge.steps.length > 0 && <> · {urge.steps.map((step) => procedure.step(step)).join(' / ')}</>}
      </p>
      {urge.note && <p className="said">{urge.note}</p>}
    </li>
  );
}

function Call({ call }: { call: Supervision['calls'][number] }): ReactNode {
  const { t } = useTranslation();
  const say = useSay();
  const language = useLanguage();
  return (
    <li>
      <p>
        <strong>{dateInFull(call.calledOn, language)}</strong> · {call.whom}
      </p>
      <Turn
        title={t('supervision.logged', { name: say(call.by.name), at: momentInFull(call.at, language) })}
        text={call.said}
      />
    </li>
  );
}
