import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { decideRequest, requestQuery } from '../../../api/requests';
import type { RequestView } from '../../../api/types';
import { Form, FormFoot } from '../../../ui/form';
import { Notice, Panel } from '../../../ui/page';
import { Empty, Fetched } from '../../../ui/states';
import type { Act } from '../../cases/use-act';
import { useAct } from '../../cases/use-act';
import { DecisionFailure } from '../../decisions/decision-failure';
import { answeringBody } from './answering-body';
import { isUnsaved } from './item-standing';
import { LetterFields, letterOf } from './letter-fields';
import { missingOf } from './missing';
import { FileTag } from './parts';
import { RequestHead } from './request-head';

/** All that is missing at once, what submitting does, and the submission. */
export function SubmitPage(): ReactNode {
  const { t } = useTranslation();
  const { requestId } = useParams({ from: '/app/requests/$requestId/submit' });
  const answer = useQuery(requestQuery(requestId));
  return (
    <div className="page page-narrow">
      <Fetched answer={answer}>
        {(view) =>
          view.allowedActions.includes('submit') && view.taskId !== null ? (
            <Submit view={view} taskId={view.taskId} />
          ) : (
            <Empty title={t('requests.submit.notYours')}>
              <Link to="/requests/$requestId" params={{ requestId }}>
                {view.number}
              </Link>
            </Empty>
          )
        }
      </Fetched>
    </div>
  );
}

function Submit({ view, taskId }: { view: RequestView; taskId: string }): ReactNode {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const missing = missingOf(view, isUnsaved);
  const waits = view.children.some((row) => row.state === 'sent' || row.state === 'answered');
  const unchecked = view.ownCheck && !view.ownChecked;
  const act = useAct({
    draft: `${view.id}.submit`,
    check: (values) => letterOf(values, view.letterRequired, t('requests.submit.letterMissing')).mistakes,
    send: (values, key) => decideRequest(taskId, 'answered', letterOf(values, false, '').form, key),
    recorded: async () => {
      await navigate({ to: '/requests/$requestId/receipt', params: { requestId: view.id } });
    },
  });
  const closed = missing.length > 0 || waits || unchecked;
  return (
    <Form className="act" busy={act.sending} closed={closed} onSend={act.submit}>
      <RequestHead view={view} title={t('requests.submit.title')} />
      <Missing view={view} missing={missing} />
      {waits && <Notice tone="error">{t('requests.submit.children')}</Notice>}
      {view.ownCheck && (
        <Notice tone={unchecked ? 'error' : 'done'} title={t('requests.submit.ownCheck')}>
          {t(unchecked ? 'requests.submit.ownUnchecked' : 'requests.submit.ownChecked')}
        </Notice>
      )}
      {answeringBody(view) === 'province' && <LetterPart view={view} act={act} />}
      <Notice tone="warn" title={t('requests.submit.whatTitle')}>
        <ul>
          {(['first', 'second', 'third'] as const).map((line) => (
            <li key={line}>{t(`requests.submit.what.${line}`)}</li>
          ))}
        </ul>
        {view.overdue && <p>{t('requests.submit.late')}</p>}
      </Notice>
      <Refusals errors={act.errors} />
      <DecisionFailure error={act.failure} />
      <FormFoot send={t('requests.submit.send')} busy={act.sending} closed={closed}>
        <Link to="/requests/$requestId" params={{ requestId: view.id }}>
          {t('requests.submit.back')}
        </Link>
      </FormFoot>
    </Form>
  );
}

function Missing({ view, missing }: { view: RequestView; missing: ReturnType<typeof missingOf> }): ReactNode {
  const { t } = useTranslation();
  if (missing.length === 0) return <Notice tone="done">{t('requests.submit.ready')}</Notice>;
  return (
    <Notice tone="error" title={t('requests.submit.notReady', { count: missing.length })}>
      <ul>
        {missing.map(({ item, why, files }) => (
          <li key={item.id}>
            <Link to="/requests/$requestId" params={{ requestId: view.id }} search={{ item: item.id }}>
              {item.no}. {item.title}
            </Link>{' '}
            · {t(`requests.answer.${why}`)}
            {files.map((file) => (
              <span key={file.documentId} className="bad-file">
                {file.fileName} <FileTag standing={file.standing} />
              </span>
            ))}
          </li>
        ))}
      </ul>
    </Notice>
  );
}

function LetterPart({ view, act }: { view: RequestView; act: Act }): ReactNode {
  const { t } = useTranslation();
  return (
    <Panel title={t('requests.submit.letter')} level={2}>
      <p className="quiet">
        {t(view.letterRequired ? 'requests.submit.letterWanted' : 'requests.submit.letterOptional')}
      </p>
      <LetterFields caseId={view.caseId} act={act} required={view.letterRequired} />
    </Panel>
  );
}

/** What was found when it was submitted and has no field here: a file that was withdrawn or found bad in between. */
function Refusals({ errors }: { errors: Act['errors'] }): ReactNode {
  const { t } = useTranslation();
  const told = [...errors].filter(([field]) => field === 'items').map(([, message]) => message);
  if (told.length === 0) return null;
  return (
    <Notice tone="error" title={t('requests.answer.badFiles')}>
      <ul>
        {told.map((message) => (
          <li key={message}>{message}</li>
        ))}
      </ul>
    </Notice>
  );
}
