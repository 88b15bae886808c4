import { useQuery } from '@tanstack/react-query';
import type { TFunction } from 'i18next';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { deadlinesQuery } from '../../api/queries';
import type { Deadline } from '../../api/types';
import { Empty, Fetched } from '../../ui/states';
import { Facts } from '../../ui/page';
import { useLanguage, useSay } from '../../words';
import { dateInFull, momentInFull } from '../../words/dates';
import { Basis } from './basis';
import { Clocks } from './clocks';
import { ExtendLimit } from './extend-dialog';
import { LimitLine } from './light';
import { Reached } from './reached';

export function DeadlinesTab({ caseId }: { caseId: string }): ReactNode {
  const { t } = useTranslation();
  const answer = useQuery(deadlinesQuery(caseId));
  return (
    <Fetched answer={answer}>
      {(list) => (
        <>
          <Clocks clocks={list.clocks} />
          {list.items.length === 0 ? (
            <Empty title={t('deadlines.empty')} />
          ) : (
            <ul className="plain deadlines">
              {list.items.map((deadline) => (
                <DeadlineItem key={deadline.id} caseId={caseId} deadline={deadline} />
              ))}
            </ul>
          )}
        </>
      )}
    </Fetched>
  );
}

function rungName(offset: number | null, t: TFunction): string {
  if (offset === null) return t('deadlines.ladder.other');
  if (offset === 0) return t('deadlines.ladder.onDay');
  return offset < 0 ? t('deadlines.ladder.before', { count: -offset }) : t('deadlines.ladder.after', { count: offset });
}

function DeadlineItem({ caseId, deadline }: { caseId: string; deadline: Deadline }): ReactNode {
  const { t } = useTranslation();
  const say = useSay();
  const language = useLanguage();
  const running = deadline.state === 'running' || deadline.state === 'paused';
  return (
    <li className="card">
      <div className="card-head">
        <h3>{say(deadline.title)}</h3>
        <span className="tag">{t(`deadlines.state.${deadline.state}`)}</span>
      </div>
      <p className="card-line">
        {running ? (
          <LimitLine limit={deadline.limit} />
        ) : (
          deadline.limit.dueOn && <span>{t('limit.due', { date: dateInFull(deadline.limit.dueOn, language) })}</span>
        )}
      </p>
      <Facts
        rows={[
          [t('deadlines.starts'), dateInFull(deadline.startsOn, language)],
          [t('deadlines.body'), t(`body.${deadline.body}`)],
          deadline.kind && [t('deadlines.kind'), t(`deadlines.kinds.${deadline.kind}`)],
          [t('deadlines.basis'), <Basis key="basis" basis={deadline.basis} source={deadline.source} />],
        ]}
      />
      <ExtendLimit caseId={caseId} deadline={deadline} />
      <details className="why">
        <summary>{t('deadlines.why')}</summary>
        <ol>
          {deadline.explanation.map((line, at) => (
            // Two lines may say the same: extended twice on one day. Their order never changes.
            <li key={`${String(at)} ${line.zh}`}>{say(line)}</li>
          ))}
        </ol>
        <p className="quiet">{t('deadlines.calendar', { version: deadline.calendarVersion })}</p>
        {deadline.rungs.length > 0 && (
          <>
            <h4>{t('deadlines.rungs')}</h4>
            <ul>
              {deadline.rungs.map((rung) => (
                <li key={`${rung.id} ${rung.at}`}>
                  {momentInFull(rung.at, language)} · {rungName(rung.offset, t)} · {t(`deadlines.rung.${rung.state}`)}
                  {rung.reached.length > 0 && <Reached reached={rung.reached} />}
                </li>
              ))}
            </ul>
          </>
        )}
      </details>
    </li>
  );
}
