import { Button, Checkbox, Input } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { described, FieldFrame } from '../../../ui/field-frame';
import { allFormats, type DraftEdit, type EditedItem } from './draft-edit';

interface Props {
  edit: DraftEdit;
  errors: ReadonlyMap<string, string>;
  onChange: (items: EditedItem[]) => void;
}

/** The items of the notice, in their order. */
export function DraftItems({ edit, errors, onChange }: Props): ReactNode {
  const { t } = useTranslation();
  const set = (at: number, change: Partial<EditedItem>): void =>
    onChange(edit.items.map((item, place) => (place === at ? ({ ...item, ...change } as EditedItem) : item)));
  if (edit.items.length === 0) return <p className="notice notice-info">{t('requests.edit.none')}</p>;
  return (
    <ol className="plain request-items">
      {edit.items.map((item, at) => (
        <li key={at} className="subform">
          <div className="subform-head">
            <span>
              <span className="subform-number">{at + 1}</span>{' '}
              <span className="tag">{t(`requests.edit.from.${item.from}`)}</span>
            </span>
            <Button size="small" type="text" onClick={() => onChange(edit.items.filter((_, place) => place !== at))}>
              {t('requests.edit.drop', { no: at + 1 })}
            </Button>
          </div>
          <OneItem at={at} item={item} errors={errors} onChange={(change) => set(at, change)} />
        </li>
      ))}
    </ol>
  );
}

interface ItemProps {
  at: number;
  item: EditedItem;
  errors: ReadonlyMap<string, string>;
  onChange: (change: Partial<EditedItem>) => void;
}

function OneItem({ at, item, errors, onChange }: ItemProps): ReactNode {
  const { t } = useTranslation();
  const path = `item-${String(at)}`;
  const reason = `field-${path}-reason`;
  if (item.from === 'free' || item.from === 'proposal')
    return <Wording path={path} item={item} errors={errors} onChange={onChange} />;
  return (
    <>
      <p>
        <strong>{item.shown?.title}</strong>
      </p>
      <p className="said quiet">{item.shown?.accepts}</p>
      {item.from === 'library' ? (
        <Checkbox checked={item.required} onChange={(event) => onChange({ required: event.target.checked })}>
          {t('requests.edit.required')}
        </Checkbox>
      ) : (
        <FieldFrame id={reason} label={t('requests.review.reason')} error={errors.get(`${path}-reason`)} required>
          <Input.TextArea
            id={reason}
            rows={2}
            maxLength={2000}
            value={item.reason}
            onChange={(event) => onChange({ reason: event.target.value })}
            {...described(reason, false, errors.get(`${path}-reason`))}
          />
        </FieldFrame>
      )}
    </>
  );
}

type Worded = Extract<EditedItem, { from: 'free' | 'proposal' }>;

function Wording({
  path,
  item,
  errors,
  onChange,
}: {
  path: string;
  item: Worded;
  errors: ReadonlyMap<string, string>;
  onChange: (change: Partial<EditedItem>) => void;
}): ReactNode {
  const { t } = useTranslation();
  const frame = (name: 'title' | 'accepts' | 'formats') => {
    const id = `field-${path}-${name}`;
    const error = errors.get(`${path}-${name}`);
    return { id, error, tie: described(id, false, error) };
  };
  const title = frame('title');
  const accepts = frame('accepts');
  const formats = frame('formats');
  return (
    <div className="form-body">
      <FieldFrame id={title.id} label={t('requests.edit.itemTitle')} error={title.error} required>
        <Input
          id={title.id}
          maxLength={400}
          autoComplete="off"
          value={item.title}
          onChange={(event) => onChange({ title: event.target.value })}
          {...title.tie}
        />
      </FieldFrame>
      <FieldFrame id={accepts.id} label={t('requests.edit.accepts')} error={accepts.error} required>
        <Input.TextArea
          id={accepts.id}
          rows={2}
          maxLength={4000}
          value={item.accepts}
          onChange={(event) => onChange({ accepts: event.target.value })}
          {...accepts.tie}
        />
      </FieldFrame>
      <FieldFrame id={formats.id} label={t('requests.edit.formats')} error={formats.error} required group>
        <Checkbox.Group
          value={item.formats}
          options={allFormats.map((format) => ({ value: format, label: format.toUpperCase() }))}
          onChange={(picked) => onChange({ formats: picked })}
        />
      </FieldFrame>
      <Checkbox checked={item.required} onChange={(event) => onChange({ required: event.target.checked })}>
        {t('requests.edit.required')}
      </Checkbox>
    </div>
  );
}
