import { useNavigate, useParams } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { recallTask } from '../../api/acts';
import type { CasePage } from '../../api/types';
import { useLanguage } from '../../words';
import { momentInFull } from '../../words/dates';
import { ParagraphField } from './act-controls';
import { blanks, typedText } from './act-errors';
import { ActForm, ActPage } from './act-form';
import { BackToCase, useCaseReceipt } from './back-to-case';
import { useAct } from './use-act';
import { useProcedureWords } from './words';

/** Taking back one's own act, with its reason. */
export function RecallScreen(): ReactNode {
  const { t } = useTranslation();
  const { caseId, taskId } = useParams({ from: '/app/cases/$caseId/recall/$taskId' });
  return (
    <ActPage caseId={caseId} refused={t('cases.cannotRecall')}>
      {(page) => {
        const recall = page.recalls.find((one) => one.taskId === taskId);
        return recall ? <RecallForm page={page} recall={recall} /> : null;
      }}
    </ActPage>
  );
}

function RecallForm({ page, recall }: { page: CasePage; recall: CasePage['recalls'][number] }): ReactNode {
  const { t } = useTranslation();
  const language = useLanguage();
  const procedure = useProcedureWords();
  const navigate = useNavigate();
  const tell = useCaseReceipt(page);
  const title = t('cases.recall', { step: procedure.step(recall.step) });
  const act = useAct({
    draft: `${recall.taskId}.recall`,
    check: (values) => blanks(values, ['reason'], t('mistake.required')),
    send: (values, key) => recallTask(recall.taskId, typedText(values.reason) ?? '', key),
    recorded: async (answer) => {
      tell(answer, title);
      await navigate({ to: '/inbox/$taskId', params: { taskId: answer.taskId } });
    },
  });
  return (
    <ActForm
      title={title}
      act={act}
      what={t('cases.recallWhat', {
        outcome: procedure.choice(recall.outcome),
        at: momentInFull(recall.at, language),
      })}
      tone="warn"
      back={<BackToCase page={page} />}
    >
      <ParagraphField act={act} name="reason" maxLength={2000} />
    </ActForm>
  );
}
