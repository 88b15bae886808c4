import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useActKey } from '../../api/keys';
import { cancelLeave, type PersonCard } from '../../api/people';
import { Panel } from '../../ui/page';
import { useLanguage, useSay } from '../../words';
import { dateInFull } from '../../words/dates';
import { DecisionFailure } from '../decisions/decision-failure';
import { showRecorded } from './recorded';

/** Leave from today on; to be noted and cancelled by whoever may. */
export function LeavePanel({ card }: { card: PersonCard }): ReactNode {
  const { t } = useTranslation();
  const say = useSay();
  const language = useLanguage();
  const client = useQueryClient();
  const key = useActKey();
  const may = card.allowedActions.includes('note-leave');
  const cancel = useMutation({
    mutationFn: (leave: PersonCard['leave'][number]) => cancelLeave(leave.id, key(['cancel', leave.id])),
    onSuccess: async (_, leave) => {
      showRecorded({ done: t('people.card.cancelLeaveOf', { from: leave.from, to: leave.to }) });
      await client.invalidateQueries();
    },
  });
  return (
    <Panel
      title={t('people.card.leave')}
      level={2}
      actions={
        may && (
          <Link to="/people/$personId/$act" params={{ personId: card.id, act: 'leave' }} className="button">
            {t('people.card.noteLeave')}
          </Link>
        )
      }
    >
      <DecisionFailure error={cancel.error} />
      {card.leave.length === 0 && <p className="quiet">{t('people.card.noLeave')}</p>}
      <ul className="plain records">
        {card.leave.map((leave) => {
          const days = { from: dateInFull(leave.from, language), to: dateInFull(leave.to, language) };
          return (
            <li key={leave.id}>
              <div className="card-line">
                <span>{t('people.card.between', days)}</span>
                {may && (
                  <Button
                    size="small"
                    aria-label={t('people.card.cancelLeaveOf', days)}
                    loading={cancel.isPending}
                    onClick={() => cancel.mutate(leave)}
                  >
                    {t('people.card.cancelLeave')}
                  </Button>
                )}
              </div>
              <p className="quiet">
                {leave.reason && `${leave.reason} · `}
                {t('people.card.notedBy', { name: say(leave.notedBy.name) })}
              </p>
            </li>
          );
        })}
      </ul>
    </Panel>
  );
}
