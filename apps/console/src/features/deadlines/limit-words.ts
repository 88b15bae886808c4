import type { TFunction } from 'i18next';
import type { Limit } from '../../api/types';
import type { Language } from '../../app/preferences';
import { dateInFull } from '../../words/dates';

export interface LimitWords {
  light: Limit['light'];
  /** "3 working days left", "overdue by 2 working days", "paused after 4 November 2026". */
  text: string;
  /** The due date in full; null while a pause leaves it open. */
  due: string | null;
}

/** A limit in words. `days` are working days: left when positive, overdue by when negative, null while paused. */
export function limitWords(limit: Limit, t: TFunction, language: Language): LimitWords {
  const due = limit.dueOn ? dateInFull(limit.dueOn, language) : null;
  return { light: limit.light, text: sentence(limit, t, language), due };
}

function sentence(limit: Limit, t: TFunction, language: Language): string {
  if (limit.light === 'paused') {
    return limit.pausedSince
      ? t('limit.pausedSince', { date: dateInFull(limit.pausedSince, language) })
      : t('limit.paused');
  }
  const days = limit.days ?? 0;
  if (limit.light === 'overdue')
    return days === 0 ? t('limit.overdueToday') : t('limit.overdueBy', { count: Math.abs(days) });
  const left = days === 0 ? t('limit.today') : t('limit.left', { count: days });
  return limit.provisional || limit.light === 'provisional' ? t('limit.provisional', { left }) : left;
}
