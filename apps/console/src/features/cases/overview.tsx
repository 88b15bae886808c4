import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { lazy, Suspense, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { sessionQuery } from '../../api/queries';
import type { CasePage, OpenTask } from '../../api/types';
import { Facts, Panel } from '../../ui/page';
import { Loading } from '../../ui/states';
import { useLanguage, useSay } from '../../words';
import { dateInFull, dayOfInstant } from '../../words/dates';
import { provinceWords } from '../../words/vocabulary';
import { Basis } from '../deadlines/basis';
import { LimitLine } from '../deadlines/light';
import { CaseFilePanel } from './case-file-panel';
import { useProcedureWords } from './words';

const ArchivePanel = lazy(() =>
  import('../archive/archive-panel').then((module) => ({ default: module.ArchivePanel })),
);

/** `desk`: the task at whose desk the case is shown; what can be done with it stands there. */
export function Overview({ page, desk }: { page: CasePage; desk?: string }): ReactNode {
  const { t } = useTranslation();
  const say = useSay();
  const language = useLanguage();
  const procedure = useProcedureWords();
  return (
    <div className="overview">
      {(page.status !== 'closed' || page.archive === 'open') && (
        <Panel title={t('cases.waiting')}>
          {page.tasks.length > 0 ? (
            <ul className="plain waiting">
              {page.tasks.map((task) => (
                <Waiting key={task.id} task={task} here={task.id === desk} />
              ))}
            </ul>
          ) : (
            <p>
              {page.stage && page.stageBody
                ? t('cases.atBody', {
                    stage: procedure.stage(page.stage),
                    body: t(`body.${page.stageBody}`),
                    date: page.stageSince ? dayOfInstant(page.stageSince, language) : '',
                  })
                : t('cases.handingOver')}
            </p>
          )}
        </Panel>
      )}
      {page.archive !== null && (
        <Suspense fallback={<Loading />}>
          <ArchivePanel page={page} task={desk} />
        </Suspense>
      )}
      <Panel title={t('cases.about')}>
        <Facts
          rows={[
            [t('cases.number'), page.number],
            [t('cases.applicant'), say(page.applicant.name)],
            [t('cases.province'), say(provinceWords(page.province))],
            page.call && [
              t('cases.call'),
              `${page.call.noticeNumber}${language === 'en' ? ', ' : '，'}${dateInFull(page.call.noticeDate, language)}`,
            ],
            page.year !== null && [t('cases.year'), String(page.year)],
            [t('cases.openedAt'), dayOfInstant(page.openedAt, language)],
            page.closedAt !== null && [t('cases.closedAt'), dayOfInstant(page.closedAt, language)],
            page.result !== null && [t('cases.result'), procedure.result(page.result)],
            page.center && [
              t('cases.center'),
              <Link key="center" to="/centers">
                {say(page.center.name)}
              </Link>,
            ],
          ]}
        />
      </Panel>
      <Panel title={t('cases.rules')}>
        <Facts
          rows={[
            [t('cases.programme'), `${say(page.programmeVersion.title)} ${page.programmeVersion.version}`],
            [
              t('cases.standard'),
              <span key="standard">
                {say(page.standard.title)} <Basis basis={page.standard.basis} />
              </span>,
            ],
            [t('cases.standardLabel'), say(page.standard.label)],
            [
              t('cases.pinned'),
              <code key="hash" className="hash" title={page.standard.hash}>
                {page.standard.hash.slice(0, 16)}
              </code>,
            ],
          ]}
        />
      </Panel>
      <CaseFilePanel page={page} />
    </div>
  );
}

function Waiting({ task, here }: { task: OpenTask; here: boolean }): ReactNode {
  const { t } = useTranslation();
  const say = useSay();
  const language = useLanguage();
  const procedure = useProcedureWords();
  const { data: session } = useQuery(sessionQuery);
  const whom =
    task.holder && task.holder.id === session?.person.id
      ? t('inbox.me')
      : task.holder
        ? say(task.holder.name)
        : task.waitingForRole
          ? procedure.role(task.waitingForRole)
          : t('inbox.expert');
  return (
    <li>
      <div>
        {!here && (task.mine || task.allowedActions.length > 0) ? (
          <Link to="/inbox/$taskId" params={{ taskId: task.id }}>
            {procedure.step(task.step)}
          </Link>
        ) : (
          <strong>{procedure.step(task.step)}</strong>
        )}
        {task.unstaffed && <span className="tag status-on-hold">{t('cases.unstaffed')}</span>}
      </div>
      <div className="quiet">
        {t('inbox.waitingFor', {
          whom: task.waitsForReplyOf ? t('inbox.replyOf', { name: say(task.waitsForReplyOf.name) }) : whom,
        })}
        {task.organisation && ` · ${say(task.organisation.name)}`} ·{' '}
        {t('cases.sinceDate', { date: dayOfInstant(task.since, language) })}
      </div>
      <LimitLine limit={task.limit} />
      {!here && task.allowedActions.length > 0 && (
        <p className="card-actions">
          {task.allowedActions.map((verb) => (
            <Link key={verb} className="button" to="/inbox/$taskId/verb/$verb" params={{ taskId: task.id, verb }}>
              {t(`pass.title.${verb}`)}
            </Link>
          ))}
        </p>
      )}
    </li>
  );
}
