import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { actOnRequest, requestQuery } from '../../../api/requests';
import type { RequestView } from '../../../api/types';
import { Empty, Fetched } from '../../../ui/states';
import { useAct } from '../../cases/use-act';
import { showReceipt } from '../../decisions/receipts';
import { actInput, actMistakes, isRequestAct, routeOf, startOf, type RequestAct } from './request-acts';
import { RequestActForm } from './request-act-form';

/** One act on a request: more time, withdrawal, checks, passing on, sending. */
export function RequestActPage(): ReactNode {
  const { t } = useTranslation();
  const { requestId, act } = useParams({ from: '/app/requests/$requestId/act/$act' });
  const answer = useQuery(requestQuery(requestId));
  return (
    <div className="page page-narrow">
      <Fetched answer={answer}>
        {(view) =>
          isRequestAct(act) && view.allowedActions.includes(act) ? (
            <OneAct view={view} does={act} />
          ) : (
            <Empty title={t('cases.notAllowed')}>
              <Link to="/requests/$requestId" params={{ requestId }}>
                {view.number ?? t('requests.unnumbered')}
              </Link>
            </Empty>
          )
        }
      </Fetched>
    </div>
  );
}

function OneAct({ view, does }: { view: RequestView; does: RequestAct }): ReactNode {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const act = useAct({
    draft: `${view.id}.${does}`,
    start: startOf(does, view),
    check: (values) => actMistakes(does, values, t('mistake.required')),
    send: (values, key) => actOnRequest(view.id, routeOf[does], actInput(does, view, values), key),
    recorded: async ({ receipt, at, number, requestId }) => {
      showReceipt({
        receipt,
        at,
        caseId: view.caseId,
        caseNumber: view.caseNumber,
        done: does === 'send' ? t('requests.sent', { number: number ?? '' }) : t(`requests.done.${does}`),
        follows: [],
        recallable: null,
      });
      const to = does === 'pass-on' ? view.id : requestId;
      await navigate({ to: '/requests/$requestId', params: { requestId: to } });
    },
  });
  return <RequestActForm view={view} does={does} act={act} />;
}
