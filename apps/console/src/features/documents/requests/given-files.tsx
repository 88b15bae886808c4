import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useEffect, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemError } from '../../../api/problem';
import { caseQuery } from '../../../api/queries';
import type { CasePage, RequestView } from '../../../api/types';
import { contentAddress } from '../../../api/upload';
import { FileTag, type FileStanding } from './parts';
import type { PickedFile } from './item-standing';
import type { ItemEdit } from './use-item-edit';

type CaseFile = CasePage['documents'][number];
const scanEveryMs = 2_000;

/** How a document stands for somebody who saw that version of it. */
export function standingIn(document: CaseFile | undefined, seen: number | undefined): FileStanding {
  if (!document) return 'good';
  if (document.withdrawn) return 'withdrawn';
  if (document.state === 'infected' || document.state === 'unreadable') return document.state;
  if (seen !== undefined && seen !== document.version) return 'replaced';
  return document.state === 'waiting' ? 'waiting' : 'good';
}

const isWaiting = (files: readonly PickedFile[], known: readonly CaseFile[]): boolean =>
  files.some((file) => standingIn(byId(known, file), file.version) === 'waiting');
const byId = (known: readonly CaseFile[], { id }: PickedFile): CaseFile | undefined =>
  known.find((document) => document.id === id);

/** Documents of the case; looked at again while one that is picked is being scanned, and saved once all are through. */
export function useCaseFiles(caseId: string, editing: ItemEdit): readonly CaseFile[] {
  const { edit, error, saving, save } = editing;
  const held =
    error instanceof ProblemError &&
    error.fields.length > 0 &&
    error.fields.every((one) => one.code === 'file-scanning');
  const page = useQuery({
    ...caseQuery(caseId),
    refetchInterval: ({ state }) => (held || isWaiting(edit.files, state.data?.documents ?? []) ? scanEveryMs : false),
  });
  const known = page.data?.documents ?? [];
  const through = held && page.data !== undefined && page.dataUpdatedAt > 0 && !isWaiting(edit.files, known);
  useEffect(() => {
    if (through && !saving) save();
    // Each answer of the case is looked at once.
  }, [page.dataUpdatedAt]);
  return known;
}

/** Files of an answer that is edited, each with how it stands now. */
export function GivenFiles({
  view,
  editing,
  known,
}: {
  view: RequestView;
  editing: ItemEdit;
  known: readonly CaseFile[];
}): ReactNode {
  const { t } = useTranslation();
  const { edit, set } = editing;
  if (edit.files.length === 0) return <p className="quiet">{t('requests.noFiles')}</p>;
  return (
    <>
      <ul className="plain answer-files">
        {edit.files.map((file) => {
          const document = byId(known, file);
          const standing = standingIn(document, file.version);
          return (
            <li key={file.id} className="upload">
              <a href={contentAddress(view.caseId, file.id)} download={file.fileName}>
                {file.title}
              </a>
              <span className="quiet">{file.fileName}</span>
              <FileTag standing={standing} />
              {standing === 'replaced' && document && (
                <Button
                  size="small"
                  aria-label={t('requests.answer.newerOf', { name: file.fileName })}
                  onClick={() => set({ files: edit.files.map((one) => (one.id === file.id ? asSeen(document) : one)) })}
                >
                  {t('requests.answer.newer')}
                </Button>
              )}
              <Button
                size="small"
                type="text"
                aria-label={t('requests.answer.drop', { name: file.fileName })}
                onClick={() => set({ files: edit.files.filter((one) => one.id !== file.id) })}
              >
                {t('ui.remove')}
              </Button>
            </li>
          );
        })}
      </ul>
      {isWaiting(edit.files, known) && (
        <p className="quiet" role="status">
          {t('requests.answer.waiting')}
        </p>
      )}
    </>
  );
}

const asSeen = ({ id, title, fileName, version }: CaseFile): PickedFile => ({ id, title, fileName, version });
