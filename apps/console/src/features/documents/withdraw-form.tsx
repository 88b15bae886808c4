import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { withdrawDocument } from '../../api/acts';
import { useActKey } from '../../api/keys';
import { FieldFrame } from '../../ui/field-frame';
import { Form } from '../../ui/form';
import { DecisionFailure } from '../decisions/decision-failure';

interface Props {
  caseId: string;
  documentId: string;
  onDone: () => void;
}

/** Marks a document withdrawn, with a reason that everybody who reads it sees. */
export function WithdrawForm({ caseId, documentId, onDone }: Props): ReactNode {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [reason, setReason] = useState('');
  const keyFor = useActKey();
  const act = useMutation({
    mutationFn: () => withdrawDocument(caseId, documentId, reason, keyFor({ documentId, reason })),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ['case', caseId] });
      onDone();
    },
  });
  const id = `withdraw-${documentId}`;
  return (
    <Form busy={act.isPending} closed={reason.trim() === ''} onSend={act.mutate}>
      <p className="notice notice-warn">{t('materials.withdrawWhat')}</p>
      <DecisionFailure error={act.error} />
      <FieldFrame id={id} label={t('materials.reason')} required>
        <Input.TextArea
          id={id}
          rows={3}
          maxLength={2000}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
        />
      </FieldFrame>
      <Button danger htmlType="submit" loading={act.isPending} disabled={reason.trim() === ''}>
        {t('materials.withdraw')}
      </Button>
    </Form>
  );
}
