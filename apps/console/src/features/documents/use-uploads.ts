import { useQueryClient } from '@tanstack/react-query';
import { useReducer } from 'react';
import { newKey } from '../../api/keys';
import { uploadDocument } from '../../api/upload';
import type { DocumentView } from '../../api/types';

export interface FileState {
  key: string;
  file: File;
  share: number;
  state: 'sending' | 'done' | 'failed';
  error?: unknown;
}

type Change = { add: FileState } | { key: string; set: Partial<FileState> } | { drop: string };

function reduce(files: FileState[], change: Change): FileState[] {
  if ('add' in change) return [...files, change.add];
  if ('drop' in change) return files.filter((file) => file.key !== change.drop);
  return files.map((file) => (file.key === change.key ? { ...file, ...change.set } : file));
}

const titleOf = (file: File): string => file.name.replace(/\.[^.]+$/, '') || file.name;

/** Uploads to a case, each with its own progress and result; one that failed can be sent again and stops no other. */
export function useUploads(caseId: string, onDone?: (document: DocumentView) => void) {
  const client = useQueryClient();
  const [files, change] = useReducer(reduce, []);
  const send = async (entry: FileState): Promise<void> => {
    change({ key: entry.key, set: { state: 'sending', share: 0, error: undefined } });
    try {
      const document = await uploadDocument({
        caseId,
        file: entry.file,
        title: titleOf(entry.file),
        key: entry.key,
        onProgress: (share) => change({ key: entry.key, set: { share } }),
      });
      change({ key: entry.key, set: { state: 'done', share: 1 } });
      await Promise.all([
        client.invalidateQueries({ queryKey: ['case', caseId] }),
        client.invalidateQueries({ queryKey: ['tasks'] }),
      ]);
      onDone?.(document);
    } catch (error) {
      change({ key: entry.key, set: { state: 'failed', error } });
    }
  };
  const add = (list: Iterable<File>): void => {
    for (const file of list) {
      const entry: FileState = { key: newKey(), file, share: 0, state: 'sending' };
      change({ add: entry });
      void send(entry);
    }
  };
  return { files, add, retry: (entry: FileState) => void send(entry), drop: (key: string) => change({ drop: key }) };
}
