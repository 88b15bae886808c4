import { useNavigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { linkIdentity, type PersonCard } from '../../api/people';
import { blanks, typedText } from '../cases/act-errors';
import { useAct } from '../cases/use-act';
import { PeopleForm, TextField } from './people-form';
import { BackToPerson } from './ways-back';
import { showRecorded } from './recorded';

export function LinkForm({ card }: { card: PersonCard }): ReactNode {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const known = card.account?.username;
  const required = t('mistake.required');
  const act = useAct({
    draft: `people.link.${card.id}`,
    start: known ? { username: known } : undefined,
    check: (values) => blanks(values, ['subject', 'username'], required),
    send: (values) =>
      linkIdentity(card.id, {
        subject: typedText(values.subject) ?? '',
        username: known ?? typedText(values.username) ?? '',
      }),
    recorded: async () => {
      showRecorded({ done: t('people.form.link') });
      await navigate({ to: '/people/$personId', params: { personId: card.id } });
    },
  });
  return (
    <PeopleForm
      act={act}
      what={t('people.what.link')}
      submit={t('people.form.link')}
      back={<BackToPerson personId={card.id} />}
    >
      <TextField act={act} name="subject" hint={t('people.hint.subject')} maxLength={255} />
      <TextField
        act={act}
        name="username"
        hint={t(known ? 'people.hint.usernameKnown' : 'people.hint.username')}
        maxLength={64}
        disabled={known !== undefined}
      />
    </PeopleForm>
  );
}
