import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { RequestView } from '../../../api/types';
import { Panel } from '../../../ui/page';
import { useLanguage } from '../../../words';
import { momentInFull } from '../../../words/dates';

/** What was asked and decided about more time. */
export function ExtensionList({ view }: { view: RequestView }): ReactNode {
  const { t } = useTranslation();
  const language = useLanguage();
  if (view.extensions.length === 0) return null;
  return (
    <Panel title={t('requests.extensions')} level={2}>
      <ul className="plain">
        {view.extensions.map((one) => (
          <li key={one.id}>
            {t(`requests.extension.${one.state}`, {
              days: one.state === 'granted' ? (one.grantedDays ?? one.days) : one.days,
            })}{' '}
            <span className="quiet">{momentInFull(one.decidedAt ?? one.askedAt, language)}</span>
            <p className="said">{one.reason}</p>
            {one.decisionReason !== null && (
              <p>
                <strong>{t('requests.field.granted')}</strong> <span className="said">{one.decisionReason}</span>
              </p>
            )}
          </li>
        ))}
      </ul>
    </Panel>
  );
}
