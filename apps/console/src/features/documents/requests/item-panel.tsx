import { Button, Input, Radio, Select } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { RequestItem, RequestView } from '../../../api/types';
import { described, FieldFrame } from '../../../ui/field-frame';
import { Form, FormFoot } from '../../../ui/form';
import { useSubmitShortcut } from '../../../ui/shortcuts';
import { useLanguage, useSay } from '../../../words';
import { momentInFull, timeOfDay } from '../../../words/dates';
import { useDocumentOptions } from '../document-options';
import { Uploader } from '../uploader';
import { EarlierAnswer } from './earlier-answer';
import { GivenFiles, standingIn, useCaseFiles } from './given-files';
import { HandedIn } from './handed-in';
import { ItemFailure } from './item-failure';
import { ItemAsked } from './parts';
import { useItemEdit, type ItemEdit } from './use-item-edit';

/** The answer to one item: text and files, or why it cannot be given. */
export function ItemPanel({ view, item }: { view: RequestView; item: RequestItem }): ReactNode {
  const { t } = useTranslation();
  const editing = useItemEdit(view.id, item);
  const { edit, set, save, saving, dirty } = editing;
  useSubmitShortcut(() => {
    if (dirty && !saving) save();
  });
  return (
    <section className="panel item-panel" aria-label={`${String(item.no)}. ${item.title}`}>
      <div className="panel-head">
        <h2>
          {item.no}. {item.title}
        </h2>
      </div>
      <ItemAsked caseId={view.caseId} item={item} />
      {item.handedIn && <HandedIn view={view} item={item} handedIn={item.handedIn} dirty={dirty} />}
      {item.originId !== null && view.previousId !== null && (
        <EarlierAnswer previousId={view.previousId} itemId={item.originId} />
      )}
      <Form className="act" busy={saving} closed={!dirty} onSend={save}>
        <FieldFrame id={`way-${item.id}`} label={t('requests.answer.way')} required group>
          <Radio.Group
            name={`way-${item.id}`}
            value={edit.cannot}
            onChange={(event) => set({ cannot: event.target.value === true })}
            options={[
              { value: false, label: t('requests.answer.give') },
              { value: true, label: t('requests.answer.cannot') },
            ]}
          />
        </FieldFrame>
        {edit.cannot ? (
          <FieldFrame
            id="field-because"
            label={t('requests.unavailable')}
            hint={t('requests.answer.unavailableHint')}
            required
          >
            <Input.TextArea
              id="field-because"
              rows={4}
              maxLength={4000}
              value={edit.because}
              onChange={(event) => set({ because: event.target.value })}
              {...described('field-because', true, undefined)}
            />
          </FieldFrame>
        ) : (
          <Given view={view} item={item} editing={editing} />
        )}
        <Conflict editing={editing} />
        <ItemFailure error={editing.conflict ? null : editing.error} />
        <FormFoot send={t('requests.answer.save')} busy={saving} closed={!dirty}>
          <SavedWords item={item} dirty={dirty} />
        </FormFoot>
      </Form>
    </section>
  );
}

function SavedWords({ item, dirty }: { item: RequestItem; dirty: boolean }): ReactNode {
  const { t } = useTranslation();
  const say = useSay();
  const language = useLanguage();
  const { answer } = item;
  const saved = answer
    ? t('requests.answer.saved', {
        at: timeOfDay(answer.editedAt, language),
        by: answer.editedBy ? say(answer.editedBy) : '',
      })
    : t('requests.answer.notYet');
  return (
    <span role="status" className="quiet" title={answer ? momentInFull(answer.editedAt, language) : undefined}>
      {dirty ? `${t('requests.answer.unsaved')} · ${saved}` : saved}
    </span>
  );
}

function Given({ view, item, editing }: { view: RequestView; item: RequestItem; editing: ItemEdit }): ReactNode {
  const { t } = useTranslation();
  const documentOptions = useDocumentOptions();
  const { edit, set, save } = editing;
  const known = useCaseFiles(view.caseId, editing);
  const free = known.filter(
    (document) =>
      standingIn(document, document.version) === 'good' && !edit.files.some((file) => file.id === document.id),
  );
  return (
    <>
      <FieldFrame id="field-text" label={t('requests.text')} hint={t('requests.answer.textHint')} required={false}>
        <Input.TextArea
          id="field-text"
          rows={4}
          maxLength={20000}
          value={edit.text}
          onChange={(event) => set({ text: event.target.value })}
          {...described('field-text', true, undefined)}
        />
      </FieldFrame>
      <FieldFrame
        id="field-files"
        label={t('requests.files')}
        hint={t('requests.formats', { formats: item.formats.join(' ').toUpperCase() })}
        required={false}
        group
      >
        <GivenFiles view={view} editing={editing} known={known} />
        <Uploader
          caseId={view.caseId}
          label={t('requests.answer.upload')}
          onDone={({ id, title, fileName, version }) => {
            set({ files: [...editing.latest().files, { id, title, fileName, version }] });
            save();
          }}
        />
        <Select
          className="answer-pick"
          aria-label={t('requests.answer.pick')}
          placeholder={t('requests.answer.pick')}
          notFoundContent={t('form.noDocuments')}
          value={null}
          showSearch={{ optionFilterProp: 'label' }}
          options={documentOptions(free)}
          onChange={(id: string | null) => {
            const document = free.find((one) => one.id === id);
            if (document) {
              const { title, fileName, version } = document;
              set({ files: [...edit.files, { id: document.id, title, fileName, version }] });
            }
          }}
        />
      </FieldFrame>
    </>
  );
}

function Conflict({ editing }: { editing: ItemEdit }): ReactNode {
  const { t } = useTranslation();
  const say = useSay();
  const language = useLanguage();
  const { conflict } = editing;
  if (!conflict) return null;
  return (
    <div className="notice notice-error" role="alert">
      <p>
        {conflict.by && conflict.at
          ? t('requests.answer.conflict', { by: say(conflict.by), at: timeOfDay(conflict.at, language) })
          : t('requests.answer.conflictSomebody')}
      </p>
      <p className="card-line">
        <Button size="small" onClick={editing.takeTheirs}>
          {t('requests.answer.takeTheirs')}
        </Button>
        <Button size="small" onClick={() => editing.save(conflict.rev)}>
          {t('requests.answer.keepMine')}
        </Button>
      </p>
    </div>
  );
}
