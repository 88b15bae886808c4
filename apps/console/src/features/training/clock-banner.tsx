import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { lazy, Suspense, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { clockQuery } from '../../api/queries';
import { useLanguage } from '../../words';
import { momentInFull } from '../../words/dates';

const ClockDialog = lazy(() => import('./clock-dialog').then((module) => ({ default: module.ClockDialog })));

/** Says that this is training, what the legal clock shows, and lets it be moved forward. */
export function ClockBanner(): ReactNode {
  const { t } = useTranslation();
  const language = useLanguage();
  const [open, setOpen] = useState(false);
  const [opened, setOpened] = useState(false);
  const clock = useQuery({ ...clockQuery, refetchInterval: (query) => (query.state.data?.target ? 1000 : 30_000) });
  return (
    <aside className="banner" aria-label={t('training.banner')}>
      <strong>{t('training.banner')}</strong>
      <span className="banner-lead">{t('training.lead')}</span>
      {clock.data && (
        <span className="banner-clock">
          {t('training.clock', { at: momentInFull(clock.data.legalNow, language) })}
          {clock.data.target && <span role="status"> → {momentInFull(clock.data.target, language)}</span>}
        </span>
      )}
      {clock.data?.movable && (
        <Button
          size="small"
          onClick={() => {
            setOpened(true);
            setOpen(true);
          }}
        >
          {t('training.move')}
        </Button>
      )}
      {clock.data && opened && (
        <Suspense>
          <ClockDialog clock={clock.data} open={open} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </aside>
  );
}
