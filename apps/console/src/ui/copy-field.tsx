import { Button, Input } from 'antd';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

/** A text that is handed on: shown whole, chosen at a touch, copied by a button. */
export function CopyField({ id, label, value }: { id: string; label: string; value: string }): ReactNode {
  const { t } = useTranslation();
  const [copied, setCopied] = useState(false);
  const copy = async (): Promise<void> => {
    // Missing on plain http beyond localhost: the text can be chosen and copied by hand.
    const clipboard = navigator.clipboard as Clipboard | undefined;
    await clipboard?.writeText(value).then(
      () => setCopied(true),
      () => setCopied(false),
    );
  };
  return (
    <div className="copy-field">
      <label htmlFor={id}>{label}</label>
      <div className="copy-line">
        <Input id={id} readOnly value={value} onFocus={(event) => event.target.select()} />
        <Button onClick={() => void copy()} aria-describedby={`${id}-copied`}>
          {t('people.copy')}
        </Button>
      </div>
      <span id={`${id}-copied`} role="status" className="quiet">
        {copied ? t('people.copied') : ''}
      </span>
    </div>
  );
}
