import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { sessionQuery } from '../../api/queries';

/** Where the legal clock is moved: that these screens go by another. */
export function MachineTime(): ReactNode {
  const { t } = useTranslation();
  const { data: session } = useQuery(sessionQuery);
  return session?.training ? <p className="hint">{t('audit.machineTime')}</p> : null;
}
