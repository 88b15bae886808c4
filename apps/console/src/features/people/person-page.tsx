import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { personQuery, type PersonCard } from '../../api/people';
import { Facts, Page, Panel } from '../../ui/page';
import { Fetched } from '../../ui/states';
import { useSay } from '../../words';
import { AccountPanel } from './account-panel';
import { IdentityPanel } from './identity-panel';
import { LeavePanel } from './leave-panel';
import { PeoplePage } from './people-page';
import { PostsPanel } from './posts-panel';

/** Everything of a person that the reader may see, and what they may begin. */
export function PersonPage(): ReactNode {
  const { t } = useTranslation();
  const { personId } = useParams({ from: '/app/people/$personId' });
  const answer = useQuery(personQuery(personId));
  const say = useSay();
  if (!answer.data) {
    return (
      <Page title={t('people.title')}>
        <Fetched answer={answer}>{() => null}</Fetched>
      </Page>
    );
  }
  return (
    <PeoplePage title={say(answer.data.name)}>
      <Fetched answer={answer}>
        {(card) => (
          <>
            <div className="panels">
              <FactsPanel card={card} />
              <LeavePanel card={card} />
            </div>
            <PostsPanel card={card} />
            {card.allowedActions.includes('read-account') && (
              <div className="panels">
                <AccountPanel card={card} />
                <IdentityPanel personId={card.id} />
              </div>
            )}
          </>
        )}
      </Fetched>
    </PeoplePage>
  );
}

function FactsPanel({ card }: { card: PersonCard }): ReactNode {
  const { t } = useTranslation();
  const none = <span className="quiet">{t('people.card.none')}</span>;
  const may = card.allowedActions;
  return (
    <Panel
      title={t('people.card.facts')}
      level={2}
      actions={
        may.includes('change') && (
          <Link to="/people/$personId/$act" params={{ personId: card.id, act: 'change' }} className="button">
            {t('people.card.change')}
          </Link>
        )
      }
    >
      <Facts
        rows={[
          [t('people.card.code'), card.code ?? none],
          [t('people.card.email'), card.email ?? none],
          [t('people.card.phone'), card.phone ?? none],
          [t('people.card.language'), card.language ? t(`people.languages.${card.language}`) : none],
          [t('people.card.tasks'), <span key="tasks">{card.heldTasks}</span>],
        ]}
      />
      {may.includes('transfer') && (
        <p className="panel-foot">
          <Link to="/people/$personId/transfer" params={{ personId: card.id }} className="button">
            {t('people.card.transfer')}
          </Link>
        </p>
      )}
    </Panel>
  );
}
