import { useQuery } from '@tanstack/react-query';
import { useNavigate, useParams } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { actOnRequest, caseRequestsQuery, draftRequest, requestQuery } from '../../../api/requests';
import type { CasePage, CaseRequests, RequestView } from '../../../api/types';
import { Empty, Fetched } from '../../../ui/states';
import { ActPage } from '../../cases/act-form';
import { BackToCase } from '../../cases/back-to-case';
import { ActFrame } from '../../cases/act-frame';
import { useAct } from '../../cases/use-act';
import { answeringBody } from './answering-body';
import { DaysField } from './days-field';
import { DraftItems } from './draft-items';
import { ItemSources } from './item-sources';
import { editedDraft, inputOf, mistakesOf, type DraftEdit, type DraftWords } from './draft-edit';

type Drafting = NonNullable<CaseRequests['drafting']>;

/** A new request: items from the library, proposed or free, and the time to answer. */
export function NewRequestPage(): ReactNode {
  const { t } = useTranslation();
  const { caseId } = useParams({ from: '/app/cases/$caseId/requests/new' });
  return (
    <ActPage caseId={caseId} refused={t('requests.edit.notHere')}>
      {(page) => <WithDrafting page={page} view={null} />}
    </ActPage>
  );
}

/** A draft, written anew. */
export function EditRequestPage(): ReactNode {
  const { t } = useTranslation();
  const { requestId } = useParams({ from: '/app/requests/$requestId/edit' });
  const answer = useQuery(requestQuery(requestId));
  return (
    <Fetched answer={answer}>
      {(view) => (
        <ActPage caseId={view.caseId} refused={t('requests.edit.notHere')}>
          {(page) => (view.allowedActions.includes('revise') ? <WithDrafting page={page} view={view} /> : null)}
        </ActPage>
      )}
    </Fetched>
  );
}

function WithDrafting({ page, view }: { page: CasePage; view: RequestView | null }): ReactNode {
  const { t } = useTranslation();
  const answer = useQuery(caseRequestsQuery(page.id));
  return (
    <Fetched answer={answer}>
      {({ drafting }) =>
        drafting ? (
          <DraftForm page={page} view={view} drafting={drafting} />
        ) : (
          <Empty title={t('requests.edit.notHere')}>
            <BackToCase page={page} tab="requests" />
          </Empty>
        )
      }
    </Fetched>
  );
}

interface Props {
  page: CasePage;
  view: RequestView | null;
  drafting: Drafting;
}

function DraftForm({ page, view, drafting }: Props): ReactNode {
  const { t } = useTranslation();
  const { act, edit, set } = useDraftAct({ page, view, drafting });
  const stage = view?.stage ?? page.stage;
  return (
    <ActFrame
      act={act}
      labelOf={() => t('requests.items')}
      controlOf={(field) => (field === 'items' ? null : `field-${field}`)}
      head={
        <>
          <h2>{t(view ? 'requests.edit.revise' : 'requests.edit.title')}</h2>
          <p className="quiet">{t('requests.edit.lead')}</p>
        </>
      }
      send={t('requests.edit.save')}
      beside={<BackToCase page={page} tab="requests" />}
    >
      <DraftItems edit={edit} errors={act.errors} onChange={(items) => set({ items })} />
      <ItemSources
        drafting={drafting}
        edit={edit}
        own={new Set(view?.items.flatMap((item) => item.proposalId ?? []))}
        onAdd={(item) => set({ items: [...edit.items, item] })}
      />
      <DaysField
        caseId={page.id}
        body={stage ? answeringBody({ stage, passedOn: false }) : 'hospital'}
        label={t('requests.edit.days')}
        hint={t('requests.edit.daysHint', drafting.days)}
        value={edit.dueDays}
        error={act.errors.get('days')}
        onChange={(dueDays) => set({ dueDays })}
      />
    </ActFrame>
  );
}

function useDraftAct({ page, view, drafting }: Props) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const words: DraftWords = {
    noItems: t('requests.edit.noItems'),
    title: (no) => t('requests.edit.titleMissing', { no }),
    accepts: (no) => t('requests.edit.acceptsMissing', { no }),
    formats: (no) => t('requests.edit.formatsMissing', { no }),
    reason: () => t('requests.review.reasonMissing'),
    days: t('requests.edit.daysMissing', drafting.days),
  };
  const start: DraftEdit = view ? editedDraft(view) : { items: [], dueDays: drafting.days.usual };
  const act = useAct({
    draft: view ? `${view.id}.edit` : `${page.id}.request`,
    start: { edit: start },
    check: (values) => mistakesOf(values.edit as DraftEdit, drafting.days, words),
    send: (values, key) => {
      const input = inputOf(values.edit as DraftEdit);
      return view
        ? actOnRequest(view.id, 'draft', { ...input, rev: view.rev }, key)
        : draftRequest(page.id, input, key);
    },
    recorded: ({ requestId }) => navigate({ to: '/requests/$requestId', params: { requestId } }),
  });
  const edit = act.values.edit as DraftEdit;
  return { act, edit, set: (change: Partial<DraftEdit>) => act.set('edit', { ...edit, ...change }) };
}
