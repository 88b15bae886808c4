import { useInfiniteQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { InputNumber } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { askBreakGlass, breakGlassQuery } from '../../api/audit';
import { described, FieldFrame } from '../../ui/field-frame';
import { Page } from '../../ui/page';
import { Empty, Fetched } from '../../ui/states';
import { LineField, ParagraphField } from '../cases/act-controls';
import { blanks } from '../cases/act-errors';
import { ActForm } from '../cases/act-form';
import { useAct, type Act } from '../cases/use-act';

export function AskGlassPage(): ReactNode {
  const { t } = useTranslation();
  const answer = useInfiniteQuery(breakGlassQuery);
  return (
    <Page title={t('glass.title')} narrow>
      <Fetched answer={answer}>
        {({ pages: [first] }) =>
          first?.mayAsk ? <AskForm max={first.maxHours} /> : <Empty title={t('deadEnd.forbidden')} />
        }
      </Fetched>
    </Page>
  );
}

function AskForm({ max }: { max: number }): ReactNode {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const act = useAct({
    draft: 'glass.new',
    start: { hours: 1 },
    check: (values) => [
      ...blanks(values, ['caseNumber', 'hours'], t('mistake.required')),
      ...(Number(values.hours) > max ? ([['hours', t('mistake.too-large', { max })]] as const) : []),
      ...blanks(values, ['reason'], t('mistake.required')),
    ],
    send: ({ caseNumber, hours, reason }, key) =>
      askBreakGlass({ caseNumber: String(caseNumber).trim(), hours, reason }, key),
    recorded: () => navigate({ to: '/break-glass', search: { done: 'asked' } }),
  });
  return (
    <div className="act-page">
      <ActForm
        title={t('glass.ask')}
        act={act}
        tone="warn"
        what={t('glass.askWhat', { max })}
        back={<Link to="/break-glass">{t('ui.cancel')}</Link>}
      >
        <LineField act={act} name="caseNumber" maxLength={40} hint={t('glass.caseHint')} />
        <ParagraphField act={act} name="reason" maxLength={1000} hint={t('glass.reasonHint')} />
        <HoursField act={act} max={max} />
      </ActForm>
    </div>
  );
}

function HoursField({ act, max }: { act: Act; max: number }): ReactNode {
  const { t } = useTranslation();
  const error = act.errors.get('hours');
  const hint = t('glass.hoursHint', { max });
  return (
    <FieldFrame id="field-hours" label={t('act.field.hours')} hint={hint} error={error} required>
      <InputNumber
        id="field-hours"
        className="control-hours"
        {...described('field-hours', hint, error)}
        status={error ? 'error' : undefined}
        min={1}
        precision={0}
        value={act.values.hours as number | undefined}
        onChange={(value) => act.set('hours', value ?? undefined)}
      />
    </FieldFrame>
  );
}
