import { Button, Spin } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ConnectionError, ProblemError } from '../api/problem';

export function Loading({ label }: { label?: string }): ReactNode {
  const { t } = useTranslation();
  return (
    <div className="state" role="status">
      <Spin size="small" />
      <span>{label ?? t('ui.loading')}</span>
    </div>
  );
}

export function Empty({ title, children }: { title: string; children?: ReactNode }): ReactNode {
  return (
    <div className="state state-empty">
      <p className="state-title">{title}</p>
      {children}
    </div>
  );
}

/** What went wrong in words, with the request id that support asks for. */
export function useFailureWords(): (error: unknown) => string {
  const { t } = useTranslation();
  return (error) => {
    if (error instanceof ProblemError) return error.message;
    if (error instanceof ConnectionError) return t('ui.noConnection');
    return t('ui.unexpected');
  };
}

/** Beside the button that failed; nothing where nothing did. */
export function FailureLine({ error }: { error: unknown }): ReactNode {
  const words = useFailureWords();
  return error ? (
    <p className="field-error" role="alert">
      {words(error)}
    </p>
  ) : null;
}

export function Failure({ error, onRetry }: { error: unknown; onRetry?: () => void }): ReactNode {
  const { t } = useTranslation();
  const words = useFailureWords();
  return (
    <div className="state state-failure" role="alert">
      <p className="state-title">{words(error)}</p>
      {error instanceof ProblemError && error.requestId !== '' && (
        <p className="quiet">{t('ui.requestId', { id: error.requestId })}</p>
      )}
      {onRetry && <Button onClick={onRetry}>{t('ui.retry')}</Button>}
    </div>
  );
}

interface Answer<T> {
  data: T | undefined;
  error: unknown;
  isPending: boolean;
  isError: boolean;
  refetch: () => unknown;
}

/** The states of everything that is fetched: loading, failed with retry, stale, there. */
export function Fetched<T>({
  answer,
  children,
  loading,
}: {
  answer: Answer<T>;
  children: (data: T) => ReactNode;
  loading?: string;
}): ReactNode {
  const { t } = useTranslation();
  const retry = (): void => void answer.refetch();
  if (answer.data !== undefined) {
    return (
      <>
        {answer.isError && (
          <p className="stale" role="status">
            {t('ui.stale')}{' '}
            <Button type="link" size="small" onClick={retry}>
              {t('ui.retry')}
            </Button>
          </p>
        )}
        {children(answer.data)}
      </>
    );
  }
  return answer.isPending ? <Loading label={loading} /> : <Failure error={answer.error} onRetry={retry} />;
}
