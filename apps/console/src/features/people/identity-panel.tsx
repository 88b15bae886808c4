import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { IdentityList } from '../../../../../libs/contracts/api/session';
import { endIdentity, identitiesQuery } from '../../api/people';
import { Panel } from '../../ui/page';
import { Fetched } from '../../ui/states';
import { useLanguage } from '../../words';
import { momentInFull } from '../../words/dates';
import { DecisionFailure } from '../decisions/decision-failure';
import { usePostWords } from './post-words';
import { showRecorded } from './recorded';

/** Who a person is at the provider of the house; nothing where none is set up and none was linked. */
export function IdentityPanel({ personId }: { personId: string }): ReactNode {
  const { t } = useTranslation();
  const answer = useQuery(identitiesQuery(personId));
  if (answer.data?.items.length === 0 && answer.data.allowedActions.length === 0) return null;
  return (
    <Panel
      title={t('people.card.identities')}
      level={2}
      actions={
        answer.data?.allowedActions.includes('link') && (
          <Link to="/people/$personId/$act" params={{ personId, act: 'link' }} className="button">
            {t('people.card.link')}
          </Link>
        )
      }
    >
      <Fetched answer={answer}>
        {({ items }) => (
          <>
            {items.length === 0 && <p className="quiet">{t('people.card.noIdentity')}</p>}
            <ul className="plain records">
              {items.map((item) => (
                <li key={item.id}>
                  <Linked item={item} />
                </li>
              ))}
            </ul>
          </>
        )}
      </Fetched>
    </Panel>
  );
}

function Linked({ item }: { item: IdentityList['items'][number] }): ReactNode {
  const { t } = useTranslation();
  const language = useLanguage();
  const words = usePostWords();
  const client = useQueryClient();
  const end = useMutation({
    mutationFn: () => endIdentity(item.id),
    onSuccess: async () => {
      showRecorded({ done: t('people.card.unlinkOf', { subject: item.subject }) });
      await client.invalidateQueries();
    },
  });
  const list = (parts: string[]): string => parts.join(language === 'en' ? ', ' : '、');
  return (
    <>
      <div className="card-line">
        <code className="hash">{item.subject}</code>
        {item.allowedActions.includes('end') && (
          <Button
            size="small"
            danger
            loading={end.isPending}
            aria-label={t('people.card.unlinkOf', { subject: item.subject })}
            onClick={() => end.mutate()}
          >
            {t('people.card.unlink')}
          </Button>
        )}
      </div>
      <p className="quiet">
        {item.endedAt
          ? t('people.card.endedAt', { at: momentInFull(item.endedAt, language) })
          : t('people.card.linkedAt', { at: momentInFull(item.linkedAt, language) })}
      </p>
      {item.groups.length > 0 && <p>{t('people.card.groups', { groups: list(item.groups) })}</p>}
      {item.suggestions.length > 0 && (
        <p>
          {t('people.card.suggests', {
            posts: list(item.suggestions.map((one) => words.post({ ...one, unit: null }))),
          })}
        </p>
      )}
      <DecisionFailure error={end.error} />
    </>
  );
}
