import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { SecurityView } from '../../../../../libs/contracts/api/session';
import { sessionQuery } from '../../api/queries';
import { beginSecondFactor, confirmSecondFactor, remakeRecoveryCodes, removeSecondFactor } from '../../api/security';
import { Facts, Notice, Panel } from '../../ui/page';
import { FailureLine } from '../../ui/states';

export function SecondFactorPanel({ security }: { security: SecurityView }): ReactNode {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [codes, setCodes] = useState<string[] | null>(null);
  const onChange = async (made: string[] | null): Promise<void> => {
    setCodes(made);
    await client.invalidateQueries({ queryKey: sessionQuery.queryKey });
    await client.invalidateQueries({ queryKey: ['security'] });
  };
  return (
    <Panel title={t('security.factor.title')} level={2}>
      <p>{t(security.secondFactor.set ? 'security.factor.isSet' : 'security.factor.lead')}</p>
      {codes && (
        <Notice tone="done" title={t('security.factor.codes')} live>
          <ul className="plain recovery-codes">
            {codes.map((code) => (
              <li key={code}>
                <code>{code}</code>
              </li>
            ))}
          </ul>
        </Notice>
      )}
      {security.secondFactor.set ? (
        <Kept security={security} onChange={onChange} />
      ) : (
        <Enrolment onDone={(made) => void onChange(made)} />
      )}
    </Panel>
  );
}

function Kept({ security, onChange }: { security: SecurityView; onChange: (codes: string[] | null) => Promise<void> }) {
  const { t } = useTranslation();
  const remake = useMutation({ mutationFn: remakeRecoveryCodes, onSuccess: ({ codes }) => onChange(codes) });
  const remove = useMutation({ mutationFn: removeSecondFactor, onSuccess: () => onChange(null) });
  return (
    <>
      <p className="quiet">{t('security.factor.left', { count: security.secondFactor.recoveryCodesLeft })}</p>
      <FailureLine error={remake.error ?? remove.error} />
      <div className="form-foot">
        <Button loading={remake.isPending} onClick={() => remake.mutate()}>
          {t('security.factor.remake')}
        </Button>
        <Button danger loading={remove.isPending} onClick={() => remove.mutate()}>
          {t('security.factor.remove')}
        </Button>
      </div>
    </>
  );
}

/** The key as text and as the address an authenticator opens; then the first code. */
function Enrolment({ onDone }: { onDone: (codes: string[]) => void }): ReactNode {
  const { t } = useTranslation();
  const [code, setCode] = useState('');
  const begin = useMutation({ mutationFn: beginSecondFactor });
  const confirm = useMutation({ mutationFn: confirmSecondFactor, onSuccess: ({ codes }) => onDone(codes) });
  if (!begin.data) {
    return (
      <>
        <FailureLine error={begin.error} />
        <div className="form-foot">
          <Button type="primary" loading={begin.isPending} onClick={() => begin.mutate()}>
            {t('security.factor.begin')}
          </Button>
        </div>
      </>
    );
  }
  return (
    <form
      className="act"
      onSubmit={(event) => {
        event.preventDefault();
        if (!confirm.isPending) confirm.mutate(code.trim());
      }}
    >
      <p>{t('security.factor.enter')}</p>
      <Facts
        rows={[
          [t('security.factor.key'), <code key="key">{begin.data.key.match(/.{1,4}/g)?.join(' ')}</code>],
          [
            t('security.factor.address'),
            <a key="uri" href={begin.data.uri}>
              {begin.data.uri}
            </a>,
          ],
        ]}
      />
      <label htmlFor="first-code">{t('security.factor.first')}</label>
      <input
        id="first-code"
        className="native"
        inputMode="numeric"
        autoComplete="one-time-code"
        maxLength={6}
        required
        value={code}
        onChange={(event) => setCode(event.target.value)}
      />
      <FailureLine error={confirm.error} />
      <div className="form-foot">
        <Button type="primary" htmlType="submit" loading={confirm.isPending} disabled={!/^\d{6}$/.test(code.trim())}>
          {t('security.factor.confirm')}
        </Button>
      </div>
    </form>
  );
}
