import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button, Input, InputNumber } from 'antd';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { extendDeadline } from '../../api/acts';
import { useActKey } from '../../api/keys';
import type { Deadline } from '../../api/types';
import { Dialog } from '../../ui/dialog';
import { described, FieldFrame } from '../../ui/field-frame';
import { Form, FormFoot } from '../../ui/form';
import { useSay } from '../../words';
import { DecisionFailure } from '../decisions/decision-failure';

type Extension = NonNullable<Deadline['extension']>;

/** Offered to whoever may extend the limit: a button, and a dialog with days and reason behind it. */
export function ExtendLimit({ caseId, deadline }: { caseId: string; deadline: Deadline }): ReactNode {
  const { t } = useTranslation();
  const say = useSay();
  const [open, setOpen] = useState(false);
  const { extension } = deadline;
  if (!deadline.allowedActions.includes('extend') || !extension) return null;
  const title = t('extension.title', { limit: say(deadline.title) });
  return (
    <>
      <Button onClick={() => setOpen(true)}>{t('extension.extend')}</Button>
      <Dialog title={title} open={open} onClose={() => setOpen(false)}>
        <ExtendForm caseId={caseId} deadline={deadline} extension={extension} onClose={() => setOpen(false)} />
      </Dialog>
    </>
  );
}

interface FormProps {
  caseId: string;
  deadline: Deadline;
  extension: Extension;
  onClose: () => void;
}

function ExtendForm({ caseId, deadline, extension, onClose }: FormProps): ReactNode {
  const { t } = useTranslation();
  const client = useQueryClient();
  const key = useActKey();
  const [days, setDays] = useState<number | null>(extension.daysAtMost);
  const [reason, setReason] = useState('');
  const [tried, setTried] = useState(false);
  const input = { days: days ?? 0, reason: reason.trim() };
  const act = useMutation({
    mutationFn: () => extendDeadline(caseId, deadline.id, input, key(input)),
    onSuccess: async () => {
      await client.invalidateQueries();
      onClose();
    },
  });
  const missing = (empty: boolean): string | undefined => (tried && empty ? t('mistake.required') : undefined);
  const [noDays, noReason] = [missing(!days), missing(input.reason === '')];
  return (
    <Form
      className="act"
      busy={act.isPending}
      onSend={() => {
        setTried(true);
        if (days && input.reason !== '') act.mutate();
      }}
    >
      <DecisionFailure error={act.error} />
      <FieldFrame
        id="field-days"
        label={t('extension.days')}
        hint={t('extension.daysHint', { most: extension.daysAtMost, times: extension.times })}
        error={noDays}
        required
      >
        <InputNumber
          id="field-days"
          min={1}
          max={extension.daysAtMost}
          precision={0}
          value={days}
          onChange={setDays}
          {...described('field-days', true, noDays)}
        />
      </FieldFrame>
      <FieldFrame
        id="field-reason"
        label={t('act.field.reason')}
        hint={t('extension.reasonHint')}
        error={noReason}
        required
      >
        <Input.TextArea
          id="field-reason"
          rows={4}
          maxLength={2000}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
          {...described('field-reason', true, noReason)}
        />
      </FieldFrame>
      <FormFoot send={t('extension.extend')} busy={act.isPending}>
        <Button onClick={onClose}>{t('ui.cancel')}</Button>
      </FormFoot>
    </Form>
  );
}
