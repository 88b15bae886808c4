import { Link } from '@tanstack/react-router';
import { Input } from 'antd';
import { useMemo, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Organisation } from '../../api/people';
import { Empty } from '../../ui/states';
import { useSay } from '../../words';
import { provinceCodes, provinceWords } from '../../words/vocabulary';
import { branchesOf, type Branch } from './branches';

interface Props {
  items: readonly Organisation[];
  chosen: string | undefined;
  idle: boolean;
}

/** Bodies below those above them, by province; typing shows only those that fit. */
export function OrganisationTreePanel({ items, chosen, idle }: Props): ReactNode {
  const { t } = useTranslation();
  const say = useSay();
  const [wanted, setWanted] = useState('');
  const text = wanted.trim().toLowerCase();
  const fitting = useMemo(
    () =>
      text === ''
        ? items
        : items.filter((one) => [one.name.zh, one.name.en, one.code].some((part) => part.toLowerCase().includes(text))),
    [items, text],
  );
  const place = items.find((one) => one.id === chosen)?.province;
  const groups = [
    { key: 'nation', title: t('people.nationLevel'), open: true, branches: branchesOf(fitting, null) },
    ...provinceCodes.map((code) => ({
      key: code,
      title: say(provinceWords(code)),
      open: text !== '' || place === code,
      branches: branchesOf(fitting, code),
    })),
  ].filter((group) => group.branches.length > 0);
  return (
    <nav className="panel tree" aria-label={t('people.tree')}>
      <Input
        id="filter-tree"
        allowClear
        value={wanted}
        aria-label={t('people.filterTree')}
        placeholder={t('people.filterTree')}
        onChange={(event) => setWanted(event.target.value)}
      />
      <Link to="/people" search={{ idle: 'true' }} className="tree-link" aria-current={idle ? 'page' : undefined}>
        {t('people.idle')}
      </Link>
      {groups.length === 0 && <Empty title={t('people.noOrganisation')} />}
      {groups.map((group) => (
        <details key={`${group.key} ${String(group.open)}`} open={group.open}>
          <summary>{group.title}</summary>
          <Branches branches={group.branches} chosen={chosen} />
        </details>
      ))}
    </nav>
  );
}

function Branches({ branches, chosen }: { branches: readonly Branch[]; chosen: string | undefined }): ReactNode {
  const { t } = useTranslation();
  const say = useSay();
  return (
    <ul className="plain">
      {branches.map(({ one, below }) => (
        <li key={one.id}>
          <Link
            to="/people"
            search={{ org: one.id }}
            className="tree-link"
            aria-current={one.id === chosen ? 'page' : undefined}
          >
            <span>{say(one.name)}</span>
            <span className="count">
              {one.people}
              <span className="unseen">{t('people.people', { count: one.people })}</span>
            </span>
          </Link>
          {below.length > 0 && <Branches branches={below} chosen={chosen} />}
        </li>
      ))}
    </ul>
  );
}
