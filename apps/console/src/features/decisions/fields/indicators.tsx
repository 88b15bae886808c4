import { Checkbox, Input, InputNumber } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { IndicatorEntry } from '../../../../../../libs/contracts/forms';
import type { Indicator, Task } from '../../../api/types';
import { described, FieldFrame } from '../../../ui/field-frame';
import { useSay } from '../../../words';
import { figure } from '../../../words/dates';
import { figuresOf } from '../check';
import { IndicatorHead } from '../indicator-head';
import { DocumentsControl } from './documents';
import { idOf, type FieldProps } from './field-props';

/** Figures, confirmations and statements for every condition of the pinned standard. */
export function IndicatorsField({ field, path, value, onChange, errors, task }: FieldProps<'indicators'>): ReactNode {
  const say = useSay();
  const { t } = useTranslation();
  const entries = Array.isArray(value) ? (value as IndicatorEntry[]) : [];
  const set = (id: string, change: Partial<IndicatorEntry>): void => {
    const old = entries.find((entry) => entry.indicator === id) ?? { indicator: id };
    onChange([...entries.filter((entry) => entry.indicator !== id), { ...old, ...change }]);
  };
  const hint = task.standard
    ? t('ui.named', { name: say(task.standard.title), what: say(task.standard.label) })
    : undefined;
  return (
    <FieldFrame
      id={idOf(path)}
      label={say(field.label)}
      hint={hint}
      error={errors.get(path)}
      required={field.required}
      group
    >
      {task.standard?.indicators.map((indicator, at) => {
        const place = `${path}.${String(at)}`;
        return (
          <Entry
            key={indicator.id}
            indicator={indicator}
            entry={entries.find((entry) => entry.indicator === indicator.id)}
            id={idOf(place)}
            error={errors.get(place)}
            task={task}
            onChange={(change) => set(indicator.id, change)}
          />
        );
      })}
    </FieldFrame>
  );
}

interface EntryProps {
  indicator: Indicator;
  entry: IndicatorEntry | undefined;
  id: string;
  error: string | undefined;
  task: Task;
  onChange: (change: Partial<IndicatorEntry>) => void;
}

function Entry({ indicator, entry, id, error, task, onChange }: EntryProps): ReactNode {
  const { t } = useTranslation();
  const say = useSay();
  return (
    <div
      className={error ? 'subform field-wrong' : 'subform'}
      role="group"
      aria-label={`${indicator.id} ${say(indicator.title)}`}
    >
      <IndicatorHead indicator={indicator} />
      {error && (
        <p className="field-error" id={`${id}-error`}>
          {error}
        </p>
      )}
      {indicator.kind === 'boolean' && (
        <Checkbox
          id={id}
          checked={entry?.confirmed === true}
          onChange={(event) => onChange({ confirmed: event.target.checked })}
        >
          {t('indicator.confirm')}
        </Checkbox>
      )}
      {indicator.kind === 'narrative' && (
        <Input.TextArea
          id={id}
          rows={3}
          maxLength={4000}
          aria-label={t('indicator.statement')}
          placeholder={t('indicator.statement')}
          value={entry?.statement ?? ''}
          onChange={(event) => onChange({ statement: event.target.value })}
          {...described(id, false, error)}
        />
      )}
      {figuresOf(indicator) > 0 && (
        <Figures indicator={indicator} entry={entry} id={id} error={error} onChange={onChange} />
      )}
      {task.documents.length > 0 && (
        <div className="evidence">
          <DocumentsControl
            id={`${id}-evidence`}
            task={task}
            value={entry?.evidence ?? []}
            label={t('indicator.evidence', { id: indicator.id })}
            onChange={(evidence) => onChange({ evidence })}
          />
        </div>
      )}
    </div>
  );
}

function Figures({ indicator, entry, id, error, onChange }: Omit<EntryProps, 'task'>): ReactNode {
  const { t } = useTranslation();
  const say = useSay();
  const count = figuresOf(indicator);
  const figures: (number | undefined)[] = Array.from({ length: count }, (_, at) => entry?.figures?.[at]);
  const set = (at: number, next: number | null): void => {
    const changed = figures.map((one, place) => (place === at ? (next ?? undefined) : one));
    onChange({ figures: changed as number[] });
  };
  return (
    <div className="figures-row">
      {figures.map((one, at) => (
        <label key={String(at)} className="figure">
          <span>
            {count === 1
              ? t('indicator.figure')
              : at === count - 1
                ? t('indicator.latestYear')
                : t('indicator.yearsBack', { count: count - 1 - at })}
          </span>
          <InputNumber
            id={at === 0 ? id : `${id}-${String(at)}`}
            controls={false}
            min={0}
            value={one ?? null}
            status={error ? 'error' : undefined}
            onChange={(next) => set(at, next)}
            suffix={indicator.unit ? say(indicator.unit) : undefined}
            {...described(id, false, error)}
          />
        </label>
      ))}
      <Standing indicator={indicator} figures={figures} />
    </div>
  );
}

/** The mean and how far it is from the threshold, computed while typing. */
function Standing({
  indicator,
  figures,
}: {
  indicator: Indicator;
  figures: readonly (number | undefined)[];
}): ReactNode {
  const { t } = useTranslation();
  const given = figures.filter((one): one is number => typeof one === 'number');
  if (given.length < figures.length || typeof indicator.threshold !== 'number') return null;
  const mean = given.reduce((sum, one) => sum + one, 0) / given.length;
  const difference = mean - indicator.threshold;
  const words = { mean: figure(mean), difference: figure(Math.abs(difference)) };
  return (
    <p className="standing">
      {given.length > 1
        ? difference >= 0
          ? t('indicator.meanAbove', words)
          : t('indicator.meanBelow', words)
        : difference >= 0
          ? t('indicator.above', words)
          : t('indicator.below', words)}
    </p>
  );
}
