import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Order } from '../../api/types';
import { useLanguage, useSay } from '../../words';
import { dateInFull, momentInFull } from '../../words/dates';
import { useProcedureWords } from '../cases/words';
import { Light } from './light';

/** A supervision order: number, state, to whom and until when, demand, answer, end. `caseId`: with what can be done. */
export function OrderCard({ order, caseId }: { order: Order; caseId?: string }): ReactNode {
  const { t } = useTranslation();
  const say = useSay();
  const language = useLanguage();
  const procedure = useProcedureWords();
  return (
    <>
      <div className="card-head">
        <strong>{order.number}</strong>
        <OrderState order={order} />
        {order.repeats && <span className="quiet">{t('supervision.repeats', { number: order.repeats })}</span>}
        <span className="quiet card-when">{momentInFull(order.issuedAt, language)}</span>
      </div>
      <p className="quiet">
        {t('supervision.to', {
          by: say(order.by.name),
          to: order.toPerson ? say(order.toPerson.name) : procedure.role(order.toRole),
          step: procedure.step(order.step),
        })}
      </p>
      <p className="said">{order.demand}</p>
      <p>
        <strong>{t('supervision.due', { date: dateInFull(order.replyDue, language) })}</strong>
        {order.rungAt && (
          <span className="quiet"> · {t('supervision.rung', { at: momentInFull(order.rungAt, language) })}</span>
        )}
      </p>
      {order.answer && (
        <Turn
          title={t('supervision.answered', {
            name: say(order.answer.by.name),
            at: momentInFull(order.answer.at, language),
          })}
          text={order.answer.text}
        />
      )}
      {order.ended && (
        <Turn
          title={t(`supervision.ended.${order.state === 'repeated' ? 'repeated' : 'closed'}`, {
            name: say(order.ended.by.name),
            at: momentInFull(order.ended.at, language),
          })}
          text={order.ended.note}
        />
      )}
      {caseId && order.allowedActions.length > 0 && (
        <p className="card-actions">
          {order.allowedActions.map((action) => (
            <Link
              key={action}
              className="button"
              to="/cases/$caseId/orders/$orderId/$act"
              params={{ caseId, orderId: order.id, act: action }}
            >
              {t(`order.title.${action}`)}
              <span className="unseen"> {order.number}</span>
            </Link>
          ))}
        </p>
      )}
    </>
  );
}

function OrderState({ order }: { order: Order }): ReactNode {
  const { t } = useTranslation();
  return order.overdue ? (
    <span className="limit limit-overdue">
      <Light light="overdue" />
      <span className="limit-text">{t('supervision.overdue')}</span>
    </span>
  ) : (
    <span className={order.state === 'open' ? 'tag status-open' : 'tag'}>{t(`supervision.state.${order.state}`)}</span>
  );
}

/** What somebody said in turn. */
export function Turn({ title, text }: { title: string; text: string | null }): ReactNode {
  return (
    <div className="turn">
      <p className="quiet">{title}</p>
      {text && <p className="said">{text}</p>}
    </div>
  );
}
