import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Button, Input, Select } from 'antd';
import { useRef, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { importColumns, importKinds, type ImportKind } from '../../../../../libs/domain/people/import-file';
import { useActKey } from '../../api/keys';
import { prepareImport } from '../../api/people';
import { ProblemError } from '../../api/problem';
import { described, ErrorSummary, FieldFrame } from '../../ui/field-frame';
import { Form, FormFoot } from '../../ui/form';
import { Panel } from '../../ui/page';
import type { zhPeople } from '../../words/zh-people';
import { DecisionFailure } from '../decisions/decision-failure';
import { base64Of } from './csv-bytes';
import { showRecorded } from './recorded';

/** A file that is chosen or pasted; it is kept and previewed, nothing else changes. */
export function NewImport(): ReactNode {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const client = useQueryClient();
  const key = useActKey();
  const [kind, setKind] = useState<ImportKind>('people');
  const [pasted, setPasted] = useState('');
  const [file, setFile] = useState<{ name: string; content: string } | null>(null);
  const [tried, setTried] = useState(false);
  const content = file?.content ?? base64Of(new TextEncoder().encode(pasted.trim() === '' ? '' : pasted));
  const act = useMutation({
    mutationFn: () => {
      const input = { kind, fileName: file?.name ?? t('people.imports.pasted'), content };
      return prepareImport(input, key(input));
    },
    onSuccess: async ({ id }) => {
      await client.invalidateQueries({ queryKey: ['people'] });
      await navigate({ to: '/people/imports/$importId', params: { importId: id } });
      showRecorded({ done: t('people.imports.prepared') });
    },
  });
  const refused = act.error instanceof ProblemError ? act.error.fields : [];
  const error =
    tried && content === '' ? t('mistake.required') : refused.map((field) => field.message).join('\n') || undefined;
  return (
    <Panel level={2} title={t('people.imports.new')}>
      <Form
        className="act"
        busy={act.isPending}
        onSend={() => {
          setTried(true);
          if (content !== '') act.mutate();
        }}
      >
        <ErrorSummary
          mistakes={
            error ? [{ fieldId: file ? null : 'field-content', label: t('people.field.content'), message: error }] : []
          }
        />
        <DecisionFailure error={refused.length > 0 ? null : act.error} />
        <FieldFrame id="field-import-kind" label={t('people.imports.kind')} required>
          <Select
            id="field-import-kind"
            value={kind}
            onChange={setKind}
            options={importKinds.map((value) => ({ value, label: t(`people.imports.kinds.${value}`) }))}
          />
        </FieldFrame>
        <Columns kind={kind} />
        <FileButton
          chosen={file?.name ?? null}
          onFile={(chosen) => {
            setTried(false);
            act.reset();
            setFile(chosen);
          }}
        />
        {!file && (
          <FieldFrame id="field-content" label={t('people.imports.orPaste')} error={error} required>
            <Input.TextArea
              id="field-content"
              className="csv-text"
              rows={6}
              maxLength={1_000_000}
              value={pasted}
              onChange={(event) => setPasted(event.target.value)}
              {...described('field-content', false, error)}
            />
          </FieldFrame>
        )}
        <FormFoot send={t('people.imports.prepare')} busy={act.isPending} />
      </Form>
    </Panel>
  );
}

function Columns({ kind }: { kind: ImportKind }): ReactNode {
  const { t } = useTranslation();
  return (
    <div>
      <p className="hint">{t('people.imports.columns')}</p>
      <ul className="plain columns">
        {importColumns[kind].map((column) => (
          <li key={column}>
            <code>{column}</code>{' '}
            <span className="quiet">
              {t(`people.imports.column.${column as keyof typeof zhPeople.imports.column}`)}
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
}

function FileButton({
  chosen,
  onFile,
}: {
  chosen: string | null;
  onFile: (file: { name: string; content: string } | null) => void;
}): ReactNode {
  const { t } = useTranslation();
  const input = useRef<HTMLInputElement>(null);
  const read = async (file: File | undefined): Promise<void> => {
    if (file) onFile({ name: file.name, content: base64Of(new Uint8Array(await file.arrayBuffer())) });
  };
  return (
    <div className="filters file-choice">
      <input
        ref={input}
        type="file"
        accept=".csv,text/csv"
        className="unseen"
        tabIndex={-1}
        aria-label={t('people.imports.choose')}
        onChange={(event) => {
          void read(event.target.files?.[0]);
          event.target.value = '';
        }}
      />
      <Button onClick={() => input.current?.click()}>{t('people.imports.choose')}</Button>
      <span role="status">{chosen === null ? '' : t('people.imports.chosen', { name: chosen })}</span>
      {chosen !== null && (
        <Button type="link" onClick={() => onFile(null)}>
          {t('ui.remove')}
        </Button>
      )}
    </div>
  );
}
