import { useNavigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { UnitList } from '../../../../../libs/contracts/api/people';
import { organisationKinds, type OrganisationKind } from '../../../../../libs/contracts/posts';
import { addOrganisation, addUnit, closeUnit, type Organisation, type OrganisationTree } from '../../api/people';
import { useSay } from '../../words';
import { provinceCodes, provinceWords } from '../../words/vocabulary';
import { blanks, typedText } from '../cases/act-errors';
import { useAct } from '../cases/use-act';
import { BackToDirectory } from './ways-back';
import { ChooseField, DayOfField, PeopleForm, TextField } from './people-form';
import { showRecorded } from './recorded';

type Unit = UnitList['items'][number];

const named = (values: Record<string, unknown>) => ({
  zh: typedText(values.nameZh) ?? '',
  en: typedText(values.nameEn) ?? '',
});

export function OrganisationForm({ tree }: { tree: OrganisationTree }): ReactNode {
  const { t } = useTranslation();
  const say = useSay();
  const navigate = useNavigate();
  const required = t('mistake.required');
  const act = useAct({
    draft: 'people.add-organisation',
    check: (values) => blanks(values, ['nameZh', 'nameEn', 'kind', 'code'], required),
    send: (values, key) =>
      addOrganisation(
        {
          code: typedText(values.code) ?? '',
          kind: values.kind as OrganisationKind,
          name: named(values),
          province: typedText(values.province) ?? null,
          parentId: typedText(values.parentId) ?? null,
        },
        key,
      ),
    recorded: async ({ id }) => {
      showRecorded({ done: t('people.form.organisation') });
      await navigate({ to: '/people', search: { org: id } });
    },
  });
  return (
    <PeopleForm act={act} submit={t('people.form.organisation')} back={<BackToDirectory />}>
      <TextField act={act} name="nameZh" maxLength={120} />
      <TextField act={act} name="nameEn" maxLength={120} />
      <ChooseField
        act={act}
        name="kind"
        options={organisationKinds.map((value) => ({ value, label: t(`people.kinds.${value}`) }))}
      />
      <ChooseField
        act={act}
        name="province"
        hint={t('people.hint.province')}
        required={false}
        options={provinceCodes.map((value) => ({ value, label: say(provinceWords(value)) }))}
      />
      <ChooseField
        act={act}
        name="parentId"
        required={false}
        options={tree.items.map((one) => ({ value: one.id, label: say(one.name) }))}
        none={t('people.noOrganisation')}
      />
      <TextField act={act} name="code" hint={t('people.hint.code')} maxLength={63} />
    </PeopleForm>
  );
}

export function UnitForm({ organisation, units }: { organisation: Organisation; units: readonly Unit[] }): ReactNode {
  const { t } = useTranslation();
  const say = useSay();
  const navigate = useNavigate();
  const required = t('mistake.required');
  const act = useAct({
    draft: `people.add-unit.${organisation.id}`,
    check: (values) => blanks(values, ['nameZh', 'nameEn', 'kind', 'code'], required),
    send: (values, key) =>
      addUnit(
        organisation.id,
        {
          code: typedText(values.code) ?? '',
          kind: values.kind as Unit['kind'],
          name: named(values),
          parentId: typedText(values.parentId) ?? null,
        },
        key,
      ),
    recorded: async () => {
      showRecorded({ done: t('people.form.unit', { name: say(organisation.name) }) });
      await navigate({ to: '/people', search: { org: organisation.id } });
    },
  });
  return (
    <PeopleForm act={act} submit={t('people.add.unit')} back={<BackToDirectory org={organisation.id} />}>
      <TextField act={act} name="nameZh" maxLength={120} />
      <TextField act={act} name="nameEn" maxLength={120} />
      <ChooseField
        act={act}
        name="kind"
        options={(['department', 'division'] as const).map((value) => ({
          value,
          label: t(`people.unitKinds.${value}`),
        }))}
      />
      <ChooseField
        act={act}
        name="parentId"
        required={false}
        options={units.filter((one) => !one.closedOn).map((one) => ({ value: one.id, label: say(one.name) }))}
        none={t('people.noUnits')}
      />
      <TextField act={act} name="code" hint={t('people.hint.code')} maxLength={63} />
    </PeopleForm>
  );
}

export function CloseUnitForm({ organisation, unit }: { organisation: Organisation; unit: Unit }): ReactNode {
  const { t } = useTranslation();
  const say = useSay();
  const navigate = useNavigate();
  const required = t('mistake.required');
  const title = t('people.form.close', { name: say(unit.name) });
  const act = useAct({
    draft: `people.close-unit.${unit.id}`,
    check: (values) => blanks(values, ['lastDay'], required),
    send: (values, key) => closeUnit(unit.id, typedText(values.lastDay) ?? '', key),
    recorded: async () => {
      showRecorded({ done: title });
      await navigate({ to: '/people', search: { org: organisation.id } });
    },
  });
  return (
    <PeopleForm
      act={act}
      tone="warn"
      what={t('people.what.close')}
      submit={t('people.add.close')}
      danger
      back={<BackToDirectory org={organisation.id} />}
    >
      <DayOfField act={act} name="lastDay" />
    </PeopleForm>
  );
}
