import { useMutation, useQuery } from '@tanstack/react-query';
import { Link, useSearch } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { signIn } from '../../api/acts';
import { addressOf } from '../../api/http';
import { ProblemError } from '../../api/problem';
import { trainingAccountsQuery } from '../../api/queries';
import { signInWaysQuery } from '../../api/security';
import { FailureLine } from '../../ui/states';
import { SecondStep } from './second-step';
import { useEntered } from './entered';
import { LanguageSwitch } from './language-switch';
import { TrainingAccountList } from './training-accounts';

export function SignInPage(): ReactNode {
  const { t } = useTranslation();
  const { next, expired, step } = useSearch({ from: '/sign-in' });
  const accounts = useQuery(trainingAccountsQuery);
  const [username, setUsername] = useState('');
  const [password, setPassword] = useState('');
  const enter = useEnter(next);
  const [left, setLeft] = useState(false);
  const ways = useQuery(signInWaysQuery);
  const waits =
    (step === 'code' && !left) || (enter.error instanceof ProblemError && enter.error.code === 'second-step-needed');
  return (
    <main className={accounts.data ? 'sign-in sign-in-training' : 'sign-in'}>
      <section className="sign-in-card" aria-labelledby="sign-in-title">
        <LanguageSwitch />
        <h1 id="sign-in-title">{t('shell.product')}</h1>
        <p className="quiet">{t('session.lead')}</p>
        {expired && <p className="notice notice-warn">{t('session.expired')}</p>}
        {waits ? (
          <SecondStep
            next={next}
            onBack={() => {
              setLeft(true);
              enter.reset();
            }}
          />
        ) : (
          <PasswordForm
            enter={enter}
            username={username}
            password={password}
            onUsername={setUsername}
            onPassword={setPassword}
          />
        )}
        {ways.data?.outside && !waits && (
          <a className="button" href={addressOf('/session/oidc/start', { next })}>
            {t('security.outside')}
          </a>
        )}
        {!waits && (
          <p className="panel-foot">
            <Link to="/activate">{t('people.activate.link')}</Link>
          </p>
        )}
      </section>
      {accounts.data && (
        <TrainingAccountList
          accounts={accounts.data.items}
          chosen={username}
          onChoose={(account) => {
            setUsername(account.username);
            setPassword(account.password);
          }}
        />
      )}
    </main>
  );
}

interface PasswordFormProps {
  enter: ReturnType<typeof useEnter>;
  username: string;
  password: string;
  onUsername: (username: string) => void;
  onPassword: (password: string) => void;
}

function PasswordForm({ enter, username, password, onUsername, onPassword }: PasswordFormProps): ReactNode {
  const { t } = useTranslation();
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        enter.mutate({ username: username.trim(), password });
      }}
    >
      <label htmlFor="username">{t('session.username')}</label>
      <input
        id="username"
        className="native"
        autoComplete="username"
        maxLength={64}
        required
        value={username}
        onChange={(event) => onUsername(event.target.value)}
      />
      <label htmlFor="password">{t('session.password')}</label>
      <input
        id="password"
        type="password"
        className="native"
        autoComplete="current-password"
        maxLength={200}
        required
        value={password}
        onChange={(event) => onPassword(event.target.value)}
      />
      <FailureLine error={enter.error} />
      <Button
        type="primary"
        size="large"
        block
        htmlType="submit"
        loading={enter.isPending}
        disabled={username.trim() === '' || password === ''}
      >
        {t('session.signIn')}
      </Button>
    </form>
  );
}

const useEnter = (next: string | undefined) => useMutation({ mutationFn: signIn, onSuccess: useEntered(next) });
