import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { signOut } from '../../api/acts';
import type { SessionView } from '../../api/types';
import { setPreference, usePreferences, type Appearance } from '../../app/preferences';
import { switchLanguage, useSay } from '../../words';
import { useProcedureWords } from '../cases/words';
import { dropAllDrafts } from '../decisions/drafts';
import { showReceipt } from '../decisions/receipts';
import { showRecorded } from '../people/recorded';

const appearances: readonly Appearance[] = ['system', 'light', 'dark'];

/** Who is signed in and through which posts; language, appearance, keys; the way out. */
export function ProfileMenu({ session, onHelp }: { session: SessionView; onHelp: () => void }): ReactNode {
  const { t } = useTranslation();
  const say = useSay();
  const [open, setOpen] = useState(false);
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!open) return;
    const outside = (event: Event): void => {
      if (!place.current?.contains(event.target as Node)) setOpen(false);
    };
    document.addEventListener('pointerdown', outside);
    document.addEventListener('focusin', outside);
    return () => {
      document.removeEventListener('pointerdown', outside);
      document.removeEventListener('focusin', outside);
    };
  }, [open]);
  return (
    <div
      className="profile"
      ref={place}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        setOpen(false);
        place.current?.querySelector('button')?.focus();
      }}
    >
      <button
        type="button"
        className="profile-button"
        aria-expanded={open}
        aria-controls="profile-panel"
        onClick={() => setOpen(!open)}
      >
        <span className="profile-name">{say(session.person.name)}</span>
        <span className="unseen">{t('profile.menu')}</span>
        <span aria-hidden="true">▾</span>
      </button>
      {open && (
        <div className="profile-panel" id="profile-panel">
          <Posts session={session} />
          <Choices />
          {session.sections.includes('deputies') && (
            <Link to="/deputies" className="profile-item" onClick={() => setOpen(false)}>
              {t('deputies.title')}
            </Link>
          )}
          <Link to="/why" className="profile-item" onClick={() => setOpen(false)}>
            {t('explain.title')}
          </Link>
          <Link
            to="/people/$personId"
            params={{ personId: session.person.id }}
            className="profile-item"
            onClick={() => setOpen(false)}
          >
            {t('people.card.mine')}
          </Link>
          <Link to="/security" className="profile-item" onClick={() => setOpen(false)}>
            {t('security.title')}
          </Link>
          <button
            type="button"
            className="profile-item"
            onClick={() => {
              setOpen(false);
              onHelp();
            }}
          >
            {t('help.title')}
          </button>
          <SignOut />
        </div>
      )}
    </div>
  );
}

function Posts({ session }: { session: SessionView }): ReactNode {
  const { t } = useTranslation();
  const say = useSay();
  const procedure = useProcedureWords();
  return (
    <ul className="plain profile-posts">
      {session.posts.map((post) => (
        <li key={`${post.id} ${post.onBehalfOf?.id ?? ''}`}>
          <strong>{procedure.role(post.role)}</strong> <span className="quiet">{say(post.organisation.name)}</span>
          {post.onBehalfOf && (
            <>
              {' '}
              <span className="tag">{t('explain.stoodIn', { name: say(post.onBehalfOf.name) })}</span>
            </>
          )}
        </li>
      ))}
    </ul>
  );
}

function Choices(): ReactNode {
  const { t } = useTranslation();
  const chosen = usePreferences();
  const id = 'profile';
  return (
    <div className="profile-choices">
      <label htmlFor={`${id}-language`}>{t('profile.language')}</label>
      <select
        id={`${id}-language`}
        className="native"
        value={chosen.language}
        onChange={(event) => {
          const language = event.target.value === 'en' ? 'en' : 'zh-CN';
          setPreference('language', language);
          void switchLanguage(language);
        }}
      >
        <option value="zh-CN" lang="zh-CN">
          简体中文
        </option>
        <option value="en" lang="en">
          English
        </option>
      </select>
      <label htmlFor={`${id}-appearance`}>{t('profile.appearance')}</label>
      <select
        id={`${id}-appearance`}
        className="native"
        value={chosen.appearance}
        onChange={(event) => setPreference('appearance', event.target.value as Appearance)}
      >
        {appearances.map((appearance) => (
          <option key={appearance} value={appearance}>
            {t(`profile.appearances.${appearance}`)}
          </option>
        ))}
      </select>
      <label className="profile-check">
        <input
          type="checkbox"
          checked={chosen.openNext}
          onChange={(event) => setPreference('openNext', event.target.checked)}
        />
        {t('profile.openNext')}
      </label>
      <label className="profile-check">
        <input
          type="checkbox"
          checked={chosen.shortcuts}
          onChange={(event) => setPreference('shortcuts', event.target.checked)}
        />
        {t('profile.shortcuts')}
      </label>
    </div>
  );
}

function SignOut(): ReactNode {
  const { t } = useTranslation();
  const client = useQueryClient();
  const navigate = useNavigate();
  const leave = useMutation({
    mutationFn: signOut,
    onSettled: async () => {
      dropAllDrafts();
      showReceipt(null);
      showRecorded(null);
      client.clear();
      await navigate({ to: '/sign-in' });
    },
  });
  return (
    <button type="button" className="profile-item" disabled={leave.isPending} onClick={() => leave.mutate()}>
      {t('profile.signOut')}
    </button>
  );
}
