import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { RequestView } from '../../../api/types';
import { Panel } from '../../../ui/page';
import { RequestLimit, RequestTags } from './parts';

/** Notices by which items were passed on, and how they stand. */
export function RoundsBelow({ view }: { view: RequestView }): ReactNode {
  const { t } = useTranslation();
  if (view.children.length === 0) return null;
  return (
    <Panel title={t('requests.children')} level={2}>
      <ul className="plain">
        {view.children.map((row) => (
          <li key={row.id} className="card-line">
            <Link to="/requests/$requestId" params={{ requestId: row.id }} className="figures">
              {row.number ?? t('requests.unnumbered')}
            </Link>
            <RequestTags row={row} />
            <span>{t('requests.total', { count: row.itemsTotal })}</span>
            <span>{t(`requests.state.${row.state}`)}</span>
            <RequestLimit row={row} />
          </li>
        ))}
      </ul>
    </Panel>
  );
}
