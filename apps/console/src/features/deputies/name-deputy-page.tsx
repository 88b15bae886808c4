import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { Radio, Select } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Role } from '../../../../../libs/contracts/posts';
import type { Step } from '../../../../../libs/contracts/procedure';
import { stepRegistry } from '../../../../../libs/domain/cases/registry';
import { deputiesQuery, nameDeputy, type DeputyList, type NameDeputyInput } from '../../api/deputies';
import { callsQuery } from '../../api/queries';
import { FieldFrame } from '../../ui/field-frame';
import { Notice, Page } from '../../ui/page';
import { Empty, Fetched } from '../../ui/states';
import { useLanguage, useSay } from '../../words';
import { dateInFull } from '../../words/dates';
import { DayField, ParagraphField, PickField } from '../cases/act-controls';
import { blanks } from '../cases/act-errors';
import { ActForm } from '../cases/act-form';
import { useAct, type Act } from '../cases/use-act';
import { useProcedureWords } from '../cases/words';
import type { FormValues } from '../decisions/drafts';
import { WhatIsBarred } from './deputy-preview';

export function NameDeputyPage(): ReactNode {
  const { t } = useTranslation();
  const answer = useQuery(deputiesQuery);
  return (
    <Page title={t('deputies.title')} narrow>
      <Fetched answer={answer}>
        {(list) => (list.posts.length === 0 ? <Empty title={t('deadEnd.forbidden')} /> : <NameForm list={list} />)}
      </Fetched>
    </Page>
  );
}

const scopes = ['post', 'call', 'steps'] as const;

/** The steps a post does, each once. */
const stepsOf = (role: Role | undefined): Step[] => [
  ...new Set(stepRegistry.filter(({ doer }) => 'role' in doer && doer.role === role).map(({ step }) => step)),
];

const scopeFrom = ({ scope, callId, steps }: FormValues): NameDeputyInput['scope'] =>
  scope === 'call'
    ? { kind: 'call', callId: callId as never }
    : scope === 'steps'
      ? { kind: 'steps', steps: (steps as Step[] | undefined) ?? [] }
      : { kind: 'post' };

function NameForm({ list }: { list: DeputyList }): ReactNode {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const act = useAct({
    draft: 'deputy.new',
    start: { scope: 'post', ...(list.posts.length === 1 ? { postId: list.posts[0]?.id } : {}) },
    check: (values) => [
      ...blanks(values, ['postId', 'deputyId'], t('mistake.choose')),
      ...blanks(values, ['validFrom', 'validTo'], t('mistake.required')),
      ...(values.scope === 'call' ? blanks(values, ['callId'], t('mistake.choose')) : []),
      ...(values.scope === 'steps' && ((values.steps as unknown[] | undefined) ?? []).length === 0
        ? ([['steps', t('mistake.choose')]] as const)
        : []),
      ...blanks(values, ['reason'], t('mistake.required')),
    ],
    send: (values, key) => {
      const { postId, deputyId, validFrom, validTo, reason } = values as Record<string, string>;
      return nameDeputy(
        {
          ...{ postId: postId ?? '', personId: deputyId ?? '', reason: reason ?? '' },
          ...{ validFrom: validFrom ?? '', validTo: validTo ?? '', scope: scopeFrom(values) },
        },
        key,
      );
    },
    recorded: () => navigate({ to: '/deputies', search: { done: 'named' } }),
  });
  const post = list.posts.find((one) => one.id === act.values.postId);
  return (
    <div className="act-page">
      <ActForm
        title={t('deputies.name')}
        act={act}
        what={
          <>
            <p>{t('deputies.nameWhat')}</p>
            <p>{t('deputies.rules')}</p>
          </>
        }
        back={<Link to="/deputies">{t('ui.cancel')}</Link>}
      >
        <WhoFields act={act} list={list} post={post} />
        <DayField act={act} name="validFrom" />
        <DayField act={act} name="validTo" />
        <Overlap act={act} list={list} />
        <ScopeFields act={act} role={post?.role} />
        <Preview act={act} list={list} />
        <ParagraphField act={act} name="reason" maxLength={1000} rows={2} />
      </ActForm>
    </div>
  );
}

/** Whose post, and who of its body but the holder. */
function WhoFields({
  act,
  list,
  post,
}: {
  act: Act;
  list: DeputyList;
  post: DeputyList['posts'][number] | undefined;
}): ReactNode {
  const { t } = useTranslation();
  const say = useSay();
  const procedure = useProcedureWords();
  const people = new Map<string, string[]>();
  for (const { person, organisation, role } of list.candidates) {
    if (post && (organisation !== post.organisation || person.id === post.holder.id)) continue;
    people.set(person.id, [...(people.get(person.id) ?? [say(person.name)]), procedure.role(role)]);
  }
  return (
    <>
      <PickField
        act={act}
        name="postId"
        none={t('deputies.nobody')}
        options={list.posts.map((one) => ({
          value: one.id,
          label: t('deputies.holder', { role: procedure.role(one.role), name: say(one.holder.name) }),
        }))}
      />
      <PickField
        act={act}
        name="deputyId"
        none={t('deputies.nobody')}
        options={[...people].map(([id, [name, ...roles]]) => ({
          value: id,
          label: `${name ?? ''} · ${roles.join(' / ')}`,
        }))}
      />
    </>
  );
}

/** The deputy has one of their own in these days: they may be away themselves. */
function Overlap({ act, list }: { act: Act; list: DeputyList }): ReactNode {
  const { t } = useTranslation();
  const say = useSay();
  const language = useLanguage();
  const { deputyId, validFrom, validTo } = act.values as Record<string, string | undefined>;
  const known = [...list.forMe, ...list.standingIn, ...list.ofBody].find(
    (one) =>
      (one.state === 'standing' || one.state === 'coming') &&
      one.principal.id === deputyId &&
      one.validFrom <= (validTo ?? '') &&
      one.validTo >= (validFrom ?? ''),
  );
  if (!known) return null;
  const period = t('deputies.periodOf', {
    from: dateInFull(known.validFrom, language),
    to: dateInFull(known.validTo, language),
  });
  return (
    <Notice tone="warn" live>
      {t('deputies.overlap', { name: say(known.principal.name), period })}
    </Notice>
  );
}

/** Once it is said who stands in for which post, and how far. */
function Preview({ act, list }: { act: Act; list: DeputyList }): ReactNode {
  const say = useSay();
  const { postId, deputyId } = act.values as Record<string, string | undefined>;
  const scope = scopeFrom(act.values);
  const person = list.candidates.find((one) => one.person.id === deputyId)?.person;
  const ready = scope.kind === 'call' ? Boolean(scope.callId) : scope.kind !== 'steps' || scope.steps.length > 0;
  if (!postId || !person || !ready) return null;
  return <WhatIsBarred postId={postId} personId={person.id} scope={scope} name={say(person.name)} />;
}

function ScopeFields({ act, role }: { act: Act; role: Role | undefined }): ReactNode {
  const { t } = useTranslation();
  const { data: calls } = useQuery(callsQuery);
  const procedure = useProcedureWords();
  const steps = stepsOf(role);
  const error = act.errors.get('steps');
  return (
    <>
      <FieldFrame id="field-scope" label={t('act.field.scope')} error={act.errors.get('scope')} required group>
        <Radio.Group
          className="choices"
          value={act.values.scope}
          onChange={(event) => act.set('scope', event.target.value)}
          options={scopes
            .filter((scope) => scope !== 'steps' || steps.length > 0)
            .map((scope) => ({ value: scope, label: t(`deputies.scopes.${scope}`) }))}
        />
      </FieldFrame>
      {act.values.scope === 'call' && (
        <PickField
          act={act}
          name="callId"
          none={t('deputies.nobody')}
          options={(calls?.items ?? []).map((call) => ({ value: call.id, label: call.noticeNumber }))}
        />
      )}
      {act.values.scope === 'steps' && (
        <FieldFrame id="field-steps" label={t('act.field.steps')} error={error} required>
          <Select
            id="field-steps"
            mode="multiple"
            value={(act.values.steps as string[] | undefined) ?? []}
            status={error ? 'error' : undefined}
            placeholder={t('ui.choose')}
            options={steps.map((step) => ({ value: step, label: procedure.step(step) }))}
            showSearch={{ optionFilterProp: 'label' }}
            onChange={(chosen: string[]) => act.set('steps', chosen)}
          />
        </FieldFrame>
      )}
    </>
  );
}
