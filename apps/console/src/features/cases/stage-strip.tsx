import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { StripStage } from '../../api/types';
import { useLanguage } from '../../words';
import { dayOfInstant } from '../../words/dates';

interface Group {
  body: StripStage['body'];
  stages: StripStage[];
}

/** Neighbouring stages at the same body's desk. */
function groupsOf(strip: readonly StripStage[]): Group[] {
  const groups: Group[] = [];
  for (const stage of strip) {
    const last = groups.at(-1);
    if (last?.body === stage.body) last.stages.push(stage);
    else groups.push({ body: stage.body, stages: [stage] });
  }
  return groups;
}

/** The way of the case, body by body: done, current, returned, and in grey what has not yet run. */
export function StageStrip({ strip }: { strip: readonly StripStage[] }): ReactNode {
  const { t } = useTranslation();
  return (
    <ol className="strip" aria-label={t('cases.strip')}>
      {groupsOf(strip).map((group) => (
        <li key={group.stages[0]?.stage} className="strip-body" style={{ flexGrow: group.stages.length }}>
          <span className="strip-body-name">{t(`body.${group.body}`)}</span>
          <ol>
            {group.stages.map((stage) => (
              <Stop key={stage.stage} stage={stage} />
            ))}
          </ol>
        </li>
      ))}
    </ol>
  );
}

function Stop({ stage }: { stage: StripStage }): ReactNode {
  const { t } = useTranslation();
  const language = useLanguage();
  const ended = stage.endedAt ?? stage.enteredAt;
  return (
    <li className={`stop stop-${stage.state}`} aria-current={stage.state === 'current' ? 'step' : undefined}>
      <span className="stop-mark" aria-hidden="true" />
      <span className="stop-name">{t(`stop.${stage.stage}`)}</span>
      <span className="unseen">{t(`cases.stop.${stage.state}`)}</span>
      {(stage.state === 'returned' || stage.round > 1) && (
        <span className="stop-note">
          {stage.state === 'returned' ? t('cases.stop.returned') : t('cases.round', { round: stage.round })}
        </span>
      )}
      {ended && stage.state !== 'todo' && <span className="unseen">{dayOfInstant(ended, language)}</span>}
    </li>
  );
}
