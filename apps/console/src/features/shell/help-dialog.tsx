import { Button } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { setPreference, usePreferences } from '../../app/preferences';
import { Dialog } from '../../ui/dialog';

const keys = [
  ['J / K', 'walk'],
  ['X', 'choose'],
  ['Enter', 'enter'],
  ['A', 'accept'],
  ['R', 'return'],
  ['Ctrl + Enter', 'submit'],
  ['/', 'search'],
  ['?', 'help'],
] as const;

export function HelpDialog({ open, onClose }: { open: boolean; onClose: () => void }): ReactNode {
  const { t } = useTranslation();
  const { shortcuts } = usePreferences();
  return (
    <Dialog title={t('help.title')} open={open} onClose={onClose}>
      <dl className="keys">
        {keys.map(([key, what]) => (
          <div key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{t(`help.${what}`)}</dd>
          </div>
        ))}
      </dl>
      <p className="quiet">{t('help.note')}</p>
      <label className="profile-check">
        <input
          type="checkbox"
          checked={shortcuts}
          onChange={(event) => setPreference('shortcuts', event.target.checked)}
        />
        {t('profile.shortcuts')}
      </label>
      <div className="form-foot">
        <Button onClick={onClose}>{t('ui.close')}</Button>
      </div>
    </Dialog>
  );
}
