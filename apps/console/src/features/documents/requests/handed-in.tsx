import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from '@tanstack/react-router';
import { useActKey } from '../../../api/keys';
import { takeOverAnswer } from '../../../api/requests';
import type { RequestItem, RequestView } from '../../../api/types';
import { useLanguage } from '../../../words';
import { momentInFull } from '../../../words/dates';
import { dropDraft } from '../../decisions/drafts';
import { ItemFailure } from './item-failure';
import { editKey } from './item-standing';
import { ItemAnswer } from './parts';

interface Props {
  view: RequestView;
  item: RequestItem;
  handedIn: NonNullable<RequestItem['handedIn']>;
  /** Something is typed for the item that was not saved. */
  dirty: boolean;
}

/** What came back of an item that was passed on, and the way to make it one's own answer. */
export function HandedIn({ view, item, handedIn, dirty }: Props): ReactNode {
  const { t } = useTranslation();
  const language = useLanguage();
  const client = useQueryClient();
  const key = useActKey();
  const rev = item.answer?.rev ?? 0;
  const taking = useMutation({
    mutationFn: () => takeOverAnswer(view.id, item.id, rev, key({ item: item.id, rev })),
    onSettled: () => client.invalidateQueries({ queryKey: ['requests'] }),
  });
  return (
    <section className="earlier handed-in" aria-label={t('requests.handedIn.title')}>
      <h3>{t('requests.handedIn.title')}</h3>
      <p className="quiet">
        <Link to="/requests/$requestId" params={{ requestId: handedIn.requestId }}>
          {t('requests.handedIn.by', {
            number: handedIn.number ?? '',
            at: momentInFull(handedIn.answeredAt, language),
          })}
        </Link>
      </p>
      <ItemAnswer
        caseId={view.caseId}
        answer={{ ...handedIn, rev: 0, editedBy: null, editedAt: handedIn.answeredAt }}
      />
      <ItemFailure error={taking.error} />
      {dirty ? (
        <p className="card-line">
          <span>{t('requests.handedIn.unsaved')}</span>
          <Button size="small" onClick={() => dropDraft(editKey(item.id))}>
            {t('requests.handedIn.drop')}
          </Button>
        </p>
      ) : handedIn.taken ? (
        <p className="done" role="status">
          {t('requests.handedIn.taken')}
        </p>
      ) : (
        <p className="card-line">
          <Button loading={taking.isPending} onClick={() => taking.mutate()}>
            {t('requests.handedIn.take')}
          </Button>
          <span className="quiet">
            {t('requests.handedIn.what')} {item.answer !== null && t('requests.handedIn.overwrite')}
          </span>
        </p>
      )}
    </section>
  );
}
