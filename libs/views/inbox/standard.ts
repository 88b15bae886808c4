import type { StandardView } from '../../contracts/api/values';
import type { Standard } from '../../contracts/standard';

/** The pinned standard as a form shows it, every value with its basis. */
export const standardOf = (standard: Standard): StandardView => ({
  code: standard.id,
  title: standard.title,
  label: standard.label,
  indicators: standard.indicators.map((indicator) => ({
    id: indicator.id,
    kind: indicator.kind,
    title: indicator.title,
    comparator: indicator.comparator,
    threshold: indicator.threshold,
    unit: indicator.unit,
    years: indicator.years,
    basis: indicator.basis,
  })),
});
