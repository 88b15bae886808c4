import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { SecurityView } from '../../../../../libs/contracts/api/session';
import { ProblemError } from '../../api/problem';
import { changePassword } from '../../api/security';
import { Panel } from '../../ui/page';
import { useFailureWords } from '../../ui/states';
import { useLanguage } from '../../words';
import { momentInFull } from '../../words/dates';

export function PasswordPanel({ security }: { security: SecurityView }): ReactNode {
  const { t } = useTranslation();
  const language = useLanguage();
  const words = useFailureWords();
  const client = useQueryClient();
  const [current, setCurrent] = useState('');
  const [next, setNext] = useState('');
  const change = useMutation({
    mutationFn: () => changePassword(current, next),
    onSuccess: async () => {
      setCurrent('');
      setNext('');
      await client.invalidateQueries({ queryKey: ['security'] });
    },
  });
  const why = change.error instanceof ProblemError ? change.error.fields[0]?.message : undefined;
  return (
    <Panel title={t('security.password.title')} level={2}>
      {security.passwordChangedAt && (
        <p className="quiet">
          {t('security.password.since', { at: momentInFull(security.passwordChangedAt, language) })}
        </p>
      )}
      <form
        className="act"
        onSubmit={(event) => {
          event.preventDefault();
          if (!change.isPending) change.mutate();
        }}
      >
        <label htmlFor="current-password">{t('security.password.current')}</label>
        <input
          id="current-password"
          type="password"
          className="native"
          autoComplete="current-password"
          maxLength={200}
          required
          value={current}
          onChange={(event) => setCurrent(event.target.value)}
        />
        <label htmlFor="next-password">{t('security.password.next')}</label>
        <input
          id="next-password"
          type="password"
          className="native"
          autoComplete="new-password"
          maxLength={200}
          required
          aria-describedby="next-password-hint"
          value={next}
          onChange={(event) => setNext(event.target.value)}
        />
        <p id="next-password-hint" className="quiet">
          {t('security.password.hint')}
        </p>
        {change.error && (
          <p className="field-error" role="alert">
            {why ?? words(change.error)}
          </p>
        )}
        {change.isSuccess && <p role="status">{t('security.password.changed')}</p>}
        <div className="form-foot">
          <Button htmlType="submit" loading={change.isPending} disabled={current === '' || next === ''}>
            {t('security.password.change')}
          </Button>
        </div>
      </form>
    </Panel>
  );
}
