import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Checkbox, Input, Radio } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { noticeQuery } from '../../../api/requests';
import type { RequestView } from '../../../api/types';
import { described, FieldFrame } from '../../../ui/field-frame';
import { Notice } from '../../../ui/page';
import { ActFrame } from '../../cases/act-frame';
import type { Act } from '../../cases/use-act';
import { DaysField } from './days-field';
import { answeringBody } from './answering-body';
import { RequestFacts } from './parts';
import type { RequestAct } from './request-acts';
import { NoticeSheet } from './papers-page';
import { PassingLimit } from './passing-limit';
import { RequestHead } from './request-head';

interface Props {
  view: RequestView;
  does: RequestAct;
  act: Act;
}

type FieldName = 'days' | 'reason' | 'granted' | 'outcome' | 'note' | 'items';

export function RequestActForm({ view, does, act }: Props): ReactNode {
  const { t } = useTranslation();
  const title = t(
    does === 'withdraw' && view.sentAt === null ? 'requests.act.discard' : (`requests.act.${does}` as const),
  );
  return (
    <ActFrame
      act={act}
      labelOf={(field) => t(`requests.field.${(field === 'dueDays' ? 'days' : field) as FieldName}`)}
      head={
        <>
          <RequestHead view={view} title={title} />
          <What view={view} does={does} />
          <RequestFacts view={view} />
          {does === 'check' && <NoticeRead requestId={view.id} />}
        </>
      }
      send={title}
      danger={does === 'withdraw'}
      beside={
        <Link to="/requests/$requestId" params={{ requestId: view.id }}>
          {t('ui.cancel')}
        </Link>
      }
    >
      <Fields view={view} does={does} act={act} />
    </ActFrame>
  );
}

/** What is approved is read where it is approved. */
function NoticeRead({ requestId }: { requestId: string }): ReactNode {
  const { data } = useQuery(noticeQuery(requestId));
  return data ? <NoticeSheet view={data} /> : null;
}

function What({ view, does }: { view: RequestView; does: RequestAct }): ReactNode {
  const { t } = useTranslation();
  if (does === 'send')
    return (
      <Notice tone="warn" title={t('requests.submit.whatTitle')}>
        <ul>
          {(['first', 'second', 'third'] as const).map((line) => (
            <li key={line}>{t(`requests.sendWhat.${line}`, { count: view.dueDays })}</li>
          ))}
        </ul>
      </Notice>
    );
  const asked = view.extensions.find((one) => one.state === 'asked');
  return (
    <Notice tone={does === 'withdraw' ? 'warn' : 'info'}>
      {does === 'decide-extension' && asked && <p>{t('requests.asked', { days: asked.days, reason: asked.reason })}</p>}
      <p>
        {does === 'withdraw' && view.sentAt === null
          ? t('requests.what.discard')
          : t(`requests.what.${does}`, { reason: view.oneTimeReason ?? '' })}
      </p>
    </Notice>
  );
}

function Fields({ view, does, act }: Props): ReactNode {
  const { t } = useTranslation();
  const days = act.values.days as number | undefined;
  const daysError = act.errors.get('days') ?? act.errors.get('dueDays');
  switch (does) {
    case 'send':
    case 'ask-answer-check':
      return null;
    case 'ask-extension':
    case 'withdraw':
    case 'ask-check':
      return (
        <>
          {does === 'ask-extension' && <DaysOf view={view} act={act} value={days} error={daysError} />}
          <Words act={act} name="reason" />
        </>
      );
    case 'decide-extension':
      return (
        <>
          <Choice act={act} name="granted" options={['grant', 'refuse']} />
          {act.values.granted === 'grant' && <DaysOf view={view} act={act} value={days} error={daysError} />}
          <PassingLimit caseId={view.caseId} passing={view.passing} days={undefined} onSafe={() => undefined} />
          <Words act={act} name="reason" />
        </>
      );
    case 'check':
    case 'check-answer':
      return (
        <>
          <Choice
            act={act}
            name="outcome"
            options={does === 'check' ? ['approved', 'returned'] : ['agreed', 'returned']}
          />
          <Words act={act} name="note" required={does === 'check'} />
        </>
      );
    case 'pass-on':
      return (
        <>
          <FieldFrame id="field-items" label={t('requests.field.items')} error={act.errors.get('items')} required group>
            <Checkbox.Group
              className="choices"
              value={(act.values.items as string[] | undefined) ?? []}
              options={view.items.map((item) => ({ value: item.id, label: `${String(item.no)}. ${item.title}` }))}
              onChange={(items) => act.set('items', items)}
            />
          </FieldFrame>
          <DaysField
            caseId={view.caseId}
            body="hospital"
            label={t('requests.edit.days')}
            {...(view.passing ? { hint: t('requests.edit.daysHint', view.passing) } : {})}
            value={days}
            error={daysError}
            onChange={(next) => act.set('days', next)}
          />
          <PassingLimit
            caseId={view.caseId}
            passing={view.passing}
            days={days}
            onSafe={(safe) => act.set('days', safe)}
          />
        </>
      );
  }
}

function DaysOf({
  view,
  act,
  value,
  error,
}: {
  view: RequestView;
  act: Act;
  value: number | undefined;
  error: string | undefined;
}): ReactNode {
  const { t } = useTranslation();
  return (
    <DaysField
      plain
      {...(view.extension ? { most: view.extension.days, hint: t('requests.extension.bounds', view.extension) } : {})}
      caseId={view.caseId}
      body={answeringBody(view)}
      label={t('requests.field.days')}
      value={value}
      error={error}
      onChange={(days) => act.set('days', days)}
    />
  );
}

function Words({ act, name, required = true }: { act: Act; name: 'reason' | 'note'; required?: boolean }): ReactNode {
  const { t } = useTranslation();
  const id = `field-${name}`;
  const error = act.errors.get(name);
  return (
    <FieldFrame id={id} label={t(`requests.field.${name}`)} error={error} required={required}>
      <Input.TextArea
        id={id}
        rows={3}
        maxLength={2000}
        value={(act.values[name] as string | undefined) ?? ''}
        onChange={(event) => act.set(name, event.target.value)}
        {...described(id, false, error)}
      />
    </FieldFrame>
  );
}

type Option = 'grant' | 'refuse' | 'approved' | 'returned' | 'agreed';

function Choice({
  act,
  name,
  options,
}: {
  act: Act;
  name: 'granted' | 'outcome';
  options: readonly Option[];
}): ReactNode {
  const { t } = useTranslation();
  const id = `field-${name}`;
  return (
    <FieldFrame id={id} label={t(`requests.field.${name}`)} error={act.errors.get(name)} required group>
      <Radio.Group
        className="choices"
        name={id}
        value={act.values[name]}
        onChange={(event) => act.set(name, event.target.value)}
        options={options.map((option) => ({ value: option, label: t(`requests.choice.${option}`) }))}
      />
    </FieldFrame>
  );
}
