import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { useEffect, useRef, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../words';
import { momentInFull } from '../../words/dates';
import { showReceipt, useReceipt } from './receipts';

/** What was recorded, and what happens now. Spoken by screen readers when it appears. */
export function ReceiptBar(): ReactNode {
  const { t } = useTranslation();
  const language = useLanguage();
  const note = useReceipt();
  const place = useRef<HTMLDivElement>(null);
  // The act may have been sent from far below: what came of it is shown.
  useEffect(() => {
    if (note) place.current?.scrollIntoView({ block: 'nearest' });
  }, [note]);
  return (
    <div role="status" className="receipt-place" ref={place}>
      {note && (
        <div className="notice notice-done receipt">
          <div>
            <p>
              <strong>{t('receipt.recorded')}</strong> {note.done} ·{' '}
              <Link to="/cases/$caseId" params={{ caseId: note.caseId }}>
                {note.caseNumber}
              </Link>{' '}
              · {t('receipt.number', { number: note.receipt })} · {momentInFull(note.at, language)}
            </p>
            {note.follows.length > 0 && <p>{note.follows.join(language === 'en' ? '; ' : '；')}</p>}
          </div>
          <div className="receipt-actions">
            {note.recallable && (
              <Link
                className="button"
                to="/cases/$caseId/recall/$taskId"
                params={{ caseId: note.caseId, taskId: note.recallable }}
              >
                {t('receipt.recall')}
              </Link>
            )}
            <Button size="small" type="text" onClick={() => showReceipt(null)}>
              {t('receipt.dismiss')}
            </Button>
          </div>
        </div>
      )}
    </div>
  );
}
