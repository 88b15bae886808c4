import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useSay } from '../../words';

/** A person by name, leading to their page. */
export function PersonLink({
  person,
  away,
}: {
  person: { id: string; name: { zh: string; en: string } };
  away: boolean;
}): ReactNode {
  const { t } = useTranslation();
  const say = useSay();
  return (
    <>
      <Link to="/people/$personId" params={{ personId: person.id }}>
        {say(person.name)}
      </Link>
      {away && <span className="tag">{t('people.away')}</span>}
    </>
  );
}
