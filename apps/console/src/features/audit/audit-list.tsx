import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { AuditEvent, AuditFilters } from '../../api/audit';
import { Facts } from '../../ui/page';
import { useLanguage, useSay } from '../../words';
import { dayOfInstant, timeOfDay } from '../../words/dates';
import { useProcedureWords } from '../cases/words';
import { useFactRows } from './facts';

/** Events, newest first, each a line in words that opens to all that is known of it. Without filters people are no links. */
export function AuditList({ events, filters }: { events: readonly AuditEvent[]; filters?: AuditFilters }): ReactNode {
  const { t } = useTranslation();
  const ofOneCase = events.every((event) => event.caseNumber === null);
  const columns = ['at', 'who', 'what', ...(ofOneCase ? [] : (['about'] as const))] as const;
  return (
    <section className={ofOneCase ? 'audit-log audit-one' : 'audit-log'} aria-label={t('audit.log')}>
      <div className="audit-line audit-head" aria-hidden="true">
        {columns.map((name) => (
          <span key={name}>{t(`audit.columns.${name}`)}</span>
        ))}
      </div>
      <ol className="plain">
        {events.map((event) => (
          <li key={`${event.chain} ${String(event.seq)}`}>
            <details>
              <summary>
                <Line event={event} />
              </summary>
              <Detail event={event} filters={filters} />
            </details>
          </li>
        ))}
      </ol>
    </section>
  );
}

function Line({ event }: { event: AuditEvent }): ReactNode {
  const { t } = useTranslation();
  const say = useSay();
  const language = useLanguage();
  const procedure = useProcedureWords();
  const { by } = event;
  return (
    <span className="audit-line">
      <time dateTime={event.at}>
        {dayOfInstant(event.at, language)} {timeOfDay(event.at, language)}
      </time>
      <span>
        {by ? (by.person ? say(by.person.name) : t('audit.nobody')) : t('audit.engine')}
        {by?.onBehalfOf && <span className="tag">{t('audit.onBehalfOf', { name: say(by.onBehalfOf.name) })}</span>}{' '}
        {by?.role && <span className="quiet">{procedure.role(by.role)}</span>}
      </span>
      <span>
        <strong>{say(event.title)}</strong>
        {event.refusal && <span className="audit-refusal"> {say(event.refusal)}</span>}
        <About event={event} />
      </span>
      {event.caseNumber !== null && <span className="figures">{event.caseNumber}</span>}
    </span>
  );
}

/** What of an event one wants to read at a glance: the step, the list, the request that was refused. */
function About({ event }: { event: AuditEvent }): ReactNode {
  const procedure = useProcedureWords();
  const { stage, step, outcome, route, list } = event.facts;
  const parts = [
    typeof step === 'string'
      ? procedure.step(step as never)
      : typeof stage === 'string'
        ? procedure.stage(stage as never)
        : null,
    typeof outcome === 'string' ? procedure.anyOutcome(outcome) : null,
    typeof route === 'string' ? route : null,
    typeof list === 'string' ? list : null,
  ].filter((part) => part !== null);
  return parts.length > 0 ? <span className="quiet"> · {parts.join(' · ')}</span> : null;
}

function Detail({ event, filters }: { event: AuditEvent; filters: AuditFilters | undefined }): ReactNode {
  const { t } = useTranslation();
  const say = useSay();
  const factRows = useFactRows();
  const { by } = event;
  const code = (text: string): ReactNode => <code>{text}</code>;
  return (
    <div className="audit-detail">
      <Facts
        rows={[
          by?.address ? [t('audit.detail.address'), code(by.address)] : null,
          by?.request ? [t('audit.detail.request'), code(by.request)] : null,
          event.programme ? [t('audit.detail.programme'), event.programme] : null,
          event.refusal ? [t('audit.detail.refusal'), say(event.refusal)] : null,
          ...factRows(event),
          [t('audit.detail.place'), code(`${event.chain} · ${String(event.seq)}`)],
          [t('audit.detail.hash'), code(`${event.alg} ${event.hash}`)],
        ]}
      />
      {filters && by?.person && filters.person !== by.person.id && (
        <Link to="/audit" search={{ ...filters, who: undefined, person: by.person.id }}>
          {t('audit.onlyThem')}
          <span className="unseen">{`: ${say(by.person.name)}`}</span>
        </Link>
      )}
    </div>
  );
}
