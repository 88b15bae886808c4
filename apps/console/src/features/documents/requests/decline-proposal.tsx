import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useActKey } from '../../../api/keys';
import { declineProposal } from '../../../api/requests';
import { FieldFrame, described } from '../../../ui/field-frame';
import { DecisionFailure } from '../../decisions/decision-failure';
import type { Proposal } from './draft-edit';

/** Not to take up what an expert proposed, for a reason that stays inside; or that reason, once it was given. */
export function DeclineProposal({ proposal, taken }: { proposal: Proposal; taken: boolean }): ReactNode {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  if (proposal.declined) return <p className="quiet">{t('requests.edit.declined', proposal.declined)}</p>;
  if (taken) return null;
  if (open) return <Reason proposal={proposal} onClose={() => setOpen(false)} />;
  return (
    <Button
      size="small"
      type="text"
      aria-label={t('requests.edit.declineOf', { title: proposal.title })}
      onClick={() => setOpen(true)}
    >
      {t('requests.edit.decline')}
    </Button>
  );
}

function Reason({ proposal, onClose }: { proposal: Proposal; onClose: () => void }): ReactNode {
  const { t } = useTranslation();
  const client = useQueryClient();
  const key = useActKey();
  const [reason, setReason] = useState('');
  const [tried, setTried] = useState(false);
  const declining = useMutation({
    mutationFn: (why: string) => declineProposal(proposal.id, why, key({ proposal: proposal.id, why })),
    onSuccess: () => client.invalidateQueries({ queryKey: ['case'] }),
  });
  const id = `field-decline-${proposal.id}`;
  const missing = tried && reason.trim() === '' ? t('mistake.required') : undefined;
  return (
    <div className="decline">
      <FieldFrame
        id={id}
        label={t('requests.edit.declineReason')}
        hint={t('requests.edit.declineHint')}
        error={missing}
        required
      >
        <Input.TextArea
          id={id}
          rows={2}
          maxLength={4000}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
          {...described(id, true, missing)}
        />
      </FieldFrame>
      <DecisionFailure error={declining.error} />
      <p className="card-line">
        <Button
          size="small"
          danger
          loading={declining.isPending}
          onClick={() => {
            setTried(true);
            if (reason.trim() !== '') declining.mutate(reason.trim());
          }}
        >
          {t('requests.edit.declineConfirm')}
        </Button>
        <Button size="small" onClick={onClose}>
          {t('ui.cancel')}
        </Button>
      </p>
    </div>
  );
}
