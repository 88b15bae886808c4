import { useQuery } from '@tanstack/react-query';
import { useParams, useSearch } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { organisationsQuery, unitsQuery, type OrganisationTree } from '../../api/people';
import { Page } from '../../ui/page';
import { Empty, Fetched } from '../../ui/states';
import { useSay } from '../../words';
import { CloseUnitForm, OrganisationForm, UnitForm } from './organisation-forms';
import { AddPersonForm } from './person-forms';
import { BackToDirectory } from './ways-back';

/** The forms that add to the directory: a person, an organisation, a unit; and the closing of a unit. */
export function NewPage(): ReactNode {
  const { t } = useTranslation();
  const say = useSay();
  const { what } = useParams({ from: '/app/people/new/$what' });
  const { org, unit } = useSearch({ from: '/app/people/new/$what' });
  const tree = useQuery(organisationsQuery);
  const units = useQuery({ ...unitsQuery(org ?? ''), enabled: org !== undefined });
  const organisation = tree.data?.items.find((one) => one.id === org);
  const closing = units.data?.items.find((one) => one.id === unit);
  const title = {
    person: t('people.form.person'),
    organisation: t('people.form.organisation'),
    unit: organisation && t('people.form.unit', { name: say(organisation.name) }),
    close: closing && t('people.form.close', { name: say(closing.name) }),
  }[what];
  const form = (data: OrganisationTree): ReactNode => {
    if (!data.allowedActions.includes('organise')) return null;
    if (what === 'person') return <AddPersonForm />;
    if (what === 'organisation') return <OrganisationForm tree={data} />;
    if (!organisation) return null;
    if (what === 'unit') return <UnitForm organisation={organisation} units={units.data?.items ?? []} />;
    return closing ? <CloseUnitForm organisation={organisation} unit={closing} /> : null;
  };
  return (
    <Page key={title ?? what} title={title ?? t('people.title')} narrow>
      <Fetched answer={org === undefined || units.data || units.isError ? tree : { ...tree, data: undefined }}>
        {(data) => form(data) ?? <Empty title={t('people.mayNot')}>{<BackToDirectory />}</Empty>}
      </Fetched>
    </Page>
  );
}
