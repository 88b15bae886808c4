import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { revokeService, servicesQuery, type ServiceAccount } from '../../api/people';
import { Dialog } from '../../ui/dialog';
import { Empty, Fetched } from '../../ui/states';
import { Table, type Column } from '../../ui/table';
import { useLanguage, useSay } from '../../words';
import { dayOfInstant, momentInFull } from '../../words/dates';
import { DecisionFailure } from '../decisions/decision-failure';
import { PeoplePage } from './people-page';
import { showRecorded } from './recorded';

/** Accounts of programs that read: what each may read, until when, and their end. */
export function ServicesPage(): ReactNode {
  const { t } = useTranslation();
  const answer = useQuery(servicesQuery);
  const actions = answer.data?.allowedActions.includes('make') && (
    <Link to="/people/services/new" className="button button-main">
      {t('people.services.make')}
    </Link>
  );
  return (
    <PeoplePage title={t('people.services.title')} lead={t('people.services.lead')} actions={actions}>
      <Fetched answer={answer}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty title={t('people.services.empty')}>
              <p className="quiet">{t('people.services.emptyHint')}</p>
            </Empty>
          ) : (
            <Services items={items} />
          )
        }
      </Fetched>
    </PeoplePage>
  );
}

function Services({ items }: { items: readonly ServiceAccount[] }): ReactNode {
  const { t } = useTranslation();
  const say = useSay();
  const language = useLanguage();
  const [asked, setAsked] = useState<ServiceAccount | null>(null);
  const columns: Column<ServiceAccount>[] = [
    {
      title: t('people.services.name'),
      cell: (row) => (
        <Link to="/people/$personId" params={{ personId: row.person.id }}>
          {say(row.person.name)}
        </Link>
      ),
    },
    {
      title: t('people.services.scopes'),
      cell: (row) =>
        row.scopes.map((scope) => t(`people.services.scope.${scope}`)).join(language === 'en' ? ', ' : '、'),
    },
    { title: t('people.services.created'), cell: (row) => dayOfInstant(row.createdAt, language) },
    { title: t('people.services.expires'), cell: (row) => momentInFull(row.expiresAt, language) },
    {
      title: t('people.services.state'),
      cell: (row) => (
        <span className={row.state === 'standing' ? 'tag health-up' : 'tag'}>
          {t(`people.services.states.${row.state}`)}
        </span>
      ),
    },
    {
      title: t('people.services.revoke'),
      cell: (row) =>
        row.allowedActions.includes('revoke') && (
          <Button
            size="small"
            danger
            aria-label={t('people.services.revokeOf', { name: say(row.person.name) })}
            onClick={() => setAsked(row)}
          >
            {t('people.services.revoke')}
          </Button>
        ),
    },
  ];
  const revocable = items.some((row) => row.allowedActions.includes('revoke'));
  return (
    <>
      <Table
        caption={t('people.services.title')}
        columns={revocable ? columns : columns.slice(0, -1)}
        rows={items}
        keyOf={(row) => row.id}
      />
      <Dialog
        title={asked ? t('people.services.revokeOf', { name: say(asked.person.name) }) : ''}
        open={asked !== null}
        onClose={() => setAsked(null)}
      >
        {asked && <Revoke account={asked} onClose={() => setAsked(null)} />}
      </Dialog>
    </>
  );
}

function Revoke({ account, onClose }: { account: ServiceAccount; onClose: () => void }): ReactNode {
  const { t } = useTranslation();
  const say = useSay();
  const client = useQueryClient();
  const revoke = useMutation({
    mutationFn: () => revokeService(account.id),
    onSuccess: async () => {
      onClose();
      showRecorded({ done: t('people.services.revokeOf', { name: say(account.person.name) }) });
      await client.invalidateQueries();
    },
  });
  return (
    <>
      <p>{t('people.services.revokeWhat')}</p>
      <DecisionFailure error={revoke.error} />
      <div className="form-foot">
        <Button type="primary" danger loading={revoke.isPending} onClick={() => revoke.mutate()}>
          {t('people.services.revoke')}
        </Button>
        <Button onClick={onClose}>{t('ui.cancel')}</Button>
      </div>
    </>
  );
}
