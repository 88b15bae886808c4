import { Select } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { CasePage } from '../../api/types';
import { FieldFrame } from '../../ui/field-frame';
import { useDocumentOptions } from '../documents/document-options';
import { Uploader } from '../documents/uploader';
import { DayField, LineField, ParagraphField } from './act-controls';
import type { StandingAction } from './case-actions';
import type { Act } from './use-act';

interface Props {
  page: CasePage;
  action: StandingAction;
  /** The province withdraws by paper: number and sealed original. */
  byPaper: boolean;
  act: Act;
}

export function ActFields({ page, action, byPaper, act }: Props): ReactNode {
  const { t } = useTranslation();
  const documentOptions = useDocumentOptions();
  return (
    <>
      <ParagraphField act={act} name="reason" hint={t('act.hint.reason')} maxLength={2000} />
      {action === 'hold' && <DayField act={act} name="reviewOn" hint={t('act.hint.reviewOn')} />}
      {byPaper && (
        <>
          <LineField act={act} name="paperNumber" hint={t('act.hint.paperNumber')} maxLength={64} />
          <FieldFrame
            id="field-documentId"
            label={t('act.field.documentId')}
            error={act.errors.get('documentId')}
            required
          >
            <Select
              id="field-documentId"
              allowClear
              value={(act.values.documentId as string | undefined) ?? null}
              placeholder={t('form.pickDocument')}
              notFoundContent={t('form.noDocuments')}
              options={documentOptions(page.documents)}
              onChange={(id) => act.set('documentId', id)}
            />
            <Uploader
              caseId={page.id}
              multiple={false}
              label={t('form.uploadFor', { label: t('act.field.documentId') })}
              onDone={(document) => act.set('documentId', document.id)}
            />
          </FieldFrame>
        </>
      )}
    </>
  );
}
