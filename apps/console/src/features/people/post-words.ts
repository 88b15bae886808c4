import { useTranslation } from 'react-i18next';
import type { Role } from '../../../../../libs/contracts/posts';
import type { Words } from '../../api/types';
import { useLanguage, useSay } from '../../words';
import { dateInFull } from '../../words/dates';
import { provinceWords } from '../../words/vocabulary';
import { useProcedureWords } from '../cases/words';

interface PostFacts {
  role: Role;
  organisation: { name: Words };
  unit: Words | null;
}

/** Posts, periods and pools in words. */
export function usePostWords() {
  const { t } = useTranslation();
  const say = useSay();
  const language = useLanguage();
  const procedure = useProcedureWords();
  return {
    post: ({ role, organisation, unit }: PostFacts): string =>
      [procedure.role(role), say(organisation.name), unit && say(unit)].filter(Boolean).join(' · '),
    period: (from: string, to: string | null): string =>
      to === null
        ? t('people.card.from', { from: dateInFull(from, language) })
        : t('people.card.between', { from: dateInFull(from, language), to: dateInFull(to, language) }),
    pool: (pool: string): string => (pool === 'nation' ? t('people.nationPool') : say(provinceWords(pool))),
  };
}
