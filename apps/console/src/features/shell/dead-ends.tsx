import { Link, useRouter } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemError } from '../../api/problem';
import { Page } from '../../ui/page';
import { Failure } from '../../ui/states';

export function NotFound(): ReactNode {
  const { t } = useTranslation();
  return (
    <Page title={t('deadEnd.notFound')} narrow>
      <p>{t('deadEnd.notFoundWhat')}</p>
      <p>
        <Link to="/inbox">{t('nav.inbox')}</Link>
      </p>
    </Page>
  );
}

/** What a screen shows when it cannot be drawn: refused, or a fault of ours. */
export function ScreenFailed({ error }: { error: unknown }): ReactNode {
  const { t } = useTranslation();
  const router = useRouter();
  const forbidden = error instanceof ProblemError && error.status === 403;
  return (
    <Page title={forbidden ? t('deadEnd.forbidden') : t('deadEnd.failed')} narrow>
      <Failure error={error} onRetry={() => void router.invalidate()} />
      <p>
        <Link to="/inbox">{t('nav.inbox')}</Link>
      </p>
    </Page>
  );
}
