import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { requestQuery } from '../../../api/requests';
import type { RequestView } from '../../../api/types';
import { Fetched } from '../../../ui/states';
import { ReceiptBar } from '../../decisions/receipt-bar';
import { AnswerDesk } from './answer-desk';
import { AskingPage } from './asking-page';
import { AnsweredPage } from './answered-page';
import { OpenGate } from './open-gate';

/** One request, as its reader stands to it: to open, to answer, to ask, to review. */
export function RequestScreen(): ReactNode {
  const { requestId } = useParams({ from: '/app/requests/$requestId' });
  const answer = useQuery(requestQuery(requestId));
  return (
    <div className="page">
      <ReceiptBar />
      <Fetched answer={answer}>{(view) => <OneRequest key={view.id} view={view} />}</Fetched>
    </div>
  );
}

function OneRequest({ view }: { view: RequestView }): ReactNode {
  if (view.side === 'asking') return <AskingPage view={view} />;
  if (view.state !== 'sent') return <AnsweredPage view={view} />;
  return view.allowedActions.includes('open') ? <OpenGate view={view} /> : <AnswerDesk view={view} />;
}
