import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { whenConfirmationIsNeeded } from '../../api/http';
import { sessionQuery } from '../../api/queries';
import { securityQuery, stepUp } from '../../api/security';
import { Dialog } from '../../ui/dialog';
import { FailureLine } from '../../ui/states';

/** Opens when an act needs its person to show again who they are; the act then goes on by itself. */
export function StepUpDialog(): ReactNode {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const waiting = useRef<((confirmed: boolean) => void)[]>([]);
  useEffect(() => {
    whenConfirmationIsNeeded(() => {
      setOpen(true);
      return new Promise((resolve) => waiting.current.push(resolve));
    });
    return () => whenConfirmationIsNeeded(() => Promise.resolve(false));
  }, []);
  const settle = (confirmed: boolean): void => {
    setOpen(false);
    for (const resolve of waiting.current.splice(0)) resolve(confirmed);
  };
  return (
    <Dialog title={t('security.stepUp.title')} open={open} onClose={() => settle(false)}>
      <StepUpForm onDone={() => settle(true)} onCancel={() => settle(false)} />
    </Dialog>
  );
}

function StepUpForm({ onDone, onCancel }: { onDone: () => void; onCancel: () => void }): ReactNode {
  const { t } = useTranslation();
  const client = useQueryClient();
  const { data: security } = useQuery(securityQuery);
  const [given, setGiven] = useState('');
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.focus(), []);
  const isCode = /^\d{6}$/.test(given) && security?.secondFactor.set === true;
  const confirm = useMutation({
    mutationFn: () => stepUp(isCode ? { code: given } : { password: given }),
    onSuccess: (session) => {
      client.setQueryData(sessionQuery.queryKey, session);
      onDone();
    },
  });
  return (
    <form
      className="act"
      onSubmit={(event) => {
        event.preventDefault();
        // It may stand inside another form of the page.
        event.stopPropagation();
        if (!confirm.isPending) confirm.mutate();
      }}
    >
      <p>{t('security.stepUp.lead')}</p>
      <label htmlFor="step-up">{t(security?.secondFactor.set ? 'security.stepUp.either' : 'session.password')}</label>
      <input
        ref={field}
        id="step-up"
        type="password"
        className="native"
        autoComplete="current-password"
        maxLength={200}
        required
        value={given}
        onChange={(event) => setGiven(event.target.value)}
      />
      <FailureLine error={confirm.error} />
      <div className="form-foot">
        <Button type="primary" htmlType="submit" loading={confirm.isPending} disabled={given === ''}>
          {t('security.stepUp.confirm')}
        </Button>
        <Button onClick={onCancel}>{t('ui.cancel')}</Button>
      </div>
    </form>
  );
}
