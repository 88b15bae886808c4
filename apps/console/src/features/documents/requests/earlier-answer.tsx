import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { requestQuery } from '../../../api/requests';
import { ItemAnswer } from './parts';

/** What was answered to the same item in the round before. */
export function EarlierAnswer({
  previousId,
  itemId,
  title,
}: {
  previousId: string;
  itemId: string;
  title?: string;
}): ReactNode {
  const { t } = useTranslation();
  const { data } = useQuery(requestQuery(previousId));
  const item = data?.items.find((one) => one.id === itemId);
  if (!data) return null;
  return (
    <section className="earlier" aria-label={title ?? t('requests.earlier')}>
      <h3>{title ?? t('requests.earlier')}</h3>
      {item?.answer ? (
        <ItemAnswer caseId={data.caseId} answer={item.answer} />
      ) : (
        <p className="quiet">{t('requests.noEarlier')}</p>
      )}
    </section>
  );
}
