import { useNavigate } from '@tanstack/react-router';
import { Button, Input } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { decideRequest, draftRequest } from '../../../api/requests';
import type { RequestView } from '../../../api/types';
import { FieldFrame } from '../../../ui/field-frame';
import { Form, FormFoot } from '../../../ui/form';
import { Notice } from '../../../ui/page';
import { useAct } from '../../cases/use-act';
import { DecisionFailure } from '../../decisions/decision-failure';
import { dropDraft, type FormValues } from '../../decisions/drafts';
import { showReceipt } from '../../decisions/receipts';
import { answeringBody } from './answering-body';
import { DaysField } from './days-field';
import { PassingLimit } from './passing-limit';
import { daysToPass } from './request-acts';
import { summed } from './review';

interface Props {
  view: RequestView;
  values: FormValues;
  onChange: () => void;
}

/** What the review will do, before it does it. At an intake it only drafts: the check itself decides. */
export function ReviewConfirm({ view, values, onChange }: Props): ReactNode {
  const { t } = useTranslation();
  const sum = summed(view.items, values);
  const returns = sum.returned.length > 0;
  const intake = view.stage.endsWith('-intake') && !view.passedOn;
  const act = useReview(view, sum.returned, intake);
  const submit = t(
    intake ? (returns ? 'requests.review.intakeDraft' : 'requests.review.intakeAccept') : 'requests.review.confirm',
  );
  return (
    <Form className="act confirm page-narrow" busy={act.sending} onSend={act.submit}>
      <h2>{t('requests.review.confirmTitle')}</h2>
      <Notice tone="warn">
        <p>
          {returns
            ? t('requests.review.someReturned', { count: sum.returned.length, round: view.round + 1 })
            : t('requests.review.allAccepted')}
        </p>
        {intake && returns && <p>{t('requests.review.intake')}</p>}
      </Notice>
      {returns && (
        <>
          <ul>
            {sum.returned.map(({ item, reason }) => (
              <li key={item}>
                <strong>{view.items.find((one) => one.id === item)?.title}</strong>{' '}
                <span className="said">{reason}</span>
              </li>
            ))}
          </ul>
          <DaysField
            caseId={view.caseId}
            body={answeringBody(view)}
            label={t('requests.review.days')}
            value={act.values.days as number | undefined}
            error={act.errors.get('days') ?? act.errors.get('dueDays')}
            onChange={(days) => act.set('days', days)}
          />
          <PassingLimit
            caseId={view.caseId}
            passing={view.passing}
            days={act.values.days as number | undefined}
            onSafe={(safe) => act.set('days', safe)}
          />
        </>
      )}
      {!returns && !intake && (
        <FieldFrame id="field-opinion" label={t('requests.review.opinion')} required={false}>
          <Input.TextArea
            id="field-opinion"
            rows={3}
            maxLength={4000}
            value={(act.values.opinion as string | undefined) ?? ''}
            onChange={(event) => act.set('opinion', event.target.value)}
          />
        </FieldFrame>
      )}
      <DecisionFailure error={act.failure} />
      <FormFoot send={submit} busy={act.sending}>
        <Button type="link" onClick={onChange}>
          {t('requests.review.change')}
        </Button>
      </FormFoot>
    </Form>
  );
}

type Next = { to: 'decision'; at: string; receipt: string } | { to: 'draft'; id: string } | { to: 'task' };

function useReview(view: RequestView, returned: { item: string; reason: string }[], intake: boolean) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { taskId } = view;
  return useAct<Next>({
    draft: `${view.id}.review-end`,
    start: returned.length > 0 ? { days: daysToPass(view.passing, view.dueDays) } : {},
    check: () => [],
    send: async (values, key) => {
      const days = values.days as number | undefined;
      if (intake && returned.length > 0) {
        const items = returned.map(({ item, reason }) => ({ from: 'returned' as const, itemId: item, reason }));
        const drafted = await draftRequest(view.caseId, { items, ...(days ? { dueDays: days } : {}) }, key);
        return { to: 'draft', id: drafted.requestId };
      }
      if (intake || taskId === null) return { to: 'task' };
      const done =
        returned.length > 0
          ? await decideRequest(taskId, 'items-returned', { items: returned, ...(days ? { days } : {}) }, key)
          : await decideRequest(taskId, 'accepted', values.opinion ? { opinion: values.opinion } : {}, key);
      return { to: 'decision', at: done.at, receipt: done.receipt };
    },
    recorded: async (next) => {
      if (next.to === 'draft') {
        dropDraft(`${view.id}.review`);
        await navigate({ to: '/requests/$requestId', params: { requestId: next.id } });
        return;
      }
      if (next.to === 'task') {
        await navigate({ to: '/inbox/$taskId', params: { taskId: taskId ?? '' } });
        return;
      }
      dropDraft(`${view.id}.review`);
      const { at, receipt } = next;
      showReceipt({
        at,
        receipt,
        caseId: view.caseId,
        caseNumber: view.caseNumber,
        done: t('requests.review.done'),
        follows: [],
        recallable: null,
      });
      await navigate({ to: '/requests', search: { asked: 'by-us' } });
    },
  });
}
