import { Link } from '@tanstack/react-router';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { issueActivation, type PersonCard } from '../../api/people';
import { CopyField } from '../../ui/copy-field';
import { Facts, Notice } from '../../ui/page';
import { useLanguage } from '../../words';
import { momentInFull } from '../../words/dates';
import { blanks, typedText } from '../cases/act-errors';
import { useAct } from '../cases/use-act';
import { PeopleForm, TextField } from './people-form';
import { BackToPerson } from './ways-back';

interface Slip {
  code: string;
  username: string;
  expiresAt: string;
}

/** A code for a first or a new password: asked for with a user name, shown once. */
export function ActivationForm({ card }: { card: PersonCard }): ReactNode {
  const { t } = useTranslation();
  const [slip, setSlip] = useState<Slip | null>(null);
  const known = card.account?.username;
  const required = t('mistake.required');
  const act = useAct({
    draft: `people.activation.${card.id}`,
    start: known ? { username: known } : undefined,
    check: (values) => blanks(values, ['username'], required),
    send: (values) => issueActivation(card.id, known ?? typedText(values.username) ?? ''),
    recorded: setSlip,
  });
  if (slip) return <SlipNotice slip={slip} personId={card.id} />;
  return (
    <PeopleForm
      act={act}
      what={t('people.what.activation')}
      submit={t('people.form.activation')}
      back={<BackToPerson personId={card.id} />}
    >
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

function SlipNotice({ slip, personId }: { slip: Slip; personId: string }): ReactNode {
  const { t } = useTranslation();
  const language = useLanguage();
  return (
    <Notice tone="done" title={t('people.slip.title')} live>
      <p>{t('people.slip.hand')}</p>
      <CopyField id="slip-address" label={t('people.slip.address')} value={`${window.location.origin}/activate`} />
      <CopyField id="slip-code" label={t('people.slip.code')} value={slip.code} />
      <Facts
        rows={[
          [t('people.card.username'), <code key="name">{slip.username}</code>],
          [t('people.slip.until'), momentInFull(slip.expiresAt, language)],
        ]}
      />
      <p className="panel-foot">
        <Link to="/people/$personId" params={{ personId }} className="button">
          {t('people.slip.done')}
        </Link>
      </p>
    </Notice>
  );
}
