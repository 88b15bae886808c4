import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { useActKey } from '../../api/keys';
import { ProblemError } from '../../api/problem';
import { useSubmitShortcut } from '../../ui/shortcuts';
import { dropDraft, useDraft, type FormValues } from '../decisions/drafts';
import { errorsShown, type FieldError } from './act-errors';

export interface ActPlan<T> {
  /** What is typed is kept under this name until it is sent. */
  draft: string;
  /** Values to begin with. */
  start?: FormValues;
  /** What is wrong before anything is sent. */
  check: (values: FormValues) => FieldError[];
  send: (values: FormValues, key: string) => Promise<T>;
  /** After it was recorded: the receipt, and where to go. */
  recorded: (answer: T) => void | Promise<void>;
}

export interface Act {
  values: FormValues;
  set: (name: string, value: unknown) => void;
  /** By field: shown beside it and in the summary. */
  errors: ReadonlyMap<string, string>;
  /** Why it was not recorded, where no field is to blame. */
  failure: unknown;
  sending: boolean;
  submit: () => void;
}

/** Values, mistakes and sending of the form of an act; Ctrl+Enter sends. Pessimistic: one goes on when it is recorded. */
export function useAct<T>({ draft, start, check, send, recorded }: ActPlan<T>): Act {
  const client = useQueryClient();
  const key = useActKey();
  const [values, keep] = useDraft(draft, start ?? null);
  const latest = useRef<FormValues>(values);
  latest.current = values;
  const [tried, setTried] = useState(false);
  const [changed, setChanged] = useState<ReadonlySet<string>>(new Set());
  const act = useMutation({
    mutationFn: (input: FormValues) => send(input, key(input)),
    onSuccess: async (answer) => {
      dropDraft(draft);
      await recorded(answer);
      await client.invalidateQueries();
    },
  });
  const refused = act.error instanceof ProblemError ? act.error.fields : [];
  const submit = (): void => {
    if (act.isPending) return;
    setTried(true);
    setChanged(new Set());
    if (check(latest.current).length === 0) act.mutate(latest.current);
    else setTimeout(() => document.getElementById('error-summary')?.focus());
  };
  useSubmitShortcut(submit);
  return {
    values,
    set: (name, value) => {
      // Several controls may answer in one tick (an upload ends while one types): each starts from the latest values.
      latest.current = { ...latest.current, [name]: value === '' ? undefined : value };
      setChanged((old) => new Set(old).add(name));
      keep(latest.current);
    },
    errors: errorsShown(refused, changed, tried ? check(values) : []),
    failure: refused.length > 0 ? null : act.error,
    sending: act.isPending,
    submit,
  };
}
