import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { Input, Select } from 'antd';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { draftsQuery, jobQuery, prepareImport } from '../../api/calendar';
import { useActKey } from '../../api/keys';
import { ProblemError } from '../../api/problem';
import type { CalendarDrafts, CalendarDraftView } from '../../api/types';
import { described, FieldFrame } from '../../ui/field-frame';
import { Form, FormFoot } from '../../ui/form';
import { Page, Panel } from '../../ui/page';
import { Fetched } from '../../ui/states';
import { useLanguage, useSay } from '../../words';
import { momentInFull } from '../../words/dates';
import { provinceWords } from '../../words/vocabulary';
import { DecisionFailure } from '../decisions/decision-failure';

/** Imports of a holiday notice: those that wait, and a new one for who may prepare it. */
export function ImportsPage(): ReactNode {
  const { t } = useTranslation();
  const answer = useQuery(draftsQuery);
  return (
    <Page title={t('calendar.imports')} lead={t('calendar.importLead')} narrow>
      <Fetched answer={answer}>
        {(drafts) => (
          <>
            <Panel level={2} title={t('calendar.prepared')}>
              {drafts.items.length === 0 && <p className="quiet">{t('calendar.nothingPrepared')}</p>}
              <ul>
                {drafts.items.map((draft) => (
                  <Waiting key={draft.id} draft={draft} />
                ))}
              </ul>
            </Panel>
            {drafts.latestJob && <Carried id={drafts.latestJob} />}
            {drafts.mayPrepare.length > 0 && <NewImport scopes={drafts.mayPrepare} />}
          </>
        )}
      </Fetched>
    </Page>
  );
}

function Waiting({ draft }: { draft: CalendarDraftView }): ReactNode {
  const { t } = useTranslation();
  const say = useSay();
  const language = useLanguage();
  return (
    <li>
      <Link to="/calendar/imports/$draftId" params={{ draftId: draft.id }}>
        {draft.year} · {draft.notice.title}
      </Link>{' '}
      <span className="quiet">
        {t('calendar.preparedBy', { name: say(draft.preparedBy.name), at: momentInFull(draft.preparedAt, language) })}
      </span>
    </li>
  );
}

/** How far the last publication was carried to the open cases. */
export function Carried({ id }: { id: string }): ReactNode {
  const { t } = useTranslation();
  const { data: job } = useQuery(jobQuery(id));
  if (!job) return null;
  return (
    <Panel level={2} title={t('calendar.carried')}>
      <progress max={Math.max(job.total, 1)} value={job.endedAt ? Math.max(job.total, 1) : job.done} />
      <p role="status">
        {t(`calendar.states.${job.state}`)} ·{' '}
        {t('calendar.progress', { done: job.done, total: job.total, moved: job.moved })}
      </p>
    </Panel>
  );
}

function NewImport({ scopes }: { scopes: CalendarDrafts['mayPrepare'] }): ReactNode {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const client = useQueryClient();
  const key = useActKey();
  const [typed, setTyped] = useState({ year: '', title: '', number: '', date: '', content: '' });
  const [province, setProvince] = useState(scopes[0] ?? null);
  const act = useMutation({
    mutationFn: () => {
      const { title, number, date } = typed;
      const notice =
        title.trim() === '' ? null : { title: title.trim(), number: number.trim() || null, date: date || null };
      const input = { year: Number(typed.year), province, content: typed.content, notice };
      return prepareImport(input, key(input));
    },
    onSuccess: async ({ id }) => {
      await client.invalidateQueries({ queryKey: ['calendar'] });
      await navigate({ to: '/calendar/imports/$draftId', params: { draftId: id } });
    },
  });
  const fields = act.error instanceof ProblemError ? act.error.fields : [];
  const wrong = (path: string): string | undefined =>
    fields
      .filter((field) => field.path === path || field.path.startsWith(`${path}.`))
      .map((field) => field.message)
      .join('\n') || undefined;
  const control = (name: keyof typeof typed, path: string = name) => ({
    id: `field-${name}`,
    value: typed[name],
    onChange: (event: { target: { value: string } }) => setTyped({ ...typed, [name]: event.target.value }),
    ...described(`field-${name}`, name === 'content', wrong(path)),
  });
  return (
    <Form className="act" busy={act.isPending} onSend={act.mutate}>
      <DecisionFailure error={act.error} />
      <ScopeField scopes={scopes} chosen={province} onChoose={setProvince} />
      <FieldFrame id="field-year" label={t('calendar.forYear')} error={wrong('year')} required>
        <Input {...control('year')} inputMode="numeric" maxLength={4} />
      </FieldFrame>
      <FieldFrame id="field-title" label={t('calendar.title')} error={wrong('notice.title')} required={false}>
        <Input {...control('title', 'notice.title')} maxLength={200} />
      </FieldFrame>
      <FieldFrame id="field-number" label={t('calendar.number')} error={wrong('notice.number')} required={false}>
        <Input {...control('number', 'notice.number')} maxLength={64} />
      </FieldFrame>
      <FieldFrame id="field-date" label={t('calendar.date')} error={wrong('notice.date')} required={false}>
        <Input {...control('date', 'notice.date')} placeholder={t('ui.datePattern')} maxLength={10} />
      </FieldFrame>
      <FieldFrame
        id="field-content"
        label={t('calendar.content')}
        hint={t('calendar.contentHelp')}
        error={wrong('content')}
        required
      >
        <Input.TextArea {...control('content')} rows={10} maxLength={65_536} />
      </FieldFrame>
      <FormFoot send={t('calendar.prepare')} busy={act.isPending} />
    </Form>
  );
}

type Scope = CalendarDrafts['mayPrepare'][number];

function ScopeField({
  scopes,
  chosen,
  onChoose,
}: {
  scopes: readonly Scope[];
  chosen: Scope;
  onChoose: (scope: Scope) => void;
}): ReactNode {
  const { t } = useTranslation();
  const say = useSay();
  return (
    <FieldFrame id="field-scope" label={t('calendar.scope')} required>
      <Select
        id="field-scope"
        value={chosen ?? ''}
        onChange={(value: string) => onChoose(value || null)}
        options={scopes.map((one) => ({
          value: one ?? '',
          label: one ? say(provinceWords(one)) : t('calendar.nation'),
        }))}
      />
    </FieldFrame>
  );
}
