import { useQuery } from '@tanstack/react-query';
import { Link, Outlet, useNavigate, useRouterState } from '@tanstack/react-router';
import { useEffect, useRef, useState, type ReactNode, type SubmitEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { Section } from '../../../../../libs/contracts/sections';
import { notificationsQuery, sessionQuery } from '../../api/queries';
import { useShortcut } from '../../ui/shortcuts';
import { StepUpDialog } from '../session/step-up-dialog';
import { ClockBanner } from '../training/clock-banner';
import { HelpDialog } from './help-dialog';
import { ProfileMenu } from './profile-menu';

/** Everything around a screen: banner of the training, header with the ways, the screen itself. */
export function Shell(): ReactNode {
  const { t } = useTranslation();
  const { data: session } = useQuery(sessionQuery);
  const [help, setHelp] = useState(false);
  useShortcut('?', () => setHelp(true));
  if (!session) return null;
  return (
    <div className="shell">
      <a className="skip" href="#main">
        {t('shell.skip')}
      </a>
      {session.training && <ClockBanner />}
      <header className="top">
        <Link to="/inbox" className="brand">
          <span className="brand-mark" aria-hidden="true" />
          {t('shell.name')}
        </Link>
        <Ways sections={session.sections} national={session.posts.some((post) => post.role.startsWith('national-'))} />
        <Search />
        <Bell />
        <ProfileMenu session={session} onHelp={() => setHelp(true)} />
      </header>
      <main id="main" tabIndex={-1} className="main">
        <Outlet />
      </main>
      <StepUpDialog />
      <HelpDialog open={help} onClose={() => setHelp(false)} />
      <Announce />
    </div>
  );
}

/** What the session says is anything to this person. */
function Ways({ sections, national }: { sections: readonly Section[]; national: boolean }): ReactNode {
  const { t } = useTranslation();
  const may = (section: Section): boolean => sections.includes(section);
  return (
    <nav className="ways" aria-label={t('shell.ways')}>
      <Link to="/inbox">{t('nav.inbox')}</Link>
      <Link to="/copied">{t('nav.copied')}</Link>
      {may('requests') && (
        <Link to="/requests" search={national ? { asked: 'by-us' } : {}}>
          {t('nav.requests')}
        </Link>
      )}
      <Link to="/cases">{t('nav.cases')}</Link>
      {may('declare') && <Link to="/declare">{t('nav.declare')}</Link>}
      <Link to="/centers">{t('nav.centers')}</Link>
      <Link to="/calendar">{t('nav.calendar')}</Link>
      {may('overdue') && <Link to="/overdue">{t('nav.overdue')}</Link>}
      {may('people') && <Link to="/people">{t('nav.people')}</Link>}
      {may('operations') && <Link to="/operations">{t('nav.operations')}</Link>}
      {may('why-others') && <Link to="/why">{t('nav.explain')}</Link>}
      {may('audit') && <Link to="/audit">{t('nav.audit')}</Link>}
      {may('break-glass') && <Link to="/break-glass">{t('nav.glass')}</Link>}
    </nav>
  );
}

/** Search by case number; `/` leads here. */
function Search(): ReactNode {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const input = useRef<HTMLInputElement>(null);
  useShortcut('/', () => input.current?.focus());
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    void navigate({ to: '/cases', search: { number: input.current?.value.trim() || undefined } });
  };
  return (
    <form role="search" aria-label={t('shell.search')} className="search" onSubmit={submit}>
      <input
        ref={input}
        type="search"
        maxLength={40}
        aria-label={t('shell.search')}
        placeholder={t('shell.searchHint')}
      />
    </form>
  );
}

function Bell(): ReactNode {
  const { t } = useTranslation();
  const { data } = useQuery(notificationsQuery);
  const unread = data?.unread ?? 0;
  return (
    <Link to="/notifications" className="bell" aria-label={t('notifications.bell', { count: unread })}>
      <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true" fill="currentColor">
        <path d="M8 1a4.2 4.2 0 0 0-4.2 4.2v2.6L2.5 10.6v1h11v-1l-1.3-2.8V5.2A4.2 4.2 0 0 0 8 1zM6.4 13a1.7 1.7 0 0 0 3.2 0z" />
      </svg>
      {unread > 0 && <span className="bell-count">{unread > 99 ? '99+' : unread}</span>}
    </Link>
  );
}

/** Says the new address's title to screen readers when a screen without its own heading focus opens. */
function Announce(): ReactNode {
  const path = useRouterState({ select: (state) => state.location.pathname });
  useEffect(() => {
    window.scrollTo(0, 0);
  }, [path]);
  return null;
}
