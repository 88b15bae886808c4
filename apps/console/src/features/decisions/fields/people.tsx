import { Checkbox, Radio } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { FieldFrame } from '../../../ui/field-frame';
import { useSay } from '../../../words';
import { idOf, type FieldProps } from './field-props';

interface Seats {
  personIds: string[];
  leadId?: string;
}

/** Experts of the pool with one lead among them. */
export function SeatsField({ field, path, value, onChange, errors, task }: FieldProps<'seats'>): ReactNode {
  const { t } = useTranslation();
  const say = useSay();
  const { personIds = [], leadId } = (value ?? {}) as Partial<Seats>;
  const toggle = (id: string, seated: boolean): void => {
    const chosen = seated ? [...personIds, id] : personIds.filter((one) => one !== id);
    onChange({ personIds: chosen, leadId: chosen.includes(leadId ?? '') ? leadId : undefined });
  };
  const size = task.panelSize ? t('seats.size', task.panelSize) : undefined;
  return (
    <FieldFrame
      id={idOf(path)}
      label={say(field.label)}
      hint={size}
      error={errors.get(path)}
      required={field.required}
      group
    >
      <p className="quiet" role="status">
        {t('seats.chosen', { count: personIds.length })}
      </p>
      <ul className="plain people">
        {task.pool.map((expert) => {
          const seated = personIds.includes(expert.id);
          return (
            <li key={expert.id}>
              <Checkbox checked={seated} onChange={(event) => toggle(expert.id, event.target.checked)}>
                {say(expert.name)} <span className="quiet">{say(expert.organisation.name)}</span>
              </Checkbox>
              {seated && (
                <Radio
                  name={`${idOf(path)}-lead`}
                  checked={leadId === expert.id}
                  onChange={() => onChange({ personIds, leadId: expert.id })}
                  aria-label={t('seats.leadOf', { name: say(expert.name) })}
                >
                  {t('seats.lead')}
                </Radio>
              )}
            </li>
          );
        })}
      </ul>
    </FieldFrame>
  );
}

/** Who of the panel was there. */
export function AttendanceField({ field, path, value, onChange, errors, task }: FieldProps<'attendance'>): ReactNode {
  const { t } = useTranslation();
  const say = useSay();
  const present = Array.isArray(value) ? (value as string[]) : [];
  return (
    <FieldFrame
      id={idOf(path)}
      label={say(field.label)}
      hint={field.hint && say(field.hint)}
      error={errors.get(path)}
      required={field.required}
      group
    >
      <ul className="plain people">
        {task.seats.map((seat) => (
          <li key={seat.id}>
            <Checkbox
              checked={present.includes(seat.id)}
              onChange={(event) =>
                onChange(event.target.checked ? [...present, seat.id] : present.filter((one) => one !== seat.id))
              }
            >
              {say(seat.person.name)} {seat.lead && <span className="tag">{t('seats.lead')}</span>}
            </Checkbox>
          </li>
        ))}
      </ul>
    </FieldFrame>
  );
}
