import type { TFunction } from 'i18next';
import type { WorkingDays } from '../../api/types';

export interface DueWords {
  text: string;
  /** The day is odd for an answer: over, or not a working day. */
  unusual: boolean;
}

/** How far a chosen day is away, in working days, and what is unusual about it. */
export function dueWords({ today, until, count, day, provisional }: WorkingDays, t: TFunction): DueWords {
  if (until <= today) return { text: t('due.past'), unusual: true };
  const far = provisional ? t('due.provisional', { far: t('due.in', { count }) }) : t('due.in', { count });
  if (day === 'weekend' || day === 'holiday') return { text: t(`due.off.${day}`, { far }), unusual: true };
  return { text: day === 'make-up' ? t('due.makeUp', { far }) : far, unusual: false };
}
