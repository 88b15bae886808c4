import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { decisionsQuery } from '../../api/queries';
import type { CasePage, Decision, DecisionList } from '../../api/types';
import { Empty, Fetched } from '../../ui/states';
import { useLanguage, useSay } from '../../words';
import { momentInFull } from '../../words/dates';
import { Entered } from '../decisions/entered';
import { useProcedureWords } from './words';

/** What was entered at each decided step, newest first. */
export function RecordTab({ page }: { page: CasePage }): ReactNode {
  const { t } = useTranslation();
  const answer = useQuery(decisionsQuery(page.id));
  return (
    <Fetched answer={answer}>
      {(list) =>
        list.items.length === 0 ? (
          <Empty title={t('record.empty')} />
        ) : (
          <ul className="plain">
            {list.items.map((decision, at) => (
              <RecordItem key={decision.id} decision={decision} page={page} list={list} first={at === 0} />
            ))}
          </ul>
        )
      }
    </Fetched>
  );
}

function RecordItem({
  decision,
  page,
  list,
  first,
}: {
  decision: Decision;
  page: CasePage;
  list: DecisionList;
  first: boolean;
}): ReactNode {
  const { t } = useTranslation();
  const say = useSay();
  const language = useLanguage();
  const procedure = useProcedureWords();
  return (
    <li className={decision.recalledAt ? 'card card-recalled' : 'card'}>
      <details open={first}>
        <summary className="card-head">
          <h3>
            {procedure.step(decision.step)} · {procedure.choice(decision.outcome, decision)}
          </h3>
          {decision.round > 1 && <span className="tag">{t('cases.round', { round: decision.round })}</span>}
          {decision.recalledAt && (
            <span className="tag status-on-hold">
              {t('record.recalled', { at: momentInFull(decision.recalledAt, language) })}
            </span>
          )}
          <span className="quiet card-when">
            {decision.by &&
              `${say(decision.by.name)}${decision.by.onBehalfOf ? ` ${t('decision.onBehalfOf', { name: say(decision.by.onBehalfOf) })}` : ''} · ${say(decision.by.organisation.name)} · `}
            {momentInFull(decision.at, language)}
          </span>
        </summary>
        <Entered
          stage={decision.stage}
          step={decision.step}
          outcome={decision.outcome}
          form={decision.form}
          documents={page.documents}
          caseId={page.id}
          standard={list.standard}
          named={list.named}
        />
      </details>
    </li>
  );
}
