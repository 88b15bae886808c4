import { Input, Radio } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { RequestItem, RequestView } from '../../../api/types';
import { described, FieldFrame } from '../../../ui/field-frame';
import { EarlierAnswer } from './earlier-answer';
import { ItemAnswer, ItemAsked } from './parts';
import type { Verdict } from './review';

interface Props {
  view: RequestView;
  item: RequestItem;
  verdict: Verdict | undefined;
  error: string | undefined;
  onChange: (verdict: Verdict) => void;
}

/** One item of an answer: what was asked, what came, what came before, and the verdict. */
export function ReviewItem({ view, item, verdict, error, onChange }: Props): ReactNode {
  const { t } = useTranslation();
  const id = `field-${item.id}`;
  const reasonId = `reason-${item.id}`;
  return (
    <li className="card">
      <div className="card-head">
        <h3>
          {item.no}. {item.title}
        </h3>
      </div>
      <ItemAsked caseId={view.caseId} item={item} />
      <div className="versions">
        {item.originId !== null && view.previousId !== null && (
          <EarlierAnswer previousId={view.previousId} itemId={item.originId} title={t('requests.review.before')} />
        )}
        <section className="earlier earlier-now" aria-label={t('requests.review.now')}>
          <h4>{t('requests.review.now')}</h4>
          <ItemAnswer caseId={view.caseId} answer={item.answer} />
        </section>
      </div>
      <FieldFrame id={id} label={t('requests.review.judge', { no: item.no })} error={error} required group>
        <Radio.Group
          name={id}
          value={verdict?.returned}
          onChange={(event) => onChange({ reason: verdict?.reason ?? '', returned: event.target.value === true })}
          options={[
            { value: false, label: t('requests.review.accept') },
            { value: true, label: t('requests.review.return') },
          ]}
        />
      </FieldFrame>
      {verdict?.returned && (
        <FieldFrame id={reasonId} label={t('requests.review.reason')} hint={t('requests.review.reasonHint')} required>
          <Input.TextArea
            id={reasonId}
            rows={2}
            maxLength={2000}
            value={verdict.reason}
            onChange={(event) => onChange({ returned: true, reason: event.target.value })}
            {...described(reasonId, true, undefined)}
          />
        </FieldFrame>
      )}
    </li>
  );
}
