import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button, InputNumber } from 'antd';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { moveClock } from '../../api/acts';
import { newKey } from '../../api/keys';
import { clockQuery } from '../../api/queries';
import type { ClockView, MoveClock } from '../../api/types';
import { Dialog } from '../../ui/dialog';
import { FailureLine } from '../../ui/states';
import { useLanguage } from '../../words';
import { legalDateOf, momentInFull } from '../../words/dates';

const steps = [1, 5, 10, 30];

interface Props {
  clock: ClockView;
  open: boolean;
  onClose: () => void;
}

/** Moves the legal clock forward, by days or to a date, and shows how far it has come. */
export function ClockDialog({ clock, open, onClose }: Props): ReactNode {
  const { t } = useTranslation();
  const language = useLanguage();
  const move = useMove();
  const moving = clock.target !== null || move.isPending;
  return (
    <Dialog title={t('training.move')} open={open} onClose={onClose}>
      <p>{t('training.clock', { at: momentInFull(clock.legalNow, language) })}</p>
      <p className="quiet">{t('training.explain')}</p>
      {moving ? <Progress clock={clock} /> : <Ways now={clock.legalNow} onMove={(input) => move.mutate(input)} />}
      <FailureLine error={move.error} />
      <div className="form-foot">
        <Button onClick={onClose}>{t('ui.close')}</Button>
      </div>
    </Dialog>
  );
}

function useMove() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (input: MoveClock) => {
      // The answer may take until the move is done; meanwhile the clock itself tells how far it is.
      setTimeout(() => void client.invalidateQueries({ queryKey: clockQuery.queryKey }), 300);
      return moveClock(input, newKey());
    },
    onSuccess: (clock) => client.setQueryData(clockQuery.queryKey, clock),
    onSettled: () => client.invalidateQueries(),
  });
}

function Ways({ now, onMove }: { now: string; onMove: (input: MoveClock) => void }): ReactNode {
  const { t } = useTranslation();
  const [days, setDays] = useState<number | null>(3);
  const [date, setDate] = useState('');
  const today = legalDateOf(now);
  return (
    <div className="clock-ways">
      <div className="clock-steps" role="group" aria-label={t('training.byDays')}>
        {steps.map((count) => (
          <Button key={count} onClick={() => onMove({ days: count })}>
            {t('training.days', { count })}
          </Button>
        ))}
      </div>
      <div className="clock-way">
        <label htmlFor="clock-days">{t('training.byDays')}</label>
        <InputNumber id="clock-days" min={1} max={3660} precision={0} value={days} onChange={setDays} />
        <Button disabled={days === null} onClick={() => days !== null && onMove({ days })}>
          {t('training.go')}
        </Button>
      </div>
      <div className="clock-way">
        <label htmlFor="clock-date">{t('training.toDate')}</label>
        <input
          id="clock-date"
          className="native"
          type="date"
          min={today}
          value={date}
          onChange={(event) => setDate(event.target.value)}
        />
        <Button disabled={date <= today} onClick={() => onMove({ to: morningOf(date) })}>
          {t('training.go')}
        </Button>
      </div>
    </div>
  );
}

/** Nine in the morning of a legal date, as the office opens. */
const morningOf = (date: string): string => new Date(`${date}T09:00:00+08:00`).toISOString();

function Progress({ clock }: { clock: ClockView }): ReactNode {
  const { t } = useTranslation();
  const language = useLanguage();
  const from = useRef(Date.parse(clock.legalNow));
  const client = useQueryClient();
  const target = clock.target;
  useEffect(() => () => void client.invalidateQueries(), [client]);
  const whole = target ? Date.parse(target) - from.current : 0;
  const share = whole > 0 ? Math.min(1, (Date.parse(clock.legalNow) - from.current) / whole) : undefined;
  return (
    <div role="status" className="clock-progress">
      <p>{target ? t('training.movingTo', { at: momentInFull(target, language) }) : t('training.moving')}</p>
      <progress max={1} value={share} aria-label={t('training.moving')} />
    </div>
  );
}
