import { useNavigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { noteLeave, type PersonCard } from '../../api/people';
import { blanks, typedText } from '../cases/act-errors';
import { useAct } from '../cases/use-act';
import { DayOfField, PeopleForm, TextField } from './people-form';
import { BackToPerson } from './ways-back';
import { showRecorded } from './recorded';

export function LeaveForm({ card }: { card: PersonCard }): ReactNode {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const required = t('mistake.required');
  const act = useAct({
    draft: `people.leave.${card.id}`,
    check: (values) => blanks(values, ['from', 'to'], required),
    send: (values, key) =>
      noteLeave(
        card.id,
        {
          from: typedText(values.from) ?? '',
          to: typedText(values.to) ?? '',
          reason: typedText(values.reason) ?? null,
        },
        key,
      ),
    recorded: async () => {
      showRecorded({ done: t('people.form.leave') });
      await navigate({ to: '/people/$personId', params: { personId: card.id } });
    },
  });
  return (
    <PeopleForm
      act={act}
      what={t('people.what.leave')}
      submit={t('people.form.leave')}
      back={<BackToPerson personId={card.id} />}
    >
      <DayOfField act={act} name="from" />
      <DayOfField act={act} name="to" />
      <TextField act={act} name="reason" required={false} maxLength={200} />
    </PeopleForm>
  );
}
