import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { PeopleList, UnitList } from '../../../../../libs/contracts/api/people';
import { staffQuery, unitsQuery, type Organisation } from '../../api/people';
import { More } from '../../ui/more';
import { Panel } from '../../ui/page';
import { Empty, Fetched } from '../../ui/states';
import { Table, type Column } from '../../ui/table';
import { useLanguage, useSay } from '../../words';
import { dateInFull } from '../../words/dates';
import { useProcedureWords } from '../cases/words';
import { PersonLink } from './person-link';

interface Props {
  organisation: Organisation;
  unit: string | undefined;
  organises: boolean;
}

/** One organisation: its units, and who holds a post there today. */
export function OrganisationPanel({ organisation, unit, organises }: Props): ReactNode {
  const { t } = useTranslation();
  const say = useSay();
  const answer = useQuery(unitsQuery(organisation.id));
  const addUnit = organises && (
    <Link to="/people/new/$what" params={{ what: 'unit' }} search={{ org: organisation.id }} className="button">
      {t('people.add.unit')}
    </Link>
  );
  return (
    <>
      <header className="organisation-head">
        <h2>{say(organisation.name)}</h2>
        <p className="quiet">
          {t(`people.kinds.${organisation.kind}`)} · {t('people.people', { count: organisation.people })}
        </p>
      </header>
      <Panel title={t('people.units')} actions={addUnit}>
        <Fetched answer={answer}>
          {({ items }) => <Units organisation={organisation.id} units={items} chosen={unit} organises={organises} />}
        </Fetched>
      </Panel>
      <Staff organisation={organisation} unit={unit} />
    </>
  );
}

interface UnitsProps {
  organisation: string;
  units: UnitList['items'];
  chosen: string | undefined;
  organises: boolean;
}

function Units({ organisation, units, chosen, organises }: UnitsProps): ReactNode {
  const { t } = useTranslation();
  if (units.length === 0) return <p className="quiet">{t('people.noUnits')}</p>;
  return (
    <>
      <Link
        to="/people"
        search={{ org: organisation }}
        className="view"
        activeOptions={{ exact: true }}
        aria-current={chosen ? undefined : 'page'}
      >
        {t('people.allUnits')}
      </Link>
      <UnitBranch parent={null} {...{ organisation, units, chosen, organises }} />
    </>
  );
}

function UnitBranch({ parent, ...rest }: UnitsProps & { parent: string | null }): ReactNode {
  const { t } = useTranslation();
  const say = useSay();
  const language = useLanguage();
  const { organisation, units, chosen, organises } = rest;
  const here = units.filter((one) => one.parentId === parent);
  if (here.length === 0) return null;
  return (
    <ul className="plain units">
      {here.map((one) => (
        <li key={one.id}>
          <span className="unit-line">
            <Link
              to="/people"
              search={{ org: organisation, unit: one.id }}
              className="view"
              aria-current={one.id === chosen ? 'page' : undefined}
            >
              {say(one.name)}
            </Link>
            <span className="quiet">{t(`people.unitKinds.${one.kind}`)}</span>
            {one.closedOn && (
              <span className="tag">{t('people.closedOn', { date: dateInFull(one.closedOn, language) })}</span>
            )}
            {organises && !one.closedOn && (
              <Link
                to="/people/new/$what"
                params={{ what: 'close' }}
                search={{ org: organisation, unit: one.id }}
                aria-label={t('people.add.closeOf', { name: say(one.name) })}
              >
                {t('people.add.close')}
              </Link>
            )}
          </span>
          <UnitBranch {...rest} parent={one.id} />
        </li>
      ))}
    </ul>
  );
}

function Staff({ organisation, unit }: { organisation: Organisation; unit: string | undefined }): ReactNode {
  const { t } = useTranslation();
  const say = useSay();
  const answer = useInfiniteQuery(staffQuery(organisation.id, unit));
  return (
    <Panel title={t('people.peopleOf', { name: say(organisation.name) })}>
      <Fetched answer={answer}>
        {(data) => (
          <>
            <StaffRows rows={data.pages.flatMap((page) => page.items)} />
            <More pages={answer} />
          </>
        )}
      </Fetched>
    </Panel>
  );
}

function StaffRows({ rows }: { rows: readonly PeopleList['items'][number][] }): ReactNode {
  const { t } = useTranslation();
  const say = useSay();
  const procedure = useProcedureWords();
  if (rows.length === 0) return <Empty title={t('people.noPeople')} />;
  const columns: Column<PeopleList['items'][number]>[] = [
    { title: t('people.person'), cell: (row) => <PersonLink person={row} away={row.away} /> },
    {
      title: t('people.posts'),
      cell: (row) => (
        <ul className="plain">
          {row.posts.map((post) => (
            <li key={post.id}>
              {procedure.role(post.role)} {post.unit && <span className="quiet">{say(post.unit)}</span>}
            </li>
          ))}
        </ul>
      ),
    },
  ];
  return <Table caption={t('people.posts')} columns={columns} rows={rows} keyOf={(row) => row.id} />;
}
