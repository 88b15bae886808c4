import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { sessionQuery } from '../../api/queries';
import { securityQuery } from '../../api/security';
import { Notice, Page } from '../../ui/page';
import { Fetched } from '../../ui/states';
import { PasswordPanel } from './password-panel';
import { SecondFactorPanel } from './second-factor-panel';
import { SessionsPanel } from './sessions-panel';

/** What my account is guarded by: password, second step, recovery codes, and where I am signed in. */
export function SecurityPage(): ReactNode {
  const { t } = useTranslation();
  const { data: session } = useQuery(sessionQuery);
  const answer = useQuery(securityQuery);
  return (
    <Page title={t('security.title')} lead={t('security.lead')} narrow>
      {session?.secondFactorMissing && <Notice tone="warn" title={t('security.missing')} live />}
      <Fetched answer={answer}>
        {(security) => (
          <>
            <SecondFactorPanel security={security} />
            {security.hasPassword && <PasswordPanel security={security} />}
          </>
        )}
      </Fetched>
      <SessionsPanel />
    </Page>
  );
}
