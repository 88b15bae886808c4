import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { keyKeeper } from '../../../api/keys';
import { ProblemError } from '../../../api/problem';
import { requestQuery, saveAnswer } from '../../../api/requests';
import type { RequestItem } from '../../../api/types';
import { draftOf, dropDraft, keepDraft, useDraft } from '../../decisions/drafts';
import { asValues, editKey, editOf, inputOf, type Edit } from './item-standing';

export interface ItemEdit {
  edit: Edit;
  dirty: boolean;
  /** What is there now, also before it is drawn: several uploads may end in one tick. */
  latest: () => Edit;
  set: (change: Partial<Edit>) => void;
  /** Saves what is there now; saves of one item go one after the other. */
  save: (over?: number) => void;
  saving: boolean;
  error: unknown;
  /** Somebody else was quicker: revision, who, when. */
  conflict: { rev: number; by: { zh: string; en: string } | null; at: string | null } | null;
  takeTheirs: () => void;
}

/** Edits the answer to one item. What is typed is kept in this tab until it is saved. */
export function useItemEdit(requestId: string, item: RequestItem): ItemEdit {
  const client = useQueryClient();
  const key = editKey(item.id);
  const [values, keep] = useDraft(key, null);
  const dirty = draftOf(key) !== undefined;
  const edit = dirty ? (values as unknown as Edit) : editOf(item.answer);
  const keeper = useRef<(content: unknown) => string>(null);
  keeper.current ??= keyKeeper();
  const queue = useRef<Promise<void>>(Promise.resolve());
  const [running, setRunning] = useState(0);
  const [error, setError] = useState<unknown>(null);
  // From the store, not from what was drawn: an upload ends long after the screen it was begun on.
  const saved = (): RequestItem['answer'] =>
    client.getQueryData(requestQuery(requestId).queryKey)?.items.find((one) => one.id === item.id)?.answer ??
    item.answer;
  const current = (): Edit => (draftOf(key) as Edit | undefined) ?? editOf(saved());
  const set = (change: Partial<Edit>): void => keep(asValues({ ...current(), ...change }));
  const send = async (over?: number): Promise<void> => {
    const sent = current();
    const input = inputOf({ ...sent, rev: over ?? sent.rev });
    setError(null);
    try {
      const answer = await saveAnswer(requestId, item.id, input, keeper.current?.(input) ?? '');
      const now = current();
      if (JSON.stringify(inputOf(now)) === JSON.stringify(inputOf(sent))) {
        await client.invalidateQueries({ queryKey: ['requests'] });
        dropDraft(key);
      } else keepDraft(key, asValues({ ...now, rev: answer.rev }));
    } catch (failure) {
      setError(failure);
    }
  };
  const save = (over?: number): void => {
    setRunning((count) => count + 1);
    queue.current = queue.current.then(() => send(over)).finally(() => setRunning((count) => count - 1));
  };
  return {
    edit,
    dirty,
    latest: current,
    set,
    save,
    saving: running > 0,
    error,
    conflict: conflictOf(error),
    takeTheirs: () => {
      dropDraft(key);
      setError(null);
      void client.invalidateQueries({ queryKey: ['requests', requestId] });
    },
  };
}

function conflictOf(error: unknown): ItemEdit['conflict'] {
  if (!(error instanceof ProblemError) || error.code !== 'item-changed') return null;
  const { rev, byZh, byEn, at } = error.facts;
  return {
    rev: Number(rev),
    by: typeof byZh === 'string' && typeof byEn === 'string' ? { zh: byZh, en: byEn } : null,
    at: typeof at === 'string' ? at : null,
  };
}
