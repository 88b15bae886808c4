import { useQuery } from '@tanstack/react-query';
import { Link, useRouterState } from '@tanstack/react-router';
import { Button } from 'antd';
import { useEffect, useRef, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { organisationsQuery, proposalsQuery } from '../../api/people';
import { sessionQuery } from '../../api/queries';
import { Page } from '../../ui/page';
import { useLanguage } from '../../words';
import { momentInFull } from '../../words/dates';
import { useLegalNow } from '../training/legal-now';
import { showRecorded, useRecorded } from './recorded';

interface Props {
  title: string;
  lead?: ReactNode;
  actions?: ReactNode;
  narrow?: boolean;
  children: ReactNode;
}

/** A screen about organisations and people: the ways between them, the receipt of the last act, the screen. */
export function PeoplePage({ title, lead, actions, narrow, children }: Props): ReactNode {
  const { data: session } = useQuery(sessionQuery);
  const reads = session?.sections.includes('people') === true;
  return (
    <Page title={title} lead={lead} actions={actions} narrow={narrow}>
      {reads && <PeopleTabs />}
      <RecordedBar />
      {children}
    </Page>
  );
}

function PeopleTabs(): ReactNode {
  const { t } = useTranslation();
  const { data } = useQuery(organisationsQuery);
  const may = data?.allowedActions ?? [];
  const proposals = useQuery({ ...proposalsQuery, enabled: may.includes('proposals') });
  if (may.length === 0) return null;
  const waiting = proposals.data?.items.length ?? 0;
  return (
    <nav className="views people-tabs" aria-label={t('people.tabs')}>
      <Link to="/people" className="view" activeOptions={{ exact: true, includeSearch: false }}>
        {t('people.tab.directory')}
      </Link>
      {may.includes('proposals') && (
        <Link to="/people/proposals" className="view">
          <span>{t('people.tab.proposals')}</span> {waiting > 0 && <span className="count">{waiting}</span>}
        </Link>
      )}
      {may.includes('imports') && (
        <Link to="/people/imports" className="view">
          {t('people.tab.imports')}
        </Link>
      )}
      {may.includes('services') && (
        <Link to="/people/services" className="view">
          {t('people.tab.services')}
        </Link>
      )}
    </nav>
  );
}

/** What was recorded, and what happens now. Spoken by screen readers when it appears. */
function RecordedBar(): ReactNode {
  const { t } = useTranslation();
  const language = useLanguage();
  const kept = useRecorded();
  const now = useLegalNow();
  const path = useRouterState({ select: (state) => state.location.pathname });
  if (kept) {
    kept.place ??= path;
    kept.at ??= now;
  }
  const note = kept?.place === path ? kept : null;
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (note) place.current?.scrollIntoView({ block: 'nearest' });
  }, [note]);
  return (
    <div role="status" ref={place}>
      {note && (
        <div className="notice notice-done receipt">
          <div>
            <p>
              <strong>{t('people.recorded')}</strong> {note.done} · {momentInFull(note.at ?? now, language)}
            </p>
            {note.follows && <p>{note.follows}</p>}
          </div>
          <Button size="small" type="text" onClick={() => showRecorded(null)}>
            {t('people.dismiss')}
          </Button>
        </div>
      )}
    </div>
  );
}
