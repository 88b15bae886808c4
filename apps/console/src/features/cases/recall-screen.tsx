import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { Button, Input } from 'antd';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { recallTask } from '../../api/acts';
import { useActKey } from '../../api/keys';
import { caseQuery } from '../../api/queries';
import type { CasePage } from '../../api/types';
import { described, FieldFrame } from '../../ui/field-frame';
import { Empty, Fetched } from '../../ui/states';
import { useSubmitShortcut } from '../../ui/shortcuts';
import { useLanguage } from '../../words';
import { momentInFull } from '../../words/dates';
import { DecisionFailure } from '../decisions/decision-failure';
import { showReceipt } from '../decisions/receipts';
import { IdentityBar } from './identity-bar';
import { useProcedureWords } from './words';

/** Taking back one's own act, with its reason. */
export function RecallScreen(): ReactNode {
  const { t } = useTranslation();
  const { caseId, taskId } = useParams({ from: '/app/cases/$caseId/recall/$taskId' });
  const answer = useQuery(caseQuery(caseId));
  return (
    <div className="page page-narrow">
      <Fetched answer={answer}>
        {(page) => {
          const recall = page.recalls.find((one) => one.taskId === taskId);
          return recall ? (
            <RecallForm page={page} recall={recall} />
          ) : (
            <Empty title={t('cases.cannotRecall')}>
              <Link to="/cases/$caseId" params={{ caseId }}>
                {page.number}
              </Link>
            </Empty>
          );
        }}
      </Fetched>
    </div>
  );
}

function RecallForm({ page, recall }: { page: CasePage; recall: CasePage['recalls'][number] }): ReactNode {
  const { t } = useTranslation();
  const language = useLanguage();
  const procedure = useProcedureWords();
  const navigate = useNavigate();
  const client = useQueryClient();
  const key = useActKey();
  const [reason, setReason] = useState('');
  const [tried, setTried] = useState(false);
  const act = useMutation({
    mutationFn: () => recallTask(recall.taskId, reason.trim(), key(reason.trim())),
    onSuccess: async (answer) => {
      showReceipt({
        receipt: answer.receipt,
        caseId: page.id,
        caseNumber: page.number,
        at: answer.at,
        done: t('cases.recall', { step: procedure.step(recall.step) }),
        follows: [],
        recallable: null,
      });
      await client.invalidateQueries();
      await navigate({ to: '/inbox/$taskId', params: { taskId: answer.taskId } });
    },
  });
  const error = tried && reason.trim() === '' ? t('mistake.required') : undefined;
  const submit = (): void => {
    setTried(true);
    if (reason.trim() !== '' && !act.isPending) act.mutate();
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
      <h2>{t('cases.recall', { step: procedure.step(recall.step) })}</h2>
      <p className="notice notice-warn">
        {t('cases.recallWhat', { outcome: procedure.choice(recall.outcome), at: momentInFull(recall.at, language) })}
      </p>
      <DecisionFailure error={act.error} />
      <FieldFrame id="field-reason" label={t('act.reason')} error={error} required>
        <Input.TextArea
          id="field-reason"
          rows={4}
          maxLength={2000}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
          {...described('field-reason', false, error)}
        />
      </FieldFrame>
      <div className="form-foot">
        <Button type="primary" htmlType="submit" loading={act.isPending}>
          {t('cases.recall', { step: procedure.step(recall.step) })}
        </Button>
        <Link to="/cases/$caseId" params={{ caseId: page.id }}>
          {t('ui.cancel')}
        </Link>
      </div>
    </form>
  );
}
