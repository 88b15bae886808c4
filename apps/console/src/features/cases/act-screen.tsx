import { useParams } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { CasePage } from '../../api/types';
import { ArchiveForm } from '../archive/archive-form';
import { ActPage } from './act-form';
import { isFormAction, type FormAction } from './case-actions';
import { CommentForm } from './comment-form';
import { CopyForm } from './copy-form';
import { StandingForm } from './standing-form';
import { CallForm } from '../deadlines/call-form';

/** The form of an act on the case, where the API allows it. */
export function ActScreen(): ReactNode {
  const { t } = useTranslation();
  const { caseId, action } = useParams({ from: '/app/cases/$caseId/act/$action' });
  return (
    <ActPage caseId={caseId} refused={t('cases.notAllowed')}>
      {(page) => (isFormAction(action) && page.allowedActions.includes(action) ? formOf(page, action) : null)}
    </ActPage>
  );
}

function formOf(page: CasePage, action: FormAction): ReactNode {
  switch (action) {
    case 'comment':
      return <CommentForm page={page} />;
    case 'copy':
      return <CopyForm page={page} />;
    case 'log-call':
      return <CallForm page={page} />;
    case 'withdraw':
    case 'agree-withdrawal':
    case 'hold':
    case 'resume':
      return <StandingForm page={page} action={action} />;
    case 'open-supplement':
    case 'place-legal-hold':
    case 'lift-legal-hold':
      return <ArchiveForm page={page} action={action} />;
  }
}
