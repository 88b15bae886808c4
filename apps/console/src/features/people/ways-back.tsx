import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

export function BackToPerson({ personId }: { personId: string }): ReactNode {
  const { t } = useTranslation();
  return (
    <Link to="/people/$personId" params={{ personId }}>
      {t('people.back')}
    </Link>
  );
}

export function BackToDirectory({ org }: { org?: string }): ReactNode {
  const { t } = useTranslation();
  return (
    <Link to="/people" search={{ org }}>
      {t('people.back')}
    </Link>
  );
}
