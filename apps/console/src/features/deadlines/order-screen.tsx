import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { actOnOrder } from '../../api/acts';
import { supervisionQuery } from '../../api/queries';
import type { CasePage, Order } from '../../api/types';
import { Empty, Fetched } from '../../ui/states';
import { ParagraphField } from '../cases/act-controls';
import { blanks } from '../cases/act-errors';
import { ActForm, ActPage } from '../cases/act-form';
import { BackToCase, useCaseReceipt, useLeave } from '../cases/back-to-case';
import { useAct } from '../cases/use-act';
import { DueField } from './due-field';
import { OrderCard } from './order-card';

type OrderAct = Order['allowedActions'][number];

/** Answering, closing or repeating a supervision order. */
export function OrderScreen(): ReactNode {
  const { t } = useTranslation();
  const { caseId } = useParams({ from: '/app/cases/$caseId/orders/$orderId/$act' });
  return (
    <ActPage caseId={caseId} refused={t('cases.notAllowed')}>
      {(page) => <OneOrder page={page} />}
    </ActPage>
  );
}

function OneOrder({ page }: { page: CasePage }): ReactNode {
  const { t } = useTranslation();
  const { orderId, act } = useParams({ from: '/app/cases/$caseId/orders/$orderId/$act' });
  const answer = useQuery(supervisionQuery(page.id));
  return (
    <Fetched answer={answer}>
      {({ orders }) => {
        const order = orders.find((one) => one.id === orderId);
        const allowed = order?.allowedActions.find((one) => one === act);
        return order && allowed ? (
          <OrderForm page={page} order={order} does={allowed} />
        ) : (
          <Empty title={t('order.notAllowed')}>
            <BackToCase page={page} tab="deadlines" />
          </Empty>
        );
      }}
    </Fetched>
  );
}

const required: Record<OrderAct, readonly string[]> = {
  answer: ['answer'],
  close: [],
  repeat: ['demand', 'replyDue'],
};

function OrderForm({ page, order, does }: { page: CasePage; order: Order; does: OrderAct }): ReactNode {
  const { t } = useTranslation();
  const tell = useCaseReceipt(page);
  const leave = useLeave(page);
  const act = useAct({
    draft: `${order.id}.${does}`,
    start: does === 'repeat' ? { demand: order.demand } : {},
    check: (values) => blanks(values, required[does], t('mistake.required')),
    send: (values, key) => actOnOrder(order.id, does, values, key),
    recorded: async (receipt) => {
      tell(receipt, t(`order.done.${does}`, { number: receipt.number }));
      await leave('deadlines');
    },
  });
  return (
    <ActForm
      title={t(`order.title.${does}`)}
      act={act}
      what={t(`order.what.${does}`)}
      back={<BackToCase page={page} tab="deadlines" />}
    >
      <section className="card" aria-label={order.number}>
        <OrderCard order={order} />
      </section>
      {does === 'answer' && <ParagraphField act={act} name="answer" maxLength={4000} rows={6} />}
      {does === 'close' && <ParagraphField act={act} name="note" maxLength={2000} required={false} />}
      {does === 'repeat' && (
        <>
          <ParagraphField act={act} name="demand" maxLength={4000} rows={5} />
          <DueField act={act} caseId={page.id} />
        </>
      )}
    </ActForm>
  );
}
