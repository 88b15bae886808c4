import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { usePreferences } from '../../app/preferences';
import { ReceiptBar } from '../decisions/receipt-bar';

export function NoTask(): ReactNode {
  const { t } = useTranslation();
  const { shortcuts } = usePreferences();
  return (
    <div className="desk-none">
      <ReceiptBar />
      <p className="state-title">{t('inbox.choose')}</p>
      {shortcuts && <p className="quiet">{t('inbox.chooseKeys')}</p>}
    </div>
  );
}
