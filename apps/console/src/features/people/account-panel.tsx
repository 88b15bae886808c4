import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useActKey } from '../../api/keys';
import { endSecondFactor, type PersonCard } from '../../api/people';
import { Dialog } from '../../ui/dialog';
import { Facts, Panel } from '../../ui/page';
import { useLanguage, useSay } from '../../words';
import { dayOfInstant, momentInFull } from '../../words/dates';
import { DecisionFailure } from '../decisions/decision-failure';
import { showRecorded } from './recorded';

const accountActs = ['issue-activation', 'end-second-factor', 'suspend-account', 'reinstate-account'] as const;

const stateOf = ({ active, suspended }: NonNullable<PersonCard['account']>) =>
  suspended ? 'people.card.suspended' : active ? 'people.card.active' : 'people.card.inactive';

/** The account of a person, for administrators: its state, a code for a password, the second step of who lost it. */
export function AccountPanel({ card }: { card: PersonCard }): ReactNode {
  const { t } = useTranslation();
  const language = useLanguage();
  const say = useSay();
  const { account, allowedActions: may } = card;
  return (
    <Panel title={t('people.card.account')} level={2}>
      {account ? (
        <Facts
          rows={[
            [t('people.card.username'), <code key="name">{account.username}</code>],
            [
              t('people.card.state'),
              <span key="state">
                {t(stateOf(account))}
                {account.activationUntil &&
                  ` · ${t('people.card.waitingCode', { at: momentInFull(account.activationUntil, language) })}`}
              </span>,
            ],
            account.suspended !== null && [
              t('people.card.suspendedSince'),
              <span key="suspended">
                {t('people.card.suspendedBy', {
                  at: momentInFull(account.suspended.at, language),
                  name: say(account.suspended.by.name),
                })}
                <br />
                {account.suspended.reason}
              </span>,
            ],
            account.passwordChangedAt !== null && [
              t('people.card.passwordSince'),
              dayOfInstant(account.passwordChangedAt, language),
            ],
            [t('people.card.factor'), t(account.secondFactor ? 'people.card.factorOn' : 'people.card.factorOff')],
          ]}
        />
      ) : (
        <p className="quiet">{t('people.card.noAccount')}</p>
      )}
      {account?.barred && <p className="quiet">{say(account.barred)}</p>}
      {accountActs.some((one) => may.includes(one)) && (
        <div className="card-actions panel-foot">
          {may.includes('issue-activation') && (
            <Link to="/people/$personId/$act" params={{ personId: card.id, act: 'activation' }} className="button">
              {t(account ? 'people.card.reissue' : 'people.card.issue')}
            </Link>
          )}
          {may.includes('end-second-factor') && <EndFactor personId={card.id} />}
          {may.includes('suspend-account') && (
            <Link to="/people/$personId/$act" params={{ personId: card.id, act: 'suspend' }} className="button">
              {t('people.form.suspend')}
            </Link>
          )}
          {may.includes('reinstate-account') && (
            <Link to="/people/$personId/$act" params={{ personId: card.id, act: 'reinstate' }} className="button">
              {t('people.form.reinstate')}
            </Link>
          )}
        </div>
      )}
    </Panel>
  );
}

function EndFactor({ personId }: { personId: string }): ReactNode {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const client = useQueryClient();
  const key = useActKey();
  const end = useMutation({
    mutationFn: () => endSecondFactor(personId, key(['end-factor', personId])),
    onSuccess: async () => {
      setOpen(false);
      showRecorded({ done: t('people.card.endFactor') });
      await client.invalidateQueries();
    },
  });
  return (
    <>
      <Button danger onClick={() => setOpen(true)}>
        {t('people.card.endFactor')}
      </Button>
      <Dialog title={t('people.card.endFactor')} open={open} onClose={() => setOpen(false)}>
        <p>{t('people.what.endFactor')}</p>
        <DecisionFailure error={end.error} />
        <div className="form-foot">
          <Button type="primary" danger loading={end.isPending} onClick={() => end.mutate()}>
            {t('people.card.endFactor')}
          </Button>
          <Button onClick={() => setOpen(false)}>{t('ui.cancel')}</Button>
        </div>
      </Dialog>
    </>
  );
}
