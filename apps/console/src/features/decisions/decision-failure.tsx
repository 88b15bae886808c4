import { useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemError } from '../../api/problem';
import { useFailureWords } from '../../ui/states';

/** Why an act was not recorded, and what to do: nothing was changed, what was typed is kept. */
export function DecisionFailure({ error }: { error: unknown }): ReactNode {
  const { t } = useTranslation();
  const words = useFailureWords();
  const client = useQueryClient();
  if (!error) return null;
  return (
    <div className="notice notice-error" role="alert">
      <p className="notice-title">{t('decision.notRecorded')}</p>
      <p>{words(error)}</p>
      {error instanceof ProblemError && error.status === 409 && (
        <Button size="small" onClick={() => void client.invalidateQueries()}>
          {t('decision.reload')}
        </Button>
      )}
    </div>
  );
}
