import { useNavigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { reinstateAccount, suspendAccount, type PersonCard } from '../../api/people';
import { useSay } from '../../words';
import { blanks, typedText } from '../cases/act-errors';
import { useAct, type Act } from '../cases/use-act';
import { AreaField, ChooseField, PeopleForm } from './people-form';
import { showRecorded } from './recorded';
import { BackToPerson } from './ways-back';

/** Shuts somebody out at once: what ends with it is said before and counted after. */
export function SuspendForm({ card }: { card: PersonCard }): ReactNode {
  const { t } = useTranslation();
  const back = useBack(card);
  const required = t('mistake.required');
  const act = useAct({
    draft: `people.suspend.${card.id}`,
    check: (values) => blanks(values, ['reason'], required),
    send: (values, key) => suspendAccount(card.id, typedText(values.reason) ?? '', key),
    recorded: (done) =>
      back(
        t('people.card.suspendDone', {
          sessions: done.endedSessions,
          tokens: done.revokedTokens,
          tasks: done.heldTasks,
        }),
      ),
  });
  return <ReasonForm card={card} act={act} which="suspend" />;
}

export function ReinstateForm({ card }: { card: PersonCard }): ReactNode {
  const { t } = useTranslation();
  const back = useBack(card);
  const required = t('mistake.required');
  const act = useAct({
    draft: `people.reinstate.${card.id}`,
    check: (values) => blanks(values, ['password', 'reason'], required),
    send: (values, key) =>
      reinstateAccount(
        card.id,
        { reason: typedText(values.reason) ?? '', newPassword: values.password !== 'keep' },
        key,
      ),
    recorded: () => back(t('people.form.reinstate')),
  });
  return (
    <ReasonForm card={card} act={act} which="reinstate">
      <ChooseField
        act={act}
        name="password"
        options={[
          { value: 'anew', label: t('people.card.passwordAnew') },
          { value: 'keep', label: t('people.card.passwordKept') },
        ]}
      />
    </ReasonForm>
  );
}

function useBack(card: PersonCard): (done: string) => Promise<void> {
  const navigate = useNavigate();
  return async (done) => {
    showRecorded({ done });
    await navigate({ to: '/people/$personId', params: { personId: card.id } });
  };
}

function ReasonForm({
  card,
  act,
  which,
  children,
}: {
  card: PersonCard;
  act: Act;
  which: 'suspend' | 'reinstate';
  children?: ReactNode;
}): ReactNode {
  const { t } = useTranslation();
  const say = useSay();
  const what = (
    <>
      <p className="notice-title">{t(`people.what.${which}Title`, { name: say(card.name) })}</p>
      <p>{t(`people.what.${which}`)}</p>
    </>
  );
  return (
    <PeopleForm
      act={act}
      tone={which === 'suspend' ? 'warn' : 'info'}
      what={what}
      submit={t(`people.form.${which}`)}
      danger={which === 'suspend'}
      back={<BackToPerson personId={card.id} />}
    >
      {children}
      <AreaField act={act} name="reason" hint={t('people.hint.accountReason')} maxLength={2000} />
    </PeopleForm>
  );
}
