import { useInfiniteQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { eventsQuery } from '../../api/queries';
import type { TimelineEvent } from '../../api/types';
import { More } from '../../ui/more';
import { Empty, Fetched } from '../../ui/states';
import { useLanguage, useSay } from '../../words';
import { dayOfInstant, timeOfDay } from '../../words/dates';
import { useProcedureWords } from './words';

/** What happened, newest first, with who and when. */
export function Timeline({ caseId }: { caseId: string }): ReactNode {
  const { t } = useTranslation();
  const language = useLanguage();
  const answer = useInfiniteQuery(eventsQuery(caseId));
  return (
    <Fetched answer={answer}>
      {(data) => {
        const days = byDay(
          data.pages.flatMap((page) => page.items),
          language,
        );
        return (
          <>
            {days.length === 0 && <Empty title={t('timeline.empty')} />}
            {days.map(([day, events]) => (
              <section key={day} className="timeline-day" aria-label={day}>
                <h3>{day}</h3>
                <ol className="plain timeline">
                  {events.map((event) => (
                    <Happening key={event.index} event={event} />
                  ))}
                </ol>
              </section>
            ))}
            <More pages={answer} />
          </>
        );
      }}
    </Fetched>
  );
}

function byDay(events: readonly TimelineEvent[], language: 'zh-CN' | 'en'): [string, TimelineEvent[]][] {
  const days = new Map<string, TimelineEvent[]>();
  const newestFirst = [...events].sort((a, b) => b.index - a.index);
  for (const event of newestFirst) {
    const day = dayOfInstant(event.at, language);
    days.set(day, [...(days.get(day) ?? []), event]);
  }
  return [...days];
}

/** Facts that are sentences of people; everything else of an event is said by its title, step and outcome. */
const spoken = [
  'reasons',
  'reason',
  'opinion',
  'number',
  'fileName',
  'title',
  'text',
  'note',
  'demand',
  'whom',
  'said',
] as const;

const isWords = (fact: unknown): fact is { zh: string; en: string } =>
  typeof fact === 'object' && fact !== null && 'zh' in fact && 'en' in fact;
const bodies = ['hospital', 'province', 'nation'] as const;

function Happening({ event }: { event: TimelineEvent }): ReactNode {
  const { t } = useTranslation();
  const say = useSay();
  const language = useLanguage();
  const procedure = useProcedureWords();
  const where = event.step ? procedure.step(event.step) : event.stage ? procedure.stage(event.stage) : null;
  // What is said to all parties tells its body and nobody’s name.
  const body = bodies.find((one) => one === event.facts.body);
  return (
    <li className="happening">
      <time dateTime={event.at}>{timeOfDay(event.at, language)}</time>
      <div>
        <p>
          <strong>{say(event.title)}</strong>
          {where && <span> · {where}</span>}
          {event.outcome && <span> · {procedure.outcome(event.outcome)}</span>}
        </p>
        {!event.by && body && <p className="quiet">{t(`body.${body}`)}</p>}
        {event.by && (
          <p className="quiet">
            {say(event.by.name)}
            {event.by.onBehalfOf && ` ${t('decision.onBehalfOf', { name: say(event.by.onBehalfOf) })}`} ·{' '}
            {procedure.role(event.by.role)} · {say(event.by.organisation)}
          </p>
        )}
        {isWords(event.facts.to) && (
          <p className="said">{t('ui.mistake', { label: t('timeline.fact.to'), message: say(event.facts.to) })}</p>
        )}
        {spoken.map((name) => {
          const fact = event.facts[name];
          return typeof fact === 'string' && fact !== '' ? (
            <p key={name} className="said">
              {t('ui.mistake', { label: t(`timeline.fact.${name}`), message: fact })}
            </p>
          ) : null;
        })}
      </div>
    </li>
  );
}
