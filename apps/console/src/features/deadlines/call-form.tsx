import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { logCall } from '../../api/acts';
import type { CasePage } from '../../api/types';
import { legalDateOf } from '../../words/dates';
import { DayField, LineField, ParagraphField } from '../cases/act-controls';
import { blanks, typedText } from '../cases/act-errors';
import { ActForm } from '../cases/act-form';
import { BackToCase, useCaseReceipt, useLeave } from '../cases/back-to-case';
import { useAct } from '../cases/use-act';
import { useLegalNow } from '../training/legal-now';

/** 通话记录: what was said on the telephone, for the people of one's own body. */
export function CallForm({ page }: { page: CasePage }): ReactNode {
  const { t } = useTranslation();
  const tell = useCaseReceipt(page);
  const leave = useLeave(page);
  const today = legalDateOf(useLegalNow());
  const act = useAct({
    draft: `${page.id}.call`,
    start: { calledOn: today },
    check: (values) => blanks(values, ['calledOn', 'whom', 'said'], t('mistake.required')),
    send: ({ calledOn, whom, said }, key) =>
      logCall(
        page.id,
        { calledOn: typedText(calledOn) ?? '', whom: typedText(whom) ?? '', said: typedText(said) ?? '' },
        key,
      ),
    recorded: async (answer) => {
      tell(answer, t('call.done'));
      await leave('deadlines');
    },
  });
  return (
    <ActForm
      title={t('cases.action.log-call')}
      act={act}
      what={t('call.what')}
      submit={t('call.submit')}
      back={<BackToCase page={page} tab="deadlines" />}
    >
      <DayField act={act} name="calledOn" />
      <LineField act={act} name="whom" hint={t('act.hint.whom')} maxLength={200} />
      <ParagraphField act={act} name="said" maxLength={4000} rows={5} />
    </ActForm>
  );
}
