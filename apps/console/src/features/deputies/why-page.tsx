import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { Button, Input, Select } from 'antd';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { whyPeopleQuery, whyQuery, type WhyView } from '../../api/deputies';
import { Page, Panel } from '../../ui/page';
import { Fetched } from '../../ui/states';
import { Table } from '../../ui/table';
import { useSay } from '../../words';
import { useProcedureWords } from '../cases/words';
import type { zhExplain } from '../../words/zh-deputies';

/** What somebody may do on a case and its tasks, and why not the rest. Whom one may ask about the API says. */
export function WhyPage(): ReactNode {
  const { t } = useTranslation();
  const { number, person } = useSearch({ from: '/app/why' });
  return (
    <Page title={t('explain.title')} lead={t('explain.lead')}>
      <Question key={`${number ?? ''} ${person ?? ''}`} number={number} person={person} />
      {number && <Explained number={number} person={person} />}
    </Page>
  );
}

function Question({ number, person }: { number: string | undefined; person: string | undefined }): ReactNode {
  const { t } = useTranslation();
  const say = useSay();
  const procedure = useProcedureWords();
  const navigate = useNavigate();
  const { data } = useQuery(whyPeopleQuery);
  const [typed, setTyped] = useState(number ?? '');
  const [chosen, setChosen] = useState(person ?? '');
  const [tried, setTried] = useState(false);
  const missing = tried && typed.trim() === '';
  const others = data?.items ?? [];
  return (
    <form
      className="filters"
      onSubmit={(event) => {
        event.preventDefault();
        setTried(true);
        if (typed.trim() === '') return;
        void navigate({ to: '/why', search: { number: typed.trim(), person: chosen || undefined } });
      }}
    >
      {others.length > 0 && (
        <>
          <label htmlFor="why-person">{t('explain.whom')}</label>
          <Select
            id="why-person"
            className="filter-person"
            showSearch={{ optionFilterProp: 'label' }}
            value={chosen}
            onChange={setChosen}
            options={[
              { value: '', label: t('explain.me') },
              ...others.map((one) => ({
                value: one.id,
                label: `${say(one.name)} · ${one.roles.map((role) => procedure.role(role)).join(' / ')}`,
              })),
            ]}
          />
        </>
      )}
      <label htmlFor="why-number">{t('explain.number')}</label>
      <Input
        id="why-number"
        value={typed}
        maxLength={40}
        aria-invalid={missing || undefined}
        aria-describedby={missing ? 'why-number-error' : undefined}
        onChange={(event) => setTyped(event.target.value)}
      />
      <Button type="primary" htmlType="submit">
        {t('explain.ask')}
      </Button>
      {missing && (
        <span id="why-number-error" className="field-error" role="alert">
          {t('explain.need')}
        </span>
      )}
    </form>
  );
}

function Explained({ number, person }: { number: string; person: string | undefined }): ReactNode {
  const { t } = useTranslation();
  const procedure = useProcedureWords();
  const answer = useQuery(whyQuery(number, person));
  return (
    <Fetched answer={answer}>
      {(view) => (
        <>
          <Posts view={view} />
          {view.tasks.length === 0 && <p className="quiet">{t('explain.noTasks')}</p>}
          {view.tasks.map((task) => {
            const title = t('explain.onTask', { step: procedure.step(task.step) });
            return (
              <Panel key={task.id} title={title} level={2}>
                <Acts caption={title} acts={task.acts} />
              </Panel>
            );
          })}
          <Panel title={`${t('explain.onCase')} ${view.caseNumber}`} level={2}>
            <Acts caption={t('explain.onCase')} acts={view.acts} />
          </Panel>
        </>
      )}
    </Fetched>
  );
}

function Posts({ view }: { view: WhyView }): ReactNode {
  const { t } = useTranslation();
  const say = useSay();
  const procedure = useProcedureWords();
  return (
    <Panel title={t('explain.posts', { name: say(view.person.name) })} level={2}>
      {view.posts.length === 0 ? (
        <p className="quiet">{t('explain.noPosts')}</p>
      ) : (
        <ul className="plain">
          {view.posts.map((post) => (
            <li key={`${post.role} ${post.organisation.id} ${post.onBehalfOf?.id ?? ''}`}>
              {procedure.role(post.role)} · {say(post.organisation.name)}{' '}
              {post.onBehalfOf && (
                <span className="tag">{t('explain.stoodIn', { name: say(post.onBehalfOf.name) })}</span>
              )}
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}

/** What may be done first, then the rest. */
function Acts({ caption, acts }: { caption: string; acts: WhyView['acts'] }): ReactNode {
  const { t } = useTranslation();
  const say = useSay();
  const sorted = [...acts].sort((a, b) => Number(b.allowed) - Number(a.allowed));
  return (
    <Table
      caption={caption}
      rows={sorted}
      keyOf={(act) => act.action}
      columns={[
        {
          title: t('explain.act'),
          cell: (act) => t(`explain.actions.${act.action as keyof typeof zhExplain.actions}`),
        },
        {
          title: t('explain.verdict'),
          cell: (act) => (
            <span className={`tag verdict-${act.allowed ? 'may' : 'not'}`}>
              {act.allowed ? `✓ ${t('explain.may')}` : `✗ ${t('explain.mayNot')}`}
            </span>
          ),
        },
        {
          title: t('explain.because'),
          cell: (act) => (
            <ul className="plain">
              {act.reasons.map((reason) => (
                <li key={reason.code}>{say(reason.words)}</li>
              ))}
            </ul>
          ),
        },
      ]}
    />
  );
}
