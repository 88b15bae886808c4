import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { proposalsQuery } from '../../api/people';
import { Empty, Fetched } from '../../ui/states';
import { PeoplePage } from './people-page';
import { ProposalCard } from './proposal-card';

/** Posts that wait for a second person. */
export function ProposalsPage(): ReactNode {
  const { t } = useTranslation();
  const answer = useQuery(proposalsQuery);
  return (
    <PeoplePage title={t('people.proposals.title')} lead={t('people.proposals.lead')}>
      <Fetched answer={answer}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty title={t('people.proposals.empty')}>
              <p className="quiet">{t('people.proposals.emptyHint')}</p>
            </Empty>
          ) : (
            items.map((proposal) => <ProposalCard key={proposal.id} proposal={proposal} />)
          )
        }
      </Fetched>
    </PeoplePage>
  );
}
