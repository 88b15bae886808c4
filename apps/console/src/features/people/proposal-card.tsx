import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useActKey } from '../../api/keys';
import { decideProposal, type Proposal } from '../../api/people';
import { Dialog } from '../../ui/dialog';
import { useLanguage, useSay } from '../../words';
import { dateInFull, momentInFull } from '../../words/dates';
import { DecisionFailure } from '../decisions/decision-failure';
import { usePostWords } from './post-words';
import { showRecorded } from './recorded';

/** A post that waits for a second person: what would be granted, who proposed it, and what the reader may do. */
export function ProposalCard({ proposal }: { proposal: Proposal }): ReactNode {
  const { t } = useTranslation();
  const say = useSay();
  const language = useLanguage();
  const words = usePostWords();
  const [asked, setAsked] = useState<'confirm' | 'refuse' | null>(null);
  const facts = { name: say(proposal.person.name), post: words.post(proposal) };
  const refuse = proposal.mine ? ('withdraw' as const) : ('refuse' as const);
  const verb = asked === 'confirm' ? asked : refuse;
  return (
    <article className="card" aria-label={`${facts.name} ${facts.post}`}>
      <div className="card-head">
        <h3>
          <Link to="/people/$personId" params={{ personId: proposal.person.id }}>
            {facts.name}
          </Link>
        </h3>
        <strong>{facts.post}</strong>
        <span>{words.period(proposal.from, proposal.to)}</span>
        {proposal.pool && <span className="tag">{t('people.card.pool', { pool: words.pool(proposal.pool) })}</span>}
      </div>
      <p className="quiet">
        {t('people.proposals.by', { name: say(proposal.by.name), at: momentInFull(proposal.at, language) })}
      </p>
      {proposal.barred && <p className="barred">{say(proposal.barred)}</p>}
      <div className="card-actions">
        {proposal.allowedActions.includes('confirm') && (
          <Button type="primary" onClick={() => setAsked('confirm')}>
            {t('people.proposals.confirm')}
          </Button>
        )}
        {proposal.allowedActions.includes('refuse') && (
          <Button onClick={() => setAsked('refuse')}>{t(`people.proposals.${refuse}`)}</Button>
        )}
      </div>
      <Dialog title={t(`people.proposals.${verb}Of`, facts)} open={asked !== null} onClose={() => setAsked(null)}>
        {asked && (
          <Decide
            proposal={proposal}
            act={asked}
            label={t(`people.proposals.${verb}`)}
            what={
              asked === 'confirm'
                ? t('people.proposals.willHold', { ...facts, from: dateInFull(proposal.from, language) })
                : t('people.proposals.willRefuse')
            }
            done={t(`people.proposals.${asked === 'confirm' ? 'confirmed' : 'refused'}`, facts)}
            onClose={() => setAsked(null)}
          />
        )}
      </Dialog>
    </article>
  );
}

interface DecideProps {
  proposal: Proposal;
  act: 'confirm' | 'refuse';
  label: string;
  what: string;
  done: string;
  onClose: () => void;
}

function Decide({ proposal, act, label, what, done, onClose }: DecideProps): ReactNode {
  const { t } = useTranslation();
  const client = useQueryClient();
  const key = useActKey();
  const decide = useMutation({
    mutationFn: () => decideProposal(proposal.id, act, key([act, proposal.id])),
    onSuccess: async () => {
      onClose();
      showRecorded({ done });
      await client.invalidateQueries();
    },
  });
  return (
    <>
      <p>{what}</p>
      <DecisionFailure error={decide.error} />
      <div className="form-foot">
        <Button type="primary" danger={act === 'refuse'} loading={decide.isPending} onClick={() => decide.mutate()}>
          {label}
        </Button>
        <Button onClick={onClose}>{t('ui.cancel')}</Button>
      </div>
    </>
  );
}
