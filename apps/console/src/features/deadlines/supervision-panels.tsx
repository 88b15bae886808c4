import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { supervisionQuery } from '../../api/queries';
import type { Supervision } from '../../api/types';
import { Panel } from '../../ui/page';
import { Fetched } from '../../ui/states';
import { useLanguage, useSay } from '../../words';
import { dateInFull, momentInFull } from '../../words/dates';
import { useProcedureWords } from '../cases/words';

/** Beside the limits: who urged, which orders went out, what was said on the telephone. */
export function SupervisionPanels({ caseId }: { caseId: string }): ReactNode {
  const { t } = useTranslation();
  const answer = useQuery(supervisionQuery(caseId));
  return (
    <Fetched answer={answer}>
      {({ urges, orders, calls }) => (
        <>
          <Panel title={t('supervision.urges')}>
            <Rows of={urges}>{(urge) => <Urge key={urge.id} urge={urge} />}</Rows>
          </Panel>
          <Panel title={t('supervision.orders')}>
            <Rows of={orders}>{(order) => <Order key={order.id} order={order} />}</Rows>
          </Panel>
          <Panel title={t('supervision.calls')}>
            <Rows of={calls}>{(call) => <Call key={call.id} call={call} />}</Rows>
          </Panel>
        </>
      )}
    </Fetched>
  );
}

function Rows<T>({ of, children }: { of: readonly T[]; children: (one: T) => ReactNode }): ReactNode {
  const { t } = useTranslation();
  return of.length === 0 ? (
    <p className="quiet">{t('supervision.none')}</p>
  ) : (
    <ul className="plain">{of.map(children)}</ul>
  );
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

function Order({ order }: { order: Supervision['orders'][number] }): ReactNode {
  const { t } = useTranslation();
  const say = useSay();
  const language = useLanguage();
  const procedure = useProcedureWords();
  return (
    <li>
      <p>
        <strong>{order.number}</strong>{' '}
        <span className="tag">{t(order.overdue ? 'supervision.overdue' : `supervision.state.${order.state}`)}</span>
        {order.repeats && <> · {t('supervision.repeats', { number: order.repeats })}</>}
      </p>
      <p className="quiet">
        {order.toPerson ? say(order.toPerson.name) : procedure.role(order.toRole)} · {procedure.step(order.step)} ·{' '}
        {t('supervision.due', { date: dateInFull(order.replyDue, language) })}
      </p>
      <p className="said">{order.demand}</p>
      {order.answer && (
        <p className="said">{t('ui.mistake', { label: t('supervision.answer'), message: order.answer.text })}</p>
      )}
      {order.ended?.note && <p className="said">{order.ended.note}</p>}
    </li>
  );
}

function Call({ call }: { call: Supervision['calls'][number] }): ReactNode {
  const say = useSay();
  const language = useLanguage();
  return (
    <li>
      <p>
        {dateInFull(call.calledOn, language)} · {call.whom} · <span className="quiet">{say(call.by.name)}</span>
      </p>
      <p className="said">{call.said}</p>
    </li>
  );
}
