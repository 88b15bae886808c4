import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemError } from '../../../api/problem';
import { DecisionFailure } from '../../decisions/decision-failure';

/** Why an item was not saved: what is wrong with each file by its name, or the refusal as a whole. */
export function ItemFailure({ error }: { error: unknown }): ReactNode {
  const { t } = useTranslation();
  if (!(error instanceof ProblemError) || error.fields.length === 0) return <DecisionFailure error={error} />;
  return (
    <div className="notice notice-error" role="alert">
      <p className="notice-title">{t('decision.notRecorded')}</p>
      <ul>
        {error.fields.map(({ path, message }) => (
          <li key={`${path} ${message}`}>{message}</li>
        ))}
      </ul>
    </div>
  );
}
