import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { serviceScopes, type ServiceScope } from '../../../../../libs/contracts/service-scopes';
import { makeService, servicesQuery } from '../../api/people';
import { CopyField } from '../../ui/copy-field';
import { Notice, Page } from '../../ui/page';
import { Empty, Fetched } from '../../ui/states';
import { blanks, typedText, type FieldError } from '../cases/act-errors';
import { useAct } from '../cases/use-act';
import { ChooseField, NumberField, PeopleForm, TextField } from './people-form';

/** Makes a service account; its token is shown this once. */
export function NewServicePage(): ReactNode {
  const { t } = useTranslation();
  const answer = useQuery(servicesQuery);
  const [made, setMade] = useState<{ personId: string; token: string } | null>(null);
  return (
    <Page title={t('people.form.service')} narrow>
      {made ? (
        <Notice tone="done" title={t('people.services.tokenTitle')} live>
          <CopyField id="service-token" label={t('people.services.token')} value={made.token} />
          <p>{t('people.services.tokenNext')}</p>
          <p className="card-actions panel-foot">
            <Link to="/people/$personId" params={{ personId: made.personId }} className="button">
              {t('people.services.openPerson')}
            </Link>
            <BackToServices />
          </p>
        </Notice>
      ) : (
        <Fetched answer={answer}>
          {({ allowedActions }) =>
            allowedActions.includes('make') ? (
              <ServiceForm onMade={setMade} />
            ) : (
              <Empty title={t('people.mayNot')}>
                <BackToServices />
              </Empty>
            )
          }
        </Fetched>
      )}
    </Page>
  );
}

function BackToServices(): ReactNode {
  const { t } = useTranslation();
  return <Link to="/people/services">{t('people.back')}</Link>;
}

function ServiceForm({ onMade }: { onMade: (made: { personId: string; token: string }) => void }): ReactNode {
  const { t } = useTranslation();
  const required = t('mistake.required');
  const act = useAct({
    draft: 'people.service',
    check: (values): FieldError[] => {
      const scopes = (values.scopes as string[] | undefined) ?? [];
      return [
        ...blanks(values, ['nameZh', 'nameEn', 'days'], required),
        ...(scopes.length === 0 ? [['scopes', required] as const] : []),
      ];
    },
    send: (values) =>
      makeService({
        name: { zh: typedText(values.nameZh) ?? '', en: typedText(values.nameEn) ?? '' },
        scopes: values.scopes as ServiceScope[],
        days: values.days as number,
      }),
    recorded: onMade,
  });
  return (
    <PeopleForm act={act} what={t('people.what.service')} submit={t('people.form.service')} back={<BackToServices />}>
      <TextField act={act} name="nameZh" maxLength={120} />
      <TextField act={act} name="nameEn" maxLength={120} />
      <ChooseField
        act={act}
        name="scopes"
        several
        options={serviceScopes.map((value) => ({ value, label: t(`people.services.scope.${value}`) }))}
      />
      <NumberField act={act} name="days" hint={t('people.hint.days')} min={1} max={366} />
    </PeopleForm>
  );
}
