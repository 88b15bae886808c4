import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { roles, type Role } from '../../../../../libs/contracts/posts';
import { isPostOf } from '../../../../../libs/domain/people/granting';
import { organisationsQuery, proposePost, unitsQuery, type PersonCard } from '../../api/people';
import { Fetched } from '../../ui/states';
import { useSay } from '../../words';
import { provinceCodes, provinceWords } from '../../words/vocabulary';
import { blanks, typedText } from '../cases/act-errors';
import { useAct, type Act } from '../cases/use-act';
import { useProcedureWords } from '../cases/words';
import { ChooseField, DayOfField, PeopleForm } from './people-form';
import { BackToPerson } from './ways-back';
import { showRecorded } from './recorded';

function useProposal(card: PersonCard): Act {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const required = t('mistake.required');
  return useAct({
    draft: `people.propose.${card.id}`,
    check: (values) =>
      blanks(values, ['organisationId', 'role', ...(values.role === 'expert' ? ['pool'] : []), 'from'], required),
    send: (values, key) =>
      proposePost(
        card.id,
        {
          organisationId: typedText(values.organisationId) ?? '',
          role: values.role as Role,
          unitId: typedText(values.unitId) ?? null,
          pool: values.role === 'expert' ? (typedText(values.pool) ?? null) : null,
          from: typedText(values.from) ?? '',
          to: typedText(values.to) ?? null,
        },
        key,
      ),
    recorded: async () => {
      showRecorded({ done: t('people.form.propose'), follows: t('people.waitsForSecond') });
      await navigate({ to: '/people/$personId', params: { personId: card.id } });
    },
  });
}

export function ProposeForm({ card }: { card: PersonCard }): ReactNode {
  const { t } = useTranslation();
  const say = useSay();
  const procedure = useProcedureWords();
  const tree = useQuery(organisationsQuery);
  const act = useProposal(card);
  const org = typedText(act.values.organisationId);
  const units = useQuery({ ...unitsQuery(org ?? ''), enabled: org !== undefined });
  return (
    <Fetched answer={tree}>
      {({ items }) => {
        const organisation = items.find((one) => one.id === org);
        return (
          <PeopleForm
            act={act}
            what={t('people.what.propose')}
            submit={t('people.form.propose')}
            back={<BackToPerson personId={card.id} />}
          >
            <ChooseField
              act={act}
              name="organisationId"
              options={items.map((one) => ({ value: one.id, label: say(one.name) }))}
              none={t('people.noOrganisation')}
            />
            <ChooseField
              act={act}
              name="role"
              options={roles
                .filter((role) => organisation && isPostOf(role, organisation.kind))
                .map((value) => ({ value, label: procedure.role(value) }))}
              none={t('people.chooseFirst')}
            />
            {act.values.role === 'expert' && (
              <ChooseField
                act={act}
                name="pool"
                options={[
                  { value: 'nation', label: t('people.nationPool') },
                  ...provinceCodes.map((value) => ({ value, label: say(provinceWords(value)) })),
                ]}
              />
            )}
            <ChooseField
              act={act}
              name="unitId"
              hint={t('people.hint.unitId')}
              required={false}
              options={(units.data?.items ?? [])
                .filter((one) => !one.closedOn)
                .map((one) => ({ value: one.id, label: say(one.name) }))}
              none={t('people.noUnits')}
            />
            <DayOfField act={act} name="from" />
            <DayOfField act={act} name="to" hint={t('people.hint.to')} required={false} />
          </PeopleForm>
        );
      }}
    </Fetched>
  );
}
