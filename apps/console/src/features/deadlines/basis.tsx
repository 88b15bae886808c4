import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

const known = ['verified', 'derived', 'inferred', 'analogy', 'proposal', 'unverified'] as const;
type Known = (typeof known)[number];
const isKnown = (basis: string): basis is Known => (known as readonly string[]).includes(basis);

/** The standing of a value, always beside it: nothing that is ours may look like the state's. */
export function Basis({ basis, source }: { basis: string; source?: string | null }): ReactNode {
  const { t } = useTranslation();
  const words = isKnown(basis) ? t(`basis.${basis}`) : basis;
  return (
    <span className={`basis basis-${basis}`} title={isKnown(basis) ? t(`basisWhy.${basis}`) : undefined}>
      {words}
      {source && <span className="basis-source">{source}</span>}
    </span>
  );
}
