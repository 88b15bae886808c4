import { Button } from 'antd';
import { useRef, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { DocumentView } from '../../api/types';
import { useFailureWords } from '../../ui/states';
import { fileSize } from '../../words/dates';
import { useUploads, type FileState } from './use-uploads';

interface Props {
  caseId: string;
  multiple?: boolean;
  label?: string;
  onDone?: (document: DocumentView) => void;
}

export function Uploader({ caseId, multiple = true, label, onDone }: Props): ReactNode {
  const { t } = useTranslation();
  const input = useRef<HTMLInputElement>(null);
  const uploads = useUploads(caseId, onDone);
  return (
    <div className="uploader">
      <input
        ref={input}
        type="file"
        className="unseen"
        multiple={multiple}
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
            <Sending
              key={entry.key}
              entry={entry}
              onRetry={() => uploads.retry(entry)}
              onDrop={() => uploads.drop(entry.key)}
            />
          ))}
        </ul>
      )}
    </div>
  );
}

function Sending({ entry, onRetry, onDrop }: { entry: FileState; onRetry: () => void; onDrop: () => void }): ReactNode {
  const { t } = useTranslation();
  const words = useFailureWords();
  return (
    <li className={`upload upload-${entry.state}`}>
      <span className="upload-name">
        {entry.file.name} <span className="quiet">{fileSize(entry.file.size)}</span>
      </span>
      {entry.state === 'sending' && (
        <>
          <progress max={1} value={entry.share} aria-label={entry.file.name} />
          <span className="figures">{Math.floor(entry.share * 100)} %</span>
        </>
      )}
      {entry.state === 'done' && <span className="done">✓ {t('materials.done')}</span>}
      {entry.state === 'failed' && (
        <>
          <span className="field-error">✗ {words(entry.error)}</span>
          <Button size="small" onClick={onRetry}>
            {t('ui.retry')}
          </Button>
          <Button size="small" type="text" onClick={onDrop}>
            {t('ui.remove')}
          </Button>
        </>
      )}
    </li>
  );
}
