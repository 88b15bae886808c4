import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { actOnCase } from '../../api/acts';
import { useActKey } from '../../api/keys';
import { ProblemError } from '../../api/problem';
import { caseQuery, sessionQuery } from '../../api/queries';
import type { CasePage } from '../../api/types';
import { ErrorSummary } from '../../ui/field-frame';
import { Empty, Fetched } from '../../ui/states';
import { useSubmitShortcut } from '../../ui/shortcuts';
import { DecisionFailure } from '../decisions/decision-failure';
import type { FormValues } from '../decisions/drafts';
import { showReceipt } from '../decisions/receipts';
import { formPath } from '../decisions/values';
import { isFormAction, type FormAction } from './case-actions';
import { IdentityBar } from './identity-bar';
import { ActFields, useActMistakes } from './act-fields';

/** A form for an act on the case: withdraw, agree to a withdrawal, hold, resume. */
export function ActScreen(): ReactNode {
  const { t } = useTranslation();
  const { caseId, action } = useParams({ from: '/app/cases/$caseId/act/$action' });
  const answer = useQuery(caseQuery(caseId));
  return (
    <div className="page page-narrow">
      <Fetched answer={answer}>
        {(page) =>
          isFormAction(action) && page.allowedActions.includes(action) ? (
            <ActForm page={page} action={action} />
          ) : (
            <Empty title={t('cases.notAllowed')}>
              <Link to="/cases/$caseId" params={{ caseId }}>
                {page.number}
              </Link>
            </Empty>
          )
        }
      </Fetched>
    </div>
  );
}

/** Where an act is sent: agreeing is the same route as asking, done by the one whose agreement is waited for. */
const routeOf: Record<FormAction, string> = {
  withdraw: 'withdraw',
  'agree-withdrawal': 'withdraw',
  hold: 'hold',
  resume: 'resume',
};

function ActForm({ page, action }: { page: CasePage; action: FormAction }): ReactNode {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const client = useQueryClient();
  const session = useQuery(sessionQuery);
  const byPaper =
    action === 'withdraw' && (session.data?.posts.some((post) => post.role === 'provincial-signatory') ?? false);
  const [values, setValues] = useState<FormValues>({});
  const [tried, setTried] = useState(false);
  const mistakes = useActMistakes(action, values);
  const key = useActKey();
  const act = useMutation({
    mutationFn: (input: FormValues) => actOnCase(page.id, routeOf[action], input, key(input)),
    onSuccess: async (receipt) => {
      const follows = receipt.waitsForAgreement ? [t('cases.waitsForAgreement')] : [];
      showReceipt({
        receipt: receipt.receipt,
        caseId: page.id,
        caseNumber: page.number,
        at: receipt.at,
        done: t(`cases.action.${action}`),
        follows,
        recallable: null,
      });
      await client.invalidateQueries();
      await navigate({ to: '/cases/$caseId', params: { caseId: page.id } });
    },
  });
  const refused = act.error instanceof ProblemError ? act.error.fields : [];
  const errors = new Map([
    ...refused.map((field) => [formPath(field.path), field.message] as const),
    ...(tried ? mistakes : []),
  ]);
  const submit = (): void => {
    setTried(true);
    if (mistakes.length === 0 && !act.isPending) act.mutate(values);
  };
  useSubmitShortcut(submit);
  return (
    <form
      className="act"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <IdentityBar page={page} level={1} />
      <h2>{t(`cases.action.${action}`)}</h2>
      <p className={action === 'resume' ? 'notice notice-info' : 'notice notice-warn'}>
        {t(`cases.actionWhat.${action}`)}
      </p>
      <ErrorSummary
        mistakes={[...errors].map(([path, message]) => ({
          fieldId: `field-${path}`,
          label: t(`act.${path as 'reason'}`),
          message,
        }))}
      />
      <DecisionFailure error={refused.length > 0 ? null : act.error} />
      <ActFields page={page} action={action} byPaper={byPaper} values={values} errors={errors} onChange={setValues} />
      <div className="form-foot">
        <Button
          type="primary"
          danger={action === 'withdraw' || action === 'agree-withdrawal'}
          htmlType="submit"
          loading={act.isPending}
        >
          {t(`cases.action.${action}`)}
        </Button>
        <Link to="/cases/$caseId" params={{ caseId: page.id }}>
          {t('ui.cancel')}
        </Link>
      </div>
    </form>
  );
}
