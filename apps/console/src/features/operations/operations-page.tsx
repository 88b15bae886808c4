import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { operationsQuery } from '../../api/queries';
import type { OperationsView } from '../../api/types';
import { Facts, Notice, Page, Panel } from '../../ui/page';
import { Fetched } from '../../ui/states';
import { Table } from '../../ui/table';
import { useLanguage } from '../../words';
import { figure, momentInFull } from '../../words/dates';

/** Health of the engine for those who run it: what waits, what is stuck, how far behind. */
export function OperationsPage(): ReactNode {
  const { t } = useTranslation();
  const answer = useQuery(operationsQuery);
  return (
    <Page title={t('nav.operations')} lead={t('operations.lead')}>
      <Fetched answer={answer}>
        {(view) => (
          <>
            <div className="panels">
              <Health view={view} />
              <Backlog view={view} />
              <Messages view={view} />
              <Files view={view} />
            </div>
            <Parked view={view} />
            <Cases view={view} />
          </>
        )}
      </Fetched>
    </Page>
  );
}

function Health({ view }: { view: OperationsView }): ReactNode {
  const { t } = useTranslation();
  const language = useLanguage();
  const state = (name: 'up' | 'degraded'): ReactNode => (
    <span className={`tag health-${name}`}>{t(`operations.state.${name}`)}</span>
  );
  return (
    <Panel level={2} title={t('operations.health')}>
      <Facts
        rows={[
          [t('operations.database'), state(view.database)],
          ['Temporal', state(view.temporal)],
          [
            t('operations.worker'),
            <span key="worker">
              {state(view.worker)}{' '}
              {view.workerSeenAt && (
                <span className="quiet">{t('operations.seen', { at: momentInFull(view.workerSeenAt, language) })}</span>
              )}
            </span>,
          ],
          [t('operations.legalNow'), momentInFull(view.legalNow, language)],
          [t('operations.machineNow'), momentInFull(view.machineNow, language)],
        ]}
      />
    </Panel>
  );
}

function Backlog({ view }: { view: OperationsView }): ReactNode {
  const { t } = useTranslation();
  const oldest = view.outbox.oldestWaitingSeconds;
  return (
    <Panel level={2} title={t('operations.backlog')}>
      <Facts
        rows={[
          [t('operations.waiting'), figure(view.outbox.waiting)],
          [
            t('operations.oldest'),
            oldest === null ? t('operations.none') : t('operations.seconds', { value: figure(oldest) }),
          ],
          [t('operations.parked'), figure(view.outbox.parked)],
          [t('operations.unacknowledged'), figure(view.unacknowledged)],
          [t('operations.overdueAlarms'), figure(view.overdueAlarms)],
        ]}
      />
    </Panel>
  );
}

function Messages({ view }: { view: OperationsView }): ReactNode {
  const { t } = useTranslation();
  const { messages } = view;
  const oldest = messages.oldestWaitingSeconds;
  return (
    <Panel level={2} title={t('operations.out.title')}>
      <Facts
        rows={[
          [t('operations.out.waiting'), figure(messages.waiting)],
          [t('operations.out.failed'), figure(messages.failed)],
          [
            t('operations.oldest'),
            oldest === null ? t('operations.none') : t('operations.seconds', { value: figure(Math.round(oldest)) }),
          ],
          [t('operations.out.givenUp'), figure(messages.givenUp)],
          [t('operations.out.notAddressed'), figure(messages.notAddressed)],
          [t('operations.out.noChannel'), figure(messages.noChannel)],
        ]}
      />
    </Panel>
  );
}

function Files({ view }: { view: OperationsView }): ReactNode {
  const { t } = useTranslation();
  const { files } = view;
  const oldest = files.oldestWaitingSeconds;
  return (
    <Panel level={2} title={t('operations.files.title')}>
      {files.scanner === 'missing' && <Notice tone="warn">{t('operations.files.missing')}</Notice>}
      <Facts
        rows={[
          [t('operations.files.scanner'), t(`operations.files.is.${files.scanner}`)],
          [t('operations.files.waiting'), figure(files.waiting)],
          [
            t('operations.oldest'),
            oldest === null ? t('operations.none') : t('operations.seconds', { value: figure(Math.round(oldest)) }),
          ],
          [t('operations.files.infected'), figure(files.infected)],
          [t('operations.files.unreadable'), figure(files.unreadable)],
        ]}
      />
    </Panel>
  );
}

function Parked({ view }: { view: OperationsView }): ReactNode {
  const { t } = useTranslation();
  const language = useLanguage();
  return (
    <Panel level={2} title={t('operations.parkedTitle')}>
      {view.parked.length === 0 ? (
        <p className="quiet">{t('operations.nothingParked')}</p>
      ) : (
        <Table
          caption={t('operations.parkedTitle')}
          rows={view.parked}
          keyOf={(row) => String(row.id)}
          columns={[
            {
              title: t('operations.case'),
              cell: (row) => (
                <Link to="/cases/$caseId" params={{ caseId: row.caseId }}>
                  {row.caseId}
                </Link>
              ),
            },
            { title: t('operations.reason'), cell: (row) => row.reason },
            { title: t('operations.since'), cell: (row) => momentInFull(row.since, language) },
            { title: t('operations.attempts'), numeric: true, cell: (row) => figure(row.attempts) },
          ]}
        />
      )}
    </Panel>
  );
}

function Cases({ view }: { view: OperationsView }): ReactNode {
  const { t } = useTranslation();
  const language = useLanguage();
  return (
    <Panel level={2} title={t('operations.cases')}>
      {view.cases.length === 0 ? (
        <p className="quiet">{t('cases.empty')}</p>
      ) : (
        <Table
          caption={t('operations.cases')}
          rows={view.cases}
          keyOf={(row) => row.caseId}
          columns={[
            { title: t('cases.number'), cell: (row) => <span className="figures">{row.number}</span> },
            { title: t('operations.kind'), cell: (row) => t(`kind.${row.kind}`) },
            {
              title: t('operations.messages'),
              numeric: true,
              cell: (row) => `${figure(row.ackedSeq)} / ${figure(row.messageSeq)}`,
            },
            { title: t('operations.history'), numeric: true, cell: (row) => figure(row.historyLength) },
            {
              title: t('operations.nextAlarm'),
              cell: (row) => (row.nextAlarmAt ? momentInFull(row.nextAlarmAt, language) : t('operations.none')),
            },
          ]}
        />
      )}
    </Panel>
  );
}
