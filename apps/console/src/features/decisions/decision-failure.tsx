import { useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useEffect, useRef, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemError } from '../../api/problem';
import { useFailureWords } from '../../ui/states';

/** Why an act was not recorded, and what to do: nothing was changed, what was typed is kept. */
export function DecisionFailure({ error }: { error: unknown }): ReactNode {
  const { t } = useTranslation();
  const words = useFailureWords();
  const client = useQueryClient();
  const place = useRef<HTMLDivElement>(null);
  // The act may have been sent from far below: why it was not recorded is shown.
  useEffect(() => {
    if (error) place.current?.scrollIntoView({ block: 'nearest' });
  }, [error]);
  if (!error) return null;
  return (
    <div className="notice notice-error" role="alert" ref={place}>
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
