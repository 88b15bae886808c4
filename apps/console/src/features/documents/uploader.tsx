import { Button } from 'antd';
import { useRef, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Upload } from '../../api/upload';
import type { DocumentView } from '../../api/types';
import { useFailureWords } from '../../ui/states';
import { fileSize } from '../../words/dates';
import { useUploads, type FileState } from './use-uploads';

interface Props {
  caseId: string;
  multiple?: boolean;
  label?: string;
  /** Item, indicator, or the document this is a new version of. */
  purpose?: Upload['purpose'];
  /** Of the file picker: `.pdf,.docx`. */
  accept?: string;
  onDone?: (document: DocumentView) => void;
}

export function Uploader({ caseId, multiple = true, label, purpose, accept, onDone }: Props): ReactNode {
  const { t } = useTranslation();
  const input = useRef<HTMLInputElement>(null);
  const uploads = useUploads(caseId, purpose, onDone);
  return (
    <div className="uploader">
      <input
        ref={input}
        type="file"
        className="unseen"
        multiple={multiple}
        accept={accept}
        tabIndex={-1}
        aria-label={label ?? t('materials.add')}
        onChange={(event) => {
          uploads.add(event.target.files ?? []);
          event.target.value = '';
        }}
      />
      <Button onClick={() => input.current?.click()}>{label ?? t('materials.add')}</Button>
      {uploads.files.length > 0 && (
        <ul className="plain uploads" aria-live="polite">
          {uploads.files.map((entry) => (
            <Sending key={entry.key} entry={entry} uploads={uploads} />
          ))}
        </ul>
      )}
    </div>
  );
}

function Sending({ entry, uploads }: { entry: FileState; uploads: ReturnType<typeof useUploads> }): ReactNode {
  const { t } = useTranslation();
  const words = useFailureWords();
  const { key, file, share, state } = entry;
  const under = state === 'sending' || state === 'paused';
  return (
    <li className={`upload upload-${state}`}>
      <span className="upload-name">
        {file.name} <span className="quiet">{fileSize(file.size)}</span>
      </span>
      {state === 'queued' && <span className="quiet">{t('materials.queued')}</span>}
      {under && (
        <>
          <progress max={1} value={share} aria-label={file.name} />
          <span className="figures">{Math.floor(share * 100)} %</span>
          {state === 'sending' && share === 1 && <span className="quiet">{t('materials.checking')}</span>}
          {state === 'paused' ? (
            <Button size="small" onClick={() => uploads.resume(key)}>
              {t('materials.resume')}
            </Button>
          ) : (
            <Button size="small" onClick={() => uploads.pause(key)}>
              {t('materials.pause')}
            </Button>
          )}
        </>
      )}
      {state === 'done' && <span className="done">✓ {t('materials.done')}</span>}
      {state === 'failed' && (
        <>
          <span className="field-error">✗ {words(entry.error)}</span>
          <Button size="small" onClick={() => uploads.retry(entry)}>
            {t('ui.retry')}
          </Button>
          <Button size="small" type="text" onClick={() => uploads.drop(key)}>
            {t('ui.remove')}
          </Button>
        </>
      )}
    </li>
  );
}
