import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemError } from '../../api/problem';
import { sessionQuery } from '../../api/queries';
import { activateAccount } from '../../api/security';
import type { SessionView } from '../../api/types';
import { Heading, Notice } from '../../ui/page';
import { useFailureWords } from '../../ui/states';
import { SecondStep } from '../session/second-step';
import { LanguageSwitch } from '../session/language-switch';
import { rulesMet, useGuesses } from './password-rules';
import { showRecorded } from './recorded';

/** Without a session: a new person sets a password with the code they were handed, and is signed in. */
export function ActivatePage(): ReactNode {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [given, setGiven] = useState({ code: '', password: '', again: '' });
  const activate = useMutation({
    mutationFn: () => activateAccount(given.code.trim(), given.password),
    onSuccess: (session) => {
      client.clear();
      showRecorded(null);
      client.setQueryData(sessionQuery.queryKey, session);
    },
  });
  const waits = activate.error instanceof ProblemError && activate.error.code === 'second-step-needed';
  return (
    <main className="sign-in">
      <section className="sign-in-card" aria-label={t('people.activate.title')}>
        <LanguageSwitch />
        <Heading>{t(activate.data ? 'people.activate.done' : 'people.activate.title')}</Heading>
        {activate.data ? (
          <Done session={activate.data} />
        ) : waits ? (
          <SecondStep next={undefined} onBack={() => activate.reset()} />
        ) : (
          <>
            <p className="quiet">{t('people.activate.lead')}</p>
            <CodeForm given={given} onGiven={setGiven} act={activate} />
          </>
        )}
      </section>
    </main>
  );
}

interface Given {
  code: string;
  password: string;
  again: string;
}
interface CodeFormProps {
  given: Given;
  onGiven: (given: Given) => void;
  act: { error: Error | null; isPending: boolean; mutate: () => void };
}

function CodeForm({ given, onGiven, act }: CodeFormProps): ReactNode {
  const { t } = useTranslation();
  const words = useFailureWords();
  const met = rulesMet(given.password, given.again, useGuesses());
  const refused = act.error instanceof ProblemError ? act.error.fields[0]?.message : undefined;
  const ready = given.code.trim() !== '' && met.length && met.common && met.same;
  const field = (name: keyof Given, autoComplete: string) => ({
    id: `activate-${name}`,
    className: 'native',
    autoComplete,
    required: true,
    value: given[name],
    onChange: (event: { target: { value: string } }) => onGiven({ ...given, [name]: event.target.value }),
  });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (ready && !act.isPending) act.mutate();
      }}
    >
      <label htmlFor="activate-code">{t('people.activate.code')}</label>
      <input {...field('code', 'off')} spellCheck={false} maxLength={64} aria-describedby="activate-code-hint" />
      <p id="activate-code-hint" className="hint">
        {t('people.activate.codeHint')}
      </p>
      <label htmlFor="activate-password">{t('people.activate.password')}</label>
      <input {...field('password', 'new-password')} type="password" maxLength={200} aria-describedby="activate-rules" />
      <label htmlFor="activate-again">{t('people.activate.again')}</label>
      <input {...field('again', 'new-password')} type="password" maxLength={200} aria-describedby="activate-rules" />
      <div id="activate-rules" className="password-rules">
        <p>{t('people.activate.rules')}</p>
        <ul className="plain">
          {(['length', 'common', 'same'] as const).map((rule) => (
            <li key={rule} className={met[rule] ? 'rule-met' : undefined}>
              <span aria-hidden="true">{met[rule] ? '✓' : '○'}</span> {t(`people.activate.rule.${rule}`)}
              <span className="unseen"> {t(met[rule] ? 'people.activate.met' : 'people.activate.unmet')}</span>
            </li>
          ))}
        </ul>
      </div>
      {act.error && (
        <p className="field-error" role="alert">
          {refused ?? words(act.error)}
        </p>
      )}
      <Button type="primary" size="large" block htmlType="submit" loading={act.isPending} disabled={!ready}>
        {t('people.activate.submit')}
      </Button>
      <p className="panel-foot">
        <Link to="/sign-in">{t('people.activate.have')}</Link>
      </p>
    </form>
  );
}

function Done({ session }: { session: SessionView }): ReactNode {
  const { t } = useTranslation();
  const must = session.secondFactorMissing;
  return (
    <div className="activated">
      <Notice
        tone={must ? 'warn' : 'done'}
        title={t(must ? 'people.activate.nextMust' : 'people.activate.next')}
        live
      />
      <p className="card-actions">
        <Link to="/security" className="button button-main">
          {t('people.activate.factor')}
        </Link>
        {!must && (
          <Link to="/inbox" className="button">
            {t('people.activate.inbox')}
          </Link>
        )}
      </p>
    </div>
  );
}
