import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { finishSignIn } from '../../api/security';
import { FailureLine } from '../../ui/states';
import { useEntered } from './entered';

/** The code after the password: of an authenticator, or one of the recovery codes. */
export function SecondStep({ next, onBack }: { next: string | undefined; onBack: () => void }): ReactNode {
  const { t } = useTranslation();
  const [code, setCode] = useState('');
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.focus(), []);
  const finish = useMutation({ mutationFn: finishSignIn, onSuccess: useEntered(next) });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        finish.mutate(code.trim());
      }}
    >
      <label htmlFor="code">{t('security.code')}</label>
      <input
        ref={field}
        id="code"
        className="native"
        autoComplete="one-time-code"
        maxLength={19}
        required
        aria-describedby="code-hint"
        value={code}
        onChange={(event) => setCode(event.target.value)}
      />
      <p id="code-hint" className="quiet">
        {t('security.codeHint')}
      </p>
      <FailureLine error={finish.error} />
      <Button
        type="primary"
        size="large"
        block
        htmlType="submit"
        loading={finish.isPending}
        disabled={code.trim() === ''}
      >
        {t('security.finish')}
      </Button>
      <Button type="link" block onClick={onBack}>
        {t('security.back')}
      </Button>
    </form>
  );
}
