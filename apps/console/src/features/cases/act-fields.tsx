import { Input, Select } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { CasePage } from '../../api/types';
import { described, FieldFrame } from '../../ui/field-frame';
import { DateField } from '../../ui/lazy-date';
import type { FormValues } from '../decisions/drafts';
import { Uploader } from '../documents/uploader';
import type { FormAction } from './case-actions';

interface Props {
  page: CasePage;
  action: FormAction;
  /** The province withdraws by paper: number and sealed original. */
  byPaper: boolean;
  values: FormValues;
  errors: ReadonlyMap<string, string>;
  onChange: (values: FormValues) => void;
}

export function useActMistakes(action: FormAction, values: FormValues): (readonly [string, string])[] {
  const { t } = useTranslation();
  const needed = action === 'hold' ? ['reason', 'reviewOn'] : ['reason'];
  const blank = (name: string): boolean => typeof values[name] !== 'string' || values[name].trim() === '';
  return needed.filter(blank).map((name) => [name, t('mistake.required')] as const);
}

export function ActFields({ page, action, byPaper, values, errors, onChange }: Props): ReactNode {
  const { t } = useTranslation();
  const set = (name: string, value: unknown): void => onChange({ ...values, [name]: value === '' ? undefined : value });
  return (
    <>
      <FieldFrame
        id="field-reason"
        label={t('act.reason')}
        error={errors.get('reason')}
        required
        hint={t('act.reasonHint')}
      >
        <Input.TextArea
          id="field-reason"
          rows={4}
          maxLength={2000}
          value={(values.reason as string | undefined) ?? ''}
          onChange={(event) => set('reason', event.target.value)}
          {...described('field-reason', true, errors.get('reason'))}
        />
      </FieldFrame>
      {action === 'hold' && (
        <FieldFrame
          id="field-reviewOn"
          label={t('act.reviewOn')}
          error={errors.get('reviewOn')}
          required
          hint={t('act.reviewOnHint')}
        >
          <DateField
            id="field-reviewOn"
            value={values.reviewOn as string | undefined}
            onChange={(date) => set('reviewOn', date)}
            placeholder={t('ui.datePattern')}
            {...described('field-reviewOn', true, errors.get('reviewOn'))}
          />
        </FieldFrame>
      )}
      {byPaper && (
        <>
          <FieldFrame
            id="field-paperNumber"
            label={t('act.paperNumber')}
            error={errors.get('paperNumber')}
            required
            hint={t('act.paperNumberHint')}
          >
            <Input
              id="field-paperNumber"
              maxLength={64}
              value={(values.paperNumber as string | undefined) ?? ''}
              onChange={(event) => set('paperNumber', event.target.value)}
              {...described('field-paperNumber', true, errors.get('paperNumber'))}
            />
          </FieldFrame>
          <FieldFrame id="field-documentId" label={t('act.documentId')} error={errors.get('documentId')} required>
            <Select
              id="field-documentId"
              allowClear
              value={(values.documentId as string | undefined) ?? null}
              placeholder={t('form.pickDocument')}
              notFoundContent={t('form.noDocuments')}
              options={page.documents.map((document) => ({
                value: document.id,
                label: `${document.title}（${document.fileName}）`,
              }))}
              onChange={(id) => set('documentId', id)}
            />
            <Uploader
              caseId={page.id}
              multiple={false}
              label={t('form.uploadFor', { label: t('act.documentId') })}
              onDone={(document) => set('documentId', document.id)}
            />
          </FieldFrame>
        </>
      )}
    </>
  );
}
