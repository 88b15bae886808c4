import { Link, useNavigate } from '@tanstack/react-router';
import { Select } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { stages } from '../../../../../libs/contracts/procedure';
import type { OverdueFilters } from '../../api/overdue';
import { useSay } from '../../words';
import { provinceCodes, provinceWords } from '../../words/vocabulary';
import { useProcedureWords } from '../cases/words';

/** Filters live in the address: a view can be kept and handed on as a link. */
export function OverdueFilterBar({ filters, inside }: { filters: OverdueFilters; inside: boolean }): ReactNode {
  const { t } = useTranslation();
  const say = useSay();
  const procedure = useProcedureWords();
  const navigate = useNavigate();
  const choice = (name: 'body' | 'kind' | 'province' | 'stage', none: string, options: [string, string][]) => (
    <>
      <label htmlFor={`filter-${name}`}>{t(`overdue.${name}`)}</label>
      <Select
        id={`filter-${name}`}
        className="filter-stage"
        value={filters[name] ?? ''}
        onChange={(value) =>
          void navigate({ to: '/overdue', search: { ...filters, [name]: value || undefined } as never })
        }
        options={[{ value: '', label: none }, ...options.map(([value, label]) => ({ value, label }))]}
      />
    </>
  );
  const bodies = (['province', 'nation'] as const).map((one): [string, string] => [one, t(`body.${one}`)]);
  const kinds = (['commitment', 'internal'] as const).map((one): [string, string] => [one, t(`overdue.kinds.${one}`)]);
  return (
    <div className="filters" role="group" aria-label={t('overdue.filters')}>
      {choice('body', t('overdue.own'), bodies)}
      {inside && choice('kind', t('overdue.any'), kinds)}
      {choice(
        'province',
        t('overdue.any'),
        provinceCodes.map((code) => [code, say(provinceWords(code))]),
      )}
      {choice(
        'stage',
        t('overdue.any'),
        stages.map((stage) => [stage, procedure.stage(stage)]),
      )}
      {(filters.body ?? filters.kind ?? filters.province ?? filters.stage) && (
        <Link to="/overdue" search={{ list: filters.list }}>
          {t('overdue.clear')}
        </Link>
      )}
    </div>
  );
}
