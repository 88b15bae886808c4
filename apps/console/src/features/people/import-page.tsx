import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useParams } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useActKey } from '../../api/keys';
import { applyImport, discardImport, importQuery, type ImportPreview } from '../../api/people';
import { Dialog } from '../../ui/dialog';
import { Notice } from '../../ui/page';
import { Fetched } from '../../ui/states';
import { useLanguage, useSay } from '../../words';
import { momentInFull } from '../../words/dates';
import { DecisionFailure } from '../decisions/decision-failure';
import { ImportRows } from './import-rows';
import { PeoplePage } from './people-page';
import { showRecorded } from './recorded';

/** What a file would do, line by line, and its application by a second person; afterwards what it did. */
export function PeopleImportPage(): ReactNode {
  const { t } = useTranslation();
  const { importId } = useParams({ from: '/app/people/imports/$importId' });
  const answer = useQuery(importQuery(importId));
  const name = answer.data?.fileName ?? '';
  const title = {
    open: t('people.imports.preview', { name }),
    applied: t('people.imports.report', { name }),
    discarded: t('people.imports.discarded', { name }),
  }[answer.data?.state ?? 'open'];
  return (
    <PeoplePage key={answer.data?.state} title={title} lead={answer.data && <Origin preview={answer.data} />}>
      <Fetched answer={answer}>
        {(preview) => (
          <>
            <Standing preview={preview} />
            <ImportRows preview={preview} />
          </>
        )}
      </Fetched>
    </PeoplePage>
  );
}

function Origin({ preview }: { preview: ImportPreview }): ReactNode {
  const { t } = useTranslation();
  const say = useSay();
  const language = useLanguage();
  const { kind, prepared, ended } = preview;
  const moment = (key: 'preparedBy' | 'endedBy', one: ImportPreview['prepared']): string =>
    t(`people.imports.${key}`, { name: say(one.by.name), at: momentInFull(one.at, language) });
  return (
    <>
      {t(`people.imports.kinds.${kind}`)} · {moment('preparedBy', prepared)}
      {ended && ` · ${moment('endedBy', ended)}`}
    </>
  );
}

function Standing({ preview }: { preview: ImportPreview }): ReactNode {
  const { t } = useTranslation();
  const say = useSay();
  const { counts, allowedActions: may } = preview;
  if (preview.state === 'applied') return <Notice tone="done" title={t('people.imports.applied', counts)} live />;
  if (preview.state === 'discarded') return null;
  const idle = counts.added + counts.changed === 0;
  return (
    <section className="panel import-acts">
      <p>{idle ? t('people.imports.nothingToDo') : t('people.imports.applyWhat', counts)}</p>
      {preview.barred && (
        <Notice tone="warn" title={t('people.imports.barred')}>
          <p>{say(preview.barred)}</p>
        </Notice>
      )}
      {!may.includes('apply') && !preview.barred && <p className="quiet">{t('people.imports.applyElse')}</p>}
      <div className="card-actions">
        {may.includes('apply') && <Apply preview={preview} />}
        {may.includes('discard') && <Discard id={preview.id} />}
      </div>
    </section>
  );
}

function Apply({ preview }: { preview: ImportPreview }): ReactNode {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const client = useQueryClient();
  const key = useActKey();
  const apply = useMutation({
    mutationFn: () => applyImport(preview.id, preview.digest, key(['apply', preview.id, preview.digest])),
    onSuccess: async () => {
      setOpen(false);
      showRecorded(null);
      await client.invalidateQueries();
    },
  });
  return (
    <>
      <Button type="primary" onClick={() => setOpen(true)}>
        {t('people.imports.apply')}
      </Button>
      <Dialog title={t('people.imports.apply')} open={open} onClose={() => setOpen(false)}>
        <p>{t('people.imports.applyWhat', preview.counts)}</p>
        <DecisionFailure error={apply.error} />
        <div className="form-foot">
          <Button type="primary" loading={apply.isPending} onClick={() => apply.mutate()}>
            {t('people.imports.apply')}
          </Button>
          <Button onClick={() => setOpen(false)}>{t('ui.cancel')}</Button>
        </div>
      </Dialog>
    </>
  );
}

function Discard({ id }: { id: string }): ReactNode {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const client = useQueryClient();
  const key = useActKey();
  const discard = useMutation({
    mutationFn: () => discardImport(id, key(['discard', id])),
    onSuccess: async () => {
      await navigate({ to: '/people/imports' });
      showRecorded({ done: t('people.imports.discard') });
      await client.invalidateQueries();
    },
  });
  return (
    <>
      <DecisionFailure error={discard.error} />
      <Button danger loading={discard.isPending} onClick={() => discard.mutate()}>
        {t('people.imports.discard')}
      </Button>
    </>
  );
}
