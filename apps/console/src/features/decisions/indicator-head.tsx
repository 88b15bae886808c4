import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Indicator } from '../../api/types';
import { useSay } from '../../words';
import { figure } from '../../words/dates';
import { Basis } from '../deadlines/basis';

/** A condition of the standard: number, wording, threshold and its basis. */
export function IndicatorHead({ indicator }: { indicator: Indicator }): ReactNode {
  const { t } = useTranslation();
  const say = useSay();
  const unit = indicator.unit && say(indicator.unit);
  const threshold =
    typeof indicator.threshold === 'number' ? `≥ ${figure(indicator.threshold)}${unit ? ` ${unit}` : ''}` : null;
  return (
    <p className="indicator-head">
      <span className="indicator-id">{indicator.id}</span>
      <span>{say(indicator.title)}</span>
      {threshold && <span className="indicator-threshold">{t('indicator.threshold', { threshold })}</span>}
      <Basis basis={indicator.basis} />
    </p>
  );
}
