import { isAnswered } from '../../../../../../libs/domain/documents/answers';
import type { RequestItem } from '../../../api/types';
import { draftOf, type FormValues } from '../../decisions/drafts';

export const standings = ['done', 'unavailable', 'missing', 'optional'] as const;
export type Standing = (typeof standings)[number];

const blank = (text: string | null | undefined): boolean => !text || text.trim() === '';

/** How an item stands by what is saved for it. */
export function standingOf({ required, answer }: Pick<RequestItem, 'required' | 'answer'>): Standing {
  if (!answer || !isAnswered(answer)) return required ? 'missing' : 'optional';
  return blank(answer.unavailableBecause) ? 'done' : 'unavailable';
}

export const editKey = (itemId: string): string => `answer.${itemId}`;

/** Whether something is typed for the item that was not saved. */
export const isUnsaved = (itemId: string): boolean => draftOf(editKey(itemId)) !== undefined;

export interface PickedFile {
  id: string;
  title: string;
  fileName: string;
  /** The version that was seen; unknown for what an older page kept. */
  version?: number;
}

/** An answer while it is edited. */
export interface Edit {
  cannot: boolean;
  text: string;
  because: string;
  files: PickedFile[];
  /** Of the answer the edit began from. */
  rev: number;
}

/** The answer as saved, ready to be edited. */
export function editOf(answer: RequestItem['answer']): Edit {
  return {
    cannot: !blank(answer?.unavailableBecause),
    text: answer?.text ?? '',
    because: answer?.unavailableBecause ?? '',
    files: (answer?.files ?? []).map(({ documentId, title, fileName, version }) => ({
      id: documentId,
      title,
      fileName,
      version,
    })),
    rev: answer?.rev ?? 0,
  };
}

/** What is sent: of the two ways only the one that is chosen. */
export function inputOf(edit: Edit) {
  const typed = (text: string): string | null => (blank(text) ? null : text.trim());
  const files = edit.cannot ? [] : edit.files;
  const versions = files.flatMap((file) => file.version ?? []);
  return {
    rev: edit.rev,
    text: edit.cannot ? null : typed(edit.text),
    unavailableBecause: edit.cannot ? typed(edit.because) : null,
    documents: files.map((file) => file.id),
    ...(files.length > 0 && versions.length === files.length ? { versions } : {}),
  };
}

export const asValues = (edit: Edit): FormValues => ({ ...edit });
