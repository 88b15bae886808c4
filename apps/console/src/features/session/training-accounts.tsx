import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { bodyOfRole } from '../../../../../libs/contracts/posts';
import type { TrainingAccount } from '../../api/types';
import { useSay } from '../../words';
import { useProcedureWords } from '../cases/words';

type Group = 'hospital' | 'province' | 'nation' | 'expert' | 'other';
const groups: readonly Group[] = ['hospital', 'province', 'nation', 'expert', 'other'];

const groupOf = (account: TrainingAccount): Group =>
  bodyOfRole[account.role] ?? (account.role === 'expert' ? 'expert' : 'other');

interface Props {
  accounts: readonly TrainingAccount[];
  chosen: string;
  onChoose: (account: TrainingAccount) => void;
}

/** Accounts to practise with, by body; one click fills the form. */
export function TrainingAccountList({ accounts, chosen, onChoose }: Props): ReactNode {
  const { t } = useTranslation();
  const say = useSay();
  const procedure = useProcedureWords();
  const [wanted, setWanted] = useState('');
  const [open, setOpen] = useState<Group>('hospital');
  const text = wanted.trim().toLowerCase();
  const matches = (account: TrainingAccount): boolean =>
    [account.username, say(account.name), say(account.organisation.name), procedure.role(account.role)].some((part) =>
      part.toLowerCase().includes(text),
    );
  const shown = accounts.filter((account) => (text ? matches(account) : groupOf(account) === open));
  return (
    <section className="training-accounts" aria-labelledby="training-title">
      <h2 id="training-title">{t('session.training')}</h2>
      <p className="quiet">{t('session.trainingLead')}</p>
      <input
        id="training-filter"
        type="search"
        className="native"
        value={wanted}
        aria-label={t('session.filter')}
        placeholder={t('session.filter')}
        onChange={(event) => setWanted(event.target.value)}
      />
      <div className="training-groups" role="group" aria-label={t('session.bodies')}>
        {groups.map((group) => (
          <button
            key={group}
            type="button"
            className="view"
            aria-pressed={group === open && text === ''}
            onClick={() => {
              setOpen(group);
              setWanted('');
            }}
          >
            <span>{t(`session.group.${group}`)}</span>
            <span className="count">{accounts.filter((account) => groupOf(account) === group).length}</span>
          </button>
        ))}
      </div>
      <ul className="plain account-list">
        {shown.map((account) => (
          <li key={account.username}>
            <button
              type="button"
              className="account"
              aria-pressed={account.username === chosen}
              onClick={() => onChoose(account)}
            >
              <span className="account-role">{procedure.role(account.role)}</span>
              <span className="account-where">{say(account.organisation.name)}</span>
              <span className="account-name">{account.username}</span>
            </button>
          </li>
        ))}
        {shown.length === 0 && <li className="quiet">{t('session.noAccount')}</li>}
      </ul>
    </section>
  );
}
