import { Button } from 'antd';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { RequestView } from '../../../api/types';
import { ErrorSummary } from '../../../ui/field-frame';
import { useSubmitShortcut } from '../../../ui/shortcuts';
import { useDraft, type FormValues } from '../../decisions/drafts';
import { summed, verdictOf } from './review';
import { ReviewConfirm } from './review-confirm';
import { ReviewItem } from './review-item';

const empty: FormValues = {};

/** 审核答复: accept or return item by item, then one decision. */
export function ReviewForm({ view }: { view: RequestView }): ReactNode {
  const { t } = useTranslation();
  const [values, keep] = useDraft(`${view.id}.review`, empty);
  const [tried, setTried] = useState(false);
  const [confirming, setConfirming] = useState(false);
  const sum = summed(view.items, values);
  const wrong = new Map([
    ...sum.open.map((id) => [id, t('requests.review.openLeft')] as const),
    ...sum.unreasoned.map((id) => [id, t('requests.review.reasonMissing')] as const),
  ]);
  const next = (): void => {
    setTried(true);
    if (wrong.size === 0) setConfirming(true);
    else setTimeout(() => document.getElementById('error-summary')?.focus());
  };
  useSubmitShortcut(next, !confirming);
  if (confirming) return <ReviewConfirm view={view} values={values} onChange={() => setConfirming(false)} />;
  return (
    <section aria-label={t('requests.review.title')} className="review">
      <h2>{t('requests.review.title')}</h2>
      <p className="quiet">{t('requests.review.lead')}</p>
      <ErrorSummary
        mistakes={
          tried
            ? view.items.flatMap((item) => {
                const message = wrong.get(item.id);
                return message
                  ? [{ fieldId: `field-${item.id}`, label: `${String(item.no)}. ${item.title}`, message }]
                  : [];
              })
            : []
        }
      />
      <ol className="plain request-items">
        {view.items.map((item) => (
          <ReviewItem
            key={item.id}
            view={view}
            item={item}
            verdict={verdictOf(values, item.id)}
            error={tried ? wrong.get(item.id) : undefined}
            onChange={(verdict) =>
              keep({ ...values, verdicts: { ...(values.verdicts as object | undefined), [item.id]: verdict } })
            }
          />
        ))}
      </ol>
      <div className="form-foot">
        <Button type="primary" onClick={next}>
          {t('requests.review.next')}
        </Button>
        <span role="status">
          {t('requests.review.sum', {
            accepted: sum.accepted,
            returned: sum.returned.length,
            open: sum.open.length,
          })}
        </span>
      </div>
    </section>
  );
}
