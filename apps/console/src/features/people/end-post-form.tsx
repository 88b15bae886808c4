import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { endPost, type PersonCard } from '../../api/people';
import { Empty } from '../../ui/states';
import { blanks, typedText } from '../cases/act-errors';
import { useAct } from '../cases/use-act';
import { DayOfField, PeopleForm } from './people-form';
import { BackToPerson } from './ways-back';
import { usePostWords } from './post-words';
import { showRecorded } from './recorded';

export function EndPostForm({ card }: { card: PersonCard }): ReactNode {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const words = usePostWords();
  const { post: postId } = useSearch({ from: '/app/people/$personId/$act' });
  const post = card.posts.find((one) => one.id === postId && one.allowedActions.includes('end'));
  const required = t('mistake.required');
  const title = post ? t('people.form.end', { post: words.post(post) }) : '';
  const act = useAct({
    draft: `people.end.${postId ?? ''}`,
    check: (values) => blanks(values, ['lastDay'], required),
    send: (values, key) => endPost(postId ?? '', typedText(values.lastDay) ?? '', key),
    recorded: async () => {
      showRecorded({ done: title });
      await navigate({ to: '/people/$personId', params: { personId: card.id } });
    },
  });
  if (!post) {
    return (
      <Empty title={t('people.mayNot')}>
        <BackToPerson personId={card.id} />
      </Empty>
    );
  }
  const what = (
    <>
      <p className="notice-title">{title}</p>
      <p>{t('people.what.end')}</p>
      {card.heldTasks > 0 && (
        <p>
          {t('people.what.endTasks', { count: card.heldTasks })}{' '}
          {card.allowedActions.includes('transfer') && (
            <Link to="/people/$personId/transfer" params={{ personId: card.id }}>
              {t('people.card.transfer')}
            </Link>
          )}
        </p>
      )}
    </>
  );
  return (
    <PeopleForm
      act={act}
      tone="warn"
      what={what}
      submit={t('people.card.end')}
      danger
      back={<BackToPerson personId={card.id} />}
    >
      <DayOfField act={act} name="lastDay" />
    </PeopleForm>
  );
}
