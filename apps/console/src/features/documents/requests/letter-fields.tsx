import { useQuery } from '@tanstack/react-query';
import { Input, Select } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { caseQuery } from '../../../api/queries';
import { described, FieldFrame } from '../../../ui/field-frame';
import { DateField } from '../../../ui/lazy-date';
import { typedText, type FieldError } from '../../cases/act-errors';
import type { Act } from '../../cases/use-act';
import type { FormValues } from '../../decisions/drafts';
import { useDocumentOptions } from '../document-options';
import { Uploader } from '../uploader';

const parts = ['number', 'dated', 'original'] as const;

/** The covering letter as it is sent: its three parts belong together, and all are needed where one is wanted. */
export function letterOf(
  values: FormValues,
  wanted: boolean,
  message: string,
): { form: Record<string, string>; mistakes: FieldError[] } {
  const form = Object.fromEntries(
    parts.flatMap((part) => {
      const text = typedText(values[part]);
      return text === undefined ? [] : [[part, text]];
    }),
  );
  const none = Object.keys(form).length === 0;
  const mistakes =
    none && !wanted ? [] : parts.filter((part) => !(part in form)).map((part) => [part, message] as const);
  return { form, mistakes };
}

/** 发文字号、成文日期、盖章原件. */
export function LetterFields({ caseId, act, required }: { caseId: string; act: Act; required: boolean }): ReactNode {
  const { t } = useTranslation();
  const documentOptions = useDocumentOptions();
  const page = useQuery(caseQuery(caseId));
  const frame = (name: (typeof parts)[number]) => ({
    id: `field-${name}`,
    label: t(`requests.submit.${name}`),
    error: act.errors.get(name),
    required,
  });
  return (
    <div className="form-body">
      <FieldFrame {...frame('number')}>
        <Input
          id="field-number"
          maxLength={64}
          autoComplete="off"
          placeholder="示卫医函〔2026〕12号"
          value={(act.values.number as string | undefined) ?? ''}
          onChange={(event) => act.set('number', event.target.value)}
          {...described('field-number', false, act.errors.get('number'))}
        />
      </FieldFrame>
      <FieldFrame {...frame('dated')}>
        <DateField
          id="field-dated"
          value={act.values.dated as string | undefined}
          placeholder={t('ui.datePattern')}
          onChange={(date) => act.set('dated', date)}
        />
      </FieldFrame>
      <FieldFrame {...frame('original')}>
        <Select
          id="field-original"
          allowClear
          value={(act.values.original as string | undefined) ?? null}
          placeholder={t('form.pickDocument')}
          notFoundContent={t('form.noDocuments')}
          options={documentOptions(page.data?.documents ?? [])}
          onChange={(id: string | null) => act.set('original', id ?? undefined)}
        />
        <Uploader
          caseId={caseId}
          multiple={false}
          label={t('form.uploadFor', { label: t('requests.submit.original') })}
          onDone={(document) => act.set('original', document.id)}
        />
      </FieldFrame>
    </div>
  );
}
