import { useNavigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { addPerson, changePerson, type PersonCard } from '../../api/people';
import { useSay } from '../../words';
import { blanks, typedText, type FieldError } from '../cases/act-errors';
import { useAct, type Act } from '../cases/use-act';
import type { FormValues } from '../decisions/drafts';
import { BackToDirectory } from './ways-back';
import { ChooseField, PeopleForm, TextField, type PeopleField } from './people-form';
import { BackToPerson } from './ways-back';
import { showRecorded } from './recorded';

const languages = ['zh', 'en'] as const;

/** What is typed as the API takes it. */
const renamed = (values: FormValues) => ({
  name: { zh: typedText(values.nameZh) ?? '', en: typedText(values.nameEn) ?? '' },
  email: typedText(values.email) ?? null,
  phone: typedText(values.phone) ?? null,
  language: languages.find((one) => one === values.language) ?? null,
});
const labels: Record<string, PeopleField> = { nameZh: 'personZh', nameEn: 'personEn', code: 'staffCode' };

export function AddPersonForm(): ReactNode {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const required = t('mistake.required');
  const act = useAct({
    draft: 'people.add-person',
    check: (values): FieldError[] => blanks(values, ['nameZh', 'nameEn'], required),
    send: (values, key) => addPerson({ code: typedText(values.code) ?? null, ...renamed(values) }, key),
    recorded: async ({ id }) => {
      showRecorded({ done: t('people.form.person'), follows: t('people.nextPost') });
      await navigate({ to: '/people/$personId', params: { personId: id } });
    },
  });
  return (
    <PeopleForm
      act={act}
      what={t('people.what.person')}
      submit={t('people.form.person')}
      back={<BackToDirectory />}
      labels={labels}
    >
      <TextField
        act={act}
        name="code"
        label="staffCode"
        hint={t('people.hint.staffCode')}
        required={false}
        maxLength={64}
      />
      <Reached act={act} />
    </PeopleForm>
  );
}

export function ChangePersonForm({ card }: { card: PersonCard }): ReactNode {
  const { t } = useTranslation();
  const say = useSay();
  const navigate = useNavigate();
  const required = t('mistake.required');
  const act = useAct({
    draft: `people.change.${card.id}`,
    start: {
      nameZh: card.name.zh,
      nameEn: card.name.en,
      email: card.email ?? undefined,
      phone: card.phone ?? undefined,
      language: card.language ?? undefined,
    },
    check: (values): FieldError[] => blanks(values, ['nameZh', 'nameEn'], required),
    send: (values, key) => changePerson(card.id, renamed(values), key),
    recorded: async () => {
      showRecorded({ done: `${t('people.form.change')} · ${say(card.name)}` });
      await navigate({ to: '/people/$personId', params: { personId: card.id } });
    },
  });
  return (
    <PeopleForm act={act} submit={t('people.form.change')} back={<BackToPerson personId={card.id} />} labels={labels}>
      <Reached act={act} />
    </PeopleForm>
  );
}

function Reached({ act }: { act: Act }): ReactNode {
  const { t } = useTranslation();
  return (
    <>
      <TextField act={act} name="nameZh" label="personZh" maxLength={120} />
      <TextField act={act} name="nameEn" label="personEn" maxLength={120} />
      <TextField act={act} name="email" required={false} maxLength={254} />
      <TextField act={act} name="phone" required={false} maxLength={40} />
      <ChooseField
        act={act}
        name="language"
        required={false}
        options={languages.map((value) => ({ value, label: t(`people.languages.${value}`) }))}
      />
    </>
  );
}
