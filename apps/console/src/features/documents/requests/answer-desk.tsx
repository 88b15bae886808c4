import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { RequestAct, RequestItem, RequestView } from '../../../api/types';
import { useShortcut } from '../../../ui/shortcuts';
import { useSay } from '../../../words';
import { useDraft } from '../../decisions/drafts';
import { ItemPanel } from './item-panel';
import { editKey, isUnsaved, standingOf, type Standing } from './item-standing';
import { ExtensionList } from './extension-list';
import { PaperLinks, RequestLimit } from './parts';
import { RequestHead } from './request-head';
import { RoundsBelow } from './rounds-below';

/** 逐项答复: the items at the left, the one that is answered at the right, saved one by one. */
export function AnswerDesk({ view }: { view: RequestView }): ReactNode {
  const { t } = useTranslation();
  const say = useSay();
  const { item: chosen } = useSearch({ from: '/app/requests/$requestId' });
  const item = view.items.find((one) => one.id === chosen) ?? view.items[0];
  useItemKeys(view, item);
  return (
    <>
      <RequestHead view={view} title={t('requests.answer.title')}>
        {view.allowedActions.includes('submit') && (
          <Link className="button button-main" to="/requests/$requestId/submit" params={{ requestId: view.id }}>
            {t('requests.answer.check')}
          </Link>
        )}
      </RequestHead>
      <p className="card-line request-line">
        <span>
          {t('requests.from')} {say(view.from.name)}
        </span>
        <Link to="/cases/$caseId" params={{ caseId: view.caseId }} search={{ tab: 'requests' }} className="figures">
          {view.caseNumber}
        </Link>
        <RequestLimit row={view} />
        <strong>
          {t('requests.progress', {
            total: view.itemsTotal,
            done: view.itemsDone,
            missing: view.itemsTotal - view.itemsDone,
          })}
        </strong>
      </p>
      <PaperLinks view={view} />
      <ExtensionList view={view} />
      <div className="answer-columns">
        <nav className="answer-list" aria-label={t('requests.answer.list')}>
          <ol className="plain">
            {view.items.map((one) => (
              <ItemRow key={one.id} view={view} item={one} open={one.id === item?.id} />
            ))}
          </ol>
        </nav>
        {item && <ItemPanel key={item.id} view={view} item={item} />}
      </div>
      <RoundsBelow view={view} />
      <AnswerActs view={view} />
    </>
  );
}

const marks: Record<Standing, string> = { done: '✓', unavailable: '⊘', missing: '✗', optional: '○' };

function ItemRow({ view, item, open }: { view: RequestView; item: RequestItem; open: boolean }): ReactNode {
  const { t } = useTranslation();
  // Read here too, so that the row is drawn anew as one types.
  useDraft(editKey(item.id), null);
  const standing = standingOf(item);
  const files = item.answer?.files.length ?? 0;
  return (
    <li className="row">
      <Link
        to="/requests/$requestId"
        params={{ requestId: view.id }}
        search={{ item: item.id }}
        aria-current={open ? 'true' : undefined}
      >
        <strong className="row-step">
          {item.no}. {item.title}
        </strong>
        <span className={`row-line standing-${standing}`}>
          <span aria-hidden="true">{marks[standing]}</span>{' '}
          {standing === 'done' && files > 0
            ? t('requests.answer.doneFiles', { count: files })
            : t(`requests.answer.${standing}`)}
          {isUnsaved(item.id) && <span className="tag status-on-hold">{t('requests.answer.unsaved')}</span>}
          {item.returnReason !== null && <span className="tag">{t('requests.itemState.returned')}</span>}
        </span>
      </Link>
    </li>
  );
}

function useItemKeys(view: RequestView, item: RequestItem | undefined): void {
  const navigate = useNavigate();
  const walk = (by: number): void => {
    const next = view.items[view.items.findIndex((one) => one.id === item?.id) + by];
    if (next) void navigate({ to: '/requests/$requestId', params: { requestId: view.id }, search: { item: next.id } });
  };
  useShortcut('j', () => walk(1));
  useShortcut('k', () => walk(-1));
}

const besides = ['ask-answer-check', 'check-answer', 'ask-extension', 'pass-on'] as const satisfies RequestAct[];

function AnswerActs({ view }: { view: RequestView }): ReactNode {
  const { t } = useTranslation();
  const offered = besides.filter((act) => view.allowedActions.includes(act));
  return (
    <div className="form-foot">
      {offered.map((act) => (
        <Link key={act} className="button" to="/requests/$requestId/act/$act" params={{ requestId: view.id, act }}>
          {t(`requests.act.${act}`)}
        </Link>
      ))}
      <span className="quiet">{t('requests.answer.walk')}</span>
    </div>
  );
}
