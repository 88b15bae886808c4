import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { actOnArchive } from '../../api/acts';
import { archiveQuery } from '../../api/queries';
import type { CasePage } from '../../api/types';
import { ParagraphField, PickField } from '../cases/act-controls';
import { blanks, typedText } from '../cases/act-errors';
import { ActForm } from '../cases/act-form';
import { BackToCase, useCaseReceipt, useLeave } from '../cases/back-to-case';
import type { ArchiveAction } from '../cases/case-actions';
import { useAct } from '../cases/use-act';

/** Opens a supplement, places or lifts a legal hold: each with its reason, lifting with which. */
export function ArchiveForm({ page, action }: { page: CasePage; action: ArchiveAction }): ReactNode {
  const { t } = useTranslation();
  const tell = useCaseReceipt(page);
  const leave = useLeave(page);
  const lifts = action === 'lift-legal-hold';
  const { data: archive, isPending } = useQuery({ ...archiveQuery(page.id), enabled: lifts });
  const standing = (archive?.holds ?? []).filter((hold) => hold.liftedAt === null);
  const act = useAct({
    draft: `${page.id}.${action}`,
    check: (values) => blanks(values, lifts ? ['holdId', 'reason'] : ['reason'], t('mistake.required')),
    send: ({ holdId, reason }, key) => {
      const input = { reason: typedText(reason) ?? '' };
      return actOnArchive(page.id, action, typeof holdId === 'string' ? holdId : '', input, key);
    },
    recorded: async (receipt) => {
      tell(receipt, t(`cases.action.${action}`));
      await leave('overview');
    },
  });
  return (
    <ActForm
      title={t(`cases.action.${action}`)}
      act={act}
      what={t(`cases.actionWhat.${action}`)}
      back={<BackToCase page={page} />}
    >
      {lifts && (
        <PickField
          act={act}
          name="holdId"
          loading={isPending}
          none={t('archive.noHold')}
          options={standing.map((hold) => ({ value: hold.id, label: hold.reason }))}
        />
      )}
      <ParagraphField act={act} name="reason" maxLength={2000} />
    </ActForm>
  );
}
