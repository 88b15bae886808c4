import { Link, useNavigate } from '@tanstack/react-router';
import { Button, Input, Select } from 'antd';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { eventTypes } from '../../../../../libs/contracts/events';
import {
  auditKinds,
  kindsOfSystemEvents,
  systemEventTypes,
  type SystemEventType,
} from '../../../../../libs/contracts/system-events';
import type { AuditFilters } from '../../api/audit';
import { DateField } from '../../ui/lazy-date';
import { useSay } from '../../words';

/** Filters live in the address: what was looked for can be kept and handed on as a link. */
export function AuditFilterBar({ filters }: { filters: AuditFilters }): ReactNode {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [typed, setTyped] = useState(filters);
  const go = (next: AuditFilters): void => {
    const set = Object.entries(next).map(([name, value]: [string, string | undefined]) => [name, value?.trim()]);
    void navigate({ to: '/audit', search: Object.fromEntries(set.filter(([, value]) => value)) as AuditFilters });
  };
  const text = (name: 'who' | 'case') => ({
    id: `audit-${name}`,
    value: typed[name] ?? '',
    allowClear: true,
    onChange: (event: { target: { value: string } }) => setTyped({ ...typed, [name]: event.target.value }),
  });
  const day = (name: 'from' | 'to') => (
    <span className="filter-pair">
      <label htmlFor={`audit-${name}`}>{t(`audit.${name}`)}</label>
      <DateField
        id={`audit-${name}`}
        value={typed[name]}
        placeholder={t('ui.datePattern')}
        onChange={(date) => setTyped({ ...typed, [name]: date })}
      />
    </span>
  );
  const isSet = Object.values(filters).some((value) => value !== undefined);
  return (
    <form
      role="search"
      aria-label={t('audit.filters')}
      onSubmit={(event) => {
        event.preventDefault();
        go(typed);
      }}
    >
      <div className="filters audit-filters">
        <span className="filter-pair">
          <label htmlFor="audit-who">{t('audit.who')}</label>
          <Input {...text('who')} maxLength={64} placeholder={t('audit.whoHint')} />
        </span>
        <span className="filter-pair">
          <label htmlFor="audit-case">{t('audit.case')}</label>
          <Input {...text('case')} maxLength={40} />
        </span>
        <Kinds chosen={typed} onChoose={(change) => go({ ...typed, ...change })} />
        {day('from')}
        {day('to')}
        <Button type="primary" htmlType="submit">
          {t('audit.search')}
        </Button>
        {isSet && <Link to="/audit">{t('audit.clear')}</Link>}
      </div>
      <p className="hint">{t('audit.beside')}</p>
    </form>
  );
}

/** The kind, and of it one event: those of the cases where a case is named and no other kind. */
function Kinds({ chosen, onChoose }: { chosen: AuditFilters; onChoose: (change: AuditFilters) => void }): ReactNode {
  const { t } = useTranslation();
  const say = useSay();
  const { kind, type } = chosen;
  const ofCase = chosen.case !== undefined && chosen.case !== '' && (kind === undefined || kind === 'changes');
  const types = ofCase
    ? Object.entries(eventTypes).map(([value, { words }]) => ({ value, label: say(words) }))
    : (Object.keys(systemEventTypes) as SystemEventType[])
        .filter((one) => kind === undefined || kindsOfSystemEvents[one] === kind)
        .map((value) => ({ value: value, label: say(systemEventTypes[value].words) }));
  const any = { value: '', label: t('audit.any') };
  return (
    <>
      <span className="filter-pair">
        <label htmlFor="audit-kind">{t('audit.kind')}</label>
        <Select
          id="audit-kind"
          value={kind ?? ''}
          popupMatchSelectWidth={false}
          onChange={(value) => onChoose({ kind: value || undefined, type: undefined })}
          options={[any, ...auditKinds.map((value) => ({ value: value, label: t(`audit.kinds.${value}`) }))]}
        />
      </span>
      <span className="filter-pair">
        <label htmlFor="audit-type">{t('audit.type')}</label>
        <Select
          id="audit-type"
          className="filter-stage"
          showSearch={{ optionFilterProp: 'label' }}
          popupMatchSelectWidth={false}
          value={types.some((one) => one.value === type) ? type : ''}
          onChange={(value) => onChoose({ type: value || undefined })}
          options={[any, ...types]}
        />
      </span>
    </>
  );
}
