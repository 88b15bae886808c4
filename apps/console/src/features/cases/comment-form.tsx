import { Radio } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearch } from '@tanstack/react-router';
import { commentOnCase } from '../../api/acts';
import type { CasePage, CommentInput } from '../../api/types';
import { FieldFrame } from '../../ui/field-frame';
import { ParagraphField } from './act-controls';
import { blanks, typedText } from './act-errors';
import { ActForm } from './act-form';
import { BackToCase, useCaseReceipt, useLeave } from './back-to-case';
import { useAct } from './use-act';

const audiences = ['body', 'all'] as const satisfies readonly CommentInput['audience'][];

/** 留言, to one's own body or to all parties: who will read it stands beside each choice. */
export function CommentForm({ page }: { page: CasePage }): ReactNode {
  const { t } = useTranslation();
  const { task } = useSearch({ from: '/app/cases/$caseId/act/$action' });
  const tell = useCaseReceipt(page);
  const leave = useLeave(page);
  const act = useAct({
    draft: `${page.id}.comment`,
    start: { audience: 'body' },
    check: (values) => blanks(values, ['audience', 'text'], t('mistake.required')),
    send: (values, key) => {
      const audience = values.audience === 'all' ? 'all' : 'body';
      const text = typedText(values.text) ?? '';
      // Of a task only inside the body: to the others its steps are none.
      return commentOnCase(page.id, { audience, text, ...(task && audience === 'body' ? { taskId: task } : {}) }, key);
    },
    recorded: async (answer) => {
      tell(answer, t('comment.done'));
      await leave('timeline');
    },
  });
  const toAll = act.values.audience === 'all';
  return (
    <ActForm
      title={t('cases.action.comment')}
      act={act}
      submit={t(toAll ? 'comment.submit.all' : 'comment.submit.body')}
      back={<BackToCase page={page} />}
    >
      <FieldFrame id="field-audience" label={t('act.field.audience')} error={act.errors.get('audience')} required group>
        <Radio.Group
          className="choices"
          name="field-audience"
          value={act.values.audience}
          onChange={(event) => act.set('audience', event.target.value)}
          options={audiences.map((audience) => ({
            value: audience,
            label: (
              <>
                {t(`comment.to.${audience}`)}
                <span className="quiet choice-note">{t(`comment.readers.${audience}`)}</span>
              </>
            ),
          }))}
        />
      </FieldFrame>
      <div role="status">{toAll && <p className="notice notice-warn">{t('comment.warning')}</p>}</div>
      <ParagraphField act={act} name="text" maxLength={4000} rows={6} />
    </ActForm>
  );
}
