import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { Button, Input } from 'antd';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { foundQuery, organisationsQuery, type FoundPeople, type OrganisationTree } from '../../api/people';
import { More } from '../../ui/more';
import { Panel } from '../../ui/page';
import { Empty, Fetched } from '../../ui/states';
import { Table, type Column } from '../../ui/table';
import { useSay } from '../../words';
import { useProcedureWords } from '../cases/words';
import { OrganisationPanel } from './organisation-panel';
import { OrganisationTreePanel } from './organisation-tree';
import { PeoplePage } from './people-page';
import { PersonLink } from './person-link';

/** The bodies on the left; at the right the one that was chosen, or the people who were searched for. */
export function DirectoryPage(): ReactNode {
  const { t } = useTranslation();
  const answer = useQuery(organisationsQuery);
  const organises = answer.data?.allowedActions.includes('organise') === true;
  const ofBody = answer.data?.allowedActions.length === 0;
  const actions = organises && (
    <>
      <Link to="/people/new/$what" params={{ what: 'person' }} className="button button-main">
        {t('people.add.person')}
      </Link>
      <Link to="/people/new/$what" params={{ what: 'organisation' }} className="button">
        {t('people.add.organisation')}
      </Link>
    </>
  );
  return (
    <PeoplePage title={t('people.title')} lead={t(ofBody ? 'people.ofBody' : 'people.lead')} actions={actions}>
      <Fetched answer={answer}>{(tree) => <Directory tree={tree} organises={organises} />}</Fetched>
    </PeoplePage>
  );
}

function Directory({ tree, organises }: { tree: OrganisationTree; organises: boolean }): ReactNode {
  const { t } = useTranslation();
  const { org, unit, q, idle } = useSearch({ from: '/app/people' });
  const only = tree.items.length === 1 ? tree.items[0] : undefined;
  const chosen = tree.items.find((one) => one.id === org) ?? (q || idle ? undefined : only);
  return (
    <div className={only ? 'directory directory-single' : 'directory'}>
      {!only && <OrganisationTreePanel items={tree.items} chosen={chosen?.id} idle={idle === 'true'} />}
      <div className="directory-main">
        <Find key={q ?? ''} text={q ?? ''} />
        {chosen ? (
          <OrganisationPanel organisation={chosen} unit={unit} organises={organises} />
        ) : q || idle ? (
          <Found filters={{ q, idle }} />
        ) : (
          <Empty title={t('people.chooseOrganisation')} />
        )}
      </div>
    </div>
  );
}

function Find({ text }: { text: string }): ReactNode {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [wanted, setWanted] = useState(text);
  const go = (q: string | undefined): void => void navigate({ to: '/people', search: { q } });
  return (
    <form
      role="search"
      aria-label={t('people.find')}
      className="filters"
      onSubmit={(event) => {
        event.preventDefault();
        go(wanted.trim() || undefined);
      }}
    >
      <label htmlFor="find-people">{t('people.find')}</label>
      <Input
        id="find-people"
        className="find-people"
        maxLength={60}
        value={wanted}
        placeholder={t('people.findHint')}
        onChange={(event) => setWanted(event.target.value)}
      />
      <Button htmlType="submit">{t('people.search')}</Button>
      {text !== '' && (
        <Button type="link" onClick={() => go(undefined)}>
          {t('people.clear')}
        </Button>
      )}
    </form>
  );
}

function Found({ filters }: { filters: { q?: string; idle?: 'true' } }): ReactNode {
  const { t } = useTranslation();
  const answer = useInfiniteQuery(foundQuery(filters));
  return (
    <Panel level={2} title={t(filters.idle ? 'people.idle' : 'people.results')}>
      <Fetched answer={answer}>
        {(data) => (
          <>
            <FoundRows rows={data.pages.flatMap((page) => page.items)} />
            <More pages={answer} />
          </>
        )}
      </Fetched>
    </Panel>
  );
}

function FoundRows({ rows }: { rows: FoundPeople['items'] }): ReactNode {
  const { t } = useTranslation();
  const say = useSay();
  const procedure = useProcedureWords();
  if (rows.length === 0) {
    return (
      <Empty title={t('people.noPeople')}>
        <p className="quiet">{t('people.noPeopleHint')}</p>
      </Empty>
    );
  }
  const columns: Column<FoundPeople['items'][number]>[] = [
    { title: t('people.person'), cell: (row) => <PersonLink person={row} away={row.away} /> },
    { title: t('people.staffNumber'), cell: (row) => row.code ?? '' },
    {
      title: t('people.posts'),
      cell: (row) =>
        row.posts.length === 0 ? (
          <span className="quiet">{t('people.noPosts')}</span>
        ) : (
          <ul className="plain">
            {row.posts.map((post) => (
              <li key={post.id}>
                {procedure.role(post.role)}{' '}
                <span className="quiet">
                  {say(post.organisation.name)}
                  {post.unit && ` · ${say(post.unit)}`}
                </span>
              </li>
            ))}
          </ul>
        ),
    },
  ];
  return <Table caption={t('people.results')} columns={columns} rows={rows} keyOf={(row) => row.id} />;
}
