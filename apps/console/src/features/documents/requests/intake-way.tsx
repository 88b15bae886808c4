import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { caseQuery } from '../../../api/queries';
import type { RequestView } from '../../../api/types';
import { Notice } from '../../../ui/page';
import { useProcedureWords } from '../../cases/words';

const checking = ['check-completeness', 'check-submission'] as const;

/** At an intake the draft goes out with the decision of the check: the way there. */
export function IntakeWay({ view }: { view: RequestView }): ReactNode {
  const { t } = useTranslation();
  const procedure = useProcedureWords();
  const { data: page } = useQuery(caseQuery(view.caseId));
  const outcome = view.stage === 'provincial-intake' ? 'correction-requested' : 'supplement-requested';
  const task = page?.tasks.find((one) => (checking as readonly string[]).includes(one.step));
  return (
    <Notice tone="info">
      <p>{t('requests.draft.withDecision', { outcome: procedure.choice(outcome) })}</p>
      {task ? (
        <p>
          <Link to="/inbox/$taskId/$outcome" params={{ taskId: task.id, outcome }}>
            {t('requests.draft.goDecide')}
          </Link>
        </p>
      ) : (
        page && <p className="quiet">{t('requests.draft.noTask')}</p>
      )}
    </Notice>
  );
}
