import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Limit } from '../../api/types';
import { useLanguage } from '../../words';
import { limitWords } from './limit-words';

/** A form of its own for every light, so that it can be told without colour. */
const shapes: Record<Limit['light'], ReactNode> = {
  ok: <circle cx="6" cy="6" r="4.5" />,
  'due-soon': <path d="M6 1 11.5 11H.5z" />,
  overdue: <path d="M6 .3 11.7 6 6 11.7.3 6z" />,
  paused: <path d="M2 1h3v10H2zM7 1h3v10H7z" />,
  provisional: <circle cx="6" cy="6" r="4" fill="none" stroke="currentColor" strokeWidth="2" strokeDasharray="3 2" />,
};

export function Light({ light }: { light: Limit['light'] }): ReactNode {
  return (
    <svg
      className={`light light-${light}`}
      viewBox="0 0 12 12"
      width="11"
      height="11"
      aria-hidden="true"
      fill="currentColor"
    >
      {shapes[light]}
    </svg>
  );
}

/** Light and words of a limit; what is not limited says so. */
export function LimitLine({ limit, full = true }: { limit: Limit | null; full?: boolean }): ReactNode {
  const { t } = useTranslation();
  const language = useLanguage();
  if (!limit) return <span className="limit quiet">{t('limit.none')}</span>;
  const words = limitWords(limit, t, language);
  return (
    <span className={`limit limit-${words.light}`}>
      <Light light={words.light} />
      <span className="limit-text">{words.text}</span>
      {full && words.due && (
        <span className="quiet">
          {' '}
          {t(words.light === 'overdue' ? 'limit.wasDue' : 'limit.due', { date: words.due })}
        </span>
      )}
    </span>
  );
}
