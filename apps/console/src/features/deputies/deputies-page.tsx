import { useQuery } from '@tanstack/react-query';
import { Link, useSearch } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { callsQuery } from '../../api/queries';
import { deputiesQuery, type DeputyView } from '../../api/deputies';
import { Notice, Page, Panel } from '../../ui/page';
import { Fetched } from '../../ui/states';
import { Table, type Column } from '../../ui/table';
import { useLanguage, useSay } from '../../words';
import { dateInFull, dayOfInstant } from '../../words/dates';
import { useProcedureWords } from '../cases/words';

/** Who stands in for me, for whom I do, and the others of the body for those who answer for it. */
export function DeputiesPage(): ReactNode {
  const { t } = useTranslation();
  const { done } = useSearch({ from: '/app/deputies' });
  const answer = useQuery(deputiesQuery);
  const actions = (answer.data?.posts.length ?? 0) > 0 && (
    <Link className="button button-main" to="/deputies/new">
      {t('deputies.name')}
    </Link>
  );
  return (
    <Page title={t('deputies.title')} lead={t('deputies.lead')} actions={actions}>
      {done && <Notice tone="done" title={t(`deputies.${done}`)} live />}
      <Fetched answer={answer}>
        {(list) => (
          <>
            <Grants title={t('deputies.mine')} none={t('deputies.none.mine')} rows={list.forMe} />
            <Grants title={t('deputies.others')} none={t('deputies.none.others')} rows={list.standingIn} laysDown />
            {list.posts.length > 1 && (
              <Grants title={t('deputies.ofBody')} none={t('deputies.none.ofBody')} rows={list.ofBody} />
            )}
          </>
        )}
      </Fetched>
    </Page>
  );
}

function Grants({
  title,
  none,
  rows,
  laysDown = false,
}: {
  title: string;
  none: string;
  rows: readonly DeputyView[];
  laysDown?: boolean;
}): ReactNode {
  const columns = useColumns(laysDown);
  return (
    <Panel title={title} level={2}>
      {rows.length === 0 ? (
        <p className="quiet">{none}</p>
      ) : (
        <Table caption={title} columns={columns} rows={rows} keyOf={(row) => row.id} />
      )}
    </Panel>
  );
}

function useColumns(laysDown: boolean): Column<DeputyView>[] {
  const { t } = useTranslation();
  const say = useSay();
  const language = useLanguage();
  const procedure = useProcedureWords();
  const scopeOf = useScopeWords();
  return [
    {
      title: t('deputies.principal'),
      cell: (row) => (
        <>
          {say(row.principal.name)}
          <br />
          <span className="quiet">
            {procedure.role(row.post.role)} · {say(row.post.organisation.name)}
          </span>
        </>
      ),
    },
    { title: t('deputies.deputy'), cell: (row) => say(row.deputy.name) },
    {
      title: t('deputies.period'),
      cell: (row) =>
        t('deputies.periodOf', { from: dateInFull(row.validFrom, language), to: dateInFull(row.validTo, language) }),
    },
    { title: t('deputies.scope'), cell: (row) => scopeOf(row.scope) },
    { title: t('deputies.reason'), cell: (row) => row.reason },
    {
      title: t('deputies.state'),
      cell: (row) => (
        <>
          <span className={`tag grant-${row.state}`}>{t(`deputies.states.${row.state}`)}</span>
          {row.revoked && (
            <div className="quiet">
              {t('deputies.revokedAt', { at: dayOfInstant(row.revoked.at, language) })}
              {row.revoked.reason && ` · ${row.revoked.reason}`}
            </div>
          )}
        </>
      ),
    },
    {
      title: t('deputies.act'),
      cell: (row) =>
        row.mayRevoke && (
          <Link to="/deputies/$deputyId/revoke" params={{ deputyId: row.id }}>
            {t(laysDown ? 'deputies.layDown' : 'deputies.revoke')}
            <span className="unseen">
              {` ${t('deputies.revokeOf', { deputy: say(row.deputy.name), principal: say(row.principal.name) })}`}
            </span>
          </Link>
        ),
    },
  ];
}

/** How far a grant reaches. */
function useScopeWords(): (scope: DeputyView['scope']) => string {
  const { t } = useTranslation();
  const procedure = useProcedureWords();
  const { data: calls } = useQuery(callsQuery);
  return ({ kind, callId, steps }) => {
    if (kind === 'steps') return steps.map((step) => procedure.step(step)).join(t('ui.comma'));
    const number = kind === 'call' ? calls?.items.find((call) => call.id === callId)?.noticeNumber : undefined;
    return number ? t('deputies.callOf', { number }) : t(`deputies.scopes.${kind}`);
  };
}
