import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Checkbox, Input } from 'antd';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { newKey, useActKey } from '../../api/keys';
import { commentOnDraft, preReviewQuery, shareDraft, tickComment } from '../../api/pre-review';
import type { CasePage, PreReviewView } from '../../api/types';
import { FieldFrame } from '../../ui/field-frame';
import { Form } from '../../ui/form';
import { Panel } from '../../ui/page';
import { useLanguage, useSay } from '../../words';
import { momentInFull } from '../../words/dates';
import { DecisionFailure } from '../decisions/decision-failure';

/** 预审: while a declaration is written, what the province remarked on the draft, as a list to tick off. */
export function PreReview({ page }: { page: CasePage }): ReactNode {
  const { t } = useTranslation();
  const language = useLanguage();
  const { data: view } = useQuery(preReviewQuery(page.id));
  if (!view || (view.allowedActions.length === 0 && !view.shared && view.comments.length === 0)) return null;
  return (
    <Panel title={t('requests.preReview.title')}>
      <p className="quiet">{t('requests.preReview.lead')}</p>
      <p>
        {view.sharedAt
          ? t('requests.preReview.shared', { at: momentInFull(view.sharedAt, language) })
          : t('requests.preReview.notShared')}
      </p>
      <Share caseId={page.id} view={view} />
      {view.shared && view.comments.length === 0 && <p className="quiet">{t('requests.preReview.none')}</p>}
      <Remarks caseId={page.id} view={view} />
      {view.allowedActions.includes('comment') && <Remark caseId={page.id} />}
    </Panel>
  );
}

function useRefresh(caseId: string): () => Promise<void> {
  const client = useQueryClient();
  return () => client.invalidateQueries({ queryKey: ['case', caseId] });
}

function Share({ caseId, view }: { caseId: string; view: PreReviewView }): ReactNode {
  const { t } = useTranslation();
  const refresh = useRefresh(caseId);
  const share = useMutation({
    mutationFn: (shared: boolean) => shareDraft(caseId, shared, newKey()),
    onSuccess: refresh,
  });
  const to = view.allowedActions.includes('share') ? true : view.allowedActions.includes('unshare') ? false : null;
  if (to === null) return null;
  return (
    <>
      <Button loading={share.isPending} onClick={() => share.mutate(to)}>
        {t(to ? 'requests.preReview.share' : 'requests.preReview.unshare')}
      </Button>
      <DecisionFailure error={share.error} />
    </>
  );
}

function Remarks({ caseId, view }: { caseId: string; view: PreReviewView }): ReactNode {
  const { t } = useTranslation();
  const say = useSay();
  const language = useLanguage();
  const refresh = useRefresh(caseId);
  const tick = useMutation({
    mutationFn: ({ id, done }: { id: string; done: boolean }) => tickComment(caseId, id, done, newKey()),
    onSuccess: refresh,
  });
  const ticks = view.allowedActions.includes('tick');
  return (
    <>
      <ol className="plain remarks">
        {view.comments.map((one) => (
          <li key={one.id}>
            {ticks ? (
              <Checkbox
                checked={one.doneAt !== null}
                aria-label={t('requests.preReview.tick', { no: one.no })}
                disabled={tick.isPending}
                onChange={(event) => tick.mutate({ id: one.id, done: event.target.checked })}
              />
            ) : (
              <span className={one.doneAt ? 'standing-done' : 'quiet'} aria-hidden="true">
                {one.doneAt ? '✓' : '○'}
              </span>
            )}
            <div>
              <p className="said">{one.text}</p>
              <p className="quiet">
                {say(one.by)} · {momentInFull(one.at, language)}
                {one.doneAt && ` · ${t('requests.preReview.done', { at: momentInFull(one.doneAt, language) })}`}
              </p>
            </div>
          </li>
        ))}
      </ol>
      <DecisionFailure error={tick.error} />
    </>
  );
}

function Remark({ caseId }: { caseId: string }): ReactNode {
  const { t } = useTranslation();
  const refresh = useRefresh(caseId);
  const key = useActKey();
  const [text, setText] = useState('');
  const send = useMutation({
    mutationFn: () => commentOnDraft(caseId, text.trim(), key(text)),
    onSuccess: async () => {
      setText('');
      await refresh();
    },
  });
  return (
    <Form busy={send.isPending} closed={text.trim() === ''} onSend={send.mutate}>
      <FieldFrame id="field-remark" label={t('requests.preReview.comment')} required>
        <Input.TextArea
          id="field-remark"
          rows={3}
          maxLength={4000}
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
      </FieldFrame>
      <DecisionFailure error={send.error} />
      <Button htmlType="submit" loading={send.isPending} disabled={text.trim() === ''} className="remark-send">
        {t('requests.preReview.send')}
      </Button>
    </Form>
  );
}
