import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { setPreference } from '../../app/preferences';
import { switchLanguage, useLanguage } from '../../words';

/** For screens without a session: the profile menu has it afterwards. */
export function LanguageSwitch(): ReactNode {
  const { t } = useTranslation();
  const language = useLanguage();
  const other = language === 'en' ? 'zh-CN' : 'en';
  return (
    <button
      type="button"
      className="language-switch"
      lang={other}
      onClick={() => {
        setPreference('language', other);
        void switchLanguage(other);
      }}
    >
      {t('session.otherLanguage')}
    </button>
  );
}
