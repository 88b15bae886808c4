import { useQueryClient } from '@tanstack/react-query';
import { useReducer, useRef } from 'react';
import { newKey } from '../../api/keys';
import { uploadDocument, type Sending, type Upload } from '../../api/upload';
import type { DocumentView } from '../../api/types';

export interface FileState {
  key: string;
  file: File;
  share: number;
  state: 'queued' | 'sending' | 'paused' | 'done' | 'failed';
  error?: unknown;
}

type Change = { add: FileState } | { key: string; set: Partial<FileState> } | { drop: string };

function reduce(files: FileState[], change: Change): FileState[] {
  if ('add' in change) return [...files, change.add];
  if ('drop' in change) return files.filter((file) => file.key !== change.drop);
  return files.map((file) => (file.key === change.key ? { ...file, ...change.set } : file));
}

const titleOf = (file: File): string => (file.name.replace(/\.[^.]+$/, '') || file.name).slice(0, 200);

/** Files sent at a time: a browser has six connections, and the rest of the page needs some. */
const width = 3;

/** Lets so many uploads run; the others wait their turn. */
class Lanes {
  private readonly waiting: (() => void)[] = [];
  private free = width;

  async enter(): Promise<void> {
    if (this.free > 0) this.free -= 1;
    else await new Promise<void>((enter) => this.waiting.push(enter));
  }

  leave(): void {
    const next = this.waiting.shift();
    if (next) next();
    else this.free += 1;
  }
}

/** Uploads to a case, each with its own progress, pause and result; one that failed can be sent again and stops no other. */
export function useUploads(caseId: string, purpose?: Upload['purpose'], onDone?: (document: DocumentView) => void) {
  const client = useQueryClient();
  const [files, change] = useReducer(reduce, []);
  const running = useRef(new Map<string, Sending>());
  const lanes = useRef(new Lanes());
  const send = async (entry: FileState): Promise<void> => {
    const { key, file } = entry;
    change({ key, set: { state: 'queued', share: 0, error: undefined } });
    await lanes.current.enter();
    try {
      change({ key, set: { state: 'sending' } });
      const onProgress = (share: number): void => change({ key, set: { share } });
      const sending = uploadDocument({ caseId, file, title: titleOf(file), purpose, key, onProgress });
      running.current.set(key, sending);
      const document = await sending.done;
      change({ key, set: { state: 'done', share: 1 } });
      await Promise.all([
        client.invalidateQueries({ queryKey: ['case', caseId] }),
        client.invalidateQueries({ queryKey: ['tasks'] }),
      ]);
      onDone?.(document);
    } catch (error) {
      change({ key, set: { state: 'failed', error } });
    } finally {
      running.current.delete(key);
      lanes.current.leave();
    }
  };
  const add = (list: Iterable<File>): void => {
    for (const file of list) {
      const entry: FileState = { key: newKey(), file, share: 0, state: 'queued' };
      change({ add: entry });
      void send(entry);
    }
  };
  return {
    files,
    add,
    retry: (entry: FileState) => void send(entry),
    drop: (key: string) => change({ drop: key }),
    pause: (key: string) => {
      void running.current.get(key)?.pause();
      change({ key, set: { state: 'paused' } });
    },
    resume: (key: string) => {
      running.current.get(key)?.resume();
      change({ key, set: { state: 'sending' } });
    },
  };
}
